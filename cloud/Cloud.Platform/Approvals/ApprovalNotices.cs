using Cloud.Platform.Notifications;

namespace Cloud.Platform.Approvals;

/// <summary>Tells people what a move of a case means for them.</summary>
public sealed class ApprovalNotices(INotifications notifications)
{
    /// <summary>What follows from a move: new tasks, an end, a copy, a reminder by hand.</summary>
    /// <param name="before">As it was; null when it has just begun.</param>
    /// <param name="after">As it is.</param>
    /// <param name="cancel">Gives up waiting for the disk.</param>
    public Task MovedAsync(ApprovalCase? before, ApprovalCase after, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(after);
        var known = Open(before).Select(task => (task.Id, task.At)).ToHashSet();
        var messages = Open(after).Where(task => !known.Contains((task.Id, task.At)))
            .Select(task => Message(
                after, task.Account, $"task-{task.Id:N}-{task.At.ToUnixTimeMilliseconds()}", $"{(task.Steward ? "审批无人可办，请转办" : "待审批")}：{after.Title}", Where(after) + Why(before, after),
                task.Escalated || task.Steward ? 2 : 3)).ToList();
        if (Why(before, after) is { Length: > 0 } why)
            messages.Add(Message(after, after.Started.Account, $"left-{after.Version}", $"审批人离岗：{after.Title}", Where(after) + why, 3));
        if (before is not null && before.State != after.State && Outcome(after.State) is { } outcome)
            messages.Add(Message(after, after.Started.Account, $"state-{after.Version}", $"{outcome}：{after.Title}", after.Label.Zh, 3));
        messages.AddRange(after.Copies.Where(copy => before?.Copies.Any(old => old.Account == copy.Account) != true)
            .Select(copy => Message(after, copy.Account, $"copy-{copy.Account:N}", $"抄送：{after.Title}", $"{copy.By}抄送，{after.Label.Zh}", 4)));
        if (before is not null && before.Reminders.AskedAt != after.Reminders.AskedAt && after.Reminders.AskedAt is { } at)
            messages.AddRange(Open(after).Select(task => Message(after, task.Account, $"asked-{task.Id:N}-{at.ToUnixTimeSeconds()}", $"催办：{after.Title}", $"{after.Started.Name}催办，{Where(after)}", 2)));
        return notifications.EnqueueAsync(messages, cancel);
    }

    /// <summary>What the clock says.</summary>
    public Task NudgedAsync(ApprovalCase one, IReadOnlyList<CaseNudge> nudges, IReadOnlyList<Signer> administrators, DateOnly today, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(nudges);
        ArgumentNullException.ThrowIfNull(administrators);
        var messages = new List<NotificationMessage>();
        foreach (var nudge in nudges)
        {
            if (nudge == CaseNudge.Stuck)
                messages.AddRange(administrators.Select(person => Message(one, person.Account, $"stuck-{person.Account:N}-{today:yyyyMMdd}", $"审批无人可办：{one.Title}", Where(one), 2)));
            else
                messages.AddRange(Open(one).Select(task => Message(
                    one, task.Account, $"{nudge}-{task.Id:N}-{today:yyyyMMdd}", $"{(nudge == CaseNudge.Soon ? "审批即将到期" : "审批已逾期")}：{one.Title}", Where(one),
                    nudge == CaseNudge.Soon ? 3 : 2)));
            if (nudge == CaseNudge.Overdue)
                messages.Add(Message(one, one.Started.Account, $"late-{today:yyyyMMdd}", $"审批已逾期：{one.Title}", Where(one), 3));
        }

        return notifications.EnqueueAsync(messages, cancel);
    }

    private static IEnumerable<CaseTask> Open(ApprovalCase? one) => one?.Slots.SelectMany(slot => slot.Tasks).Where(task => task.State == TaskState.Open) ?? [];

    private static string Where(ApprovalCase one) => one.Node is { } node && one.Due is { } due ? $"{one.Label.Zh}·{node.Label.Zh}，期限{due:yyyy-MM-dd}" : one.Label.Zh;

    // Who left in this move, and who has the task instead.
    private static string Why(ApprovalCase? before, ApprovalCase after)
    {
        var steps = after.Trail.Skip(before?.Trail.Count ?? 0).ToList();
        var left = steps.Where(step => step.Kind == CaseStepKind.Leave).SelectMany(step => step.To).Distinct().ToList();
        var now = steps.Where(step => step.Kind is CaseStepKind.Succeed or CaseStepKind.Escalate or CaseStepKind.Entrust).SelectMany(step => step.To).Distinct().ToList();
        return left.Count == 0 ? "" : $"；{string.Join('、', left)}已离岗" + (now.Count > 0 ? $"，改由{string.Join('、', now)}办理" : "，暂无人可办");
    }

    private static string? Outcome(CaseState state) => state switch
    {
        CaseState.Approved => "已通过",
        CaseState.Rejected => "未通过",
        CaseState.Returned => "被退回",
        CaseState.Void => "已作废",
        _ => null,
    };

    private static NotificationMessage Message(ApprovalCase one, Guid account, string key, string title, string text, int severity) => new()
    {
        Id = $"approval-{one.Id:N}-{key}", Reference = $"approval/{one.Id:D}", Scope = one.Project?.Value ?? "", Person = account.ToString("D"),
        Channel = NotificationChannels.InApp, Target = "", Severity = severity, Title = title.Length > 150 ? title[..150] : title, Text = text, Link = $"/approvals/{one.Id:D}",
    };
}
