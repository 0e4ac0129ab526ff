using System.Text.Json;
using System.Text.Json.Nodes;
using Telemetry.Model;
using Telemetry.Model.Configuration;
using Telemetry.Model.Json;

namespace Cloud.Telemetry.Gateways;

/// <summary>Commands to a gateway, as the JSON of <c>Command/Request</c>.</summary>
internal static class CommandRequest
{
    public static string TestDevice(string id, DeviceConfiguration device) => new JsonObject
    {
        ["id"] = id,
        ["kind"] = "test-device",
        ["device"] = JsonSerializer.SerializeToNode(device, EdgeJson.Default.DeviceConfiguration),
    }.ToJsonString();

    public static string Show(string id, DeviceId camera, string session, string address) => new JsonObject
    {
        ["id"] = id,
        ["kind"] = "live",
        ["device"] = camera.Value,
        ["session"] = session,
        ["address"] = address,
    }.ToJsonString();

    public static string Write(string id, DeviceId device, PointId point, double value) => new JsonObject
    {
        ["id"] = id,
        ["kind"] = "write",
        ["device"] = device.Value,
        ["point"] = point.Value,
        ["value"] = value,
    }.ToJsonString();
}

/// <summary>A gateway's answer: <c>{"id","ok","error"?,"readings":[{"point","value","quality","reason","time"?}]}</c>.</summary>
internal sealed record CommandResult(string Id, bool Ok, string? Error, IReadOnlyList<Reading> Readings)
{
    /// <summary>Stands for the end of the session.</summary>
    public static readonly CommandResult Gone = new("", false, null, []);

    public static bool TryParse(string json, DateTimeOffset at, out CommandResult result)
    {
        result = Gone;
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object || Text(root, "id") is not { } id || !root.TryGetProperty("ok", out var ok))
                return false;
            var readings = root.TryGetProperty("readings", out var list) && list.ValueKind is JsonValueKind.Array
                ? list.EnumerateArray().Select(item => Read(item, at)).OfType<Reading>().ToList()
                : [];
            result = new CommandResult(id, ok.ValueKind is JsonValueKind.True, Text(root, "error"), readings);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static Reading? Read(JsonElement item, DateTimeOffset at)
    {
        if (item.ValueKind is not JsonValueKind.Object || Text(item, "point") is not { } point || !Identifier.IsValid(point))
            return null;
        var time = item.TryGetProperty("time", out var t) && t.ValueKind is JsonValueKind.String && t.TryGetDateTimeOffset(out var own) ? own.ToUniversalTime() : at;
        var value = item.TryGetProperty("value", out var v) && v.ValueKind is JsonValueKind.Number ? v.GetDouble() : double.NaN;
        var quality = Code(item, "quality", double.IsNaN(value) ? Quality.Bad : Quality.Good);
        return new Reading(new PointId(point), time, quality is Quality.Bad ? double.NaN : value, quality, Code(item, "reason", QualityReason.None));
    }

    /// <summary>A code as a number or by name.</summary>
    private static T Code<T>(JsonElement item, string name, T otherwise) where T : struct, Enum =>
        !item.TryGetProperty(name, out var code) ? otherwise
        : code.ValueKind is JsonValueKind.Number && code.TryGetByte(out var number) && Enum.IsDefined((T)Enum.ToObject(typeof(T), number)) ? (T)Enum.ToObject(typeof(T), number)
        : code.ValueKind is JsonValueKind.String && Enum.TryParse<T>(code.GetString()?.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var named) && Enum.IsDefined(named) ? named
        : otherwise;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
