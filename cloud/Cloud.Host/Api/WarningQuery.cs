using System.ComponentModel;
using System.Globalization;
using Cloud.Telemetry.Warnings;
using Telemetry.Model;

namespace Cloud.Host.Api;

/// <summary>The filter of the list of warnings as it stands in the address. Lists repeat their name or separate by comma.</summary>
public sealed record WarningQuery
{
    private const int LongestText = 100;

    [Description("Project ids; none = all that the person may see.")]
    public string[] Project { get; init; } = [];

    [Description("Device id.")]
    public string? Device { get; init; }

    [Description("Levels 1 to 4.")]
    public string[] Level { get; init; } = [];

    [Description("States of handling.")]
    public string[] Handling { get; init; } = [];

    [Description("active or recovered.")]
    public string? Condition { get; init; }

    [Description("Kind of device.")]
    public string? SensorType { get; init; }

    [Description("true (default): open ones of any age; false: ended ones; all: both.")]
    public string? Open { get; init; }

    [Description("Started at or after, ISO 8601.")]
    public string? From { get; init; }

    [Description("Started before, ISO 8601.")]
    public string? To { get; init; }

    [Description("Part of title, device name, device id or rule id.")]
    public string? Q { get; init; }

    [Description("The next of the page before.")]
    public string? Cursor { get; init; }

    [Description("1 to 200; default 50.")]
    public string? Limit { get; init; }

    /// <summary>The filter, or what is wrong with it by field.</summary>
    internal (WarningFilter Filter, Dictionary<string, string[]> Faults) Parse()
    {
        var faults = new Dictionary<string, string[]>();
        var projects = Each(Project, "project", text => Identifier.IsValid(text) ? new ProjectId(text) : (ProjectId?)null, "项目编号格式有误", faults);
        var filter = new WarningFilter
        {
            Projects = projects.Count == 0 ? null : projects,
            Device = One(Device, "device", text => Identifier.IsValid(text) ? new DeviceId(text) : (DeviceId?)null, "设备编号格式有误", faults),
            Levels = Each(Level, "level", text => text is ['1' or '2' or '3' or '4'] ? text[0] - '0' : (int?)null, "预警级别只能是1到4", faults),
            Handlings = Each(Handling, "handling", Named<WarningHandling>, "没有这种处置状态", faults),
            Condition = One(Condition, "condition", Named<WarningCondition>, "只能是 active 或 recovered", faults),
            SensorType = Identifier.IsValid(SensorType) || SensorType is null ? SensorType : Fault<string>("sensorType", "设备种类格式有误", faults),
            Open = OpenOf(faults),
            From = One(From, "from", Instant, "时间须为 ISO 8601 格式", faults),
            To = One(To, "to", Instant, "时间须为 ISO 8601 格式", faults),
            Text = Q?.Length > LongestText ? Fault<string>("q", $"不能超过{LongestText}字", faults) : Q,
            Cursor = Cursor,
            Limit = One(Limit, "limit", Count, $"须在1至{WarningFilter.MaxLimit}之间", faults) ?? new WarningFilter().Limit,
        };
        return (filter, faults);
    }

    private static DateTimeOffset? Instant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant : null;

    private static int? Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= WarningFilter.MaxLimit ? count : null;

    private static T? Named<T>(string text) where T : struct, Enum =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var value) ? value : null;

    private bool? OpenOf(Dictionary<string, string[]> faults)
    {
        switch (Open)
        {
            case null or "" or "true":
                return true;
            case "false":
                return false;
            case "all":
                return null;
            default:
                faults["open"] = ["只能是 true、false 或 all"];
                return true;
        }
    }

    private static List<T> Each<T>(string[] texts, string field, Func<string, T?> read, string fault, Dictionary<string, string[]> faults)
        where T : struct =>
        [.. texts.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Select(text => One(text, field, read, fault, faults)).OfType<T>().Distinct()];

    private static T? One<T>(string? text, string field, Func<string, T?> read, string fault, Dictionary<string, string[]> faults)
        where T : struct
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var value = read(text);
        if (value is null)
            faults[field] = [fault];
        return value;
    }

    private static T? Fault<T>(string field, string reason, Dictionary<string, string[]> faults) where T : class
    {
        faults[field] = [reason];
        return null;
    }
}
