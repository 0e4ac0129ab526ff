using System.Globalization;

namespace Telemetry.Model.Profiles;

/// <summary>Spelling of a report period: a whole number and <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>.</summary>
public static class ReportPeriod
{
    /// <summary>Longest period.</summary>
    public static TimeSpan Max { get; } = TimeSpan.FromDays(31);

    /// <summary>True for <c>10s</c>, <c>5m</c>, <c>1h</c>, <c>1d</c> from 1 s to <see cref="Max"/>.</summary>
    public static bool TryParse(string? text, out TimeSpan period)
    {
        period = default;
        if (text is null || text.Length is < 2 or > 10)
            return false;
        if (!int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return false;
        long unit = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3_600, 'd' => 86_400, _ => 0 };
        var seconds = unit * count;
        if (seconds < 1 || seconds > (long)Max.TotalSeconds)
            return false;
        period = TimeSpan.FromSeconds(seconds);
        return true;
    }

    /// <summary>The period of a checked policy.</summary>
    /// <exception cref="FormatException">The text is not a period.</exception>
    public static TimeSpan Parse(string text) =>
        TryParse(text, out var period) ? period : throw new FormatException($"'{text}' is not a period such as 10s, 5m, 1h or 1d");
}
