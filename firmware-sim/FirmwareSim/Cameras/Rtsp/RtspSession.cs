using System.Net.Sockets;
using System.Security.Cryptography;
using FirmwareSim.Cameras.Streaming;

namespace FirmwareSim.Cameras.Rtsp;

/// <summary>What one client has set up: its tracks, and while it plays one pump for each.</summary>
internal sealed class RtspSession(RtspService service, VideoChannel stream) : IAsyncDisposable
{
    /// <summary>A session over UDP that is not heard of for so long ends.</summary>
    public static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(5);

    private readonly SortedDictionary<int, IRtpTransport> _tracks = [];
    private readonly CancellationTokenSource _ending = new();
    private readonly List<(MediaChannel Channel, Viewer Viewer)> _viewers = [];
    private readonly List<Task> _tasks = [];
    private CancellationTokenSource? _playing;
    private long _heard = service.Clock.Time.GetTimestamp();

    /// <summary>Number of the session.</summary>
    public string Id { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(8));

    /// <summary>Its stream.</summary>
    public VideoChannel Stream => stream;

    /// <summary>True when a track was set up.</summary>
    public bool HasTracks => _tracks.Count > 0;

    /// <summary>True between PLAY and PAUSE.</summary>
    public bool IsPlaying => _playing is not null;

    /// <summary>True when a track goes over UDP, where a dead client is only noticed by its silence.</summary>
    public bool NeedsSigns => _tracks.Values.Any(track => track is UdpTransport);

    /// <summary>How long the client is silent.</summary>
    public TimeSpan Silence => service.Clock.Time.GetElapsedTime(Volatile.Read(ref _heard));

    /// <summary>Becomes faulted when a pump does.</summary>
    public TaskCompletionSource Broken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>SSRC of a track; null when there is no such track.</summary>
    public uint? Source(int track) => track == 0 ? stream.Source : track == 1 ? service.Audio?.Source : null;

    /// <summary>The client was heard.</summary>
    public void Heard() => Volatile.Write(ref _heard, service.Clock.Time.GetTimestamp());

    /// <summary>Sets a track up, or sets it up anew.</summary>
    public void SetUp(int track, IRtpTransport transport)
    {
        if (_tracks.Remove(track, out var old))
            old.Dispose();
        _tracks[track] = transport;
        if (transport is UdpTransport udp)
            _tasks.Add(HearAsync(udp));
    }

    /// <summary>Starts to send.</summary>
    public void Play()
    {
        if (_playing is not null)
            return;
        _playing = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        foreach (var (track, transport) in _tracks)
        {
            var channel = track == 0 ? stream.Viewers : service.Audio!.Viewers;
            var viewer = new Viewer(service.Counters);
            channel.Add(viewer);
            _viewers.Add((channel, viewer));
            _tasks.Add(PumpAsync(viewer, transport, _playing.Token));
        }
    }

    /// <summary>Stops sending.</summary>
    public async Task PauseAsync(CancellationToken cancel)
    {
        foreach (var (channel, viewer) in _viewers)
            channel.Remove(viewer);
        _viewers.Clear();
        if (_playing is { } playing)
        {
            _playing = null;
            await playing.CancelAsync();
            playing.Dispose();
        }

        cancel.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await PauseAsync(CancellationToken.None);
        await _ending.CancelAsync();
        foreach (var track in _tracks.Values)
            track.Dispose();
        await Task.WhenAll(_tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    private async Task PumpAsync(Viewer viewer, IRtpTransport transport, CancellationToken cancel)
    {
        try
        {
            long? reported = null;
            await foreach (var unit in viewer.ReadAsync(cancel))
            {
                if (reported is null || service.Clock.Time.GetElapsedTime(reported.Value) >= ReportEvery)
                {
                    reported = service.Clock.Time.GetTimestamp();
                    await transport.SendControlAsync(unit.Report, cancel);
                }

                await transport.SendAsync(unit, cancel);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Paused or torn down.
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or SocketException)
        {
            Broken.TrySetResult();
        }
        catch (TimeoutException)
        {
            service.Counters.Add(CameraCount.Stuck);
            Broken.TrySetResult();
        }
    }

    private async Task HearAsync(UdpTransport transport)
    {
        try
        {
            while (true)
            {
                await transport.ReceiveAsync(_ending.Token);
                Heard();
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The client has closed its port, or the session ends; silence does the rest.
        }
    }
}
