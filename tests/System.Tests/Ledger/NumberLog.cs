using System.Globalization;

namespace System.Tests.Ledger;

/// <summary>One answer that a numbered device gave.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="At">When, Unix milliseconds.</param>
internal readonly record struct ServedNumber(long Number, long At);

/// <summary>What the numbered devices have answered, by unit.</summary>
internal static class NumberLog
{
    /// <summary>Reads the simulator's log; a last line that is not whole yet is left out.</summary>
    public static ILookup<int, ServedNumber> Read(string path)
    {
        var text = File.ReadAllText(path);
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        return whole.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToLookup(
                parts => int.Parse(parts[0], CultureInfo.InvariantCulture),
                parts => new ServedNumber(long.Parse(parts[1], CultureInfo.InvariantCulture), long.Parse(parts[2], CultureInfo.InvariantCulture)));
    }
}
