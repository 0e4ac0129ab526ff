using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cloud.Telemetry.Ingestion;

/// <summary>
/// Carries births, deaths and reports to the grains: in order for one gateway, in parallel over gateways, and apart from
/// the data, so that a slow disk delays no word of a gateway's death.
/// </summary>
internal sealed class PresenceQueue(TimeProvider time, ILogger<PresenceQueue> logger) : BackgroundService
{
    private const int Workers = 8;
    private const int Attempts = 5;
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(3);

    private readonly Channel<Func<CancellationToken, Task>>[] _channels =
        [.. Enumerable.Range(0, Workers).Select(_ => Channel.CreateUnbounded<Func<CancellationToken, Task>>(new UnboundedChannelOptions { SingleReader = true }))];

    public void Add(string gateway, Func<CancellationToken, Task> work) =>
        _channels[(uint)string.GetHashCode(gateway, StringComparison.Ordinal) % Workers].Writer.TryWrite(work);

    /// <summary>Carries what is queued first: the broker has stopped by now, and its gateways' ends are worth remembering.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var channel in _channels)
            channel.Writer.TryComplete();
        if (ExecuteTask is { } working)
            await Task.WhenAny(working, Task.Delay(Drain, time, cancellationToken));
        await base.StopAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_channels.Select(channel => WorkAsync(channel.Reader, stoppingToken)));

    private async Task WorkAsync(ChannelReader<Func<CancellationToken, Task>> works, CancellationToken cancel)
    {
        await foreach (var work in works.ReadAllAsync(cancel))
            for (var attempt = 1; !await TryAsync(work, attempt, cancel) && attempt < Attempts; attempt++)
                await Task.Delay(TimeSpan.FromSeconds(attempt), time, cancel);
    }

    private async Task<bool> TryAsync(Func<CancellationToken, Task> work, int attempt, CancellationToken cancel)
    {
        try
        {
            await work(cancel);
            return true;
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested) // the loop: the grain may be on its way to another silo
        {
            Log.PresenceFailed(logger, fault, attempt);
            return false;
        }
    }
}
