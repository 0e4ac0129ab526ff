using Telemetry.Model;
using Telemetry.Model.Rules;

namespace TestKit.Rules;

/// <summary>Random rules and random readings for them; the same seed gives the same.</summary>
public static class RandomRule
{
    /// <summary>20:00 on 2026-11-23 in Shanghai: second 0 of all random sequences.</summary>
    public static readonly DateTimeOffset Zero = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    private static readonly double[] Values = [-0.5, 60, 80, 84, 85, 89.5, 90, 95, 99, 100, 105, 110, 130];
    private static readonly string[] Windowed = ["mean", "min", "max", "sum", "count", "leq", "rate", "delta", "range"];

    public static DateTimeOffset At(double second) => Zero.AddSeconds(second);

    /// <summary>Parameters of the device; now and then the one that a rule needs is missing.</summary>
    public static IReadOnlyDictionary<string, double> Parameters(Random random) =>
        random.Next(8) == 0 ? new Dictionary<string, double>() : new Dictionary<string, double> { ["max-load"] = 80 };

    /// <summary>What may arrive at one instant: nothing, the measure, gates; each instant of a point once.</summary>
    public static IReadOnlyList<(string Point, double Value, Quality Quality)> Readings(
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

    /// <summary>A sound rule of any kind: every aggregate, holds, hysteresis, repetition, gates, hours of the day.</summary>
    public static RuleDefinition Of(Random random)
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
        return new RuleDefinition("rule-under-test", "tower-crane", "被测规则", "rule under test", measure, levels,
            random.Next(3) == 0 ? [new RuleGate("lifting", "above", 1)] : null, Source: "GB 5144-2006");
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
