using Cloud.Platform.Calendar;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Approvals;

/// <summary>What a person may do to a case now.</summary>
/// <param name="Sign">Agree, or give the advice that was asked for.</param>
/// <param name="Refuse">Refuse for good.</param>
/// <param name="Return">Send back to the starter.</param>
/// <param name="SendBackTo">Names of the nodes that it can be sent back to.</param>
/// <param name="Hand">Reassign.</param>
/// <param name="Consult">Delegate, add and remove signers.</param>
/// <param name="Withdraw">Take it back.</param>
/// <param name="Remind">Ask to hurry.</param>
/// <param name="Copy">Tell others.</param>
/// <param name="Advises">True when only advice is asked for.</param>
public sealed record CaseOffers(
    bool Sign, bool Refuse, bool Return, IReadOnlyList<string> SendBackTo, bool Hand, bool Consult, bool Withdraw, bool Remind, bool Copy, bool Advises);

/// <summary>Shows cases to those whom they concern: starters, signers, those who were told, and whoever may read the record.</summary>
public sealed class ApprovalReader(
    IApprovalStore store, ApprovalCatalogue flows, ApprovalPeople people, RegisterCatalogue registers, RecordDesk records, RecordPermissions permissions, IRecordScopes scopes,
    IRecordStore recordStore, TimeProvider time)
{
    /// <summary>A case that the person may know of; null otherwise.</summary>
    public async Task<ApprovalCase?> FindAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (await store.FindAsync(id, cancel) is not { } one)
            return null;
        return await store.ConcernsAsync(id, actor.AccountId, cancel) || await MayReadRecordAsync(actor, one, cancel) ? one : null;
    }

    /// <summary>The cases of a record that the person may read, oldest first; null when he may not.</summary>
    public async Task<IReadOnlyList<ApprovalCase>?> OfAsync(Actor actor, RecordKey record, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(record);
        return registers.Find(record.Register) is { } register && await records.FindAsync(actor, register, record.Id, cancel) is not null
            ? await store.OfAsync(record, cancel) : null;
    }

    /// <summary>True when the person may read the record of a case.</summary>
    public async Task<bool> MayReadRecordAsync(Actor actor, ApprovalCase one, CancellationToken cancel) =>
        registers.Find(one.Record.Register) is { } register && await records.FindAsync(actor, register, one.Record.Id, cancel) is not null;

    /// <summary>A page of a person's list.</summary>
    public Task<CasePage> ListAsync(Actor actor, CaseBox box, string? flow, string? text, bool overdue, CaseMark? after, int limit, CancellationToken cancel) =>
        store.ListAsync(new CaseQuery(actor.AccountId, box, flow, text, overdue ? SiteCalendar.Today(time) : null, after, limit), cancel);

    /// <summary>How many a person has.</summary>
    public Task<CaseCounts> CountsAsync(Actor actor, CancellationToken cancel) => store.CountsAsync(actor.AccountId, SiteCalendar.Today(time), cancel);

    /// <summary>What the person may do to a case now.</summary>
    public static CaseOffers OffersOf(ApprovalCase one, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(actor);
        var task = one.TaskOf(actor.AccountId);
        var decides = task is { ReturnsTo: null, Steward: false };
        var starter = one.Started.Account == actor.AccountId;
        return new CaseOffers(
            task is { Steward: false }, decides && one.Actions.Reject is not null, decides && one.Actions.Return is not null, decides ? [.. one.Nodes.Take(one.At).Select(node => node.Name)] : [],
            task is not null, decides, starter && (one.State == CaseState.Returned || (one.State == CaseState.Running && one.Actions.Return is not null)),
            starter && one.State == CaseState.Running, true, task is { ReturnsTo: not null });
    }

    /// <summary>People before whom the record of a case may be put, by part of the name; null when the person may not know of the case.</summary>
    public async Task<IReadOnlyList<Signer>?> PeopleAsync(Actor actor, Guid id, string text, CancellationToken cancel)
    {
        if (await FindAsync(actor, id, cancel) is not { } one || registers.Find(one.Record.Register) is not { } register)
            return null;
        await scopes.RefreshAsync(cancel);
        if (await recordStore.FindAsync(register, one.Record.Id, Condition.Everything, cancel) is not { } record)
            return null;
        var scope = await people.ScopeAsync(register, record.Envelope, RecordBody.Parse(record.Body, register.RecordType), cancel);
        return [.. (await people.FindAsync(text, register, scope, cancel)).Where(signer => signer.Account != actor.AccountId)];
    }

    /// <summary>Flows whose records the person may read somewhere, for filters and figures.</summary>
    public IReadOnlyList<FlowDescriptor> FlowsOf(Actor actor) =>
        [.. flows.All.Where(flow => permissions.Readable(actor, registers.Of(flow.RecordType)) is var readable && (RecordPermissions.Offers(actor, registers.Of(flow.RecordType), RegisterVerb.Read) || readable == Condition.Everything))];

    /// <summary>The flow of a case as it is declared now; null when it is gone.</summary>
    public FlowDescriptor? FlowOf(ApprovalCase one) => flows.Find(one.Flow);
}
