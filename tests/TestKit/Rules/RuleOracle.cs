using System.Collections.Frozen;
using Telemetry.Model;
using Telemetry.Model.Rules;

namespace TestKit.Rules;

/// <summary>The evaluator of gateway and cloud against the slow one, over a random sequence of readings and ticks.</summary>
public static class RuleOracle
{
    /// <summary>Null when both always agree; otherwise where they first differ.</summary>
    /// <param name="seed">Of everything random.</param>
    /// <param name="events">Length of the sequence.</param>
    /// <param name="restart">True: between any two events the state is saved and restored.</param>
    public static string? Difference(int seed, int events, bool restart)
    {
        var random = new Random(seed);
        var rule = RandomRule.Of(random);
        if (RuleCheck.Check(rule) is { Count: > 0 } faults)
            return $"seed {seed}: the rule is not sound: {faults[0]}";
        var parameters = RandomRule.Parameters(random);
        var context = new RuleContext(parameters.ToFrozenDictionary(), RandomRule.Shanghai);
        var plan = RulePlan.Create(rule);
        var state = new RuleState(plan);
        var reference = new ReferenceEvaluator(rule, parameters);
        var taken = new HashSet<(string, int)>();
        var now = random.Next(30);
        for (var step = 0; step < events; step++)
        {
            now += random.Next(20) == 0 ? 45 : random.Next(9);
            var at = random.Next(5) == 0 ? Math.Max(1, now - random.Next(50)) : now;
            var readings = RandomRule.Readings(random, rule, at, taken);
            if (readings.Count > 0)
            {
                RuleEvaluator.Step(plan, state, [.. readings.Select(one => Reading(at, one.Point, one.Value, one.Quality))], context);
                reference.Arrive(at, readings);
                if (Compare(rule, reference, state) is { } difference)
                    return $"seed {seed}, step {step}, reading at {at}: {difference}";
            }

            if (random.Next(3) == 0)
            {
                RuleEvaluator.Tick(plan, state, RandomRule.At(now), context);
                reference.Tick(now);
                if (Compare(rule, reference, state) is { } difference)
                    return $"seed {seed}, step {step}, tick at {now}: {difference}";
            }

            if (!restart)
                continue;
            if (RuleStateCodec.Decode(plan, RuleStateCodec.Encode(plan, state)) is not { } restored)
                return $"seed {seed}, step {step}: the saved state does not come back";
            state = restored;
        }

        return null;
    }

    /// <summary>A reading at a second.</summary>
    public static Reading Reading(double second, string point, double value, Quality quality) => new(
        new PointId(point), RandomRule.At(second), value, quality, quality == Quality.Good ? QualityReason.None : QualityReason.OutOfRange);

    private static string? Compare(RuleDefinition rule, ReferenceEvaluator reference, RuleState state)
    {
        var (expected, actual) = (reference.Answer, state.Current);
        double? since = actual.Since is { } instant ? (instant - RandomRule.Zero).TotalSeconds : null;
        var isTime = rule.Measure.Aggregate is "missing" or "bad";
        var matches = (expected.Condition, expected.Level, expected.Reason) == (actual.Condition, actual.Level, actual.Reason)
            && expected.Since == since
            && (isTime || double.IsNaN(expected.Value) == double.IsNaN(actual.Value))
            && (isTime || double.IsNaN(expected.Value) || Math.Abs(expected.Value - actual.Value) < 1e-6);
        return matches ? null : $"{rule.Measure} expected {expected}, was {actual}, since {since}";
    }
}
