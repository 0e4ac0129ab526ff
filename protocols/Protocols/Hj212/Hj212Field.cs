namespace Protocols.Hj212;

/// <summary>One field of a data area.</summary>
/// <param name="Group">Fields with the same number stand together, parted by commas; groups are parted by semicolons.</param>
/// <param name="Name"><c>DataTime</c>, <c>a34002-Rtd</c>, …</param>
/// <param name="Value">As written.</param>
public readonly record struct Hj212Field(int Group, string Name, string Value)
{
    /// <summary>What stands before the last <c>-</c>; the whole name when there is none.</summary>
    public ReadOnlySpan<char> Factor => Name.LastIndexOf('-') is >= 0 and var dash ? Name.AsSpan(0, dash) : Name;

    /// <summary>What stands behind it; empty when there is none.</summary>
    public ReadOnlySpan<char> Suffix => Name.LastIndexOf('-') is >= 0 and var dash ? Name.AsSpan(dash + 1) : default;
}
