using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Cloud.Platform.Registers;

/// <summary>Names a record of another register.</summary>
/// <typeparam name="TRecord">The record class of that register.</typeparam>
/// <param name="Value">Id of the record.</param>
[JsonConverter(typeof(ReferenceConverter))]
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "IParsable asks for them.")]
public readonly record struct Reference<TRecord>(Guid Value) : IParsable<Reference<TRecord>>, IReference
    where TRecord : class
{
    /// <inheritdoc/>
    public Type Target => typeof(TRecord);

    /// <inheritdoc/>
    public static Reference<TRecord> Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s, provider));

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Reference<TRecord> result)
    {
        var known = Guid.TryParseExact(s, "D", out var value);
        result = new(value);
        return known;
    }

    /// <summary>Lower-case hexadecimal with hyphens.</summary>
    public override string ToString() => Value.ToString("D");
}

/// <summary>Any <see cref="Reference{TRecord}"/>.</summary>
public interface IReference
{
    /// <summary>The record class that is referred to.</summary>
    Type Target { get; }

    /// <summary>Id of the record.</summary>
    Guid Value { get; }
}

/// <summary>Writes a reference as the id that it is.</summary>
internal sealed class ReferenceConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Reference<>);

    public override JsonConverter CreateConverter(Type typeToConvert, System.Text.Json.JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(TextIdConverter<>).MakeGenericType(typeToConvert))!;
}
