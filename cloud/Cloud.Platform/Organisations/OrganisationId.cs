using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Cloud.Platform.Organisations;

/// <summary>An authority or an enterprise.</summary>
/// <param name="Value">Time-ordered (version 7).</param>
[JsonConverter(typeof(TextIdConverter<OrganisationId>))]
public readonly record struct OrganisationId(Guid Value) : IParsable<OrganisationId>
{
    /// <summary>A new one at an instant.</summary>
    public static OrganisationId New(DateTimeOffset at) => new(Guid.CreateVersion7(at));

    /// <inheritdoc/>
    public static OrganisationId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s, provider));

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out OrganisationId result)
    {
        var known = Guid.TryParseExact(s, "D", out var value);
        result = new(value);
        return known;
    }

    /// <summary>Lower-case hexadecimal with hyphens.</summary>
    public override string ToString() => Value.ToString("D");
}
