namespace Telemetry.Model.Rules;

/// <summary>The words of the rule form.</summary>
public static class RuleTerms
{
    /// <summary>Words of <see cref="RuleMeasure.Aggregate"/>.</summary>
    public static IReadOnlyList<string> Aggregates { get; } =
        ["last", "mean", "min", "max", "sum", "count", "leq", "rate", "delta", "range", "stuck", "missing", "bad"];

    /// <summary>True for the aggregates that measure seconds instead of the point's quantity.</summary>
    public static bool IsTime(string aggregate) => aggregate is "stuck" or "missing" or "bad";

    /// <summary>True for the aggregates over a window.</summary>
    public static bool NeedsWindow(string aggregate) =>
        aggregate is "mean" or "min" or "max" or "sum" or "count" or "leq" or "rate" or "delta" or "range";
}
