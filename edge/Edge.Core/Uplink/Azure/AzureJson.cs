using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Edge.Core.Outbox;
using Telemetry.Model;
using Telemetry.Model.Json;

namespace Edge.Core.Uplink.Azure;

/// <summary>JSON bodies towards the hub and from it.</summary>
internal static class AzureJson
{
    private static readonly string[] Lanes = ["alarm", "live", "history", "media"];

    public static string LaneName(Lane lane) => Lanes[(int)lane];

    /// <summary>One batch: <c>{gateway, epoch, lane, device, records:[{sequence, at, readings:[{point,time,value,quality,reason}], event}]}</c>.</summary>
    public static byte[] Batch(string gateway, OutboxBatch batch) => JsonSerializer.SerializeToUtf8Bytes(
        new BatchJson(
            gateway, batch.Epoch.ToString(CultureInfo.InvariantCulture), LaneName(batch.Lane), batch.Device.Value.Length == 0 ? null : batch.Device.Value,
            [.. batch.Records.Select(r => new RecordJson(
                r.Id.Sequence, r.At.ToUnixTimeMilliseconds(),
                [.. r.Report.Readings.Select(v => new PointJson(
                    v.Point.Value, v.Time.ToUnixTimeMilliseconds(), double.IsFinite(v.Value) ? v.Value : null, (int)v.Quality, (int)v.Reason))],
                r.Report.Event))]),
        AzureJsonContext.Default.BatchJson);

    /// <summary>Reported properties: configuration, version of the gateway, outbox by lane.</summary>
    public static byte[] Reported(OutboxStatus outbox, DirectorySnapshot directory, string version) => JsonSerializer.SerializeToUtf8Bytes(
        new ReportedJson(
            new ConfigurationJson(directory.Version, directory.Error ?? ""), version, outbox.Condition.ToString(),
            outbox.Lanes.ToDictionary(l => LaneName(l.Lane), l => new LaneJson(l.Records, l.Bytes, l.Oldest, l.Dropped), StringComparer.Ordinal)),
        AzureJsonContext.Default.ReportedJson);

    /// <summary>The configuration in desired properties, as JSON text: of a whole twin, or of a change. Null when there is none.</summary>
    public static string? Configuration(ReadOnlyMemory<byte> json, bool wholeTwin)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (wholeTwin && (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("desired", out root)))
                return null;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("configuration", out var configuration) && configuration.ValueKind == JsonValueKind.Object
                ? configuration.GetRawText()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A direct method as a command: <c>test-device</c> with a device configuration, <c>write</c> with device, point and value.</summary>
    public static GatewayCommand Method(string name, string request, ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json.IsEmpty ? "null"u8.ToArray() : json);
            return name switch
            {
                "write" => CommandJson.ReadWrite(request, document.RootElement),
                "test-device" when document.RootElement.Deserialize(EdgeJson.Default.DeviceConfiguration) is { } device => new GatewayCommand.TestDevice(request, device),
                "test-device" => new GatewayCommand.Unusable(request, "a test needs a device"),
                _ => new GatewayCommand.Unusable(request, $"unknown method '{name}'"),
            };
        }
        catch (JsonException fault)
        {
            return new GatewayCommand.Unusable(request, $"the payload cannot be read: {fault.Message}");
        }
    }
}

internal sealed record BatchJson(string Gateway, string Epoch, string Lane, string? Device, IReadOnlyList<RecordJson> Records);

internal sealed record RecordJson(ulong Sequence, long At, IReadOnlyList<PointJson> Readings, string? Event);

internal sealed record PointJson(string Point, long Time, double? Value, int Quality, int Reason);

internal sealed record ReportedJson(ConfigurationJson Configuration, string GatewayVersion, string OutboxCondition, IReadOnlyDictionary<string, LaneJson> Outbox);

internal sealed record ConfigurationJson(long Version, string Error);

internal sealed record LaneJson(long Records, long Bytes, DateTimeOffset? Oldest, long Dropped);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BatchJson))]
[JsonSerializable(typeof(ReportedJson))]
internal sealed partial class AzureJsonContext : JsonSerializerContext;
