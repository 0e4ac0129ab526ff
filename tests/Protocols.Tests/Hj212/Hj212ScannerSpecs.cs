using System.Buffers;
using System.Text;
using Protocols.Hj212;

namespace Protocols.Tests.Hj212;

public sealed class Hj212ScannerSpecs
{
    private static readonly Hj212Rules Strict = new();

    [Theory]
    [MemberData(nameof(Hj212Vectors.Good), MemberType = typeof(Hj212Vectors))]
    public void every_vector_is_one_frame_with_its_check_sum(string name, string frame, string modbus)
    {
        var bytes = Hj212Vectors.Bytes(frame);

        Assert.Equal(OperationStatus.Done, Hj212Scanner.Scan(bytes, Strict, out var found));
        Assert.Equal(bytes.Length, found.Consumed);
        Assert.Equal(int.Parse(frame.AsSpan(2, 4)), found.Data.Length);
        Assert.Equal(frame[^6..^2], found.Crc.ToString("X4"));
        Assert.Equal(found.Crc, Hj212Crc.Compute(found.Data));
        Assert.Equal(modbus, Hj212Crc.ComputeModbus(found.Data).ToString("X4"));
        Assert.NotEmpty(name);
    }

    [Fact]
    public void the_check_sum_of_nothing_is_ffff() => Assert.Equal(0xFFFF, Hj212Crc.Compute([]));

    [Theory]
    [MemberData(nameof(Hj212Vectors.Good), MemberType = typeof(Hj212Vectors))]
    public void a_frame_split_at_every_byte_is_found_once_it_is_whole(string name, string frame, string modbus)
    {
        var bytes = Hj212Vectors.Bytes(frame);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(OperationStatus.NeedMoreData, Hj212Scanner.Scan(bytes.AsSpan(0, length), Strict, out var none));
            Assert.Equal(0, none.Consumed);
        }

        var receiver = new Hj212Receiver(Strict);
        foreach (var b in bytes[..^1])
        {
            Feed(receiver, [b]);
            Assert.False(receiver.TryRead(out _));
        }

        Feed(receiver, bytes.AsSpan()[^1..]);
        Assert.True(receiver.TryRead(out var found));
        Assert.Equal(OperationStatus.Done, found.Status);
        Assert.Equal((0L, 0), (receiver.Skipped, receiver.Buffered));
        Assert.NotEmpty(name + modbus);
    }

    [Fact]
    public void frames_glued_together_are_two() =>
        Assert.Equal(["ok", "ok"], Faults(Hj212Vectors.DataAnswer + Hj212Vectors.DataAnswer));

    [Fact]
    public void a_wrong_check_sum_is_refused_and_the_next_frame_is_found()
    {
        var bad = Hj212Vectors.Annex2017.Replace("1C80\r", "1C08\r");

        Assert.Equal(["Crc", "ok"], Faults(bad + Hj212Vectors.DataAnswer));
    }

    [Fact]
    public void a_wrong_length_resynchronises_on_the_next_head()
    {
        var bad = Hj212Vectors.Annex2017.Replace("##0101", "##0100");

        Assert.Equal(["Crc", "ok"], Faults(bad + Hj212Vectors.DataAnswer));
    }

    [Theory]
    [InlineData("##9999")]
    [InlineData("##4294967296")] // 4 GB
    [InlineData("##1025QN=")]
    public void a_length_over_the_limit_is_refused_at_once(string head)
    {
        Assert.Equal(["LengthOverLimit", "ok"], Faults(head + Hj212Vectors.DataAnswer));
    }

    [Theory]
    [InlineData("##01x1")]
    [InlineData("##-001")]
    [InlineData("## 101")]
    public void a_length_that_is_no_number_is_refused_at_once(string head) =>
        Assert.Equal(["BadLength", "ok"], Faults(head + Hj212Vectors.DataAnswer));

    [Fact]
    public void a_third_hash_before_a_frame_costs_nothing_but_itself() =>
        Assert.Equal(["BadLength", "ok"], Faults("#" + Hj212Vectors.DataAnswer));

    [Fact]
    public void a_half_frame_does_not_hold_up_the_whole_one_behind_it() =>
        Assert.Equal(["Truncated", "ok"], Faults(Hj212Vectors.SiteDust[..200] + Hj212Vectors.DataAnswer));

    [Fact]
    public void garbage_before_a_frame_is_skipped_and_counted()
    {
        var receiver = new Hj212Receiver(Strict);
        Feed(receiver, Hj212Vectors.Bytes("AT+CSQ\r\nOK\r\n" + Hj212Vectors.DataAnswer));

        Assert.True(receiver.TryRead(out var found));
        Assert.Equal((OperationStatus.Done, 8L), (found.Status, receiver.Skipped));
    }

    [Fact]
    public void deviations_are_refused_by_the_strict_and_reported_by_the_lenient()
    {
        Check(Hj212Vectors.ModbusCrc, Hj212Fault.Crc, Hj212Tolerances.CrcModbus);
        Check(Hj212Vectors.Annex2017.Replace("1C80\r", "1c80\r"), Hj212Fault.Crc, Hj212Tolerances.LowerCaseCrc);
        Check(Hj212Vectors.Annex2017.TrimEnd() + "x", Hj212Fault.MissingTail, Hj212Tolerances.MissingCrLf);
        var longData = "QN=20160801085857223;ST=22;CN=2011;PW=123456;MN=ZX00001;Flag=5;CP=&&DataTime=" + new string('1', 1200) + "&&";
        Check(Hj212Vectors.Frame(longData), Hj212Fault.LengthOverLimit, Hj212Tolerances.LongLength);
    }

    [Fact]
    public void a_meter_that_never_sends_line_ends_is_read_without_waiting()
    {
        var lenient = new Hj212Rules(Tolerances: Hj212Tolerances.MissingCrLf);
        var bytes = Hj212Vectors.Bytes(Hj212Vectors.DataAnswer.TrimEnd());

        Assert.Equal(OperationStatus.Done, Hj212Scanner.Scan(bytes, lenient, out var found));
        Assert.Equal(bytes.Length, found.Consumed);
    }

    [Fact]
    public void damaged_streams_never_throw_and_never_grow_the_buffer_beyond_its_limit()
    {
        var random = new Random(20261123);
        var frames = Hj212Vectors.Good.Select(row => Hj212Vectors.Bytes(row.Data.Item2)).ToArray();
        foreach (var rules in new[] { Strict, Hj212Rules.Listening })
        {
            var receiver = new Hj212Receiver(rules);
            var (whole, good) = (0, 0);
            for (var i = 0; i < 3000; i++)
            {
                var piece = frames[random.Next(frames.Length)].ToArray();
                switch (random.Next(5))
                {
                    case 0: random.NextBytes(piece); break;
                    case 1: piece = piece[..random.Next(piece.Length)]; break;
                    case 2: piece[random.Next(piece.Length)] ^= (byte)random.Next(1, 256); break;
                    case 3: piece = [.. "##0999"u8, .. piece]; break;
                    default: whole++; break;
                }

                Feed(receiver, piece);
                while (receiver.TryRead(out var found))
                {
                    good += found.Status == OperationStatus.Done ? 1 : 0;
                    if (found.Status == OperationStatus.Done && Hj212HeadReader.TryRead(found.Data, rules, out var head) == OperationStatus.Done)
                        Hj212Message.TryRead(in head, rules, out _, out _, out _);
                }

                Assert.InRange(receiver.Buffered, 0, 5000);
            }

            Assert.InRange(good, whole, 3000);
        }
    }

    [Fact]
    public void random_heads_and_areas_never_throw()
    {
        var random = new Random(7);
        const string alphabet = "QNSTCPWMFlagPNUMO=;,&&-0123456789DataTimeRtd a34002//#{}0x\r\n";
        var buffer = new byte[300];
        for (var i = 0; i < 30_000; i++)
        {
            var data = buffer.AsSpan(0, random.Next(buffer.Length));
            foreach (ref var b in data)
                b = (byte)alphabet[random.Next(alphabet.Length)];
            Hj212HeadReader.TryRead(data, Hj212Rules.Listening, out _);
            var reader = new Hj212FieldReader(data, Hj212Rules.Listening);
            while (reader.Read())
            {
            }
        }
    }

    [Fact]
    public void scanning_and_reading_the_head_and_fields_allocates_nothing()
    {
        var bytes = Hj212Vectors.Bytes(Hj212Vectors.SiteDust);
        var total = Walk(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++)
            total += Walk(bytes);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.Equal(101 * 19, total);
    }

    private static int Walk(ReadOnlySpan<byte> bytes)
    {
        Hj212Scanner.Scan(bytes, Strict, out var frame);
        Hj212HeadReader.TryRead(frame.Data, Strict, out var head);
        var reader = new Hj212FieldReader(head.Area, Strict);
        var fields = 0;
        while (reader.Read())
            fields++;
        return fields;
    }

    private static void Check(string frame, Hj212Fault strict, Hj212Tolerances tolerance)
    {
        var bytes = Hj212Vectors.Bytes(frame);
        Assert.Equal(OperationStatus.InvalidData, Hj212Scanner.Scan(bytes, Strict, out var refused));
        Assert.Equal(strict, refused.Fault);
        Assert.Equal(OperationStatus.Done, Hj212Scanner.Scan(bytes, new Hj212Rules(Tolerances: tolerance), out var taken));
        Assert.Equal(tolerance, taken.Tolerated);
    }

    private static List<string> Faults(string stream)
    {
        var receiver = new Hj212Receiver(Strict);
        Feed(receiver, Encoding.UTF8.GetBytes(stream));
        var all = new List<string>();
        while (receiver.TryRead(out var frame))
            all.Add(frame.Status == OperationStatus.Done ? "ok" : frame.Fault.ToString());
        return all;
    }

    private static void Feed(Hj212Receiver receiver, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var memory = receiver.GetMemory();
            var count = Math.Min(memory.Length, bytes.Length);
            bytes[..count].CopyTo(memory.Span);
            receiver.Advance(count);
            bytes = bytes[count..];
        }
    }
}
