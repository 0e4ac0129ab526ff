using System.Buffers;
using Google.Protobuf;
using Protocols.Sparkplug.Wire;

namespace Protocols.Sparkplug;

/// <summary>Decodes payloads (Sparkplug 3.0 §6.4.4). Never throws on bad bytes; limits are checked before memory is taken.</summary>
public static class PayloadReader
{
    private static readonly MessageParser<Payload> Parser = Payload.Parser.WithDiscardUnknownFields(true);

    /// <summary>Decodes a payload that lies in one piece.</summary>
    /// <param name="bytes">The whole MQTT payload.</param>
    /// <param name="payload">The payload; null unless <see cref="OperationStatus.Done"/>.</param>
    /// <param name="fault">Why not.</param>
    /// <param name="limit">Most bytes taken.</param>
    /// <returns><see cref="OperationStatus.Done"/> or <see cref="OperationStatus.InvalidData"/>.</returns>
    public static OperationStatus TryDecode(
        ReadOnlySpan<byte> bytes, out Payload? payload, out SparkplugFault fault, int limit = SparkplugLimits.PayloadBytes)
    {
        payload = null;
        fault = bytes.Length > limit ? SparkplugFault.TooLarge : PayloadSurvey.Check(bytes);
        if (fault != SparkplugFault.None)
            return OperationStatus.InvalidData;
        try
        {
            payload = Parser.ParseFrom(bytes);
            return OperationStatus.Done;
        }
        catch (InvalidProtocolBufferException)
        {
            fault = SparkplugFault.Malformed;
            return OperationStatus.InvalidData;
        }
    }

    /// <summary>Decodes a payload in pieces; one piece is not copied.</summary>
    /// <inheritdoc cref="TryDecode(ReadOnlySpan{byte}, out Payload?, out SparkplugFault, int)"/>
    public static OperationStatus TryDecode(
        in ReadOnlySequence<byte> bytes, out Payload? payload, out SparkplugFault fault, int limit = SparkplugLimits.PayloadBytes)
    {
        if (bytes.IsSingleSegment)
            return TryDecode(bytes.FirstSpan, out payload, out fault, limit);
        if (bytes.Length > limit)
        {
            (payload, fault) = (null, SparkplugFault.TooLarge);
            return OperationStatus.InvalidData;
        }

        var rented = ArrayPool<byte>.Shared.Rent((int)bytes.Length);
        try
        {
            bytes.CopyTo(rented);
            return TryDecode(rented.AsSpan(0, (int)bytes.Length), out payload, out fault, limit);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
