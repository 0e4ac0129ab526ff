using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Telemetry.Model;

namespace Edge.Core.Outbox;

/// <summary>
/// One record in the database:
/// <c>version(1) device(varint) time(varint ms) count(varint) reading* event(varint length+1, UTF-8) crc32c(4, LE)</c>;
/// reading = <c>tag(1) point(varint) [delta(zigzag ms)] [value] [reason(1)]</c>, tag bits 0–1 kind of value, 2–3 quality,
/// 4 reason follows, 5 time differs from the reading before, 6–7 decimal places. The check sum also covers the sequence,
/// so that a misplaced page is seen.
/// </summary>
internal sealed class RecordEncoding(NameTable names)
{
    private const byte Version = 1;
    private const int DoubleKind = 0, DecimalKind = 1, NoValueKind = 2;
    private const byte ReasonBit = 1 << 4, DeltaBit = 1 << 5;

    /// <summary>A record beyond this is refused: nothing that is measured comes near it.</summary>
    public const int MaxBytes = 1 << 20;

    private const int MaxReadings = 65_536;
    private static readonly double[] Powers = [1, 10, 100, 1000];
    private readonly ArrayBufferWriter<byte> _buffer = new(512);

    /// <summary>For the committer only: it reuses one buffer.</summary>
    public byte[] Encode(ulong sequence, DeviceReport report)
    {
        _buffer.ResetWrittenCount();
        Put(Version);
        PutVarint((ulong)names.IdOf(report.Device.Value));
        var time = report.Readings.Count > 0 ? report.Readings[0].Time.ToUnixTimeMilliseconds() : 0;
        PutVarint(ZigZag(time));
        PutVarint((ulong)report.Readings.Count);
        foreach (var reading in report.Readings)
            time = PutReading(reading, time);
        PutEvent(report.Event);
        var crc = Checksum(sequence, _buffer.WrittenSpan);
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.GetSpan(4), crc);
        _buffer.Advance(4);
        return _buffer.WrittenSpan.ToArray();
    }

    /// <summary>False when the bytes are not what was written; never throws.</summary>
    public bool TryDecode(ulong sequence, ReadOnlySpan<byte> body, Lane lane, out DeviceReport report)
    {
        report = null!;
        if (body.Length < 8 || body[0] != Version)
            return false;
        var content = body[..^4];
        if (BinaryPrimitives.ReadUInt32LittleEndian(body[^4..]) != Checksum(sequence, content))
            return false;

        var cursor = new Cursor(content[1..]);
        var device = names.NameOf((int)cursor.Varint());
        var time = UnZigZag(cursor.Varint());
        var count = cursor.Varint();
        if (device is null || count > MaxReadings || (int)count > cursor.Left)
            return false;
        var readings = new Reading[count];
        for (var i = 0; i < readings.Length; i++)
            if (!TryReadReading(ref cursor, ref time, out readings[i]))
                return false;
        var text = cursor.Event();
        if (cursor.Failed || cursor.Left != 0)
            return false;
        report = new DeviceReport(new DeviceId(device), readings, lane, text);
        return true;
    }

    /// <summary>CRC-32C (Castagnoli) over the sequence and the bytes.</summary>
    public static uint Checksum(ulong sequence, ReadOnlySpan<byte> bytes)
    {
        var crc = BitOperations.Crc32C(0xFFFF_FFFFu, sequence);
        for (; bytes.Length >= 8; bytes = bytes[8..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var b in bytes)
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }

    private long PutReading(in Reading reading, long before)
    {
        var time = reading.Time.ToUnixTimeMilliseconds();
        var (kind, places, scaled) = KindOf(reading.Value);
        var quality = reading.Quality switch { Quality.Good => 0, Quality.Uncertain => 1, _ => 2 };
        var tag = (byte)(kind | (quality << 2) | (places << 6));
        if (reading.Reason != QualityReason.None) tag |= ReasonBit;
        if (time != before) tag |= DeltaBit;

        Put(tag);
        PutVarint((ulong)names.IdOf(reading.Point.Value));
        if (time != before)
            PutVarint(ZigZag(time - before));
        if (kind == DecimalKind)
            PutVarint(ZigZag(scaled));
        else if (kind == DoubleKind)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(_buffer.GetSpan(8), reading.Value);
            _buffer.Advance(8);
        }

        if (reading.Reason != QualityReason.None)
            Put((byte)reading.Reason);
        return time;
    }

    // Meters give two decimals; such a value takes two or three bytes instead of eight, and comes back to the last bit.
    private static (int Kind, int Places, long Scaled) KindOf(double value)
    {
        if (double.IsNaN(value))
            return (NoValueKind, 0, 0);
        for (var places = 0; places < Powers.Length; places++)
        {
            var scaled = Math.Round(value * Powers[places]);
            if (Math.Abs(scaled) < 1e12
                && BitConverter.DoubleToInt64Bits(scaled / Powers[places]) == BitConverter.DoubleToInt64Bits(value)
                && (scaled != 0 || !double.IsNegative(value)))
                return (DecimalKind, places, (long)scaled);
        }

        return (DoubleKind, 0, 0);
    }

    private bool TryReadReading(ref Cursor cursor, ref long time, out Reading reading)
    {
        reading = default;
        var tag = cursor.Byte();
        var point = names.NameOf((int)cursor.Varint());
        if ((tag & DeltaBit) != 0)
            time += UnZigZag(cursor.Varint());
        var value = (tag & 3) switch
        {
            DecimalKind => UnZigZag(cursor.Varint()) / Powers[tag >> 6],
            DoubleKind => cursor.Double(),
            _ => double.NaN,
        };
        var quality = ((tag >> 2) & 3) switch { 0 => Quality.Good, 1 => Quality.Uncertain, _ => Quality.Bad };
        var reason = (tag & ReasonBit) != 0 ? (QualityReason)cursor.Byte() : QualityReason.None;
        if (cursor.Failed || point is null || time is < -62_135_596_800_000 or > 253_402_300_799_999)
            return false;
        reading = new Reading(new PointId(point), DateTimeOffset.FromUnixTimeMilliseconds(time), value, quality, reason);
        return true;
    }

    private void PutEvent(string? text)
    {
        if (text is null)
        {
            PutVarint(0);
            return;
        }

        var bytes = Encoding.UTF8.GetByteCount(text);
        PutVarint((ulong)bytes + 1);
        _buffer.Advance(Encoding.UTF8.GetBytes(text, _buffer.GetSpan(bytes)));
    }

    private void Put(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    private void PutVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            Put((byte)(value | 0x80));
        Put((byte)value);
    }

    private static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    private static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    private ref struct Cursor(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _left = bytes;

        public bool Failed { get; private set; }

        public readonly int Left => _left.Length;

        public byte Byte() => Take(1) is [var value] ? value : (byte)0;

        public double Double() => Take(8) is { Length: 8 } bytes ? BinaryPrimitives.ReadDoubleLittleEndian(bytes) : 0;

        public ulong Varint()
        {
            ulong value = 0;
            for (var shift = 0; shift < 64; shift += 7)
            {
                var next = Byte();
                value |= (ulong)(next & 0x7F) << shift;
                if (next < 0x80)
                    return value;
            }

            Failed = true;
            return 0;
        }

        public string? Event()
        {
            var length = Varint();
            if (length == 0 || length - 1 > (ulong)_left.Length)
            {
                Failed |= length != 0;
                return null;
            }

            return Encoding.UTF8.GetString(Take((int)(length - 1)));
        }

        private ReadOnlySpan<byte> Take(int count)
        {
            if (_left.Length < count)
            {
                Failed = true;
                return [];
            }

            var taken = _left[..count];
            _left = _left[count..];
            return taken;
        }
    }
}
