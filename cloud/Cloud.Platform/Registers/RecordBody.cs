using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Cloud.Platform.Registers;

/// <summary>Reads and writes the fields of records as JSON.</summary>
public static class RecordBody
{
    /// <summary>Longest body that is read, in bytes.</summary>
    public const int LargestBytes = 1 << 20;

    /// <summary>Reads a record or form; faults when it cannot be read.</summary>
    public static (object? Record, IReadOnlyList<FieldFault> Faults) Read(JsonNode? json, Type type)
    {
        try
        {
            if (json?.ToJsonString(RecordJson.Options).Contains(NumberRequest.Opening, StringComparison.Ordinal) == true)
                return (null, [new FieldFault("body", "含有不能使用的字符")]);
            LeaveOut(json, RecordJson.Options.GetTypeInfo(type));
            return json?.Deserialize(type, RecordJson.Options) is { } record ? (record, []) : (null, [new FieldFault("body", "没有内容")]);
        }
        catch (JsonException fault)
        {
            return (null, [.. Faults(fault)]);
        }
        catch (FormatException)
        {
            return (null, [new FieldFault("body", "格式有误")]);
        }
    }

    /// <summary>A record as it is stored.</summary>
    public static string Write(object record, Type type) => JsonSerializer.Serialize(record, type, RecordJson.Options);

    /// <summary>A stored body as an object of its class.</summary>
    public static object Parse(string body, Type type) => JsonSerializer.Deserialize(body, type, RecordJson.Options)!;

    /// <summary>Fields that differ: name to <c>{from, to}</c>, null for absent.</summary>
    public static JsonObject Changes(string? before, string after)
    {
        var (old, now) = (before is null ? [] : JsonNode.Parse(before)!.AsObject(), JsonNode.Parse(after)!.AsObject());
        var changes = new JsonObject();
        foreach (var name in old.Select(member => member.Key).Union(now.Select(member => member.Key)))
            if (!JsonNode.DeepEquals(old[name], now[name]))
                changes[name] = new JsonObject { ["from"] = old[name]?.DeepClone(), ["to"] = now[name]?.DeepClone() };
        return changes;
    }

    // A form sends null for what nobody has filled; a number or a flag that may be left out has its usual value then.
    private static void LeaveOut(JsonNode? json, JsonTypeInfo type)
    {
        if (json is JsonArray items && type.ElementType is { } element)
            foreach (var item in items)
                LeaveOut(item, RecordJson.Options.GetTypeInfo(element));
        if (json is not JsonObject members || type.Kind != JsonTypeInfoKind.Object)
            return;
        foreach (var property in type.Properties.Where(property => members.ContainsKey(property.Name)))
            if (members[property.Name] is { } value)
                LeaveOut(value, RecordJson.Options.GetTypeInfo(property.PropertyType));
            else if (!property.IsRequired && property.PropertyType.IsValueType && Nullable.GetUnderlyingType(property.PropertyType) is null)
                members.Remove(property.Name);
    }

    // The serializer says what is missing or unknown in words only.
    private static IEnumerable<FieldFault> Faults(JsonException fault)
    {
        var quoted = fault.Message.Split('\'');
        if (fault.Message.Contains("missing required", StringComparison.Ordinal))
            return quoted.Where((_, index) => index >= 3 && index % 2 == 1).Select(name => new FieldFault(Under(fault.Path, name), "必填"));
        if (fault.Message.Contains("could not be mapped", StringComparison.Ordinal) && quoted.Length > 1)
            return [new FieldFault(Under(fault.Path, quoted[1]), "没有这个字段")];
        return [new FieldFault(Under(fault.Path, ""), "格式或类型有误")];
    }

    private static string Under(string? path, string name)
    {
        var above = path is { Length: > 2 } ? path[2..] : "";
        return (above, name) switch
        {
            ("", "") => "body",
            (_, "") => above,
            ("", _) => name,
            _ when above.EndsWith(name, StringComparison.Ordinal) => above,
            _ => $"{above}.{name}",
        };
    }
}
