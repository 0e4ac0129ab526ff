using Cloud.Platform.Registers;

namespace Cloud.Platform.Files;

/// <summary>What became of a line.</summary>
public enum LineChange
{
    /// <summary>In both.</summary>
    [Label("相同", "Same")]
    Same,

    /// <summary>Only in the older.</summary>
    [Label("删除", "Removed")]
    Removed,

    /// <summary>Only in the newer.</summary>
    [Label("新增", "Added")]
    Added,
}

/// <summary>A line of a comparison.</summary>
/// <param name="Change">What became of it.</param>
/// <param name="Text">The line.</param>
public sealed record ComparedLine(LineChange Change, string Text);

/// <summary>Compares texts line by line: the longest common subsequence, between a common beginning and end.</summary>
public static class TextCompare
{
    /// <summary>Most lines that are compared of each text.</summary>
    public const int MostLines = 4_000;

    /// <summary>The lines of both in order. Longer texts are cut at <see cref="MostLines"/>.</summary>
    public static IReadOnlyList<ComparedLine> Lines(string older, string newer)
    {
        var (old, now) = (Split(older), Split(newer));
        var start = 0;
        while (start < old.Length && start < now.Length && old[start] == now[start])
            start++;
        var end = 0;
        while (end < old.Length - start && end < now.Length - start && old[^(end + 1)] == now[^(end + 1)])
            end++;
        var lines = new List<ComparedLine>(old[..start].Select(line => new ComparedLine(LineChange.Same, line)));
        Middle(old[start..^end], now[start..^end], lines);
        lines.AddRange(old[^end..].Select(line => new ComparedLine(LineChange.Same, line)));
        return lines;
    }

    private static string[] Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Take(MostLines)];
    }

    private static void Middle(string[] old, string[] now, List<ComparedLine> lines)
    {
        var common = new ushort[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
            for (var j = now.Length - 1; j >= 0; j--)
                common[i, j] = old[i] == now[j] ? (ushort)(common[i + 1, j + 1] + 1) : Math.Max(common[i + 1, j], common[i, j + 1]);
        var (a, b) = (0, 0);
        while (a < old.Length || b < now.Length)
            if (a < old.Length && b < now.Length && old[a] == now[b])
            {
                lines.Add(new ComparedLine(LineChange.Same, old[a]));
                (a, b) = (a + 1, b + 1);
            }
            else if (b >= now.Length || (a < old.Length && common[a + 1, b] >= common[a, b + 1]))
                lines.Add(new ComparedLine(LineChange.Removed, old[a++]));
            else
                lines.Add(new ComparedLine(LineChange.Added, now[b++]));
    }
}
