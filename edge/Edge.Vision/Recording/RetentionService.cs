using Edge.Vision.Status;

namespace Edge.Vision.Recording;

/// <summary>Keeps the recordings within days and disk.</summary>
public sealed class RetentionService(RecordingFolder folder, PictureFolder pictures, WatchMetrics metrics, TimeProvider clock, ILogger<RetentionService> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        do
        {
            try
            {
                if (folder.MakeRoom(clock.GetUtcNow(), 0) is > 0 and var gone)
                    log.Removed(gone);
                if (pictures.MakeRoom(clock.GetUtcNow()) is > 0 and var old)
                    log.Removed(old);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException) // the one place of this loop
            {
                metrics.RecordingFault("all", "retention");
                log.NotRemoved(fault.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}

internal static partial class Log
{
    [LoggerMessage(5311, LogLevel.Information, "{Files} recordings or pictures are past their time or had to make room")]
    public static partial void Removed(this ILogger logger, int files);

    [LoggerMessage(5312, LogLevel.Warning, "Old recordings cannot be removed: {Reason}")]
    public static partial void NotRemoved(this ILogger logger, string reason);
}
