using System.Text.Json;
using System.Text.Json.Serialization;
using Telemetry.Model;
using Telemetry.Model.Configuration;
using Telemetry.Model.Json;

namespace Edge.Core.Uplink;

/// <summary>A command as it came from a cloud.</summary>
internal abstract record GatewayCommand(string Id)
{
    /// <summary>Desired configuration.</summary>
    public sealed record Configure(string Json) : GatewayCommand("");

    /// <summary>Test of a device that is not configured yet.</summary>
    public sealed record TestDevice(string Id, DeviceConfiguration Device) : GatewayCommand(Id);

    /// <summary>Write of one point.</summary>
    public sealed record Write(string Id, DeviceId Device, PointId Point, double Value) : GatewayCommand(Id);

    /// <summary>A camera's stream is wanted.</summary>
    public sealed record Show(string Id, DeviceId Camera, string Session, string Address) : GatewayCommand(Id);

    /// <summary>A request that cannot be carried out, with the reason for its sender.</summary>
    public sealed record Unusable(string Id, string Error) : GatewayCommand(Id);
}

/// <summary>Reads requests and writes results.</summary>
internal static class CommandJson
{
    private const int MaxRequest = 256 << 10;

    /// <summary>Never throws: what cannot be read is <see cref="GatewayCommand.Unusable"/>, null when not even its id can be.</summary>
    public static GatewayCommand? ReadRequest(string json)
    {
        if (json.Length > MaxRequest)
            return null;
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Text(root, "id") is not { Length: > 0 and <= 128 } id)
                return null;
            return Text(root, "kind") switch
            {
                "write" => ReadWrite(id, root),
                "test-device" => ReadTest(id, root),
                "live" => ReadShow(id, root),
                var kind => new GatewayCommand.Unusable(id, $"unknown kind of command '{kind}'"),
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary><c>{"id","ok","error"?,"readings":[{"point","value","quality","reason","time"}]}</c>.</summary>
    public static string WriteResult(string id, CommandResult result) => JsonSerializer.Serialize(
        new ResultJson(id, result.Ok, result.Error, [.. result.Readings.Select(r => new ReadingJson(
            r.Point.Value, double.IsFinite(r.Value) ? r.Value : null, (int)r.Quality, (int)r.Reason, r.Time))]),
        CommandJsonContext.Default.ResultJson);

    /// <summary>A write out of <c>device</c>, <c>point</c> and <c>value</c>.</summary>
    public static GatewayCommand ReadWrite(string id, JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && Text(root, "device") is { } device && Identifier.IsValid(device)
        && Text(root, "point") is { } point && Identifier.IsValid(point)
        && root.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? new GatewayCommand.Write(id, new DeviceId(device), new PointId(point), number)
            : new GatewayCommand.Unusable(id, "a write needs device, point and a number");

    private static GatewayCommand ReadShow(string id, JsonElement root) =>
        Text(root, "device") is { } device && Identifier.IsValid(device) && Text(root, "session") is { Length: > 0 and <= 64 } session
        && Text(root, "address") is ['/', ..] and { Length: <= 200 } address
            ? new GatewayCommand.Show(id, new DeviceId(device), session, address)
            : new GatewayCommand.Unusable(id, "a live view needs device, session and a path");

    private static GatewayCommand ReadTest(string id, JsonElement root)
    {
        try
        {
            return root.TryGetProperty("device", out var device) && device.Deserialize(EdgeJson.Default.DeviceConfiguration) is { } configuration
                ? new GatewayCommand.TestDevice(id, configuration)
                : new GatewayCommand.Unusable(id, "a test needs a device");
        }
        catch (JsonException fault)
        {
            return new GatewayCommand.Unusable(id, $"the device cannot be read: {fault.Message}");
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

internal sealed record ResultJson(string Id, bool Ok, string? Error, IReadOnlyList<ReadingJson> Readings);

internal sealed record ReadingJson(string Point, double? Value, int Quality, int Reason, DateTimeOffset Time);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ResultJson))]
internal sealed partial class CommandJsonContext : JsonSerializerContext;
