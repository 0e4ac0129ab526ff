using Cloud.Host.Api.Registers;
using Cloud.Platform.Approvals;
using Cloud.Platform.Calendar;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;

namespace Cloud.Host.Api.Approvals;

/// <summary>A case as lists show it.</summary>
/// <param name="Id">Of the case.</param>
/// <param name="Version">For If-Match.</param>
/// <param name="Title">What the record is called.</param>
/// <param name="Flow">Name of the flow.</param>
/// <param name="FlowLabel">For people.</param>
/// <param name="Register">Register of the record.</param>
/// <param name="Record">Id of the record.</param>
/// <param name="Project">Its project, if any.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Node">The node that it is at; null at none.</param>
/// <param name="Waiting">Names of those whose signature is waited for.</param>
/// <param name="Starter">Who began it.</param>
/// <param name="StartedAt">When.</param>
/// <param name="ArrivedAt">When it came to the node.</param>
/// <param name="Due">Last day of the node.</param>
/// <param name="WorkingDays">Working days left; negative when overdue; null at no node.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Seen">False while a copy was not opened.</param>
public sealed record CaseLine(
    Guid Id, long Version, string Title, string Flow, LabelView FlowLabel, string Register, Guid Record, string? Project, CaseState State, LabelView? Node, IReadOnlyList<string> Waiting,
    string Starter, DateTimeOffset StartedAt, DateTimeOffset ArrivedAt, DateOnly? Due, int? WorkingDays, DateTimeOffset? EndedAt, bool Seen)
{
    internal static CaseLine Of(ApprovalCase one, Actor actor, SiteCalendar calendar, DateOnly today) => new(
        one.Id, one.Version, one.Title, one.Flow, RegisterView.Of(one.Label), one.Record.Register, one.Record.Id, one.Project?.Value, one.State,
        one.Node is { } node ? RegisterView.Of(node.Label) : null,
        [.. one.Slots.SelectMany(slot => slot.Tasks).Where(task => task.State == TaskState.Open).Select(task => task.Name)], one.Started.Name, one.Started.At, one.ArrivedAt, one.Due,
        one.Due is { } due ? calendar.Between(today, due) : null, one.EndedAt, one.Copies.All(copy => copy.Account != actor.AccountId || copy.SeenAt is not null));
}

/// <summary>A page of cases.</summary>
/// <param name="Items">In order.</param>
/// <param name="Next">Cursor of the next page; null when nothing follows.</param>
public sealed record CaseList(IReadOnlyList<CaseLine> Items, string? Next);

/// <summary>A node of the drawing.</summary>
/// <param name="Name">For sending back.</param>
/// <param name="Label">For people.</param>
/// <param name="Rule">How many must agree.</param>
/// <param name="Share">Share that is enough.</param>
/// <param name="InDays">Working days.</param>
/// <param name="Handwritten">Opinions need a drawn signature.</param>
/// <param name="Stage">Done, present or to come.</param>
public sealed record CaseNodeView(string Name, LabelView Label, SignRule Rule, double Share, int InDays, bool Handwritten, CaseStage Stage);

/// <summary>Where a node lies as seen from the present one.</summary>
public enum CaseStage
{
    /// <summary>Passed.</summary>
    Done,

    /// <summary>The case is here.</summary>
    Present,

    /// <summary>To come, or never reached.</summary>
    Ahead,
}

/// <summary>Somebody who is asked at the present node.</summary>
/// <param name="Slot">Which agreement it is for: several of one slot stand for each other.</param>
/// <param name="Account">Account.</param>
/// <param name="Name">For people.</param>
/// <param name="State">Where it stands.</param>
/// <param name="At">Since when.</param>
/// <param name="Added">Asked beyond the flow.</param>
/// <param name="Escalated">Asked because of the time or because somebody left.</param>
/// <param name="Advice">Asked for advice only.</param>
/// <param name="Steward">An administrator of flows, who can only hand it on.</param>
public sealed record CaseTaskView(int Slot, Guid Account, string Name, TaskState State, DateTimeOffset At, bool Added, bool Escalated, bool Advice, bool Steward);

/// <summary>Something that happened.</summary>
/// <param name="At">When.</param>
/// <param name="Name">Who.</param>
/// <param name="Kind">What.</param>
/// <param name="KindLabel">What, for people.</param>
/// <param name="Node">At which node.</param>
/// <param name="Round">In which round.</param>
/// <param name="To">Whom it concerns.</param>
/// <param name="Text">What was said.</param>
/// <param name="Attachments">Files that went with it.</param>
/// <param name="Signature">Digest of the signature; null when nothing was signed.</param>
/// <param name="SignedVersion">Version of the record that was signed.</param>
/// <param name="Image">The drawn signature.</param>
public sealed record CaseStepView(
    DateTimeOffset At, string Name, CaseStepKind Kind, LabelView KindLabel, LabelView? Node, int Round, IReadOnlyList<string> To, string? Text, IReadOnlyList<Attachment> Attachments,
    string? Signature, long? SignedVersion, Attachment? Image);

/// <summary>A case with all that its page shows.</summary>
/// <param name="Case">As lists show it.</param>
/// <param name="Round">Grows each time it is sent back.</param>
/// <param name="Nodes">The drawing.</param>
/// <param name="Tasks">Who is asked now.</param>
/// <param name="Trail">Everything that happened, oldest first.</param>
/// <param name="Copies">Who was told.</param>
/// <param name="Offers">What the person may do now.</param>
/// <param name="MayReadRecord">True when the record can be opened.</param>
public sealed record CaseSheet(
    CaseLine Case, int Round, IReadOnlyList<CaseNodeView> Nodes, IReadOnlyList<CaseTaskView> Tasks, IReadOnlyList<CaseStepView> Trail, IReadOnlyList<CaseCopy> Copies, CaseOffers Offers,
    bool MayReadRecord)
{
    internal static CaseSheet Of(ApprovalCase one, Actor actor, SiteCalendar calendar, DateOnly today, bool mayReadRecord) => new(
        CaseLine.Of(one, actor, calendar, today), one.Round, [.. one.Nodes.Select((node, i) => Of(one, node, i))],
        [.. one.Slots.SelectMany((slot, i) => slot.Tasks.Select(task => new CaseTaskView(
            i, task.Account, task.Name, task.State, task.At, slot.AddedBy is not null, task.Escalated, task.ReturnsTo is not null, task.Steward)))],
        [.. one.Trail.Select(step => Of(one, step))], one.Copies, ApprovalReader.OffersOf(one, actor), mayReadRecord);

    private static CaseNodeView Of(ApprovalCase one, CaseNode node, int index) => new(
        node.Name, RegisterView.Of(node.Label), node.Rule, node.Share, node.InDays, node.Handwritten,
        one.State == CaseState.Approved || (one.State == CaseState.Running && index < one.At) ? CaseStage.Done : one.State == CaseState.Running && index == one.At ? CaseStage.Present : CaseStage.Ahead);

    private static CaseStepView Of(ApprovalCase one, CaseStep step) => new(
        step.At, step.Name, step.Kind, LabelOf(step.Kind), one.Nodes.FirstOrDefault(node => node.Name == step.Node) is { } node ? RegisterView.Of(node.Label) : null, step.Round, step.To,
        step.Opinion?.Text is { Length: > 0 } text ? text : null, step.Opinion?.Attachments ?? [], step.Opinion?.Signature?.Digest, step.Opinion?.Signature?.RecordVersion,
        step.Opinion?.Signature?.Image);

    private static LabelView LabelOf(CaseStepKind kind)
    {
        var label = (LabelAttribute)typeof(CaseStepKind).GetField(kind.ToString())!.GetCustomAttributes(typeof(LabelAttribute), false)[0];
        return new LabelView(label.Zh, label.En!);
    }
}

/// <summary>What is said with a move.</summary>
/// <param name="Opinion">At most 2 000 characters.</param>
/// <param name="Attachments">At most 20 files.</param>
/// <param name="Signature">A drawn signature.</param>
/// <param name="Decision"><c>agree</c> or <c>refuse</c>, for signing.</param>
/// <param name="Node">Node to send back to; null = the starter.</param>
/// <param name="To">Accounts that it concerns.</param>
public sealed record CaseBody(
    string? Opinion = null, IReadOnlyList<Attachment>? Attachments = null, Attachment? Signature = null, string? Decision = null, string? Node = null, IReadOnlyList<Guid>? To = null);

/// <summary>A flow, for filters and for people who want to know it.</summary>
public sealed record FlowView(string Name, LabelView Label, IReadOnlyList<FlowNodeView> Nodes);

/// <summary>A node of a flow.</summary>
/// <param name="Name">Of the node.</param>
/// <param name="Label">For people.</param>
/// <param name="Rule">How many must agree.</param>
/// <param name="Share">Share that is enough.</param>
/// <param name="InDays">Working days.</param>
/// <param name="Roles">Names of the roles that sign; empty = persons named by the record.</param>
/// <param name="EscalateTo">Names of the roles that are asked too.</param>
/// <param name="Conditional">True when only some records need it.</param>
public sealed record FlowNodeView(
    string Name, LabelView Label, SignRule Rule, double Share, int InDays, IReadOnlyList<LabelView> Roles, IReadOnlyList<LabelView> EscalateTo, bool Conditional);
