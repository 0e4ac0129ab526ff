using Cloud.Platform.Leadership;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cloud.Telemetry.Warnings;

/// <summary>Runs the pusher when something rings and whenever a stored due time has come; of several processes, in the one that leads.</summary>
public sealed class WarningPushService(
    WarningPusher pusher, IWarningStore store, PushSignal signal, ILeadership leadership, TimeProvider time, ILogger<WarningPushService> logger) : BackgroundService
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

    // Longer than any gateway keeps a backlog: until then the same transition may come again.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var prunedOn = DateOnly.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!leadership.Leads)
                {
                    await Task.Delay(leadership.LongestSleep, time, stoppingToken);
                    continue;
                }

                prunedOn = await PruneDailyAsync(prunedOn, stoppingToken);
                await pusher.PushDueAsync(stoppingToken);
                var next = await store.NextDueAsync(stoppingToken);
                var span = next - time.GetUtcNow() is { } until && until < leadership.LongestSleep ? until : leadership.LongestSleep;
                await signal.WaitAsync(span, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) // the one place of this loop: what is due stays due in the store
            {
                Log.PushFailed(logger, fault);
                await Task.Delay(AfterFault, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<DateOnly> PruneDailyAsync(DateOnly prunedOn, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (prunedOn != today)
            await store.PruneAsync(now - Kept, cancel);
        return today;
    }
}

internal static partial class Log
{
    [LoggerMessage(3101, LogLevel.Error, "Pushing warnings failed; going on in 5 s")]
    public static partial void PushFailed(ILogger logger, Exception fault);
}
