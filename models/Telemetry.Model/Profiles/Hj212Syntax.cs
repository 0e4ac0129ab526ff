namespace Telemetry.Model.Profiles;

/// <summary>Spelling of factor codes and fields (HJ 212-2017 appendix B, tables 6 and 8).</summary>
public static class Hj212Syntax
{
    /// <summary>Fields that carry a number.</summary>
    public static IReadOnlyList<string> Fields { get; } =
        ["Rtd", "Min", "Avg", "Max", "Cou", "ZsRtd", "ZsMin", "ZsAvg", "ZsMax", "Data", "DayData", "NightData"];

    /// <summary>True for a letter followed by letters and digits, 2 to 12 in all: <c>a34002</c>, <c>LA</c>, <c>Leq</c>.</summary>
    public static bool IsFactor(string? text) =>
        text is { Length: >= 2 and <= 12 } && char.IsAsciiLetter(text[0]) && text.All(char.IsAsciiLetterOrDigit);

    /// <summary>True for one of <see cref="Fields"/>.</summary>
    public static bool IsField(string? text) => text is not null && Fields.Contains(text);
}
