using System.Collections.Concurrent;
using System.Threading.Channels;
using Cloud.Telemetry.Projects;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime;
using Telemetry.Model;

namespace Cloud.Telemetry.Cluster;

/// <summary>One silo as the others see it.</summary>
[GenerateSerializer, Immutable, Alias("LiveAttendance")]
internal sealed record LiveAttendance(
    [property: Id(0)] string Silo, [property: Id(1)] ILivePeer Peer, [property: Id(2)] IReadOnlyList<ProjectId> Watched);

/// <summary>Takes the changes of other silos.</summary>
[Alias("ILivePeer")]
internal interface ILivePeer : IGrainObserver
{
    /// <summary>Changes since the last call; overrun = some were left out and everything shown must be read again.</summary>
    [OneWay, Alias("Receive")]
    Task ReceiveAsync(IReadOnlyList<LiveChange> changes, bool overrun, CancellationToken cancel);
}

/// <summary>Where the silos meet; what it knows is told to it again every second, so it keeps nothing.</summary>
[Alias("ILiveHubGrain")]
internal interface ILiveHubGrain : IGrainWithIntegerKey
{
    /// <summary>Says who is there; who else is.</summary>
    [Alias("Meet")]
    Task<IReadOnlyList<LiveAttendance>> MeetAsync(LiveAttendance me, CancellationToken cancel);
}

/// <inheritdoc cref="ILiveHubGrain"/>
internal sealed class LiveHubGrain(TimeProvider time) : Grain, ILiveHubGrain
{
    private static readonly TimeSpan Absent = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, (LiveAttendance Who, long At)> _present = new(StringComparer.Ordinal);

    public Task<IReadOnlyList<LiveAttendance>> MeetAsync(LiveAttendance me, CancellationToken cancel)
    {
        foreach (var silo in _present.Where(p => time.GetElapsedTime(p.Value.At) > Absent).Select(p => p.Key).ToList())
            _present.Remove(silo);
        _present[me.Silo] = (me, time.GetTimestamp());
        return Task.FromResult<IReadOnlyList<LiveAttendance>>([.. _present.Values.Select(p => p.Who).Where(who => who.Silo != me.Silo)]);
    }
}

/// <summary>
/// The live feed of several silos: what is published here is told to this process and, ten times a second, to every other silo;
/// newer values only to a silo where somebody follows the project. Who is there is learnt every second; a silo that is not
/// heard of any more is told nothing after ten.
/// </summary>
internal sealed class LiveRelay(LiveFeed local, IGrainFactory grains, ILocalSiloDetails silo, TimeProvider time, ILogger<LiveRelay> logger) : BackgroundService, ILiveFeed, ILivePeer
{
    private const int Bound = 20_000;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MeetEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Absent = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, byte> _gone = new(StringComparer.Ordinal);
    private readonly Channel<LiveChange> _out = Channel.CreateBounded<LiveChange>(new BoundedChannelOptions(Bound) { SingleReader = true });
    private volatile Peer[] _peers = [];
    private int _overrun;
    private ILivePeer? _me;

    public bool IsWatched(ProjectId project) => local.IsWatched(project) || Array.Exists(_peers, peer => peer.Watched.Contains(project));

    public void Publish(LiveChange change)
    {
        local.Publish(change);
        if (_peers.Length > 0 && !_out.Writer.TryWrite(change))
            Interlocked.Exchange(ref _overrun, 1);
    }

    public IAsyncEnumerable<LiveBatch> SubscribeAsync(ProjectId? project, CancellationToken cancel) => local.SubscribeAsync(project, cancel);

    public Task ReceiveAsync(IReadOnlyList<LiveChange> changes, bool overrun, CancellationToken cancel)
    {
        foreach (var change in changes)
            local.Publish(change);
        if (overrun)
            local.Overrun();
        return Task.CompletedTask;
    }

    /// <summary>A silo has ended, or is about to: it is told nothing more.</summary>
    public void Forget(string silo)
    {
        _gone.TryAdd(silo, 0);
        _peers = [.. _peers.Where(peer => peer.Silo != silo)];
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(MeetAsync(stoppingToken), TellAsync(stoppingToken));

    private async Task MeetAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                _me ??= grains.CreateObjectReference<ILivePeer>(this);
                Note(await grains.GetGrain<ILiveHubGrain>(0).MeetAsync(new LiveAttendance(silo.SiloAddress.ToParsableString(), _me, local.Watched), cancel));
            }
            catch (Exception fault) when (!cancel.IsCancellationRequested) // the loop: those who were there before are told on for a while
            {
                Log.MeetFailed(logger, fault);
            }

            await Task.Delay(MeetEvery, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // The place where the silos meet may have moved and be empty: one that it does not name stays for a while.
    private void Note(IReadOnlyList<LiveAttendance> present)
    {
        var now = time.GetTimestamp();
        var fresh = present.Where(p => !_gone.ContainsKey(p.Silo)).Select(p => new Peer(p.Silo, p.Peer, [.. p.Watched], now)).ToDictionary(p => p.Silo);
        foreach (var known in _peers)
            if (time.GetElapsedTime(known.At, now) < Absent && !_gone.ContainsKey(known.Silo))
                fresh.TryAdd(known.Silo, known);
        _peers = [.. fresh.Values];
    }

    private async Task TellAsync(CancellationToken cancel)
    {
        var changes = new List<LiveChange>();
        while (await _out.Reader.WaitToReadAsync(cancel))
        {
            changes.Clear();
            while (_out.Reader.TryRead(out var change))
                changes.Add(change);
            var overrun = Interlocked.Exchange(ref _overrun, 0) == 1;
            foreach (var peer in _peers)
            {
                var theirs = changes.Where(c => c is not (LatestChanged or DeviceChanged) || peer.Watched.Contains(c.Project)).ToList();
                if (theirs.Count > 0 || overrun)
                    await peer.Reference.ReceiveAsync(theirs, overrun, cancel);
            }

            await Task.Delay(Pace, time, cancel);
        }
    }

    private sealed record Peer(string Silo, ILivePeer Reference, HashSet<ProjectId> Watched, long At);
}

internal static partial class Log
{
    [LoggerMessage(EventId = 6001, Level = LogLevel.Warning, Message = "The silos could not meet for the live stream; it is tried again.")]
    public static partial void MeetFailed(ILogger logger, Exception fault);

    [LoggerMessage(EventId = 6002, Level = LogLevel.Information, Message = "Silo {Silo} is gone. Its gateways and projects are looked for.")]
    public static partial void SiloGone(ILogger logger, SiloAddress silo);

    [LoggerMessage(EventId = 6003, Level = LogLevel.Warning, Message = "What a gone silo has left behind could not be looked after; it is tried again.")]
    public static partial void AftermathFailed(ILogger logger, Exception fault);
}
