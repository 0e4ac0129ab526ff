using System.Buffers;
using Google.Protobuf;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;

namespace Protocols.Tests.Sparkplug;

public sealed class PayloadSpecs
{
    private const long Time = 1_700_000_000_000;

    // DDATA of one record: moment ratio 12.5, then a bad hook height.
    private static readonly byte[] Golden = Hex.Parse("""
        08 80D095FFBC31      // 1 timestamp = 1700000000000
        12 14                // 2 metric, 20 bytes
           10 07             //   2 alias = 7
           18 80D095FFBC31   //   3 timestamp
           20 0A             //   4 datatype = 10 Double
           69 0000000000002940 // 13 double_value = 12.5
        12 2C                // 2 metric, 44 bytes
           10 08             //   2 alias = 8
           18 80D095FFBC31   //   3 timestamp
           20 0A             //   4 datatype = 10 Double
           38 01             //   7 is_null = true
           4A 1D             //   9 properties, 29 bytes
              0A 07 5175616C697479 // key "Quality"
              0A 06 526561736F6E   // key "Reason"
              12 04 08 03 18 00    // Int32 0 = bad
              12 04 08 03 18 01    // Int32 1 = no answer
        18 03                // 3 seq = 3
        2A 13                // 5 body, 19 bytes
           09 EFCDAB8967452301 // 1 epoch
           10 01             //   2 lane = 1 live
           1A 02 29 2A       //   3 sequences 41, 42
           22 02 01 01       //   4 metric_counts 1, 1
        """);

    private static Payload Sample()
    {
        var payload = new Payload { Timestamp = Time, Seq = 3 };
        payload.Metrics.Add(MetricFactory.Double(MetricKey.Aliased(7), 12.5, Time));
        payload.Metrics.Add(MetricFactory.Double(MetricKey.Aliased(8), double.NaN, Time).WithQuality(0, 1));
        Assert.Equal(SparkplugFault.None, DeliveryEnvelope.Attach(payload, 0x0123456789ABCDEF, 1, [41, 42], [1, 1]));
        return payload;
    }

    [Fact]
    public void our_data_message_is_these_bytes() =>
        Assert.Equal(Convert.ToHexString(Golden), Convert.ToHexString(PayloadWriter.ToArray(Sample())));

    [Fact]
    public void these_bytes_are_our_data_message()
    {
        Assert.Equal(OperationStatus.Done, PayloadReader.TryDecode(Golden, out var payload, out _));

        Assert.Equal(3UL, payload!.Seq);
        Assert.True(payload.Metrics[0].TryReadDouble(out var ratio));
        Assert.Equal(12.5, ratio);
        Assert.Equal((192, 0), payload.Metrics[0].ReadQuality());
        Assert.False(payload.Metrics[1].TryReadDouble(out _));
        Assert.Equal((0, 1), payload.Metrics[1].ReadQuality());
        Assert.Equal(OperationStatus.Done, DeliveryEnvelope.TryRead(payload, out var envelope, out _));
        Assert.Equal(0x0123456789ABCDEFUL, envelope!.Epoch);
        Assert.Equal([41UL, 42UL], envelope.Sequences);
        Assert.Equal([1, 1], envelope.MetricCounts);
    }

    [Fact]
    public void pieces_decode_like_the_whole()
    {
        for (var cut = 1; cut < Golden.Length; cut++)
        {
            Assert.Equal(OperationStatus.Done, PayloadReader.TryDecode(Segments.Of(Golden[..cut], Golden[cut..]), out var payload, out _));
            Assert.Equal(Golden, PayloadWriter.ToArray(payload!));
        }
    }

    [Fact]
    public void a_cut_payload_is_refused_or_shorter_but_never_throws()
    {
        for (var length = 0; length < Golden.Length; length++)
        {
            var status = PayloadReader.TryDecode(Golden.AsSpan(0, length), out var payload, out var fault);

            Assert.Equal(status == OperationStatus.Done, fault == SparkplugFault.None);
            Assert.Equal(status == OperationStatus.Done, payload is not null);
            Assert.False(payload is not null && DeliveryEnvelope.TryRead(payload, out _, out _) == OperationStatus.Done);
        }
    }

    [Fact]
    public void random_damage_never_throws()
    {
        var random = new Random(20261123);
        var buffer = new byte[400];
        for (var i = 0; i < 40_000; i++)
        {
            var bytes = buffer.AsSpan(0, random.Next(0, buffer.Length));
            if (i % 2 == 0)
            {
                random.NextBytes(bytes);
            }
            else
            {
                bytes = buffer.AsSpan(0, Golden.Length);
                Golden.CopyTo(bytes);
                for (var flips = random.Next(1, 6); flips > 0; flips--)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            if (PayloadReader.TryDecode(bytes, out var payload, out _) == OperationStatus.Done)
                DeliveryEnvelope.TryRead(payload!, out _, out _);
            AckMessage.TryDecode(bytes, out _, out _);
            HostState.TryDecode(bytes, out _, out _);
        }
    }

    [Fact]
    public void a_payload_over_the_limit_is_refused_before_it_is_parsed()
    {
        var big = new byte[SparkplugLimits.PayloadBytes + 1];
        PayloadReader.TryDecode(big, out _, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var status = PayloadReader.TryDecode(big, out _, out var fault);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal((OperationStatus.InvalidData, SparkplugFault.TooLarge), (status, fault));
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void a_million_empty_metrics_take_no_memory()
    {
        var bytes = new byte[SparkplugLimits.PayloadBytes];
        for (var i = 0; i < bytes.Length; i += 2)
            bytes[i] = 0x12; // metric of length 0
        PayloadReader.TryDecode(bytes, out _, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();

        PayloadReader.TryDecode(bytes, out _, out var fault);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(SparkplugFault.TooManyElements, fault);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void templates_nested_without_end_are_refused()
    {
        var metric = new Metric { Name = "x" };
        for (var i = 0; i < 20; i++)
            metric = new Metric { TemplateValue = new Template { Metrics = { metric } } };

        PayloadReader.TryDecode(new Payload { Metrics = { metric } }.ToByteArray(), out _, out var fault);

        Assert.Equal(SparkplugFault.TooDeep, fault);
    }

    [Fact]
    public void a_property_set_with_a_key_too_many_is_refused()
    {
        var metric = new Metric { Properties = new PropertySet { Keys = { "Quality", "Reason" }, Values = { new PropertyValue { IntValue = 0 } } } };

        PayloadReader.TryDecode(new Payload { Metrics = { metric } }.ToByteArray(), out _, out var fault);

        Assert.Equal(SparkplugFault.PropertyMismatch, fault);
    }

    [Fact]
    public void a_payload_over_the_limit_is_not_written()
    {
        var payload = new Payload { Metrics = { MetricFactory.Bytes("blob", new byte[2000], Time) } };
        var buffer = new ArrayBufferWriter<byte>();

        Assert.Equal(OperationStatus.InvalidData, PayloadWriter.Write(payload, buffer, 1000));
        Assert.Equal(0, buffer.WrittenCount);
        Assert.Equal(OperationStatus.Done, PayloadWriter.Write(payload, buffer));
        Assert.Equal(payload.ToByteArray(), buffer.WrittenSpan.ToArray());
    }
}
