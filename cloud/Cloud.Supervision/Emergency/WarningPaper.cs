using System.Globalization;
using Cloud.Platform.Papers;
using Cloud.Telemetry.Warnings;

namespace Cloud.Supervision.Emergency;

/// <summary>预警处置单: what was measured, who was told, what was done, up to the closing.</summary>
public static class WarningPaper
{
    private static readonly TimeSpan Site = TimeSpan.FromHours(8);

    private static readonly Dictionary<int, string> Levels = new() { [1] = "一级（红色）", [2] = "二级（橙色）", [3] = "三级（黄色）", [4] = "四级（蓝色）" };

    private static readonly Dictionary<string, string> Actions = new()
    {
        ["raise"] = "发生", ["escalate"] = "升级", ["ease"] = "降级", ["recover"] = "恢复", ["push"] = "推送", ["acknowledge"] = "确认", ["assign"] = "指派", ["start"] = "开始处置", ["dispose"] = "开始处置",
        ["reply"] = "处置反馈", ["verify"] = "核实", ["close"] = "关闭", ["false-alarm"] = "误报", ["reopen"] = "重新处置", ["note"] = "备注",
    };

    /// <summary>The paper of a warning as it stands.</summary>
    public static Paper Of(WarningSheet sheet, string project, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        var warning = sheet.Warning;
        var threshold = warning.Threshold is { } limit ? string.Create(CultureInfo.InvariantCulture, $"{limit.Compare} {limit.Value}{limit.Unit}（{limit.Source ?? "项目设定"}）") : "—";
        return new Paper("预警处置单",
        [
            new PaperBlock.Words($"编号：{warning.Id}", AtRight: true),
            new PaperBlock.Grid(
            [
                ["项目", project, "预警", warning.Title],
                ["设备", $"{warning.DeviceName}（{warning.Device}）", "级别", Levels.GetValueOrDefault(warning.WorstLevel, "—")],
                ["发生时间", Time(warning.StartedAt), "恢复时间", warning.RecoveredAt is { } recovered ? Time(recovered) : "未恢复"],
                ["最大值", Number(warning.Peak ?? warning.Value, warning.Unit), "限值", threshold],
                ["处置状态", Handling(warning.Handling), "合并次数", warning.Count.ToString(CultureInfo.InvariantCulture)],
            ]),
            new PaperBlock.Heading("责任链"),
            new PaperBlock.Table(["顺序", "人员", "渠道", "状态", "时间"],
                [.. sheet.Chain.Select(step => (IReadOnlyList<string>)[step.Order.ToString(CultureInfo.InvariantCulture), step.Person, string.Join("、", step.Channels), Step(step.State), step.At is { } at ? Time(at) : ""])]),
            new PaperBlock.Heading("处置过程"),
            new PaperBlock.Table(["时间", "人员", "动作", "说明"],
                [.. sheet.Log.Select(entry => (IReadOnlyList<string>)[Time(entry.At), entry.Actor == WarningLogEntry.System ? "平台" : entry.Actor, Actions.GetValueOrDefault(entry.Action, entry.Action), entry.Note ?? ""])]),
            new PaperBlock.Words("处置人（签字）：　　　　　　　　核实人（签字）：　　　　　　　　", AtRight: true),
            new PaperBlock.Words($"打印时间：{Time(now)}", AtRight: true),
        ]);
    }

    private static string Time(DateTimeOffset at) => at.ToOffset(Site).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Number(double? value, string unit) => value is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number:0.###}{unit}") : "—";

    private static string Handling(WarningHandling handling) => handling switch
    {
        WarningHandling.New => "新发生",
        WarningHandling.Pushed => "已推送",
        WarningHandling.Acknowledged => "已确认",
        WarningHandling.Assigned => "已指派",
        WarningHandling.Disposing => "处置中",
        WarningHandling.Replied => "已反馈",
        WarningHandling.Verified => "已核实",
        WarningHandling.Closed => "已关闭",
        _ => "误报",
    };

    private static string Step(string state) => state switch
    {
        "acknowledged" => "已确认",
        "told" => "已通知",
        "due" => "待通知",
        "notNeeded" => "无需通知",
        _ => "等待",
    };
}
