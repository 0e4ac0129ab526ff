using System.Globalization;
using System.Text.Json;
using Telemetry.Model;

namespace Cloud.Telemetry.Delivery;

/// <summary>An event that a gateway reported: a local rule's edge, a lost range, the daily ledger, a clock step.</summary>
/// <param name="Time">When it happened.</param>
/// <param name="Kind"><c>local-rule</c>, <c>lost</c>, <c>ledger</c>, <c>clock-step</c> …; <see cref="Unreadable"/> when it is no such JSON.</param>
/// <param name="Json">As it came.</param>
/// <param name="Lost">Of a <c>lost</c> event.</param>
/// <param name="Ledger">Of a <c>ledger</c> event.</param>
[GenerateSerializer, Immutable, Alias("GatewayEvent")]
public sealed record GatewayEvent(
    [property: Id(0)] DateTimeOffset Time,
    [property: Id(1)] string Kind,
    [property: Id(2)] string Json,
    [property: Id(3)] LostRange? Lost = null,
    [property: Id(4)] DailyLedger? Ledger = null)
{
    public const string Unreadable = "unreadable";

    /// <summary>Reads the event; one that cannot be read is kept as it is under <see cref="Unreadable"/>.</summary>
    public static GatewayEvent Parse(DateTimeOffset time, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object || Text(root, "kind") is not { Length: > 0 and <= 64 } kind)
                return new GatewayEvent(time, Unreadable, json);
            return kind switch
            {
                "lost" => ReadLost(root) is { } lost ? new GatewayEvent(time, kind, json, Lost: lost) : new GatewayEvent(time, Unreadable, json),
                "ledger" => ReadLedger(root) is { } ledger ? new GatewayEvent(time, kind, json, Ledger: ledger) : new GatewayEvent(time, Unreadable, json),
                _ => new GatewayEvent(time, kind, json),
            };
        }
        catch (JsonException)
        {
            return new GatewayEvent(time, Unreadable, json);
        }
    }

    private static LostRange? ReadLost(JsonElement root)
    {
        if (!root.TryGetProperty("first", out var f) || !f.TryGetUInt64Safe(out var first)
            || !root.TryGetProperty("last", out var l) || !l.TryGetUInt64Safe(out var last) || first == 0 || last < first)
            return null;
        long? readings = root.TryGetProperty("readings", out var r) && r.TryGetUInt64Safe(out var count) && count <= long.MaxValue ? (long)count : null;
        return new LostRange(
            new SequenceRange(first, last),
            Text(root, "lane") ?? "live",
            Text(root, "reason") ?? "unknown",
            Text(root, "device") is { } device && Identifier.IsValid(device) ? new DeviceId(device) : null,
            readings);
    }

    private static DailyLedger? ReadLedger(JsonElement root)
    {
        if (!DateOnly.TryParseExact(Text(root, "day"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || !root.TryGetProperty("devices", out var devices) || devices.ValueKind is not JsonValueKind.Object)
            return null;
        var counts = new Dictionary<DeviceId, long>();
        foreach (var device in devices.EnumerateObject())
            if (Identifier.IsValid(device.Name) && device.Value.TryGetUInt64Safe(out var count) && count <= long.MaxValue)
                counts[new DeviceId(device.Name)] = (long)count;
        return new DailyLedger(day, counts);
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}

/// <summary>Records that a gateway had to drop.</summary>
/// <param name="Range">Their sequences.</param>
/// <param name="Lane">Their lane.</param>
/// <param name="Reason">Why: <c>disk-full</c>, <c>too-old</c>, <c>lane-full</c>, <c>corrupt</c> …</param>
/// <param name="Device">Whose, when all were of one device.</param>
/// <param name="Readings">How many readings they held, when the gateway knows.</param>
[GenerateSerializer, Immutable, Alias("LostRange")]
public sealed record LostRange(
    [property: Id(0)] SequenceRange Range,
    [property: Id(1)] string Lane,
    [property: Id(2)] string Reason,
    [property: Id(3)] DeviceId? Device,
    [property: Id(4)] long? Readings);

/// <summary>Readings that a gateway has appended to its outbox so far on one site day, by device.</summary>
[GenerateSerializer, Immutable, Alias("DailyLedger")]
public sealed record DailyLedger([property: Id(0)] DateOnly Day, [property: Id(1)] IReadOnlyDictionary<DeviceId, long> Devices);

internal static class JsonNumbers
{
    /// <summary>As the framework's, but false instead of a throw when the element is no number.</summary>
    public static bool TryGetUInt64Safe(this JsonElement element, out ulong value)
    {
        value = 0;
        return element.ValueKind is JsonValueKind.Number && element.TryGetUInt64(out value);
    }
}
