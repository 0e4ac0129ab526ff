using Cloud.Platform.Audit;
using Cloud.Platform.Leadership;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cloud.Platform.Backup;

/// <summary>The daily backup, the weekly full one, the retention of backups and of the audit trail.</summary>
public sealed partial class BackupService(
    BackupDesk desk, BackupVault vault, AuditRetention audit, ILeadership leadership, TimeProvider time, IOptions<BackupOptions> options, ILogger<BackupService> logger) : BackgroundService
{
    /// <summary>What is due at this hour of the site; true when something was done.</summary>
    public async Task<bool> LookAsync(CancellationToken cancel)
    {
        var (now, today) = (SiteDay.Local(time.GetUtcNow()), SiteDay.Of(time));
        if (!options.Value.Scheduled || now.Hour != options.Value.Hour || vault.List().Any(point => DateOnly.FromDateTime(SiteDay.Local(point.At).DateTime) == today))
            return false;
        var made = await desk.RunAsync(now.DayOfWeek == options.Value.FullOn ? BackupKind.Full : BackupKind.Incremental, cancel);
        if (made is not null)
            Log.Made(logger, made.Kind, made.Bytes, made.Seconds);
        vault.Prune(time.GetUtcNow() - TimeSpan.FromDays(options.Value.KeepDays));
        await audit.RunAsync(cancel);
        return made is not null;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(5), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!leadership.Leads)
                continue;
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // The one place for faults of this loop: the next look of the same hour tries again.
                Log.Failed(logger, fault);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(730, LogLevel.Information, "{Kind} backup made: {Bytes} bytes in {Seconds} s")]
        public static partial void Made(ILogger logger, BackupKind kind, long bytes, double seconds);

        [LoggerMessage(731, LogLevel.Error, "The daily backup failed; it is tried again within the hour")]
        public static partial void Failed(ILogger logger, Exception fault);
    }
}
