using System.Text.Json;
using System.Text.Json.Serialization;
using Telemetry.Model;

namespace Edge.Core.Outbox;

/// <summary>
/// Events of the gateway itself, as the JSON of <see cref="DeviceReport.Event"/>. A report of <see cref="Node"/> is
/// about the gateway and travels as NDATA.
/// </summary>
public static class GatewayEvent
{
    /// <summary>The device id that stands for the gateway itself: empty, so that it can never be a configured device.</summary>
    public static DeviceId Node { get; } = new("");

    /// <summary>Records that were dropped by policy; the cloud shows them as lost and stops waiting for them.</summary>
    public static string Lost(LostEvent lost) => JsonSerializer.Serialize(lost, GatewayEventJson.Default.LostEvent);

    /// <summary>Readings appended so far, by device, of one site day.</summary>
    public static string Ledger(LedgerEvent ledger) => JsonSerializer.Serialize(ledger, GatewayEventJson.Default.LedgerEvent);
}

/// <summary>Sequences <paramref name="First"/> to <paramref name="Last"/> of <paramref name="Epoch"/> will never come.</summary>
/// <param name="First">First lost sequence.</param>
/// <param name="Last">Last lost sequence, included.</param>
/// <param name="Lane">Lane name in lower case.</param>
/// <param name="Reason"><c>age</c>, <c>size</c>, <c>disk-full</c> or <c>corrupt</c>.</param>
/// <param name="Epoch">Epoch that the sequences belong to, decimal (a JSON number would lose digits).</param>
/// <param name="At">When they were dropped, ms since 1970.</param>
/// <param name="Device">The device, when all lost readings are of one.</param>
/// <param name="Readings">Lost readings by device and site day (measured time, Asia/Shanghai).</param>
public sealed record LostEvent(
    ulong First,
    ulong Last,
    string Lane,
    string Reason,
    string Epoch,
    long At,
    string? Device,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Readings)
{
    /// <summary>Kind of the event.</summary>
    [JsonPropertyOrder(-1)]
    public string Kind { get; } = "lost";
}

/// <summary>The gateway's count of readings, by which the cloud knows what to expect.</summary>
/// <param name="Day">Site day (measured time, Asia/Shanghai), yyyy-MM-dd.</param>
/// <param name="Devices">Readings appended so far by device id; only grows within one epoch and day.</param>
public sealed record LedgerEvent(string Day, IReadOnlyDictionary<string, long> Devices)
{
    /// <summary>Kind of the event.</summary>
    [JsonPropertyOrder(-1)]
    public string Kind { get; } = "ledger";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LostEvent))]
[JsonSerializable(typeof(LedgerEvent))]
internal sealed partial class GatewayEventJson : JsonSerializerContext;
