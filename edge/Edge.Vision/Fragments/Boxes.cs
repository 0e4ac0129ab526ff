using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Edge.Vision.Fragments;

/// <summary>Reads what we need of ISO base media boxes (ISO/IEC 14496-12, -15). Lengths are checked before anything is taken.</summary>
internal static class Boxes
{
    /// <summary>The body of the first box of a type among the children, and where it begins in <paramref name="parent"/>; empty when there is none.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> parent, string type, out int at)
    {
        for (at = 0; at + 8 <= parent.Length;)
        {
            var size = BinaryPrimitives.ReadUInt32BigEndian(parent[at..]);
            if (size < 8 || size > parent.Length - at)
                break;
            if (Encoding.ASCII.GetString(parent.Slice(at + 4, 4)) == type)
            {
                at += 8;
                return parent.Slice(at, (int)size - 8);
            }

            at += (int)size;
        }

        at = -1;
        return [];
    }

    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> parent, params ReadOnlySpan<string> path)
    {
        foreach (var type in path)
            parent = Find(parent, type, out _);
        return parent;
    }

    /// <summary>Reads <c>ftyp</c> + <c>moov</c>.</summary>
    /// <exception cref="InvalidDataException">There is no video track of a codec that browsers know.</exception>
    public static FragmentStart ReadStart(byte[] bytes)
    {
        var track = Find(bytes, "moov", "trak", "mdia");
        var header = Find(track, "mdhd");
        var samples = Find(track, "minf", "stbl", "stsd");
        if (header.Length < 20 || samples.Length < 8 + 8 + 78)
            throw new InvalidDataException("the stream has no video track");
        var timescale = BinaryPrimitives.ReadUInt32BigEndian(header[(header[0] == 1 ? 20 : 12)..]);
        var entry = samples[8..];
        var type = Encoding.ASCII.GetString(entry.Slice(4, 4));
        var (width, height) = (BinaryPrimitives.ReadUInt16BigEndian(entry[32..]), BinaryPrimitives.ReadUInt16BigEndian(entry[34..]));
        var children = entry[86..];
        var codec = type switch
        {
            "avc1" or "avc3" when Find(children, "avcC", out _) is { Length: >= 4 } avc => $"{type}.{Convert.ToHexStringLower(avc.Slice(1, 3))}",
            "hvc1" or "hev1" when Find(children, "hvcC", out _) is { Length: >= 13 } hevc => Hevc(type, hevc),
            _ => throw new InvalidDataException($"'{type}' is neither H.264 nor H.265"),
        };
        if (timescale == 0 || width == 0 || height == 0)
            throw new InvalidDataException("the video track states no size");
        return new FragmentStart(bytes, codec, width, height, timescale);
    }

    /// <summary>Reads <c>moof</c> + <c>mdat</c>.</summary>
    /// <exception cref="InvalidDataException">It is no fragment.</exception>
    public static Fragment ReadFragment(byte[] bytes, DateTimeOffset at)
    {
        var moof = Find(bytes, "moof", out var moofAt);
        var traf = Find(moof, "traf", out var trafAt);
        var tfdt = Find(traf, "tfdt", out var tfdtAt);
        var trun = Find(traf, "trun", out _);
        var tfhd = Find(traf, "tfhd", out _);
        if (tfdt.Length < 8 || trun.Length < 8 || tfhd.Length < 8)
            throw new InvalidDataException("a fragment has no time or no sample");
        var wide = tfdt[0] == 1 && tfdt.Length >= 12;
        var time = wide ? BinaryPrimitives.ReadUInt64BigEndian(tfdt[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tfdt[4..]);
        return new Fragment(bytes, time, wide ? moofAt + trafAt + tfdtAt + 4 : -1, IsKey(tfhd, trun), at, Duration(tfhd, trun));
    }

    // Of the first sample; the default of the track fragment when the run does not state it (14496-12, 8.8.7 and 8.8.8).
    private static uint Duration(ReadOnlySpan<byte> tfhd, ReadOnlySpan<byte> trun)
    {
        var flags = BinaryPrimitives.ReadUInt32BigEndian(trun) & 0xFF_FFFF;
        if ((flags & 0x100) != 0)
        {
            var at = 8 + ((flags & 0x1) != 0 ? 4 : 0) + ((flags & 0x4) != 0 ? 4 : 0);
            return at + 4 <= trun.Length ? BinaryPrimitives.ReadUInt32BigEndian(trun[at..]) : 0;
        }

        var head = BinaryPrimitives.ReadUInt32BigEndian(tfhd) & 0xFF_FFFF;
        var offset = 8 + ((head & 0x1) != 0 ? 8 : 0) + ((head & 0x2) != 0 ? 4 : 0);
        return (head & 0x8) != 0 && offset + 4 <= tfhd.Length ? BinaryPrimitives.ReadUInt32BigEndian(tfhd[offset..]) : 0;
    }

    // Bit 16 of the sample flags says that the sample is no sync sample (14496-12, 8.8.3.1).
    private static bool IsKey(ReadOnlySpan<byte> tfhd, ReadOnlySpan<byte> trun)
    {
        var flags = BinaryPrimitives.ReadUInt32BigEndian(trun) & 0xFF_FFFF;
        if ((flags & 0x4) != 0)
        {
            var at = 8 + ((flags & 0x1) != 0 ? 4 : 0);
            return at + 4 <= trun.Length && (BinaryPrimitives.ReadUInt32BigEndian(trun[at..]) & 0x1_0000) == 0;
        }

        if ((flags & 0x400) != 0)
        {
            var at = 8 + ((flags & 0x1) != 0 ? 4 : 0) + ((flags & 0x100) != 0 ? 4 : 0) + ((flags & 0x200) != 0 ? 4 : 0);
            return at + 4 <= trun.Length && (BinaryPrimitives.ReadUInt32BigEndian(trun[at..]) & 0x1_0000) == 0;
        }

        var head = BinaryPrimitives.ReadUInt32BigEndian(tfhd) & 0xFF_FFFF;
        if ((head & 0x20) == 0)
            return true;
        var offset = 8 + ((head & 0x1) != 0 ? 8 : 0) + ((head & 0x2) != 0 ? 4 : 0) + ((head & 0x8) != 0 ? 4 : 0) + ((head & 0x10) != 0 ? 4 : 0);
        return offset + 4 <= tfhd.Length && (BinaryPrimitives.ReadUInt32BigEndian(tfhd[offset..]) & 0x1_0000) == 0;
    }

    // ISO/IEC 14496-15, annex E.3.
    private static string Hevc(string type, ReadOnlySpan<byte> config)
    {
        var profile = config[1] & 0x1F;
        uint compatible = BinaryPrimitives.ReadUInt32BigEndian(config[2..]), reversed = 0;
        for (var bit = 0; bit < 32; bit++)
            reversed = reversed << 1 | compatible >> bit & 1;
        var tier = (config[1] & 0x20) != 0 ? 'H' : 'L';
        var constraints = config.Slice(6, 6).TrimEnd((byte)0);
        var text = string.Create(CultureInfo.InvariantCulture, $"{type}.{profile}.{reversed:X}.{tier}{config[12]}");
        foreach (var value in constraints)
            text += string.Create(CultureInfo.InvariantCulture, $".{value:X}");
        return text;
    }
}
