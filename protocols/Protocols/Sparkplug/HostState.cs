using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Protocols.Sparkplug;

/// <summary>
/// STATE of a host application (Sparkplug 3.0 §6.4.34):
/// <code>{"online":true,"timestamp":1668114759262}</code>
/// Retained; the will carries <c>online</c> false with the timestamp of the birth, a host that leaves the time of leaving.
/// </summary>
/// <param name="Online">Whether the host takes data.</param>
/// <param name="Timestamp">Milliseconds since 1970-01-01 UTC of the host's CONNECT, or of its leaving.</param>
public readonly record struct HostState(bool Online, long Timestamp)
{
    /// <summary>The JSON text in UTF-8.</summary>
    public byte[] Encode() => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{{\"online\":{(Online ? "true" : "false")},\"timestamp\":{Timestamp}}}"));

    /// <summary>Reads the JSON text. Unknown members are passed over; duplicates and anything else are refused.</summary>
    public static OperationStatus TryDecode(ReadOnlySpan<byte> text, out HostState state, out SparkplugFault fault)
    {
        state = default;
        fault = text.Length > SparkplugLimits.StateBytes ? SparkplugFault.TooLarge : SparkplugFault.NotState;
        if (fault == SparkplugFault.TooLarge)
            return OperationStatus.InvalidData;
        try
        {
            var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 8 });
            if (!TryRead(ref reader, out var online, out var timestamp))
                return OperationStatus.InvalidData;
            (state, fault) = (new HostState(online, timestamp), SparkplugFault.None);
            return OperationStatus.Done;
        }
        catch (JsonException)
        {
            return OperationStatus.InvalidData;
        }
    }

    /// <summary>True when this one replaces <paramref name="known"/>: an older timestamp is a leftover of an earlier session.</summary>
    public bool Replaces(HostState? known) => known is not { } last || Timestamp >= last.Timestamp;

    private static bool TryRead(ref Utf8JsonReader reader, out bool online, out long timestamp)
    {
        (bool? On, long? Time) seen = default;
        (online, timestamp) = (false, 0);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("online"u8))
            {
                reader.Read();
                if (seen.On is not null || reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
                    return false;
                seen.On = reader.TokenType == JsonTokenType.True;
            }
            else if (reader.ValueTextEquals("timestamp"u8))
            {
                reader.Read();
                if (seen.Time is not null || reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var time) || time < 0)
                    return false;
                seen.Time = time;
            }
            else
            {
                reader.Skip();
            }
        }

        if (reader.TokenType != JsonTokenType.EndObject || reader.Read() || seen is not ({ } on, { } at))
            return false;
        (online, timestamp) = (on, at);
        return true;
    }
}
