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

    /// <summary>No gateway counts this far; a number above it is a lie or a bug, and would overflow sums.</summary>
    public const ulong HighestSequence = 1UL << 62;

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
            || !root.TryGetProperty("last", out var l) || !l.TryGetUInt64Safe(out var last)
            || first == 0 || last < first || last > HighestSequence)
            return null;
        ulong? epoch = Text(root, "epoch") is { } text
            ? ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null
            : null;
        return new LostRange(
            new SequenceRange(first, last),
            epoch,
            Text(root, "lane") ?? "live",
            Text(root, "reason") ?? "unknown",
            Text(root, "device") is { } device && Identifier.IsValid(device) ? new DeviceId(device) : null,
            [.. ReadLostReadings(root)]);
    }

    private static IEnumerable<LostReadings> ReadLostReadings(JsonElement root)
    {
        if (!root.TryGetProperty("readings", out var readings) || readings.ValueKind is not JsonValueKind.Object)
            yield break;
        foreach (var device in readings.EnumerateObject().Where(d => Identifier.IsValid(d.Name) && d.Value.ValueKind is JsonValueKind.Object))
            foreach (var day in device.Value.EnumerateObject())
                if (Day(day.Name) is { } date && day.Value.TryGetUInt64Safe(out var count) && count <= HighestSequence)
                    yield return new LostReadings(new DeviceId(device.Name), date, (long)count);
    }

    private static DailyLedger? ReadLedger(JsonElement root)
    {
        if (Day(Text(root, "day")) is not { } day || !root.TryGetProperty("devices", out var devices) || devices.ValueKind is not JsonValueKind.Object)
            return null;
        var counts = new Dictionary<DeviceId, long>();
        foreach (var device in devices.EnumerateObject())
            if (Identifier.IsValid(device.Name) && device.Value.TryGetUInt64Safe(out var count) && count <= HighestSequence)
                counts[new DeviceId(device.Name)] = (long)count;
        return new DailyLedger(day, counts);
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}

/// <summary>Records that a gateway had to drop.</summary>
/// <param name="Range">Their sequences.</param>
/// <param name="Epoch">Their epoch; null = that of the record that reports them.</param>
/// <param name="Lane">Their lane.</param>
/// <param name="Reason">Why: <c>disk-full</c>, <c>age</c>, <c>size</c>, <c>corrupt</c>.</param>
/// <param name="Device">Whose, when all were of one device.</param>
/// <param name="Readings">How many readings they held, by device and site day, where the gateway knows.</param>
[GenerateSerializer, Immutable, Alias("LostRange")]
public sealed record LostRange(
    [property: Id(0)] SequenceRange Range,
    [property: Id(1)] ulong? Epoch,
    [property: Id(2)] string Lane,
    [property: Id(3)] string Reason,
    [property: Id(4)] DeviceId? Device,
    [property: Id(5)] IReadOnlyList<LostReadings> Readings)
{
    /// <summary>True when a record may report it: a range of its own epoch lies before it.</summary>
    public bool MayBeReportedBy(RecordId record) => (Epoch ?? record.Epoch) != record.Epoch || Range.Last < record.Sequence;
}

/// <summary>Readings of one device and site day among those lost.</summary>
[GenerateSerializer, Immutable, Alias("LostReadings")]
public readonly record struct LostReadings([property: Id(0)] DeviceId Device, [property: Id(1)] DateOnly Day, [property: Id(2)] long Count);

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
