using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Cloud.Platform.Persons;

/// <summary>A natural person, with or without an account.</summary>
/// <param name="Value">Time-ordered (version 7).</param>
[JsonConverter(typeof(TextIdConverter<PersonId>))]
public readonly record struct PersonId(Guid Value) : IParsable<PersonId>
{
    /// <summary>A new one at an instant.</summary>
    public static PersonId New(DateTimeOffset at) => new(Guid.CreateVersion7(at));

    /// <inheritdoc/>
    public static PersonId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s, provider));

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PersonId result)
    {
        var known = Guid.TryParseExact(s, "D", out var value);
        result = new(value);
        return known;
    }

    /// <summary>Lower-case hexadecimal with hyphens.</summary>
    public override string ToString() => Value.ToString("D");
}
