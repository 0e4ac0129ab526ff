using Cloud.Platform;
using static Cloud.Telemetry.Warnings.WarningHandling;

namespace Cloud.Telemetry.Warnings;

/// <summary>The handling axis as a pure function: which action leads where, and why not.</summary>
public static class WarningLifecycle
{
    private static readonly Dictionary<WarningHandling, string> Labels = new()
    {
        [New] = "新产生", [Pushed] = "已推送", [Acknowledged] = "已确认", [Assigned] = "已指派", [Disposing] = "处置中",
        [Replied] = "已回复", [Verified] = "已核实", [Closed] = "已关闭", [FalseAlarm] = "误报",
    };

    /// <summary>Chinese label of a handling state.</summary>
    public static string Label(WarningHandling handling) => Labels[handling];

    /// <summary>The warning after the action, and its log line.</summary>
    /// <exception cref="RuleBrokenException">The action is not possible in this state, or lacks what it needs.</exception>
    public static (Warning Warning, WarningLogEntry Entry) Act(Warning warning, WarningAction action, DateTimeOffset now)
    {
        CheckTexts(action);
        var to = action.Kind switch
        {
            WarningActionKind.Acknowledge => From(warning, "确认", Acknowledged, New, Pushed),
            WarningActionKind.Assign => From(warning, "指派", Assigned, New, Pushed, Acknowledged, Assigned, Disposing, Replied),
            WarningActionKind.Dispose => From(warning, "开始处置", Disposing, Acknowledged, Assigned),
            WarningActionKind.Reply => From(warning, "回复", Replied, Acknowledged, Assigned, Disposing),
            WarningActionKind.Verify => From(warning, "核实", Verified, Replied),
            WarningActionKind.Close => Close(warning),
            WarningActionKind.FalseAlarm => From(warning, "标记误报", FalseAlarm, New, Pushed, Acknowledged, Assigned, Disposing, Replied, Verified),
            WarningActionKind.Reopen => From(warning, "重新打开", warning.Assignee is null ? Acknowledged : Assigned, Closed, FalseAlarm),
            _ => throw new ArgumentOutOfRangeException(nameof(action)),
        };

        var changed = warning with
        {
            Handling = to,
            Assignee = action.Kind == WarningActionKind.Assign ? action.Person : warning.Assignee,
            Version = warning.Version + 1,
        };
        return (changed, new WarningLogEntry(warning.Id, now, action.Actor, action.Word, NoteOf(action), warning.Handling, to));
    }

    /// <summary>The actions that are possible now, for a client that shows only those.</summary>
    public static IReadOnlyList<WarningActionKind> Possible(Warning warning) =>
        [.. Enum.GetValues<WarningActionKind>().Where(kind => IsPossible(warning, kind))];

    private static bool IsPossible(Warning warning, WarningActionKind kind)
    {
        try
        {
            Act(warning, new WarningAction(kind, "?", "?", "?", "?"), DateTimeOffset.UnixEpoch);
            return true;
        }
        catch (RuleBrokenException)
        {
            return false;
        }
    }

    private static WarningHandling Close(Warning warning)
    {
        if (warning.Condition == WarningCondition.Active && warning.IsOpen)
            throw new RuleBrokenException("报警条件仍然存在，不能关闭；恢复正常后再关闭，或说明理由标记为误报");
        if (warning.WorstLevel == 1 && warning.Handling is not (Verified or Closed or FalseAlarm))
            throw new RuleBrokenException($"一级预警必须核实后才能关闭，当前为“{Labels[warning.Handling]}”");
        return From(warning, "关闭", Closed, Acknowledged, Assigned, Disposing, Replied, Verified);
    }

    private static WarningHandling From(Warning warning, string verb, WarningHandling to, params ReadOnlySpan<WarningHandling> from) =>
        from.Contains(warning.Handling) ? to
            : throw new RuleBrokenException($"“{Labels[warning.Handling]}”的预警不能{verb}");

    private static void CheckTexts(WarningAction action)
    {
        if ((action.Note?.Length ?? 0) > WarningAction.MaxText || (action.Measures?.Length ?? 0) > WarningAction.MaxText)
            throw new RuleBrokenException($"文字不能超过{WarningAction.MaxText}字");
        if (action.Kind == WarningActionKind.Assign && (string.IsNullOrWhiteSpace(action.Person) || action.Person.Length > 100))
            throw new RuleBrokenException("指派时必须填写责任人（不超过100字）");
        if (action.Kind == WarningActionKind.Reply && string.IsNullOrWhiteSpace(action.Measures))
            throw new RuleBrokenException("回复时必须填写处置措施");
        if (action.Kind is WarningActionKind.FalseAlarm or WarningActionKind.Reopen && string.IsNullOrWhiteSpace(action.Note))
            throw new RuleBrokenException(action.Kind == WarningActionKind.Reopen ? "重新打开时必须说明理由" : "标记误报时必须说明理由");
    }

    private static string? NoteOf(WarningAction action) => action.Kind switch
    {
        WarningActionKind.Assign => string.IsNullOrWhiteSpace(action.Note) ? action.Person : $"{action.Person}：{action.Note}",
        WarningActionKind.Reply => string.IsNullOrWhiteSpace(action.Note) ? action.Measures : $"{action.Note}；措施：{action.Measures}",
        _ => action.Note,
    };
}
