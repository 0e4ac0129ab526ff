using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Telemetry.Model.Faults;

namespace Telemetry.Model.Json;

/// <summary>
/// Compares a document with the type it shall become and lists every unknown, missing or wrongly shaped member; the
/// serialiser itself would stop at the first.
/// </summary>
internal sealed class JsonShape(FaultList faults)
{
    /// <summary>False once something was found that the serialiser cannot read over; an unknown member it can.</summary>
    public bool IsReadable { get; private set; } = true;

    public void Check(JsonElement element, JsonTypeInfo type, string path)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                CheckObject(element, type, path);
                break;
            case JsonTypeInfoKind.Enumerable:
                CheckArray(element, type, path);
                break;
            case JsonTypeInfoKind.Dictionary:
                CheckDictionary(element, type, path);
                break;
            default:
                CheckScalar(element, type, path);
                break;
        }
    }

    private void CheckObject(JsonElement element, JsonTypeInfo type, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Refuse(path, $"must be an object, not {Name(element)}");
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            var at = Join(path, member.Name);
            if (type.Properties.FirstOrDefault(property => property.Name == member.Name) is not { } property)
                faults.Add(at, $"unknown member; known are {string.Join(", ", type.Properties.Select(known => known.Name))}");
            else if (!seen.Add(member.Name))
                Refuse(at, "is there twice");
            else if (member.Value.ValueKind != JsonValueKind.Null)
                Check(member.Value, type.Options.GetTypeInfo(property.PropertyType), at);
            else if (!property.IsSetNullable)
                Refuse(at, "must not be null");
        }

        foreach (var property in type.Properties)
            if (property.IsRequired && !seen.Contains(property.Name))
                Refuse(Join(path, property.Name), "is missing");
    }

    private void CheckArray(JsonElement element, JsonTypeInfo type, string path)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            Refuse(path, $"must be an array, not {Name(element)}");
            return;
        }

        var index = 0;
        var item = type.Options.GetTypeInfo(type.ElementType!);
        foreach (var child in element.EnumerateArray())
            Check(child, item, $"{path}[{index++}]");
    }

    private void CheckDictionary(JsonElement element, JsonTypeInfo type, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Refuse(path, $"must be an object, not {Name(element)}");
            return;
        }

        var item = type.Options.GetTypeInfo(type.ElementType!);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            faults.AddIf(!seen.Add(member.Name), Join(path, member.Name), "is there twice");
            Check(member.Value, item, Join(path, member.Name));
        }
    }

    private void CheckScalar(JsonElement element, JsonTypeInfo type, string path)
    {
        try
        {
            if (element.Deserialize(type) is null)
                Refuse(path, "must not be null");
        }
        catch (JsonException)
        {
            Refuse(path, $"{element.GetRawText()} is not a {Expected(type.Type)}");
        }
    }

    private void Refuse(string path, string reason)
    {
        IsReadable = false;
        faults.Add(path, reason);
    }

    private static string Expected(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) ? "text"
            : type == typeof(bool) ? "truth value (true, false)"
            : type == typeof(int) || type == typeof(long) ? "whole number"
            : type == typeof(double) ? "number"
            : type == typeof(TimeOnly) ? "time of day (HH:mm)"
            : type == typeof(DateOnly) ? "day (yyyy-MM-dd)"
            : type.Name;
    }

    private static string Name(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a truth value",
    };

    private static string Join(string path, string member) => path.Length == 0 ? member : $"{path}.{member}";
}
