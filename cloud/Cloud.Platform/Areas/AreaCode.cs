using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Cloud.Platform.Areas;

/// <summary>Level of an area, and of an authority in charge of it.</summary>
public enum AreaLevel
{
    /// <summary>Two significant digits: 210000.</summary>
    Province,

    /// <summary>Four significant digits: 210100.</summary>
    City,

    /// <summary>Six significant digits: 210102.</summary>
    County,
}

/// <summary>
/// An administrative division by its six digits (GB/T 2260): two of the province, two of the city, two of the county;
/// <c>00</c> stands for the whole. An area covers itself and everything below it.
/// </summary>
[JsonConverter(typeof(TextIdConverter<AreaCode>))]
public readonly record struct AreaCode : IParsable<AreaCode>, IComparable<AreaCode>
{
    private readonly string? _value;

    private AreaCode(string value) => _value = value;

    /// <summary>Six digits; <c>000000</c> for the default value, which covers nothing and is covered by nothing.</summary>
    public string Value => _value ?? "000000";

    /// <summary>What the zeros at the end say.</summary>
    public AreaLevel Level => Value.EndsWith("0000", StringComparison.Ordinal) ? AreaLevel.Province
        : Value.EndsWith("00", StringComparison.Ordinal) ? AreaLevel.City : AreaLevel.County;

    /// <summary>The digits that all areas below share: <c>21</c>, <c>2101</c> or <c>210102</c>. Good for a range or prefix in a query.</summary>
    public string Prefix => Value[..Digits];

    /// <summary>The area above; null for a province.</summary>
    public AreaCode? Parent => Level switch
    {
        AreaLevel.County => new AreaCode(Value[..4] + "00"),
        AreaLevel.City => new AreaCode(Value[..2] + "0000"),
        _ => null,
    };

    private int Digits => Level switch { AreaLevel.Province => 2, AreaLevel.City => 4, _ => 6 };

    /// <summary>True for the area itself and for every area below it.</summary>
    public bool Covers(AreaCode other) => _value is not null && other._value is not null && other.Value.StartsWith(Prefix, StringComparison.Ordinal);

    /// <inheritdoc/>
    public int CompareTo(AreaCode other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    /// <exception cref="FormatException">Not six digits, or no province.</exception>
    public static AreaCode Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var code) ? code : throw new FormatException($"'{s}' is not a division code of six digits.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out AreaCode result)
    {
        // A county below no city (2100xx) does not exist: 00 stands for the whole.
        var known = s is { Length: 6 } && s.All(char.IsAsciiDigit) && !s.StartsWith("00", StringComparison.Ordinal)
            && (s[2..4] != "00" || s.EndsWith("0000", StringComparison.Ordinal));
        result = known ? new AreaCode(s!) : default;
        return known;
    }

    /// <summary>Before, by digits.</summary>
    public static bool operator <(AreaCode left, AreaCode right) => left.CompareTo(right) < 0;

    /// <summary>After, by digits.</summary>
    public static bool operator >(AreaCode left, AreaCode right) => left.CompareTo(right) > 0;

    /// <summary>Not after, by digits.</summary>
    public static bool operator <=(AreaCode left, AreaCode right) => left.CompareTo(right) <= 0;

    /// <summary>Not before, by digits.</summary>
    public static bool operator >=(AreaCode left, AreaCode right) => left.CompareTo(right) >= 0;

    /// <summary>The six digits.</summary>
    public override string ToString() => Value;
}
