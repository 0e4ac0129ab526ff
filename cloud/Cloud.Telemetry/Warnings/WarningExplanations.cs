using System.Globalization;
using System.Text.Json;
using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Series;
using Telemetry.Model;
using Telemetry.Model.Profiles;
using Telemetry.Model.Rules;

namespace Cloud.Telemetry.Warnings;

/// <summary>Explains warnings by evaluating their stored readings again, with the overrides that held at the time.</summary>
public sealed class WarningExplanations(
    IWarningStore warnings, RuleBook rules, ITimeSeriesStore series, IDirectory directory, ProfileCatalogue profiles)
{
    private static readonly TimeZoneInfo Site = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>The explanation; null when there is no such warning.</summary>
    public async Task<WarningExplanation?> ExplainAsync(string id, CancellationToken cancel)
    {
        if (await warnings.FindAsync(id, cancel) is not { } warning)
            return null;
        var log = await warnings.LogAsync(id, cancel);
        var raised = log.FirstOrDefault(entry => entry.Action == "raise");
        var episode = (await warnings.EpisodesAsync(id, cancel)).FirstOrDefault(e => e.Id == id);
        if (raised is null || episode is null || warning.RuleId is ProjectEvaluation.DataQualityRule or ProjectEvaluation.GatewayOfflineRule)
            return new WarningExplanation(warning.Detail ?? raised?.Note ?? warning.Title, false, [], []);

        var register = await ProjectRegister.LoadAsync(warning.Project, directory, profiles, cancel);
        var device = register.Watched.FirstOrDefault(d => d.Id == warning.Device);
        var then = await rules.AsOfAsync(warning.Project, raised.At, cancel);
        var rule = device is null ? null : then.For(device).FirstOrDefault(r => r.Id == warning.RuleId);
        return rule is null
            ? new WarningExplanation($"设备或规则已不存在，无法重算；当时的记录：{raised.Note}", false, [], [])
            : await ReplayAsync(warning, episode, raised, device!, RulePlan.Create(rule, device!.Profile), cancel);
    }

    private async Task<WarningExplanation> ReplayAsync(
        Warning warning, WarningEpisode episode, WarningLogEntry raised, WatchedDevice device, RulePlan plan, CancellationToken cancel)
    {
        var (came, replay) = await ReplayAsync(warning.Project, device, plan, episode.StartedAt, raised.At, cancel);
        var (readings, outcomes) = (came.Select(s => s.Reading).OrderBy(r => r.Time).ToList(), replay.Outcomes);

        // The store keeps milliseconds, the evaluator ticks.
        var found = outcomes.Exists(o => o.Condition == RuleCondition.Active && Near(o.Since, episode.StartedAt));
        var begin = episode.StartedAt - TimeSpan.FromSeconds(plan.Rule.Measure.Window);
        var window = readings.Where(r => r.Time >= begin).ToList();
        if (window.Count == 0 && readings.Count > 0)
            window.Add(readings[^1]);
        return new WarningExplanation(
            Decide(plan.Rule, warning, raised, found), found,
            window.Count > WarningExplanation.MostReadings ? window[^WarningExplanation.MostReadings..] : window,
            [.. outcomes.Select(o => Step(plan.Rule, o))]);
    }

    /// <summary>
    /// Why a rule said what it said of a device during a time, and why it said nothing: decided again from the stored readings
    /// with the overrides that hold at the end of it. Null when there is no such device or rule.
    /// </summary>
    public async Task<RuleDecisions?> DecisionsAsync(
        ProjectId project, DeviceId id, string ruleId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var register = await ProjectRegister.LoadAsync(project, directory, profiles, cancel);
        var device = register.Watched.FirstOrDefault(d => d.Id == id);
        var then = await rules.AsOfAsync(project, to, cancel);
        if (device is null || then.For(device).FirstOrDefault(r => r.Id == ruleId) is not { } rule)
            return null;
        var (_, replay) = await ReplayAsync(project, device, RulePlan.Create(rule, device.Profile), from, to, cancel);
        var inside = replay.Outcomes.Where(o => o.At >= from && o.At <= to).ToList();
        var answers = replay.Answers.Where(o => o.At >= from && o.At <= to).ToList();
        return new RuleDecisions(RuleDecisionText.Of(rule, inside, answers), inside.Exists(o => o.Condition == RuleCondition.Active), [.. inside.Select(o => Step(rule, o))]);
    }

    private async Task<(IReadOnlyList<StoredReading> Came, RuleReplay Replay)> ReplayAsync(
        ProjectId project, WatchedDevice device, RulePlan plan, DateTimeOffset from, DateTimeOffset until, CancellationToken cancel)
    {
        var points = (plan.Rule.When ?? []).Select(gate => gate.Point).Prepend(plan.Rule.Measure.Point).Distinct().Select(p => new PointId(p)).ToList();
        var query = new ReplayQuery(project, ReplayOrder.Arrival, from - RuleEvaluator.Horizon(plan), until.AddMilliseconds(1), device.Id, points);
        var came = new List<StoredReading>();
        await foreach (var stored in series.ReplayAsync(query, cancel))
            came.Add(stored);
        var replay = new RuleReplay(plan, new RuleContext(device.Parameters, Site));
        replay.Run(came, until);
        return (came, replay);
    }

    private static bool Near(DateTimeOffset? since, DateTimeOffset start) => since is { } at && (at - start).Duration() < TimeSpan.FromMilliseconds(1);

    private static string Decide(RuleDefinition rule, Warning warning, WarningLogEntry raised, bool found)
    {
        var start = Local(warning.StartedAt);
        var level = rule.Levels.FirstOrDefault(l => raised.Note?.StartsWith($"{l.Level.ToString(CultureInfo.InvariantCulture)}级", StringComparison.Ordinal) == true);
        var threshold = level is null ? "" : string.Create(CultureInfo.InvariantCulture,
            $"，{level.Level}级阈值 {(level.Compare == "below" ? "≤" : "≥")} {level.Threshold:0.###} {level.Unit}（{level.Source ?? rule.Source}）");
        var hold = level is { Hold: > 0 } ? string.Create(CultureInfo.InvariantCulture, $"，需持续 {level.Hold:0.#} 秒") : "";
        var repeat = level is { Repeat: > 1 } ? $"，需连续 {level.Repeat} 次" : "";
        var ending = found ? "按存储的读数重算，结论一致" : "按现存的读数不能重现（读数可能已补传、清理，或设备参数已修改）";
        return $"{start} 起，{RuleText.Measure(rule)}达到 {raised.Note}{threshold}{hold}{repeat}；{ending}";
    }

    private static ExplanationStep Step(RuleDefinition rule, RuleOutcome outcome)
    {
        double? value = double.IsFinite(outcome.Value) ? outcome.Value : null;
        var unit = rule.Levels[0].Unit;
        var number = value is { } v ? string.Create(CultureInfo.InvariantCulture, $"{v:0.###} {unit}") : "无数值";
        var text = outcome.Condition switch
        {
            RuleCondition.Active => $"{number}，达到{outcome.Level}级",
            RuleCondition.Normal => $"{number}，正常",
            _ => $"无法判定：{DataQualityRule.Reason(outcome.Reason)}",
        };
        return new ExplanationStep(outcome.At, JsonNamingPolicy.CamelCase.ConvertName(outcome.Condition.ToString()), outcome.Level, value, text);
    }

    private static string Local(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, Site).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
