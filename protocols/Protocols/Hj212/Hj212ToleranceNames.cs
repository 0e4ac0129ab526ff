namespace Protocols.Hj212;

/// <summary>The names by which profiles switch tolerances on (<c>Hj212Dialect.Lenient</c>) and counters report them.</summary>
public static class Hj212ToleranceNames
{
    private static readonly (string Name, Hj212Tolerances Value)[] Names =
    [
        ("crc-modbus", Hj212Tolerances.CrcModbus),
        ("lower-case-crc", Hj212Tolerances.LowerCaseCrc),
        ("missing-crlf", Hj212Tolerances.MissingCrLf),
        ("trailing-semicolon", Hj212Tolerances.TrailingSemicolon),
        ("missing-flag", Hj212Tolerances.MissingFlag),
        ("la-td", Hj212Tolerances.LaTd),
        ("spaces", Hj212Tolerances.Spaces),
        ("comma-datatime", Hj212Tolerances.CommaDataTime),
        ("long-length", Hj212Tolerances.LongLength),
        ("flag7-without-pnum", Hj212Tolerances.Flag7WithoutPnum),
        ("any-st", Hj212Tolerances.AnySt),
        ("missing-head-flag", Hj212Tolerances.MissingHeadFlag),
        ("missing-qn", Hj212Tolerances.MissingQn),
        ("any-edition", Hj212Tolerances.AnyEdition),
    ];

    /// <summary>Every name.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Names.Select(n => n.Name)];

    /// <summary>The flags behind the names.</summary>
    /// <param name="names">Names as in a profile.</param>
    /// <param name="tolerances">Their flags; those of the known names when one is unknown.</param>
    /// <param name="unknown">The first name that is none; null when all are known.</param>
    /// <returns>True when every name is known.</returns>
    public static bool TryParse(IEnumerable<string> names, out Hj212Tolerances tolerances, out string? unknown)
    {
        (tolerances, unknown) = (Hj212Tolerances.None, null);
        foreach (var name in names)
        {
            var found = Array.Find(Names, n => string.Equals(n.Name, name, StringComparison.Ordinal)).Value;
            if (found == Hj212Tolerances.None)
                unknown ??= name;
            tolerances |= found;
        }

        return unknown is null;
    }

    /// <summary>The names of the flags that are set.</summary>
    public static IEnumerable<string> Of(Hj212Tolerances tolerances) =>
        Names.Where(n => tolerances.HasFlag(n.Value)).Select(n => n.Name);
}
