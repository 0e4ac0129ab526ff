using Cloud.Platform.Areas;
using Cloud.Platform.Audit;
using Cloud.Platform.Calendar;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Approvals;

/// <summary>Begins a case with the transition that starts it, goes on with one that was sent back, and ends one whose record went another way.</summary>
public sealed class ApprovalStart(ApprovalCatalogue flows, IApprovalStore store, ApprovalPeople people, ApprovalNotices notices, SiteCalendar calendar) : IRecordCompanion
{
    private static readonly Dictionary<string, IReadOnlyList<Signer>> Nobody = [];

    /// <inheritdoc/>
    public async ValueTask<CommitPart?> JoinAsync(RecordChange change, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (!change.Register.IsDecided || change.Register.Action(change.Action)?.DecidedBy is not null)
            return null;
        var open = change.Before.Envelope.Version == 0 ? null : await store.OpenOfAsync(change.Before.Envelope.Id, cancel);
        if (flows.StartedBy(change.Register.Name, change.Action) is { } flow)
            return await StartAsync(change, flow, open, cancel);
        if (open is null || (change.Action != "void" && Stays(change, open)))
            return null;
        var walk = new CaseWalk(change.Context.Stamp, calendar, Nobody, Nobody);
        return Part(open, walk.MakeVoid(open) with { Version = open.Version + 1 }, change.Context.Actor, "approval.void");
    }

    private static bool Stays(RecordChange change, ApprovalCase open) =>
        open.State == CaseState.Returned || change.Register.Action(open.Actions.Approve)?.From.Contains(change.To) == true;

    private async Task<CommitPart> StartAsync(RecordChange change, FlowDescriptor flow, ApprovalCase? open, CancellationToken cancel)
    {
        if (open is { State: CaseState.Running })
            throw new RuleBrokenException("这条记录正在审批，不能再次提交");
        var resumes = open is not null && open.Flow == flow.Name;
        var scope = await people.ScopeAsync(change.Register, change.Before.Envelope, change.Record, cancel);
        var nodes = resumes ? open!.Nodes : await NodesAsync(flow, change.Record, cancel);
        var starter = resumes ? open!.Started.Account : change.Context.Actor.AccountId;
        var (signers, substitutes) = await people.AtNodesAsync(nodes, change.Register, scope, starter, cancel);
        var walk = new CaseWalk(change.Context.Stamp, calendar, signers, substitutes);
        if (resumes)
            return Part(open, walk.Resume(open! with { Project = scope.Project, Area = AreaOf(scope) }) with { Version = open!.Version + 1 }, change.Context.Actor, "approval.resume");
        var begun = walk.Begin(new ApprovalCase
        {
            Id = Guid.CreateVersion7(change.Context.Now), Version = 1, Flow = flow.Name, Label = flow.Label, Actions = flow.Actions, Nodes = nodes,
            Record = new RecordKey(change.Register.Name, change.Before.Envelope.Id), Title = "", Project = scope.Project, Area = AreaOf(scope),
            Started = change.Context.Stamp, State = CaseState.Running,
        });
        return Part(null, begun, change.Context.Actor, "approval.start");
    }

    private async Task<IReadOnlyList<CaseNode>> NodesAsync(FlowDescriptor flow, object record, CancellationToken cancel)
    {
        var nodes = new List<CaseNode>();
        foreach (var node in flow.Nodes.Where(node => node.When?.Invoke(record) != false))
        {
            var named = node.Persons is { } persons ? await people.OfPersonsAsync(persons(record), cancel) : [];
            nodes.Add(new CaseNode(
                node.Name, node.Label, node.Rule, [.. node.Roles.Select(role => role.Code)], [.. named.Select(signer => signer.Account)], node.InDays,
                [.. node.EscalateTo.Select(role => role.Code)], node.Share, node.Handwritten, node.Office));
        }

        return nodes.Count > 0 ? nodes : throw new RuleBrokenException($"“{flow.Label.Zh}”没有适用于这条记录的审批节点");
    }

    private static AreaCode? AreaOf(RecordScope scope) => scope.Area == default ? null : scope.Area;

    private CasePart Part(ApprovalCase? before, ApprovalCase after, Actor actor, string action) => new(store, notices, before, after, actor, action);
}

/// <summary>A case stored in the commit of its record.</summary>
internal sealed class CasePart(IApprovalStore store, ApprovalNotices notices, ApprovalCase? before, ApprovalCase after, Actor actor, string action) : CommitPart
{
    private ApprovalCase _stored = after;

    public ApprovalCase Stored => _stored;

    public override bool IsCurrent(IStoreTransaction transaction) => store.IsCurrent(transaction, _stored);

    public override void Write(IStoreTransaction transaction, StoredRecord record)
    {
        _stored = _stored with { Title = record.Envelope.Title };
        store.Write(transaction, _stored, [CaseAudit.Of(before, _stored, actor, action)]);
    }

    public override Task DoneAsync(CancellationToken cancel) => notices.MovedAsync(before, _stored, cancel);
}
