using System.Buffers;
using Google.Protobuf;
using Protocols.Sparkplug.Wire;
using WireRange = Protocols.Sparkplug.Wire.Range;

namespace Protocols.Sparkplug;

/// <summary>Sequences <paramref name="First"/> to <paramref name="Last"/>, both included.</summary>
public readonly record struct AckRange(ulong First, ulong Last);

/// <summary>
/// What the host holds of one epoch: value of the NCMD metric <c>Delivery/Ack</c> (serialised <c>Ack</c>,
/// delivery.proto). Everything from 1 to <paramref name="HighWater"/>, and the islands above it.
/// </summary>
/// <param name="Epoch">Epoch of the gateway's outbox.</param>
/// <param name="HighWater">Last sequence of the contiguous run from 1; 0 = none.</param>
/// <param name="Islands">Ascending, disjoint, above the high-water mark; at most 10,000.</param>
public sealed record AckMessage(ulong Epoch, ulong HighWater, IReadOnlyList<AckRange> Islands)
{
    /// <summary>
    /// Serialises. More than 10,000 islands are cut off at the end: an acknowledgement says less than it could, never
    /// more, and the next one says the rest.
    /// </summary>
    public byte[] Encode()
    {
        var ack = new Ack { Epoch = Epoch, HighWater = HighWater };
        foreach (var island in Islands.Take(SparkplugLimits.Islands))
            ack.Islands.Add(new WireRange { First = island.First, Last = island.Last });
        return ack.ToByteArray();
    }

    /// <summary>The NCMD payload that carries it.</summary>
    public Payload ToCommand(long time) =>
        new() { Timestamp = (ulong)time, Metrics = { MetricFactory.Bytes(MetricNames.DeliveryAck, Encode(), time) } };

    /// <summary>Deserialises and checks; never throws on bad bytes.</summary>
    /// <returns><see cref="OperationStatus.Done"/> or <see cref="OperationStatus.InvalidData"/> with the fault.</returns>
    public static OperationStatus TryDecode(ReadOnlySpan<byte> bytes, out AckMessage? message, out SparkplugFault fault)
    {
        message = null;
        fault = bytes.Length > SparkplugLimits.AckBytes ? SparkplugFault.TooLarge : Survey(bytes);
        if (fault != SparkplugFault.None)
            return OperationStatus.InvalidData;

        try
        {
            fault = Check(Ack.Parser.ParseFrom(bytes), out message);
        }
        catch (InvalidProtocolBufferException)
        {
            fault = SparkplugFault.Malformed;
        }

        return fault == SparkplugFault.None ? OperationStatus.Done : OperationStatus.InvalidData;
    }

    private static SparkplugFault Survey(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        var islands = 0;
        while (!reader.AtEnd)
        {
            if (!reader.TryReadTag(out var field, out var wireType) || !reader.TrySkip(wireType))
                return SparkplugFault.Malformed;
            if (field == 3 && ++islands > SparkplugLimits.Islands)
                return SparkplugFault.TooManyElements;
        }

        return SparkplugFault.None;
    }

    private static SparkplugFault Check(Ack ack, out AckMessage? message)
    {
        message = null;
        var islands = new AckRange[ack.Islands.Count];
        var last = ack.HighWater;
        for (var i = 0; i < islands.Length; i++)
        {
            var range = ack.Islands[i];
            if (range.First <= last || range.Last < range.First)
                return SparkplugFault.RangeOrder;
            islands[i] = new AckRange(range.First, range.Last);
            last = range.Last;
        }

        message = new AckMessage(ack.Epoch, ack.HighWater, islands);
        return SparkplugFault.None;
    }
}
