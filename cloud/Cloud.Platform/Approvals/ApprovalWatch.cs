using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Calendar;
using Cloud.Platform.Identity;
using Cloud.Platform.Leadership;
using Cloud.Platform.Permissions;
using Cloud.Platform.Registers;
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

/// <summary>Looks at running cases by the clock: reminds, asks others too, replaces who has left. It never signs.</summary>
public sealed partial class ApprovalWatch(
    IApprovalStore store, ApprovalPeople people, ApprovalNotices notices, RegisterCatalogue registers, IRecordStore records, RoleCatalogue roles, SiteCalendar calendar, ILeadership leadership,
    TimeProvider time, IOptions<ApprovalOptions> options, ILogger<ApprovalWatch> logger) : BackgroundService
{
    private const int Page = 200;

    /// <summary>One look at every running case; how many changed.</summary>
    public async Task<int> LookAsync(CancellationToken cancel)
    {
        var changed = 0;
        Guid? after = null;
        for (IReadOnlyList<ApprovalCase> cases; (cases = await store.RunningAsync(after, Page, cancel)).Count > 0; after = cases[^1].Id)
            foreach (var one in cases)
                if (await LookAsync(one, cancel))
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

    private async Task<bool> LookAsync(ApprovalCase one, CancellationToken cancel)
    {
        if (one.Node is not { } node || registers.Find(one.Record.Register) is not { } register
            || await records.FindAsync(register, one.Record.Id, Condition.Everything, cancel) is not { } record)
            return false;
        var now = time.GetUtcNow();
        var scope = await people.ScopeAsync(register, record.Envelope, RecordBody.Parse(record.Body, register.RecordType), cancel);
        var (signers, substitutes) = await people.AtNodesAsync([node], register, scope, one.Started.Account, cancel);
        var walk = new CaseWalk(new Stamp(now, Guid.Empty, Actor.Platform.DisplayName), calendar, signers, substitutes);
        var gone = await GoneAsync(one, signers[node.Name], substitutes[node.Name], register, scope, cancel);
        var tick = CaseClock.Look(
            one, walk, signers[node.Name], substitutes[node.Name], gone, SiteCalendar.DayOf(now), due => calendar.Add(due, -options.Value.RemindBefore));
        if (ReferenceEquals(tick.Case, one))
            return false;
        var stored = tick.Case with { Version = one.Version + 1 };
        var audit = stored.Trail.Count > one.Trail.Count ? new[] { CaseAudit.Of(one, stored, Actor.Platform, "approval.clock") } : [];
        if (!await store.SaveAsync(stored, audit, cancel))
            return false;
        await notices.MovedAsync(one, stored, cancel);
        var administrators = tick.Nudges.Contains(CaseNudge.Stuck) ? await AdministratorsAsync(register, scope, cancel) : [];
        await notices.NudgedAsync(stored, tick.Nudges, administrators, SiteCalendar.DayOf(now), cancel);
        return true;
    }

    // Whoever was asked for a role must hold it still; whoever was asked by name must be there still.
    private async Task<IReadOnlySet<Guid>> GoneAsync(
        ApprovalCase one, IReadOnlyList<Signer> signers, IReadOnlyList<Signer> substitutes, RegisterDescriptor register, RecordScope scope, CancellationToken cancel)
    {
        var gone = new HashSet<Guid>();
        foreach (var task in one.Slots.SelectMany(slot => slot.Tasks).Where(task => task.IsPending))
        {
            var there = task.Escalated ? substitutes.Concat(signers).Any(signer => signer.Account == task.Account)
                : task.Given ? await people.MayBeAskedAsync(task.Account, register, scope, cancel) is not null
                : signers.Any(signer => signer.Account == task.Account);
            if (!there)
                gone.Add(task.Account);
        }

        return gone;
    }

    private Task<IReadOnlyList<Signer>> AdministratorsAsync(RegisterDescriptor register, RecordScope scope, CancellationToken cancel) =>
        people.HoldersAsync(roles.All.Where(role => role.Rights.HasFlag(Rights.ManageGrants)).Select(role => role.Role), register, scope, cancel);

    private static partial class Log
    {
        [LoggerMessage(710, LogLevel.Error, "Looking after approvals failed; the next look tries again")]
        public static partial void LookFailed(ILogger logger, Exception fault);
    }
}
