using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Cloud.Telemetry.Series;
using Telemetry.Model;

namespace Cloud.Storage.InfluxDb;

/// <summary>
/// Readings as line protocol:
/// <c>reading,db=D,device=X,[late=1,]point=Y,project=P [v=1.5,]s=192i,a=1764000000000i nanoseconds</c>.
/// s holds quality + 256 × reason + 65536 × lane + 2^20 when late; a is the position of the commit. A reading that is sent
/// again has the same tags and time, so it takes the place of the first.
/// </summary>
internal sealed class SeriesLines(string database)
{
    private const int LateBit = 1 << 20;

    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 16);
    private readonly Dictionary<(ProjectId, DeviceId, PointId, bool), byte[]> _heads = [];

    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    public static Quality QualityOf(int status) => (Quality)(status & 0xFF);

    public static QualityReason ReasonOf(int status) => (QualityReason)((status >> 8) & 0xFF);

    public static Lane LaneOf(int status) => (Lane)((status >> 16) & 0xF);

    public static bool IsLate(int status) => (status & LateBit) != 0;

    public void Clear() => _buffer.ResetWrittenCount();

    public void Add(ProjectId project, DeviceId device, SeriesRecord record, int index, in Reading reading, bool late, long position)
    {
        _buffer.Write(Head(project, device, reading.Point, late));
        var target = _buffer.GetSpan(128);
        var at = 0;
        if (double.IsFinite(reading.Value))
        {
            Put(target, ref at, "v="u8);
            Utf8Formatter.TryFormat(reading.Value, target[at..], out var length);
            at += length;
            Put(target, ref at, ","u8);
        }

        Put(target, ref at, "s="u8);
        Put(target, ref at, (int)reading.Quality | ((int)reading.Reason << 8) | ((int)record.Lane << 16) | (late ? LateBit : 0));
        Put(target, ref at, "i,a="u8);
        Put(target, ref at, position);
        Put(target, ref at, "i "u8);
        // Below the millisecond lies what tells apart two readings of one point and instant.
        Put(target, ref at, (reading.Time.ToUnixTimeMilliseconds() * 1_000_000) + (long)(((record.Id.Sequence * 64) + (ulong)index) % 1_000_000));
        Put(target, ref at, "\n"u8);
        _buffer.Advance(at);
    }

    private static void Put(Span<byte> target, ref int at, ReadOnlySpan<byte> text)
    {
        text.CopyTo(target[at..]);
        at += text.Length;
    }

    private static void Put(Span<byte> target, ref int at, long number)
    {
        Utf8Formatter.TryFormat(number, target[at..], out var length);
        at += length;
    }

    private byte[] Head(ProjectId project, DeviceId device, PointId point, bool late)
    {
        if (_heads.TryGetValue((project, device, point, late), out var head))
            return head;
        // A bound, not an eviction: names are few, and a flood of them must not become memory.
        if (_heads.Count > 200_000)
            _heads.Clear();
        head = Encoding.UTF8.GetBytes(
            $"reading,db={database},device={Tag(device.Value)},{(late ? "late=1," : "")}point={Tag(point.Value)},project={Tag(project.Value)} ");
        _heads.Add((project, device, point, late), head);
        return head;
    }

    private static string Tag(string value) => value
        .Replace(",", "\\,", StringComparison.Ordinal).Replace("=", "\\=", StringComparison.Ordinal).Replace(" ", "\\ ", StringComparison.Ordinal);
}
