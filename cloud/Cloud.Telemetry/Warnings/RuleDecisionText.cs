using System.Globalization;
using Telemetry.Model.Rules;

namespace Cloud.Telemetry.Warnings;

/// <summary>Says for people why a rule fired during a time, or how near it came and what was missing.</summary>
internal static class RuleDecisionText
{
    private static readonly TimeZoneInfo Site = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <param name="rule">The rule.</param>
    /// <param name="changes">Changes of its answer during the time.</param>
    /// <param name="answers">Its answers during the time.</param>
    public static string Of(RuleDefinition rule, IReadOnlyList<RuleOutcome> changes, IReadOnlyList<RuleOutcome> answers)
    {
        var measure = RuleText.Measure(rule);
        var active = changes.Concat(answers).Where(o => o.Condition == RuleCondition.Active).ToList();
        if (active.Count > 0)
        {
            var worst = active.MinBy(o => o.Level);
            return string.Create(CultureInfo.InvariantCulture, $"{Local(worst.Since ?? worst.At)} 起，{measure}达到{worst.Level}级（{worst.Value:0.###} {rule.Levels[0].Unit}）");
        }

        var decided = answers.Where(o => o.Condition == RuleCondition.Normal && double.IsFinite(o.Value)).ToList();
        if (decided.Count == 0)
            return answers.Count == 0 ? "这段时间没有读数，规则没有判定"
                : answers[^1].Condition == RuleCondition.Normal ? "前提条件不成立，规则不适用" : $"无法判定：{DataQualityRule.Reason(answers[^1].Reason)}";
        var mildest = rule.Levels.MaxBy(level => level.Level)!;
        var below = mildest.Compare == "below";
        var nearest = below ? decided.MinBy(o => o.Value) : decided.MaxBy(o => o.Value);
        return string.Create(CultureInfo.InvariantCulture,
            $"{measure}{(below ? "最低" : "最高")} {nearest.Value:0.###} {mildest.Unit}（{Local(nearest.At)}），{mildest.Level}级阈值 {(below ? "≤" : "≥")} {mildest.Threshold:0.###} {mildest.Unit}，{Missing(mildest, nearest.Value, below)}");
    }

    private static string Missing(RuleLevel level, double value, bool below)
    {
        if (below ? value > level.Threshold : value < level.Threshold)
            return "未达到";
        var wanted = new List<string>();
        if (level.Hold > 0)
            wanted.Add(string.Create(CultureInfo.InvariantCulture, $"未持续 {level.Hold:0.#} 秒"));
        if (level.Repeat > 1)
            wanted.Add($"未连续 {level.Repeat} 次");
        if (level.From is not null)
            wanted.Add($"不在 {level.From:HH:mm}–{level.To:HH:mm} 时段内");
        return wanted.Count == 0 ? "未成立" : string.Join("或", wanted);
    }

    private static string Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Site).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
