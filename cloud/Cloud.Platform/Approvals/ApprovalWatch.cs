using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Leadership;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cloud.Platform.Approvals;

/// <summary>Section <c>Approvals</c>: how cases are looked after.</summary>
public sealed record ApprovalOptions
{
    /// <summary>Minutes between two looks at running cases. 1–1440, default 5.</summary>
    [Range(1, 1440)]
    public int EveryMinutes { get; set; } = 5;

    /// <summary>Working days before the last one on which signers are reminded. 0–20, default 1.</summary>
    [Range(0, 20)]
    public int RemindBefore { get; set; } = 1;
}

/// <summary>Looks at all running cases by the clock; <see cref="ApprovalCare"/> says what it does to each.</summary>
public sealed partial class ApprovalWatch(
    IApprovalStore store, ApprovalCare care, ILeadership leadership, TimeProvider time, IOptions<ApprovalOptions> options, ILogger<ApprovalWatch> logger) : BackgroundService
{
    private const int Page = 200;

    /// <summary>One look at every running case; how many changed.</summary>
    public async Task<int> LookAsync(CancellationToken cancel)
    {
        var changed = 0;
        Guid? after = null;
        for (IReadOnlyList<ApprovalCase> cases; (cases = await store.RunningAsync(after, Page, cancel)).Count > 0; after = cases[^1].Id)
            foreach (var one in cases)
                if (await care.LookAsync(one, cancel))
                    changed++;
        return changed;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(options.Value.EveryMinutes), time);
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
                // The one place for faults of this loop: the next look tries again.
                Log.LookFailed(logger, fault);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(710, LogLevel.Error, "Looking after approvals failed; the next look tries again")]
        public static partial void LookFailed(ILogger logger, Exception fault);
    }
}
