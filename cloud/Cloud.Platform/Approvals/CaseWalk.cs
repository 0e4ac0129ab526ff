using System.Text.Json.Serialization;
using Cloud.Platform.Calendar;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Approvals;

/// <summary>Somebody who can be asked.</summary>
/// <param name="Account">Account.</param>
/// <param name="Name">For people.</param>
/// <param name="InOffice">True when found as a holder of the node's office.</param>
public sealed record Signer(Guid Account, string Name, [property: JsonIgnore] bool InOffice = false);

/// <summary>A case after a move, and the transition of the record that the move makes.</summary>
/// <param name="Case">As it is now.</param>
/// <param name="Action">The transition; null = none.</param>
public sealed record CaseMove(ApprovalCase Case, string? Action = null);

/// <summary>
/// The rules by which a case moves, as functions from a case to a case: they know no store and ask nobody. Rules that a
/// person breaks are sentences; nothing passes by the clock.
/// </summary>
/// <param name="by">Who moves it, and when.</param>
/// <param name="calendar">Working days.</param>
/// <param name="signers">Who can be asked at a node, by its name; without the starter.</param>
/// <param name="substitutes">Who is asked in their stead at a node, by its name.</param>
public sealed class CaseWalk(
    Stamp by, SiteCalendar calendar, IReadOnlyDictionary<string, IReadOnlyList<Signer>> signers, IReadOnlyDictionary<string, IReadOnlyList<Signer>> substitutes)
{
    private const int MostSlots = 50;

    /// <summary>A case at its first node.</summary>
    /// <exception cref="RuleBrokenException">Nobody could sign anywhere.</exception>
    public ApprovalCase Begin(ApprovalCase begun)
    {
        ArgumentNullException.ThrowIfNull(begun);
        if (begun.Nodes.FirstOrDefault(node => At(signers, node).Count + At(substitutes, node).Count == 0) is { } empty)
            throw new RuleBrokenException($"“{empty.Label.Zh}”没有可以审批的人，请先由管理员授予角色");
        return Enter(Note(begun, CaseStepKind.Start), 0);
    }

    /// <summary>Goes on with a case that was sent back to its starter.</summary>
    public ApprovalCase Resume(ApprovalCase returned)
    {
        ArgumentNullException.ThrowIfNull(returned);
        return Enter(Note(returned with { State = CaseState.Running, Round = returned.Round + 1 }, CaseStepKind.Resume), 0);
    }

    /// <summary>A signer agrees or refuses, or gives the advice that he was asked for.</summary>
    public CaseMove Sign(ApprovalCase one, bool agrees, CaseOpinion opinion)
    {
        var (task, node) = Own(one);
        if (!agrees && opinion.Text.Length == 0)
            throw new RuleBrokenException("不同意时须填写意见");
        if (task.ReturnsTo is { } asker)
        {
            var advised = Change(Change(one, task.Id, t => t with { State = TaskState.Advised, At = by.At }), asker, t => t with { State = TaskState.Open, At = by.At });
            return new CaseMove(Note(advised, CaseStepKind.Advise, opinion: opinion));
        }

        if (!agrees && one.Actions.Reject is null)
            throw new RuleBrokenException("本流程不能直接否决，请退回");
        var signed = Change(one, task.Id, t => t with { State = agrees ? TaskState.Agreed : TaskState.Refused, At = by.At });
        signed = Note(Settle(signed), agrees ? CaseStepKind.Agree : CaseStepKind.Refuse, opinion: opinion);
        return Judge(signed, node);
    }

    /// <summary>Sends a case back to its starter.</summary>
    public CaseMove Return(ApprovalCase one, CaseOpinion opinion)
    {
        Own(one, noAdvice: true);
        var action = one.Actions.Return ?? throw new RuleBrokenException("本流程不能退回发起人");
        Said(opinion, "退回");
        var returned = Leave(Note(one, CaseStepKind.Return, [one.Started.Name], opinion), CaseStepKind.Return);
        return new CaseMove(returned with { State = CaseState.Returned, At = -1, Due = null, Slots = [] }, action);
    }

    /// <summary>Sends a case back to a node that it has passed.</summary>
    public CaseMove SendBack(ApprovalCase one, string node, CaseOpinion opinion)
    {
        Own(one, noAdvice: true);
        Said(opinion, "退回");
        var index = one.Nodes.Select((known, i) => (known, i)).Where(pair => pair.known.Name == node && pair.i < one.At).Select(pair => pair.i).DefaultIfEmpty(-1).First();
        if (index < 0)
            throw new RuleBrokenException("只能退回已经过的节点");
        var left = Leave(Note(one, CaseStepKind.SendBack, [one.Nodes[index].Label.Zh], opinion), CaseStepKind.SendBack);
        return new CaseMove(Enter(left with { Round = one.Round + 1 }, index));
    }

    /// <summary>Hands a task to somebody else for good.</summary>
    public CaseMove Reassign(ApprovalCase one, Signer to, CaseOpinion opinion)
    {
        var (task, _) = Own(one, asSteward: true);
        Free(one, to);
        var handed = Relieved(Replace(one, task.Id, old => [old with { State = TaskState.HandedOn, At = by.At }, New(to, given: true) with { ReturnsTo = old.ReturnsTo }]));
        return new CaseMove(Note(handed, CaseStepKind.Reassign, [to.Name], opinion));
    }

    /// <summary>Asks somebody for advice; the task comes back with it.</summary>
    public CaseMove Delegate(ApprovalCase one, Signer to, CaseOpinion opinion)
    {
        var (task, _) = Own(one, noAdvice: true);
        Free(one, to);
        var asked = Replace(one, task.Id, old => [old with { State = TaskState.Delegated, At = by.At }, New(to, given: true) with { ReturnsTo = old.Id }]);
        return new CaseMove(Note(asked, CaseStepKind.Delegate, [to.Name], opinion));
    }

    /// <summary>Asks for signatures beyond the flow: the node is not passed without them.</summary>
    public CaseMove AddSigners(ApprovalCase one, IReadOnlyList<Signer> to, CaseOpinion opinion)
    {
        Own(one, noAdvice: true);
        foreach (var signer in to)
            Free(one, signer);
        if (one.Slots.Count + to.Count > MostSlots)
            throw new RuleBrokenException($"一个节点最多{MostSlots}人会签");
        var added = one with { Slots = [.. one.Slots, .. to.Select(signer => new CaseSlot(NewId(), [New(signer, given: true)], by.Account))] };
        return new CaseMove(Note(added, CaseStepKind.AddSigner, [.. to.Select(signer => signer.Name)], opinion));
    }

    /// <summary>Takes back a signature that was asked for beyond the flow and not given yet.</summary>
    public CaseMove RemoveSigner(ApprovalCase one, Guid account, CaseOpinion opinion)
    {
        var (_, node) = Own(one, noAdvice: true);
        var slot = one.Slots.FirstOrDefault(slot => slot.AddedBy is not null && !slot.IsAgreed && slot.Tasks.Any(task => task.Account == account && task.State == TaskState.Open))
            ?? throw new RuleBrokenException("只能减去加签且尚未签署的人");
        var names = slot.Tasks.Where(task => task.Account == account).Select(task => task.Name).ToList();
        var removed = Note(one with { Slots = [.. one.Slots.Where(other => other.Id != slot.Id)] }, CaseStepKind.RemoveSigner, names, opinion);
        return Judge(removed, node);
    }

    /// <summary>The starter takes a case back.</summary>
    public CaseMove Withdraw(ApprovalCase one, CaseOpinion opinion)
    {
        ArgumentNullException.ThrowIfNull(one);
        if (one.Started.Account != by.Account)
            throw new RuleBrokenException("只有发起人能撤回");
        if (one.State == CaseState.Returned)
            return new CaseMove(End(Note(one, CaseStepKind.Withdraw, opinion: opinion), CaseState.Withdrawn, CaseStepKind.Withdraw));
        if (one.State != CaseState.Running)
            throw new RuleBrokenException("审批已经结束");
        var action = one.Actions.Return ?? throw new RuleBrokenException("本流程不能撤回");
        return new CaseMove(End(Note(one, CaseStepKind.Withdraw, opinion: opinion), CaseState.Withdrawn, CaseStepKind.Withdraw), action);
    }

    /// <summary>The record was declared void or has left the states of the flow.</summary>
    public ApprovalCase MakeVoid(ApprovalCase one) => End(one, CaseState.Void, CaseStepKind.End);

    /// <summary>Tells people of a case.</summary>
    public CaseMove Copy(ApprovalCase one, IReadOnlyList<Signer> to, CaseOpinion opinion)
    {
        var told = Told(one, to);
        return told.Copies.Count == one.Copies.Count
            ? throw new RuleBrokenException("所选人员均已抄送") : new CaseMove(Note(told, CaseStepKind.Copy, [.. to.Select(signer => signer.Name)], opinion));
    }

    /// <summary>The starter asks those who must sign to hurry.</summary>
    public CaseMove Remind(ApprovalCase one)
    {
        ArgumentNullException.ThrowIfNull(one);
        if (one.State != CaseState.Running)
            throw new RuleBrokenException("审批已经结束");
        if (one.Started.Account != by.Account)
            throw new RuleBrokenException("只有发起人能催办");
        if (one.Reminders.AskedAt is { } at && by.At - at < TimeSpan.FromHours(1))
            throw new RuleBrokenException("一小时内只能催办一次");
        var names = one.Slots.SelectMany(slot => slot.Tasks).Where(task => task.State == TaskState.Open).Select(task => task.Name).ToList();
        return new CaseMove(Note(one with { Reminders = one.Reminders with { AskedAt = by.At } }, CaseStepKind.Remind, names));
    }

    /// <summary>The case with those told who were not yet.</summary>
    public ApprovalCase Told(ApprovalCase one, IReadOnlyList<Signer> to)
    {
        ArgumentNullException.ThrowIfNull(one);
        var missing = to.Where(signer => one.Copies.All(copy => copy.Account != signer.Account)).DistinctBy(signer => signer.Account);
        return one with { Copies = [.. one.Copies, .. missing.Select(signer => new CaseCopy(signer.Account, signer.Name, by.At, by.Name))] };
    }

    /// <summary>The same case with a task of further people in a slot: its signers ran out of time.</summary>
    public ApprovalCase Widen(ApprovalCase one, Guid slot, IReadOnlyList<Signer> to) => Joined(one, slot, to, CaseStepKind.Escalate, signer => New(signer) with { Escalated = true });

    /// <summary>The same case with a task of others who can sign at the node in a slot: those who were asked have left. Never one who left the office himself.</summary>
    public ApprovalCase Succeed(ApprovalCase one, Guid slot, IReadOnlyList<Signer> to)
    {
        ArgumentNullException.ThrowIfNull(one);
        var former = one.Slots.SelectMany(known => known.Tasks).Where(task => task is { State: TaskState.Left, InOffice: true }).Select(task => task.Account).ToHashSet();
        return Joined(one, slot, [.. to.Where(signer => signer.InOffice || !former.Contains(signer.Account))], CaseStepKind.Succeed, signer => New(signer));
    }

    /// <summary>The same case with a slot that nobody can sign before administrators, who hand it to somebody who may.</summary>
    public ApprovalCase Entrust(ApprovalCase one, Guid slot, IReadOnlyList<Signer> to) =>
        Joined(one, slot, to, CaseStepKind.Entrust, signer => New(signer) with { Steward = true });

    /// <summary>The same case without those who are not there any more. Who had asked somebody for advice that will not come has the task again.</summary>
    public ApprovalCase Without(ApprovalCase one, IReadOnlySet<Guid> gone)
    {
        ArgumentNullException.ThrowIfNull(one);
        foreach (var task in one.Slots.SelectMany(slot => slot.Tasks).Where(task => gone.Contains(task.Account) && task.IsPending).ToList())
        {
            one = Note(Change(one, task.Id, t => t with { State = TaskState.Left, At = by.At }), CaseStepKind.Leave, [task.Name]);
            if (task.ReturnsTo is { } asker)
                one = Change(one, asker, t => t.State == TaskState.Delegated ? t with { State = TaskState.Open, At = by.At } : t);
            foreach (var advice in one.Slots.SelectMany(slot => slot.Tasks).Where(t => t.ReturnsTo == task.Id && t.State == TaskState.Open).ToList())
                one = Change(one, advice.Id, t => t with { State = TaskState.Unneeded, At = by.At });
        }

        return Settle(one);
    }

    private static IReadOnlyList<Signer> At(IReadOnlyDictionary<string, IReadOnlyList<Signer>> people, CaseNode node) => people.GetValueOrDefault(node.Name) ?? [];

    private static void Said(CaseOpinion opinion, string what)
    {
        if (opinion.Text.Length == 0)
            throw new RuleBrokenException($"{what}时须填写意见");
    }

    private static void Free(ApprovalCase one, Signer signer)
    {
        if (signer.Account == one.Started.Account)
            throw new RuleBrokenException("发起人不能审批自己的申请");
        if (one.Slots.SelectMany(slot => slot.Tasks).Any(task => task.Account == signer.Account && (task.IsPending || task.State == TaskState.Agreed)))
            throw new RuleBrokenException($"{signer.Name}在本节点已有任务");
    }

    private static ApprovalCase Change(ApprovalCase one, Guid task, Func<CaseTask, CaseTask> change) => Replace(one, task, old => [change(old)]);

    private static ApprovalCase Replace(ApprovalCase one, Guid task, Func<CaseTask, IReadOnlyList<CaseTask>> change) => one with
    {
        Slots = [.. one.Slots.Select(slot => slot.Tasks.Any(known => known.Id == task)
            ? slot with { Tasks = [.. slot.Tasks.SelectMany(known => known.Id == task ? change(known) : [known])] } : slot)],
    };

    // Whom others of a slot have joined, or whom the task was handed to: administrators need not see to it any more.
    private ApprovalCase Relieved(ApprovalCase one) => one with
    {
        Slots = [.. one.Slots.Select(slot => slot.IsEmpty ? slot : slot with
        {
            Tasks = [.. slot.Tasks.Select(task => task is { IsPending: true, Steward: true } ? task with { State = TaskState.Unneeded, At = by.At } : task)],
        })],
    };

    private ApprovalCase Joined(ApprovalCase one, Guid slot, IReadOnlyList<Signer> to, CaseStepKind why, Func<Signer, CaseTask> task)
    {
        ArgumentNullException.ThrowIfNull(one);
        var taken = one.Slots.SelectMany(known => known.Tasks).Where(known => known.IsPending || known.State == TaskState.Agreed).Select(known => known.Account).ToHashSet();
        var fresh = to.Where(signer => !taken.Contains(signer.Account) && signer.Account != one.Started.Account).DistinctBy(signer => signer.Account).ToList();
        return fresh.Count == 0 ? one : Relieved(Note(
            one with { Slots = [.. one.Slots.Select(known => known.Id == slot ? known with { Tasks = [.. known.Tasks, .. fresh.Select(task)] } : known)] },
            why, [.. fresh.Select(signer => signer.Name)]));
    }

    private (CaseTask Task, CaseNode Node) Own(ApprovalCase one, bool noAdvice = false, bool asSteward = false)
    {
        ArgumentNullException.ThrowIfNull(one);
        if (one.TaskOf(by.Account) is not { } task || one.Node is not { } node)
            throw new RuleBrokenException(one.State == CaseState.Running ? "这不是您的待办" : "审批已经结束或已退回");
        if (task.Steward && !asSteward)
            throw new RuleBrokenException("您是流程管理员，只能把待办转给可以办理的人");
        return noAdvice && task.ReturnsTo is not null ? throw new RuleBrokenException("您受委派提出意见，由委派人决定") : (task, node);
    }

    private ApprovalCase Enter(ApprovalCase one, int index)
    {
        var (node, people) = (one.Nodes[index], At(signers, one.Nodes[index]));
        IReadOnlyList<CaseSlot> slots = node.Rule == SignRule.Any || people.Count == 0
            ? [new CaseSlot(NewId(), [.. people.Select(signer => New(signer))])]
            : [.. people.Select((signer, i) => new CaseSlot(NewId(), [New(signer, waits: node.Rule == SignRule.InOrder && i > 0)]))];
        var due = calendar.Add(SiteCalendar.DayOf(by.At), node.InDays);
        var entered = one with
        {
            State = CaseState.Running, At = index, ArrivedAt = by.At, Due = due, Slots = slots, Reminders = new CaseReminders(),
            Visits = [.. one.Visits, new CaseVisit(node.Name, by.At, due)],
        };
        return people.Count == 0 ? Widen(entered, slots[0].Id, At(substitutes, node)) : entered;
    }

    private CaseMove Judge(ApprovalCase one, CaseNode node)
    {
        var flow = one.Slots.Where(slot => slot.AddedBy is null).ToList();
        var needed = (int)Math.Ceiling((node.Rule == SignRule.All ? node.Share : 1) * flow.Count - 1e-9);
        if (one.Slots.Any(slot => slot.AddedBy is not null && slot.IsRefused) || flow.Count(slot => !slot.IsRefused) < needed)
            return new CaseMove(End(one, CaseState.Rejected, CaseStepKind.Refuse), one.Actions.Reject);
        if (flow.Count(slot => slot.IsAgreed) < needed || one.Slots.Any(slot => slot.AddedBy is not null && !slot.IsAgreed))
            return new CaseMove(one);
        var left = Leave(one, CaseStepKind.Agree);
        return one.At + 1 < one.Nodes.Count ? new CaseMove(Enter(left, one.At + 1)) : new CaseMove(End(left, CaseState.Approved, CaseStepKind.Agree), one.Actions.Approve);
    }

    // What a signature makes needless, and whose turn it is.
    private ApprovalCase Settle(ApprovalCase one)
    {
        var slots = one.Slots.Select(slot => !slot.IsAgreed && !slot.IsRefused ? slot : slot with
        {
            Tasks = [.. slot.Tasks.Select(task => task.IsPending ? task with { State = TaskState.Unneeded, At = by.At } : task)],
        }).ToList();
        if (one.Node is { Rule: SignRule.InOrder } && slots.FindIndex(slot => slot.AddedBy is null && !slot.IsAgreed) is var turn and >= 0)
            slots[turn] = slots[turn] with { Tasks = [.. slots[turn].Tasks.Select(task => task.State == TaskState.Waiting ? task with { State = TaskState.Open, At = by.At } : task)] };
        return one with { Slots = slots };
    }

    private ApprovalCase Leave(ApprovalCase one, CaseStepKind how) => one with
    {
        Visits = one.Visits is [.., { To: null } last] ? [.. one.Visits.SkipLast(1), last with { To = by.At, Result = how }] : one.Visits,
    };

    private ApprovalCase End(ApprovalCase one, CaseState state, CaseStepKind how) =>
        Note(Leave(one, how) with { State = state, At = -1, Due = null, EndedAt = by.At, Slots = [] }, CaseStepKind.End);

    private ApprovalCase Note(ApprovalCase one, CaseStepKind kind, IReadOnlyList<string>? to = null, CaseOpinion? opinion = null)
    {
        var said = opinion is null || (opinion.Text.Length == 0 && opinion.Attachments.Count == 0 && opinion.Signature is null) ? null : opinion;
        return one with { Trail = [.. one.Trail, new CaseStep(by.At, by.Account, by.Name, kind, one.Node?.Name, one.Round, to ?? [], said)] };
    }

    private CaseTask New(Signer signer, bool waits = false, bool given = false) =>
        new(NewId(), signer.Account, signer.Name, waits ? TaskState.Waiting : TaskState.Open, by.At, Given: given, InOffice: signer.InOffice && !given);

    private Guid NewId() => Guid.CreateVersion7(by.At);
}
