using Telemetry.Model.Sensors;

namespace Telemetry.Model.Rules;

/// <summary>In which unit a measure is compared.</summary>
internal static class RuleUnits
{
    private static readonly string[] Ratios = ["1", "%", "‰"];

    /// <summary>Unit of the measure before it is divided by a parameter; null when there is no name for it.</summary>
    public static string? Raw(RuleMeasure measure, SensorPoint point)
    {
        if (RuleTerms.IsTime(measure.Aggregate))
            return "s";
        if (measure.Aggregate == "count")
            return Units.None;
        if (measure.Aggregate != "rate")
            return point.Unit;
        var per = measure.Per switch { 1 => "s", 3_600 => "h", 86_400 => "d", _ => "" };
        var unit = $"{point.Unit}/{per}";
        return Units.Find(unit) is null ? null : unit;
    }

    /// <summary>Units that a threshold of the measure may have.</summary>
    public static IReadOnlyList<string> Allowed(RuleMeasure measure, SensorPoint point) =>
        measure.RelativeTo is not null ? Ratios : Raw(measure, point) is { } unit ? [unit] : [];
}
