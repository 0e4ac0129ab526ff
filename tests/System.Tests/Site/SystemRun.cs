using System.Globalization;

namespace System.Tests.Site;

/// <summary>When and how long the scenarios with whole programs run.</summary>
internal static class SystemRun
{
    /// <summary>True for the long forms.</summary>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("EDGE_SYSTEM_LONG") == "1";

    /// <summary>How often: the short or the long form's number, or what <c>EDGE_SYSTEM_COUNT</c> says.</summary>
    public static int Count(int shortForm, int longForm) =>
        int.TryParse(Environment.GetEnvironmentVariable("EDGE_SYSTEM_COUNT"), CultureInfo.InvariantCulture, out var count) ? count : IsLong ? longForm : shortForm;

    /// <summary>Skips the test unless scenarios were asked for; they take minutes and both cores.</summary>
    public static void Require() => Assert.SkipUnless(
        Environment.GetEnvironmentVariable("EDGE_SYSTEM") == "1", "whole programs run for minutes: set EDGE_SYSTEM=1 or use ./bench.sh");

    /// <summary>A limit for the whole scenario beside the test's own cancellation.</summary>
    public static CancellationToken Limit(TimeSpan limit)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        source.CancelAfter(limit);
        return source.Token;
    }

    /// <summary>The closing line of figures: to the test's output, and to the file that <c>bench.sh</c> prints.</summary>
    public static void Figures(string name, FormattableString figures)
    {
        var line = $"{name}: {figures.ToString(CultureInfo.InvariantCulture)}";
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (Environment.GetEnvironmentVariable("EDGE_SYSTEM_FIGURES") is { Length: > 0 } file)
            File.AppendAllText(file, line + "\n");
    }
}
