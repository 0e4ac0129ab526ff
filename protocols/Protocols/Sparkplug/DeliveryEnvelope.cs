using System.Buffers;
using Google.Protobuf;
using Protocols.Sparkplug.Wire;

namespace Protocols.Sparkplug;

/// <summary>
/// Which outbox records a payload carries: <c>Payload.body</c> = serialised <c>Delivery</c> (delivery.proto). Record
/// <c>i</c> owns the next <c>MetricCounts[i]</c> metrics of the payload.
/// </summary>
public sealed class DeliveryEnvelope
{
    private DeliveryEnvelope(ulong epoch, byte lane, ulong[] sequences, int[] counts) =>
        (Epoch, Lane, Sequences, MetricCounts) = (epoch, lane, sequences, counts);

    /// <summary>Epoch of the gateway's outbox.</summary>
    public ulong Epoch { get; }

    /// <summary>0 alarm, 1 live, 2 history, 3 media.</summary>
    public byte Lane { get; }

    /// <summary>Sequences, strictly ascending, 1–10,000 of them.</summary>
    public IReadOnlyList<ulong> Sequences { get; }

    /// <summary>Metrics of each record, at least 1 each; together all metrics of the payload.</summary>
    public IReadOnlyList<int> MetricCounts { get; }

    /// <summary>Puts the envelope into the payload's body. The payload's metrics must be complete.</summary>
    /// <returns>What is wrong with the arguments; then the body is left alone.</returns>
    public static SparkplugFault Attach(Payload payload, ulong epoch, byte lane, ReadOnlySpan<ulong> sequences, ReadOnlySpan<int> metricCounts)
    {
        var fault = Check(lane, sequences, metricCounts, payload.Metrics.Count);
        if (fault != SparkplugFault.None)
            return fault;
        var delivery = new Delivery { Epoch = epoch, Lane = lane };
        delivery.Sequences.Capacity = delivery.MetricCounts.Capacity = sequences.Length;
        foreach (var sequence in sequences)
            delivery.Sequences.Add(sequence);
        foreach (var count in metricCounts)
            delivery.MetricCounts.Add((uint)count);
        payload.Body = delivery.ToByteString();
        return SparkplugFault.None;
    }

    /// <summary>Reads and checks the envelope of a payload.</summary>
    /// <returns><see cref="OperationStatus.Done"/> or <see cref="OperationStatus.InvalidData"/> with the fault; <see cref="SparkplugFault.NoDelivery"/> for a payload without one.</returns>
    public static OperationStatus TryRead(Payload payload, out DeliveryEnvelope? envelope, out SparkplugFault fault)
    {
        envelope = null;
        if (!payload.HasBody || payload.Body.IsEmpty)
        {
            fault = SparkplugFault.NoDelivery;
            return OperationStatus.InvalidData;
        }

        fault = Survey(payload.Body.Span, out var epoch, out var lane, out var sequenceCount, out var countCount);
        if (fault == SparkplugFault.None && sequenceCount != countCount)
            fault = SparkplugFault.CountMismatch;
        if (fault != SparkplugFault.None)
            return OperationStatus.InvalidData;
        var (sequences, counts) = (new ulong[sequenceCount], new int[countCount]);
        Fill(payload.Body.Span, sequences, counts);
        fault = Check(lane, sequences, counts, payload.Metrics.Count);
        if (fault != SparkplugFault.None)
            return OperationStatus.InvalidData;
        envelope = new DeliveryEnvelope(epoch, (byte)lane, sequences, counts);
        return OperationStatus.Done;
    }

    private static SparkplugFault Check(ulong lane, ReadOnlySpan<ulong> sequences, ReadOnlySpan<int> counts, int metrics)
    {
        if (lane > 3)
            return SparkplugFault.UnknownLane;
        if (sequences.Length is 0 or > SparkplugLimits.Records)
            return SparkplugFault.RecordCount;
        if (sequences.Length != counts.Length)
            return SparkplugFault.CountMismatch;
        var (last, total) = (0UL, 0L);
        for (var i = 0; i < sequences.Length; i++)
        {
            if (sequences[i] <= last)
                return SparkplugFault.SequenceOrder;
            if (counts[i] <= 0)
                return SparkplugFault.CountMismatch;
            (last, total) = (sequences[i], total + counts[i]);
        }

        return total == metrics ? SparkplugFault.None : SparkplugFault.CountMismatch;
    }

    private static SparkplugFault Survey(ReadOnlySpan<byte> body, out ulong epoch, out ulong lane, out int sequences, out int counts)
    {
        (epoch, lane, sequences, counts) = (0, 0, 0, 0);
        var reader = new WireReader(body);
        while (!reader.AtEnd)
        {
            if (!reader.TryReadTag(out var field, out var wireType))
                return SparkplugFault.Malformed;
            var read = (field, wireType) switch
            {
                (1, 1) => reader.TryReadFixed64(out epoch),
                (2, 0) => reader.TryReadVarint(out lane),
                (3, 0 or 2) => Numbers(ref reader, wireType, [], ref sequences),
                (4, 0 or 2) => Numbers(ref reader, wireType, [], ref counts),
                (1 or 2 or 3 or 4, _) => false,
                _ => reader.TrySkip(wireType),
            };
            if (!read)
                return SparkplugFault.Malformed;
            if (sequences > SparkplugLimits.Records || counts > SparkplugLimits.Records)
                return SparkplugFault.RecordCount;
        }

        return SparkplugFault.None;
    }

    private static void Fill(ReadOnlySpan<byte> body, Span<ulong> sequences, Span<int> counts)
    {
        Span<ulong> wide = counts.Length <= 256 ? stackalloc ulong[counts.Length] : new ulong[counts.Length];
        var (atSequence, atCount) = (0, 0);
        var reader = new WireReader(body);
        while (!reader.AtEnd && reader.TryReadTag(out var field, out var wireType))
        {
            if (field == 3)
                Numbers(ref reader, wireType, sequences, ref atSequence);
            else if (field == 4)
                Numbers(ref reader, wireType, wide, ref atCount);
            else
                reader.TrySkip(wireType);
        }

        for (var i = 0; i < counts.Length; i++)
            counts[i] = (int)Math.Min(wide[i], int.MaxValue);
    }

    // repeated uint64/uint32: one varint (wire type 0) or packed varints (2). With an empty target it only counts.
    private static bool Numbers(ref WireReader reader, int wireType, scoped Span<ulong> target, ref int at)
    {
        if (wireType == 0)
            return reader.TryReadVarint(out var single) && Put(single, target, ref at);
        if (!reader.TryReadBytes(out var packed))
            return false;
        var inner = new WireReader(packed);
        while (!inner.AtEnd)
        {
            if (!inner.TryReadVarint(out var value))
                return false;
            Put(value, target, ref at);
        }

        return true;
    }

    private static bool Put(ulong value, scoped Span<ulong> target, ref int at)
    {
        if (at < target.Length)
            target[at] = value;
        at++;
        return true;
    }
}
