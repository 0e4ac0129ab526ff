using Telemetry.Model.Rules;

namespace Cloud.Telemetry.Warnings;

/// <summary>
/// "Cannot decide" is never a silent nothing: when rules of a device have been unable to decide for a while, one blue
/// warning of its own says so, unless a rule about missing, bad or stuck data has said it already. Only the time for which
/// the device's gateway could be heard counts.
/// </summary>
internal static class DataQualityRule
{
    private const int Level = 4;
    private const int Named = 5;

    public static void Judge(DeviceRuleState device, DateTimeOffset now, TransitionWriter writer)
    {
        DateTimeOffset? since = null;
        foreach (var track in device.Tracks)
            if (track.UndecidedSince is { } undecided && !(since <= undecided))
                since = undecided;
        if (device.DataQuality is { } episode)
            End(device, episode, since, now, writer);
        else if (Later(since, device.HeardSince) is { } start && now - start >= ProjectEvaluation.DataQualityAfter
            && !device.Tracks.Exists(track => track.IsAboutData && track.Episode is not null))
            Start(device, start, now, writer);
    }

    /// <summary>The rule as a definition, so that the warning reads like any other.</summary>
    public static RuleDefinition Definition(string sensorType) => new(
        ProjectEvaluation.DataQualityRule, sensorType, "数据不足，规则无法判定", "rules cannot decide for want of good data",
        new RuleMeasure(ProjectEvaluation.DataQualityRule), [], Source: "无效或过期的数据不作为正常处理", SourceEn: "bad or stale data never count as normal");

    private static DateTimeOffset? Later(DateTimeOffset? undecided, DateTimeOffset? heard) => undecided < heard ? heard : heard is null ? null : undecided;

    private static void Start(DeviceRuleState device, DateTimeOffset start, DateTimeOffset now, TransitionWriter writer)
    {
        var undecided = device.Tracks.Where(track => track.UndecidedSince is not null).ToList();
        var named = string.Join("；", undecided.Take(Named).Select(track => $"{track.Plan.Rule.Title}：{Reason(track.State.Current.Reason)}"));
        var episode = new ActiveEpisode(
            device.Device.Id, ProjectEvaluation.DataQualityRule,
            WarningTransition.IdOf(writer.Project, device.Device.Id, ProjectEvaluation.DataQualityRule, start), start, Level, double.NaN);
        device.DataQuality = episode;
        writer.Add(TransitionKind.CannotDecideStarted, episode, Definition(device.Device.SensorType), now, double.NaN,
            undecided.Count > Named ? $"{named}；等{undecided.Count}条规则" : named);
    }

    private static void End(DeviceRuleState device, ActiveEpisode episode, DateTimeOffset? since, DateTimeOffset now, TransitionWriter writer)
    {
        if (since is not null || device.Tracks.Exists(track => track.State.Current.At == default))
            return;
        device.DataQuality = null;
        writer.Add(TransitionKind.CannotDecideEnded, episode, Definition(device.Device.SensorType), now, double.NaN);
    }

    internal static string Reason(Undecided reason) => reason switch
    {
        Undecided.NoReading => "没有读数",
        Undecided.NotGood => "读数质量不合格",
        Undecided.Stale => "读数过期",
        Undecided.Coverage => "窗口内有效读数不足",
        Undecided.ParameterMissing => "缺少设备参数",
        Undecided.GateUnknown => "前提条件未知",
        _ => "正在恢复",
    };
}
