using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Telemetry.Model.Faults;

namespace Telemetry.Model.Json;

/// <summary>
/// Compares a document with the type it shall become and lists every unknown, missing or wrongly shaped member; the
/// serialiser itself would stop at the first.
/// </summary>
internal static class JsonShape
{
    public static void Check(JsonElement element, JsonTypeInfo type, string path, FaultList faults)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                CheckObject(element, type, path, faults);
                break;
            case JsonTypeInfoKind.Enumerable:
                CheckArray(element, type, path, faults);
                break;
            case JsonTypeInfoKind.Dictionary:
                CheckDictionary(element, type, path, faults);
                break;
            default:
                CheckScalar(element, type, path, faults);
                break;
        }
    }

    private static void CheckObject(JsonElement element, JsonTypeInfo type, string path, FaultList faults)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add(path, $"must be an object, not {Name(element)}");
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            var at = Join(path, member.Name);
            if (type.Properties.FirstOrDefault(property => property.Name == member.Name) is not { } property)
                faults.Add(at, $"unknown member; known are {string.Join(", ", type.Properties.Select(known => known.Name))}");
            else if (!seen.Add(member.Name))
                faults.Add(at, "is there twice");
            else if (member.Value.ValueKind != JsonValueKind.Null)
                Check(member.Value, type.Options.GetTypeInfo(property.PropertyType), at, faults);
            else if (!property.IsSetNullable)
                faults.Add(at, "must not be null");
        }

        foreach (var property in type.Properties)
            if (property.IsRequired && !seen.Contains(property.Name))
                faults.Add(Join(path, property.Name), "is missing");
    }

    private static void CheckArray(JsonElement element, JsonTypeInfo type, string path, FaultList faults)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            faults.Add(path, $"must be an array, not {Name(element)}");
            return;
        }

        var index = 0;
        var item = type.Options.GetTypeInfo(type.ElementType!);
        foreach (var child in element.EnumerateArray())
            Check(child, item, $"{path}[{index++}]", faults);
    }

    private static void CheckDictionary(JsonElement element, JsonTypeInfo type, string path, FaultList faults)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add(path, $"must be an object, not {Name(element)}");
            return;
        }

        var item = type.Options.GetTypeInfo(type.ElementType!);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            faults.AddIf(!seen.Add(member.Name), Join(path, member.Name), "is there twice");
            Check(member.Value, item, Join(path, member.Name), faults);
        }
    }

    private static void CheckScalar(JsonElement element, JsonTypeInfo type, string path, FaultList faults)
    {
        try
        {
            if (element.Deserialize(type) is null)
                faults.Add(path, "must not be null");
        }
        catch (JsonException)
        {
            faults.Add(path, $"{element.GetRawText()} is not a {Expected(type.Type)}");
        }
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
