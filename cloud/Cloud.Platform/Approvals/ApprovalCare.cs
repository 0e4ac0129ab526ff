using Cloud.Platform.Calendar;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Platform.Registers;
using Microsoft.Extensions.Options;

namespace Cloud.Platform.Approvals;

/// <summary>
/// Looks after one case: reminds, asks others too when time has run out, and gives the tasks of who left to those in post,
/// else to an administrator who hands them on. It never signs.
/// </summary>
public sealed class ApprovalCare(
    IApprovalStore store, ApprovalPeople people, ApprovalNotices notices, RegisterCatalogue registers, IRecordStore records, RoleCatalogue roles, SiteCalendar calendar, TimeProvider time,
    IOptions<ApprovalOptions> options)
{
    /// <summary>One look at a case; false when nothing changed, or somebody else moved it meanwhile.</summary>
    public async Task<bool> LookAsync(ApprovalCase one, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(one);
        if (await RoundAsync(one, cancel) is not { } round)
            return false;
        var now = time.GetUtcNow();
        var walk = new CaseWalk(
            new Stamp(now, Guid.Empty, Actor.Platform.DisplayName), calendar, Named(round.Node, round.Signers), Named(round.Node, round.Substitutes));
        var administrators = await AdministratorsAsync(round, cancel);
        var tick = CaseClock.Look(
            one, walk, round.Signers, round.Substitutes, administrators, await GoneAsync(one, round, administrators, cancel), SiteCalendar.DayOf(now),
            due => calendar.Add(due, -options.Value.RemindBefore));
        if (ReferenceEquals(tick.Case, one))
            return false;
        var stored = tick.Case with { Version = one.Version + 1 };
        var audit = stored.Trail.Count > one.Trail.Count ? new[] { CaseAudit.Of(one, stored, Actor.Platform, "approval.clock") } : [];
        if (!await store.SaveAsync(stored, audit, cancel))
            return false;
        await notices.MovedAsync(one, stored, cancel);
        await notices.NudgedAsync(stored, tick.Nudges, administrators, SiteCalendar.DayOf(now), cancel);
        return true;
    }

    /// <summary>True when an account that has a task of a case may not act on it any more: it is not in post, lost the role, or may not be in.</summary>
    public async Task<bool> HasLeftAsync(ApprovalCase one, Guid account, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(one);
        return await RoundAsync(one, cancel) is { } round && (await GoneAsync(one, round, await AdministratorsAsync(round, cancel), cancel)).Contains(account);
    }

    private static Dictionary<string, IReadOnlyList<Signer>> Named(CaseNode node, IReadOnlyList<Signer> people) => new() { [node.Name] = people };

    private async Task<Round?> RoundAsync(ApprovalCase one, CancellationToken cancel)
    {
        if (one.Node is not { } node || registers.Find(one.Record.Register) is not { } register
            || await records.FindAsync(register, one.Record.Id, Condition.Everything, cancel) is not { } record)
            return null;
        var scope = await people.ScopeAsync(register, record.Envelope, RecordBody.Parse(record.Body, register.RecordType), cancel);
        var (signers, substitutes) = await people.AtNodesAsync([node], register, scope, one.Started.Account, cancel);
        return new Round(node, register, scope, signers[node.Name], substitutes[node.Name]);
    }

    // Whoever was asked for an office or a role must hold it still; whoever was asked by name must be there still.
    private async Task<IReadOnlySet<Guid>> GoneAsync(ApprovalCase one, Round round, IReadOnlyList<Signer> administrators, CancellationToken cancel)
    {
        var gone = new HashSet<Guid>();
        foreach (var task in one.Slots.SelectMany(slot => slot.Tasks).Where(task => task.IsPending))
        {
            var there = task.Steward ? Among(administrators, task)
                : task.Escalated ? Among(round.Substitutes, task) || Among(round.Signers, task)
                : task.Given ? await people.MayBeAskedAsync(task.Account, round.Register, round.Scope, cancel) is not null
                : task.InOffice ? Among([.. round.Signers.Where(signer => signer.InOffice)], task)
                : Among(round.Signers, task);
            if (!there)
                gone.Add(task.Account);
        }

        return gone;
    }

    private static bool Among(IReadOnlyList<Signer> people, CaseTask task) => people.Any(signer => signer.Account == task.Account);

    // Those who give the platform's roles; an organisation's own administrator could choose only his own people.
    private Task<IReadOnlyList<Signer>> AdministratorsAsync(Round round, CancellationToken cancel) => people.HoldersAsync(
        roles.All.Where(role => role.Holder == RoleHolder.Platform && role.Rights.HasFlag(Rights.ManageGrants)).Select(role => role.Role), round.Register, round.Scope, cancel);

    private sealed record Round(CaseNode Node, RegisterDescriptor Register, RecordScope Scope, IReadOnlyList<Signer> Signers, IReadOnlyList<Signer> Substitutes);
}
