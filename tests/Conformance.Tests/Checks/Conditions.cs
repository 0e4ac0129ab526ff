using System.Text;
using System.Text.Json;
using Conformance.Tests.Recording;
using Protocols.Sparkplug.Wire;

namespace Conformance.Tests.Checks;

/// <summary>Conditions that several assertions share. Each returns what is wrong, or null.</summary>
internal static class Conditions
{
    public const string Rebirth = "Node Control/Rebirth", BdSeq = "bdSeq";

    private const uint Int64Type = 4, BooleanType = 11, LastType = 34;
    private static readonly DateTimeOffset Epoch2000 = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static string? Plain(Message message) => Qos0(message) ?? NotRetained(message);

    public static string? Qos0(Message message) => message.Qos == 0 ? null : $"QoS {message.Qos}";

    public static string? NotRetained(Message message) => message.Retain ? "retained" : null;

    public static string? Encoded(Message message) => message.Payload is null ? "no protobuf payload" : null;

    public static string? Stamped(Message message) => message.Payload is { HasTimestamp: true } ? null : "no timestamp";

    public static string? Numbered(Message message) => message.Payload is { HasSeq: true, Seq: <= 255 } ? null : "no seq of 0–255";

    public static string? Unnumbered(Message message) => message.Payload is { HasSeq: true } ? "has a seq" : null;

    public static string? Zero(Message message) => Numbered(message) ?? (message.Payload!.Seq == 0 ? null : $"seq {message.Payload.Seq}");

    public static string? Follows(Message message) =>
        Numbered(message) ?? (message.PreviousSeq is not { } previous ? "nothing before it"
            : message.Payload!.Seq == (previous + 1) % 256 ? null : $"seq {message.Payload.Seq} after {previous}");

    public static string? NodeForm(Message message) => Form(message, 4);

    public static string? DeviceForm(Message message) => Form(message, 5);

    public static string? StateForm(Message message) =>
        message.Levels is ["spBv1.0", "STATE", { Length: > 0 }] ? null : $"topic {message.Topic}";

    public static string? NearNow(Message message) =>
        Stamped(message) ?? (Math.Abs((Time(message.Payload!.Timestamp) - message.At).TotalSeconds) < 30 ? null : $"timestamp {message.Payload.Timestamp} is not now");

    public static string? InThePast(Message message, Metric metric) => !metric.HasTimestamp ? "no timestamp"
        : Time(metric.Timestamp) < Epoch2000 || Time(metric.Timestamp) > message.At.AddDays(1) ? $"timestamp {metric.Timestamp} is no milliseconds of UTC" : null;

    /// <summary>Named, typed, and with a value or a null that says so.</summary>
    public static string? Declared(Metric metric) =>
        !metric.HasName ? "no name" : Typed(metric) ?? Valued(metric);

    public static string? Typed(Metric metric) =>
        !metric.HasDatatype ? "no data type" : metric.Datatype is 0 or > LastType ? $"data type {metric.Datatype}" : null;

    public static string? Valued(Metric metric)
    {
        var has = metric.ValueCase != Metric.ValueOneofCase.None;
        return metric.IsNull ? has ? "null with a value" : null : has ? null : "neither value nor null";
    }

    public static string? HasBdSeq(Message message) => message.Metric(BdSeq) is null ? "no bdSeq" : null;

    public static string? TypedBdSeq(Metric? bdSeq) => bdSeq is not { ValueCase: Metric.ValueOneofCase.LongValue, Datatype: Int64Type } ? "bdSeq is no Int64"
        : bdSeq.LongValue <= 255 ? null : $"bdSeq {bdSeq.LongValue}";

    public static string? BdSeqOfWill(Trace trace, Message birth) =>
        trace.WillOf(birth.Connection) is not { } will ? "CONNECT has no will"
        : birth.Metric(BdSeq) is not { } born || will.Payload.Metrics.FirstOrDefault(m => m.Name == BdSeq) is not { } willed ? "no bdSeq"
        : born.LongValue == willed.LongValue ? null : $"bdSeq {born.LongValue}, the will has {willed.LongValue}";

    public static string? HasRebirth(Message birth) => birth.Metric(Rebirth) is null ? $"no {Rebirth}" : null;

    public static string? RebirthIsBoolean(Message birth) => HasRebirth(birth) ?? (birth.Metric(Rebirth)!.Datatype == BooleanType ? null : "not a Boolean");

    public static string? RebirthIsFalse(Message birth) =>
        RebirthIsBoolean(birth) ?? (birth.Metric(Rebirth) is { ValueCase: Metric.ValueOneofCase.BooleanValue, BooleanValue: false } ? null : "not false");

    /// <summary>A legal element of a topic.</summary>
    public static string? Element(string? id) =>
        string.IsNullOrEmpty(id) || id.AsSpan().ContainsAny('+', '#', '/') || id.Contains('\0', StringComparison.Ordinal) || id.Contains('\uFFFD', StringComparison.Ordinal)
            ? $"'{id}' is no element of a topic" : null;

    /// <summary>Reads a STATE; null when it is not the JSON that the standard asks for.</summary>
    public static (bool Online, long Timestamp)? State(byte[] text)
    {
        try
        {
            using var json = JsonDocument.Parse(new UTF8Encoding(false, true).GetString(text));
            return json.RootElement.TryGetProperty("online", out var online) && online.ValueKind is JsonValueKind.True or JsonValueKind.False
                && json.RootElement.TryGetProperty("timestamp", out var timestamp) && timestamp.TryGetInt64(out var at)
                ? (online.GetBoolean(), at) : null;
        }
        catch (Exception e) when (e is JsonException or DecoderFallbackException or InvalidOperationException)
        {
            return null;
        }
    }

    public static DateTimeOffset Time(ulong milliseconds) =>
        milliseconds > 253_402_300_799_999 ? DateTimeOffset.MaxValue : DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds);

    private static string? Form(Message message, int levels) =>
        message.Levels.Length != levels || message.Levels[0] != "spBv1.0" ? $"topic {message.Topic}"
        : Element(message.Group) ?? Element(message.Node) ?? (levels == 5 ? Element(message.Device) : null);
}
