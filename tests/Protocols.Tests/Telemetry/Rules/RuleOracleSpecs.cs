using System.Collections.Frozen;
using Telemetry.Model;
using Telemetry.Model.Rules;

namespace Protocols.Tests.Telemetry.Rules;

public sealed class RuleOracleSpecs
{
    private const int Sequences = 600;
    private const int EventsPerSequence = 120;
    private static readonly double[] Values = [-0.5, 60, 80, 84, 85, 89.5, 90, 95, 99, 100, 105, 110, 130];
    private static readonly string[] Windowed = ["mean", "min", "max", "sum", "count", "leq", "rate", "delta", "range"];

    [Theory]
    [InlineData(20261123)]
    [InlineData(497)]
    public void random_sequences_give_the_answers_of_the_slow_evaluator(int seed)
    {
        for (var sequence = 0; sequence < Sequences; sequence++)
            Compare(new Random(seed + sequence), $"seed {seed + sequence}", restart: false);
    }

    [Fact]
    public void a_state_that_is_saved_and_restored_between_any_two_readings_answers_alike()
    {
        for (var sequence = 0; sequence < Sequences / 3; sequence++)
            Compare(new Random(sequence), $"seed {sequence}", restart: true);
    }

    private static void Compare(Random random, string seed, bool restart)
    {
        var rule = RandomRule(random);
        Assert.Empty(RuleCheck.Check(rule));
        var parameters = random.Next(8) == 0 ? [] : new Dictionary<string, double> { ["max-load"] = 80 };
        var context = new RuleContext(parameters.ToFrozenDictionary(), RuleBench.Shanghai);
        var plan = RulePlan.Create(rule);
        var state = new RuleState(plan);
        var reference = new ReferenceEvaluator(rule, parameters);
        var taken = new HashSet<(string, int)>();
        var now = random.Next(30);
        for (var step = 0; step < EventsPerSequence; step++)
        {
            now += random.Next(20) == 0 ? 45 : random.Next(9);
            var at = random.Next(5) == 0 ? Math.Max(1, now - random.Next(50)) : now;
            var readings = RandomReadings(random, rule, at, taken);
            if (readings.Count > 0)
            {
                RuleEvaluator.Step(plan, state, [.. readings.Select(one => RuleBench.Reading(at, one.Point, one.Value, one.Quality))], context);
                reference.Arrive(at, readings);
                Same(rule, reference, state, $"{seed}, step {step}, reading at {at}");
            }

            if (random.Next(3) == 0)
            {
                RuleEvaluator.Tick(plan, state, RuleBench.At(now), context);
                reference.Tick(now);
                Same(rule, reference, state, $"{seed}, step {step}, tick at {now}");
            }

            if (restart)
                state = RuleStateCodec.Decode(plan, RuleStateCodec.Encode(plan, state)) ?? throw new InvalidOperationException(seed);
        }
    }

    private static void Same(RuleDefinition rule, ReferenceEvaluator reference, RuleState state, string where)
    {
        var (expected, actual) = (reference.Answer, state.Current);
        double? since = actual.Since is { } instant ? (instant - RuleBench.Zero).TotalSeconds : null;
        var matches = (expected.Condition, expected.Level, expected.Reason) == (actual.Condition, actual.Level, actual.Reason)
            && expected.Since == since
            && (rule.Measure.Aggregate is "missing" or "bad" || double.IsNaN(expected.Value) == double.IsNaN(actual.Value))
            && (double.IsNaN(expected.Value) || rule.Measure.Aggregate is "missing" or "bad" || Math.Abs(expected.Value - actual.Value) < 1e-6);
        Assert.True(matches, $"{where}: {rule.Measure} expected {expected}, since {expected.Since}, was {actual}, since {since}");
    }

    private static List<(string Point, double Value, Quality Quality)> RandomReadings(
        Random random, RuleDefinition rule, int at, HashSet<(string, int)> taken)
    {
        var readings = new List<(string Point, double Value, Quality Quality)>();
        if (random.Next(4) > 0 && taken.Add((rule.Measure.Point, at)))
        {
            var quality = random.Next(12) switch { 0 => Quality.Bad, 1 => Quality.Uncertain, _ => Quality.Good };
            var value = Values[random.Next(Values.Length)];
            readings.Add((rule.Measure.Point, quality == Quality.Bad ? double.NaN : value, quality));
        }

        foreach (var gate in rule.When ?? [])
            if (random.Next(2) == 0 && taken.Add((gate.Point, at)))
                readings.Add((gate.Point, random.Next(4) == 0 ? 0 : 1, random.Next(15) == 0 ? Quality.Uncertain : Quality.Good));
        if (random.Next(2) == 0)
            readings.Reverse();
        return readings;
    }

    private static RuleDefinition RandomRule(Random random)
    {
        var aggregate = random.Next(5) switch
        {
            0 or 1 => "last",
            2 => new[] { "stuck", "missing", "bad" }[random.Next(3)],
            _ => Windowed[random.Next(Windowed.Length)],
        };
        var seconds = aggregate is "stuck" or "missing" or "bad";
        var windowed = Windowed.Contains(aggregate);
        var relative = aggregate == "last" && random.Next(3) == 0;
        var measure = new RuleMeasure(
            relative ? "load" : "hook-height", aggregate, windowed ? random.Next(10, 90) : 0, 1,
            windowed && random.Next(2) == 0 ? 0.5 : 0, random.Next(4) == 0, relative ? "max-load" : null);
        var unit = seconds ? "s" : relative ? "%" : aggregate == "count" ? "" : aggregate == "rate" ? "m/s" : "m";
        var night = random.Next(4) == 0;
        var levels = new List<RuleLevel>();
        for (var level = 3; level >= random.Next(1, 4); level--)
        {
            var threshold = Threshold(aggregate, 4 - level);
            double? clear = !seconds && random.Next(2) == 0 ? threshold * 0.9 : null;
            levels.Add(new RuleLevel(
                level, "above", threshold, unit, random.Next(3) * 4, clear, random.Next(3) * 5, seconds ? 1 : random.Next(1, 4),
                night ? new TimeOnly(20, 2) : null, night ? new TimeOnly(20, 6) : null));
        }

        if (levels.Count == 0)
            levels.Add(new RuleLevel(2, "above", Threshold(aggregate, 1), unit));
        return A.Rule(measure, [.. levels]) with { When = random.Next(3) == 0 ? [new RuleGate("lifting", "above", 1)] : null };
    }

    private static double Threshold(string aggregate, int step) => aggregate switch
    {
        "stuck" or "missing" or "bad" => 15 * step,
        "count" => 2 * step,
        "rate" => 0.3 * step,
        "sum" => 250 * step,
        "delta" or "range" => 10 * step,
        _ => 80 + (10 * step),
    };
}
