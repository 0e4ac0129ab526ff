using Cloud.Platform.Areas;
using Cloud.Platform.Registers;
using Telemetry.Model;

namespace Cloud.Platform.Approvals;

/// <summary>Where a case stands.</summary>
public enum CaseState
{
    /// <summary>审批中.</summary>
    [Label("审批中", "Running")]
    Running,

    /// <summary>已退回: its starter has it; submitting again goes on with it.</summary>
    [Label("已退回", "Returned")]
    Returned,

    /// <summary>已通过.</summary>
    [Label("已通过", "Approved")]
    Approved,

    /// <summary>未通过.</summary>
    [Label("未通过", "Rejected")]
    Rejected,

    /// <summary>已撤回.</summary>
    [Label("已撤回", "Withdrawn")]
    Withdrawn,

    /// <summary>已作废: the record was declared void or left the states of the flow.</summary>
    [Label("已作废", "Void")]
    Void,
}

/// <summary>Where a task stands.</summary>
public enum TaskState
{
    /// <summary>Its turn has not come.</summary>
    Waiting,

    /// <summary>To be done.</summary>
    Open,

    /// <summary>Somebody else is asked for advice first.</summary>
    Delegated,

    /// <summary>Agreed.</summary>
    Agreed,

    /// <summary>Refused.</summary>
    Refused,

    /// <summary>Advice was given.</summary>
    Advised,

    /// <summary>Handed to somebody else.</summary>
    HandedOn,

    /// <summary>Others were faster, or the case moved on.</summary>
    Unneeded,

    /// <summary>The person left, or lost the role.</summary>
    Left,
}

/// <summary>A case: one run of a record through a flow, with the nodes as they were when it began.</summary>
public sealed record ApprovalCase
{
    /// <summary>Time-ordered.</summary>
    public required Guid Id { get; init; }

    /// <summary>1 at first, grows by one with each change.</summary>
    public required long Version { get; init; }

    /// <summary>Name of the flow.</summary>
    public required string Flow { get; init; }

    /// <summary>What the flow was called.</summary>
    public required Label Label { get; init; }

    /// <summary>Transitions that it makes.</summary>
    public required FlowActions Actions { get; init; }

    /// <summary>The nodes that the record needs.</summary>
    public required IReadOnlyList<CaseNode> Nodes { get; init; }

    /// <summary>What is decided about.</summary>
    public required RecordKey Record { get; init; }

    /// <summary>What the record is called.</summary>
    public required string Title { get; init; }

    /// <summary>Project of the record; null when it has none.</summary>
    public ProjectId? Project { get; init; }

    /// <summary>Area of the record; null when it lies nowhere.</summary>
    public AreaCode? Area { get; init; }

    /// <summary>Who began it.</summary>
    public required Stamp Started { get; init; }

    /// <summary>Where it stands.</summary>
    public required CaseState State { get; init; }

    /// <summary>Index of the node that it is at; -1 while its starter has it.</summary>
    public int At { get; init; } = -1;

    /// <summary>Grows each time it is sent back.</summary>
    public int Round { get; init; } = 1;

    /// <summary>When it came to the node.</summary>
    public DateTimeOffset ArrivedAt { get; init; }

    /// <summary>Last day of the node; null when it is at none.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What is asked for at the node: every slot needs one agreement.</summary>
    public IReadOnlyList<CaseSlot> Slots { get; init; } = [];

    /// <summary>Everything that happened, oldest first.</summary>
    public IReadOnlyList<CaseStep> Trail { get; init; } = [];

    /// <summary>Who was told.</summary>
    public IReadOnlyList<CaseCopy> Copies { get; init; } = [];

    /// <summary>Stays at nodes, oldest first; the last may still last.</summary>
    public IReadOnlyList<CaseVisit> Visits { get; init; } = [];

    /// <summary>Which reminders were given at the node.</summary>
    public CaseReminders Reminders { get; init; } = new();

    /// <summary>True while it is not over.</summary>
    public bool IsOpen => State is CaseState.Running or CaseState.Returned;

    /// <summary>The node that it is at; null when its starter has it or it is over.</summary>
    public CaseNode? Node => State == CaseState.Running && At >= 0 && At < Nodes.Count ? Nodes[At] : null;

    /// <summary>The open task of an account; null when it has none.</summary>
    public CaseTask? TaskOf(Guid account) => State == CaseState.Running
        ? Slots.SelectMany(slot => slot.Tasks).FirstOrDefault(task => task.Account == account && task.State == TaskState.Open) : null;
}

/// <summary>A node as the case took it from the flow.</summary>
/// <param name="Name">Of the node.</param>
/// <param name="Label">For people.</param>
/// <param name="Rule">How many must agree.</param>
/// <param name="Roles">Codes of the roles that sign; empty = accounts are named.</param>
/// <param name="Accounts">Who signs, when the record named persons.</param>
/// <param name="InDays">Working days.</param>
/// <param name="EscalateTo">Codes of the roles that are asked too.</param>
/// <param name="Share">Share that is enough.</param>
/// <param name="Handwritten">Every opinion must carry a handwritten signature.</param>
/// <param name="Office">Office whose holders sign; null = none.</param>
public sealed record CaseNode(
    string Name, Label Label, SignRule Rule, IReadOnlyList<string> Roles, IReadOnlyList<Guid> Accounts, int InDays, IReadOnlyList<string> EscalateTo, double Share,
    bool Handwritten, string? Office = null);

/// <summary>One agreement that is needed; any of its tasks can give it.</summary>
/// <param name="Id">Of the slot.</param>
/// <param name="Tasks">Who is or was asked.</param>
/// <param name="AddedBy">Account that asked for it beyond the flow; null when the flow did.</param>
public sealed record CaseSlot(Guid Id, IReadOnlyList<CaseTask> Tasks, Guid? AddedBy = null)
{
    /// <summary>True when one has agreed.</summary>
    public bool IsAgreed => Tasks.Any(task => task.State == TaskState.Agreed);

    /// <summary>True when one has refused.</summary>
    public bool IsRefused => Tasks.Any(task => task.State == TaskState.Refused);

    /// <summary>True when nobody can give it as it stands: an administrator who can only hand it on cannot either.</summary>
    public bool IsEmpty => !IsAgreed && !IsRefused && !Tasks.Any(task => task is { IsPending: true, Steward: false });
}

/// <summary>Somebody is asked.</summary>
/// <param name="Id">Of the task.</param>
/// <param name="Account">Who.</param>
/// <param name="Name">Who, for people.</param>
/// <param name="State">Where it stands.</param>
/// <param name="At">When it came to this state.</param>
/// <param name="ReturnsTo">Task to which the advice goes; null when this is no advice.</param>
/// <param name="Escalated">True when asked because of the time or because somebody left.</param>
/// <param name="Given">True when a person handed the task over, whatever the roles of the account.</param>
/// <param name="InOffice">True when asked as a holder of the node's office: who leaves the office has the task no more, whatever his roles.</param>
/// <param name="Steward">True for an administrator of flows: the task can be handed on to somebody who may sign, and nothing else.</param>
public sealed record CaseTask(
    Guid Id, Guid Account, string Name, TaskState State, DateTimeOffset At, Guid? ReturnsTo = null, bool Escalated = false, bool Given = false, bool InOffice = false, bool Steward = false)
{
    /// <summary>True while the person may still have to act.</summary>
    public bool IsPending => State is TaskState.Open or TaskState.Waiting or TaskState.Delegated;
}

/// <summary>Something that happened.</summary>
/// <param name="At">When.</param>
/// <param name="Account">Who; empty for the platform.</param>
/// <param name="Name">Who, for people.</param>
/// <param name="Kind">What.</param>
/// <param name="Node">At which node; null when at none.</param>
/// <param name="Round">In which round.</param>
/// <param name="To">Names of those whom it concerns, or of the node that it leads to.</param>
/// <param name="Opinion">What was said; null = nothing.</param>
public sealed record CaseStep(
    DateTimeOffset At, Guid Account, string Name, CaseStepKind Kind, string? Node, int Round, IReadOnlyList<string> To, CaseOpinion? Opinion = null);

/// <summary>What happened.</summary>
public enum CaseStepKind
{
    /// <summary>发起.</summary>
    [Label("发起", "Started")]
    Start,

    /// <summary>再次提交.</summary>
    [Label("再次提交", "Submitted again")]
    Resume,

    /// <summary>同意.</summary>
    [Label("同意", "Agreed")]
    Agree,

    /// <summary>不同意.</summary>
    [Label("不同意", "Refused")]
    Refuse,

    /// <summary>提出意见: advice of somebody who was asked by a signer.</summary>
    [Label("提出意见", "Advised")]
    Advise,

    /// <summary>退回发起人.</summary>
    [Label("退回发起人", "Returned to the starter")]
    Return,

    /// <summary>退回节点.</summary>
    [Label("退回", "Returned to a node")]
    SendBack,

    /// <summary>转办.</summary>
    [Label("转办", "Reassigned")]
    Reassign,

    /// <summary>委派.</summary>
    [Label("委派", "Delegated")]
    Delegate,

    /// <summary>加签.</summary>
    [Label("加签", "Added a signer")]
    AddSigner,

    /// <summary>减签.</summary>
    [Label("减签", "Removed a signer")]
    RemoveSigner,

    /// <summary>撤回.</summary>
    [Label("撤回", "Withdrawn")]
    Withdraw,

    /// <summary>催办.</summary>
    [Label("催办", "Reminded")]
    Remind,

    /// <summary>抄送.</summary>
    [Label("抄送", "Copied")]
    Copy,

    /// <summary>升级: others are asked too, because time has run out or nobody is there.</summary>
    [Label("升级督办", "Escalated")]
    Escalate,

    /// <summary>人员离岗.</summary>
    [Label("人员离岗", "Signer left")]
    Leave,

    /// <summary>转现任人员: others of those who can sign are asked, because somebody left.</summary>
    [Label("转现任人员", "Passed to those in post")]
    Succeed,

    /// <summary>转流程管理员: nobody can sign; an administrator hands it to somebody who may.</summary>
    [Label("转流程管理员", "Passed to the administrator of flows")]
    Entrust,

    /// <summary>办结.</summary>
    [Label("办结", "Ended")]
    End,
}

/// <summary>What a person says with a decision.</summary>
/// <param name="Text">At most 2 000 characters.</param>
/// <param name="Attachments">At most 20 files.</param>
/// <param name="Signature">Binds it to the person and to what was decided about.</param>
public sealed record CaseOpinion(string Text, IReadOnlyList<Attachment> Attachments, CaseSignature? Signature = null);

/// <summary>A signature.</summary>
/// <param name="RecordVersion">Version of the record that was signed.</param>
/// <param name="RecordHash">SHA-256 of its fields as they were stored.</param>
/// <param name="Digest">SHA-256 over case, node, person, decision, opinion, files, record and time; it stands in the audit trail too.</param>
/// <param name="Image">The handwritten signature; null when none was drawn.</param>
public sealed record CaseSignature(long RecordVersion, string RecordHash, string Digest, Attachment? Image);

/// <summary>Somebody was told.</summary>
/// <param name="Account">Who.</param>
/// <param name="Name">Who, for people.</param>
/// <param name="At">When.</param>
/// <param name="By">Name of who told.</param>
/// <param name="SeenAt">When it was opened; null before.</param>
public sealed record CaseCopy(Guid Account, string Name, DateTimeOffset At, string By, DateTimeOffset? SeenAt = null);

/// <summary>A stay at a node.</summary>
/// <param name="Node">Name of the node.</param>
/// <param name="From">Arrival.</param>
/// <param name="Due">Last day.</param>
/// <param name="To">Departure; null while it lasts.</param>
/// <param name="Result">How it ended; null while it lasts.</param>
public sealed record CaseVisit(string Node, DateTimeOffset From, DateOnly Due, DateTimeOffset? To = null, CaseStepKind? Result = null);

/// <summary>Which reminders were given at the present node.</summary>
/// <param name="SoonOn">Day of the one before the end; null before.</param>
/// <param name="OverdueOn">Day of the last one after the end; null before.</param>
/// <param name="Escalated">True once others were asked because time had run out.</param>
/// <param name="AskedAt">When somebody last asked by hand; null before.</param>
public sealed record CaseReminders(DateOnly? SoonOn = null, DateOnly? OverdueOn = null, bool Escalated = false, DateTimeOffset? AskedAt = null);
