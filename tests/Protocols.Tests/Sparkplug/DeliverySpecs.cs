using System.Buffers;
using Google.Protobuf;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;
using WireRange = Protocols.Sparkplug.Wire.Range;

namespace Protocols.Tests.Sparkplug;

public sealed class DeliverySpecs
{
    private static Payload WithMetrics(int count)
    {
        var payload = new Payload();
        payload.Metrics.AddRange(Enumerable.Range(0, count).Select(i => MetricFactory.Double(MetricKey.Aliased((ulong)i), i, 0)));
        return payload;
    }

    private static SparkplugFault Read(Payload payload)
    {
        DeliveryEnvelope.TryRead(payload, out _, out var fault);
        return fault;
    }

    private static Payload Hostile(int metrics, Delivery delivery)
    {
        var payload = WithMetrics(metrics);
        payload.Body = delivery.ToByteString();
        return payload;
    }

    [Fact]
    public void ten_thousand_records_travel_in_one_envelope()
    {
        var sequences = Enumerable.Range(1, 10_000).Select(i => (ulong)i * 3).ToArray();
        var payload = WithMetrics(10_000);

        Assert.Equal(SparkplugFault.None, DeliveryEnvelope.Attach(payload, 9, 2, sequences, [.. Enumerable.Repeat(1, 10_000)]));
        Assert.Equal(OperationStatus.Done, DeliveryEnvelope.TryRead(payload, out var envelope, out _));
        Assert.Equal((9UL, (byte)2), (envelope!.Epoch, envelope.Lane));
        Assert.Equal(sequences, envelope.Sequences);
    }

    [Fact]
    public void every_broken_envelope_has_its_name()
    {
        Assert.Equal(SparkplugFault.NoDelivery, Read(WithMetrics(1)));
        Assert.Equal(SparkplugFault.UnknownLane, Read(Hostile(1, new Delivery { Lane = 4, Sequences = { 1 }, MetricCounts = { 1 } })));
        Assert.Equal(SparkplugFault.RecordCount, Read(Hostile(0, new Delivery { Lane = 1, Epoch = 1 })));
        Assert.Equal(SparkplugFault.SequenceOrder, Read(Hostile(2, new Delivery { Lane = 1, Sequences = { 2, 2 }, MetricCounts = { 1, 1 } })));
        Assert.Equal(SparkplugFault.SequenceOrder, Read(Hostile(1, new Delivery { Lane = 1, Sequences = { 0 }, MetricCounts = { 1 } })));
        Assert.Equal(SparkplugFault.CountMismatch, Read(Hostile(2, new Delivery { Lane = 1, Sequences = { 1, 2 }, MetricCounts = { 2 } })));
        Assert.Equal(SparkplugFault.CountMismatch, Read(Hostile(2, new Delivery { Lane = 1, Sequences = { 1, 2 }, MetricCounts = { 2, 0 } })));
        Assert.Equal(SparkplugFault.CountMismatch, Read(Hostile(3, new Delivery { Lane = 1, Sequences = { 1 }, MetricCounts = { 2 } })));
        Assert.Equal(SparkplugFault.CountMismatch, Read(Hostile(3, new Delivery { Lane = 1, Sequences = { 1 }, MetricCounts = { uint.MaxValue } })));
        Assert.Equal(SparkplugFault.Malformed, Read(new Payload { Body = ByteString.CopyFrom(0x1A, 0x05, 0x01) }));
    }

    [Fact]
    public void a_million_sequences_are_refused_without_memory()
    {
        var body = new byte[1 << 20];
        Array.Fill(body, (byte)1);
        new byte[] { 0x1A, 0xFC, 0xFF, 0x3F }.CopyTo(body, 0); // packed sequences over the rest of the megabyte
        var payload = new Payload { Body = UnsafeByteOperations.UnsafeWrap(body) };
        Read(payload);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var fault = Read(payload);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(SparkplugFault.RecordCount, fault);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void unpacked_numbers_read_like_packed_ones()
    {
        var payload = WithMetrics(3);
        payload.Body = ByteString.CopyFrom(Hex.Parse("""
            18 05        // 3 sequences, one varint
            20 01        // 4 metric_counts
            18 06
            20 02
            """));

        Assert.Equal(OperationStatus.Done, DeliveryEnvelope.TryRead(payload, out var envelope, out _));
        Assert.Equal([5UL, 6UL], envelope!.Sequences);
        Assert.Equal([1, 2], envelope.MetricCounts);
    }

    [Fact]
    public void a_wrong_envelope_is_not_attached()
    {
        var payload = WithMetrics(1);

        Assert.Equal(SparkplugFault.CountMismatch, DeliveryEnvelope.Attach(payload, 1, 1, [1, 2], [1, 1]));
        Assert.Equal(SparkplugFault.UnknownLane, DeliveryEnvelope.Attach(payload, 1, 9, [1], [1]));
        Assert.False(payload.HasBody);
    }

    [Fact]
    public void an_acknowledgement_is_these_bytes()
    {
        var ack = new AckMessage(0x0123456789ABCDEF, 300, [new AckRange(302, 310), new AckRange(400, 400)]);
        var golden = Hex.Parse("""
            09 EFCDAB8967452301  // 1 epoch
            10 AC02              // 2 high_water = 300
            1A 06 08AE02 10B602  // 3 island 302-310
            1A 06 089003 109003  // 3 island 400-400
            """);

        Assert.Equal(Convert.ToHexString(golden), Convert.ToHexString(ack.Encode()));
        Assert.Equal(OperationStatus.Done, AckMessage.TryDecode(golden, out var back, out _));
        Assert.Equal((ack.Epoch, ack.HighWater), (back!.Epoch, back.HighWater));
        Assert.Equal(ack.Islands, back.Islands);
        Assert.True(ack.ToCommand(5).Metrics[0].TryReadBytes(out var carried));
        Assert.Equal(golden, carried.ToArray());
    }

    [Theory]
    [InlineData(10, 10, 12)] // begins inside what is held
    [InlineData(10, 15, 12)] // ends before it begins
    public void an_acknowledgement_out_of_order_is_refused(ulong highWater, ulong first, ulong last)
    {
        var ack = new Ack { HighWater = highWater, Islands = { new WireRange { First = first, Last = last } } };

        AckMessage.TryDecode(ack.ToByteArray(), out _, out var fault);

        Assert.Equal(SparkplugFault.RangeOrder, fault);
    }

    [Fact]
    public void an_acknowledgement_with_too_many_islands_is_cut_when_written_and_refused_when_read()
    {
        var islands = Enumerable.Range(1, 10_001).Select(i => new AckRange((ulong)i * 2, (ulong)i * 2)).ToArray();
        Assert.Equal(OperationStatus.Done, AckMessage.TryDecode(new AckMessage(1, 0, islands).Encode(), out var cut, out _));
        var hostile = new Ack();
        hostile.Islands.AddRange(islands.Select(i => new WireRange { First = i.First, Last = i.Last }));

        AckMessage.TryDecode(hostile.ToByteArray(), out _, out var fault);

        Assert.Equal(10_000, cut!.Islands.Count);
        Assert.Equal(SparkplugFault.TooManyElements, fault);
    }
}
