using System.Globalization;
using System.Text.Json.Nodes;

namespace TestKit.Reports;

/// <summary>One measured number.</summary>
internal sealed record Figure(string Name, double Value, string Unit, Goal? Goal)
{
    /// <summary>At most four significant digits below a thousand, grouped above.</summary>
    public static string Text(double value) => double.IsNaN(value) ? "–"
        : Math.Abs(value) >= 1_000 ? value.ToString("N0", CultureInfo.InvariantCulture)
        : value.ToString("G4", CultureInfo.InvariantCulture);

    public JsonObject ToJson() => new()
    {
        ["name"] = Name,
        ["value"] = double.IsFinite(Value) ? Value : null,
        ["unit"] = Unit,
        ["goal"] = Goal?.Text(Unit),
        ["met"] = Goal?.IsMetBy(Value),
    };
}

/// <summary>The bar that a number is measured against.</summary>
/// <param name="Bar">In the number's unit.</param>
/// <param name="IsLeast">True when the number must reach it, false when it must not pass it.</param>
public sealed record Goal(double Bar, bool IsLeast)
{
    /// <summary>At least so much.</summary>
    public static Goal AtLeast(double bar) => new(bar, true);

    /// <summary>At most so much.</summary>
    public static Goal AtMost(double bar) => new(bar, false);

    /// <summary>True when a value meets it; NaN never does.</summary>
    public bool IsMetBy(double value) => IsLeast ? value >= Bar : value <= Bar;

    internal string Text(string unit) => $"{(IsLeast ? "≥" : "≤")} {Figure.Text(Bar)} {unit}";
}
