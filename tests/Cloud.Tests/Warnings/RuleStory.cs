using Telemetry.Model;
using Telemetry.Model.Rules;

namespace Cloud.Tests.Warnings;

/// <summary>Readings that bring any shipped rule just to its threshold, or keep it just short of it.</summary>
internal static class RuleStory
{
    private static readonly TimeZoneInfo Site = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>Seconds since the start with what is read then; nothing read = only the clock ticks.</summary>
    public static IEnumerable<(double Offset, IReadOnlyList<Reading> Readings)> Of(
        RuleDefinition rule, RuleLevel level, IReadOnlyDictionary<string, double> parameters, bool reaches)
    {
        var plan = RulePlan.Create(rule);
        var period = plan.StaleAfter.TotalSeconds / 2;
        var isTime = rule.Measure.Aggregate is "missing" or "stuck" or "bad";
        var length = (2 * rule.Measure.Window) + level.Hold + (level.Repeat * Math.Max(rule.Measure.Window, period)) + (isTime ? level.Threshold : 0) + (5 * period);
        var scale = isTime ? 1 : Scale(plan, rule, parameters, period, Target(level, reaches));
        var count = (int)Math.Ceiling(length / period);
        for (var i = 0; i <= count; i++)
            yield return (i * period, At(rule, i, i * period, scale, isTime && reaches));
    }

    private static double Target(RuleLevel level, bool reaches)
    {
        var size = Math.Max(Math.Abs(level.Threshold), 0.1);
        var beyond = reaches ? size * 1e-6 : -size * 0.05;
        return level.Compare == "above" ? level.Threshold + beyond : level.Threshold - beyond;
    }

    private static List<Reading> At(RuleDefinition rule, int index, double offset, double scale, bool isFaulty)
    {
        var gates = (rule.When ?? []).Select(gate => new Reading(new PointId(gate.Point), default, gate.Value)).ToList();
        var point = new PointId(rule.Measure.Point);
        switch (rule.Measure.Aggregate)
        {
            case "missing" when isFaulty && index > 0:
                return gates;
            case "bad" when isFaulty && index > 0:
                return [.. gates, Reading.Bad(point, default, QualityReason.SensorFault)];
            case "missing" or "bad" or "stuck":
                return [.. gates, new Reading(point, default, isFaulty ? 5 : 5 + (index % 2))];
            default:
                return [.. gates, new Reading(point, default, scale * Shape(rule.Measure, index, offset))];
        }
    }

    private static double Shape(RuleMeasure measure, int index, double offset) => measure.Aggregate switch
    {
        "rate" => offset / measure.Per,
        "delta" => offset / measure.Window,
        "range" => index % 2,
        _ => 1,
    };

    // Every measure but the energy mean is proportional to its input, so one trial gives the factor.
    private static double Scale(RulePlan plan, RuleDefinition rule, IReadOnlyDictionary<string, double> parameters, double period, double target)
    {
        if (rule.Measure.Aggregate == "leq")
            return target;
        var (state, context) = (new RuleState(plan), new RuleContext(parameters, Site));
        var start = new DateTimeOffset(2026, 1, 1, 4, 0, 0, TimeSpan.Zero);
        for (var i = 0; i * period <= (2 * rule.Measure.Window) + (3 * period); i++)
        {
            var readings = At(rule, i, i * period, 1, isFaulty: false).Select(r => r with { Time = start.AddSeconds(i * period) }).ToArray();
            RuleEvaluator.Step(plan, state, readings, context);
        }

        Assert.True(double.IsFinite(state.Current.Value), $"{rule.Id} cannot decide: {state.Current.Reason}");
        return target / state.Current.Value;
    }
}
