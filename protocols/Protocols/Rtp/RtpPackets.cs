using System.Buffers;

namespace Protocols.Rtp;

/// <summary>Packets of one access unit, one behind the other in one buffer, so that they are made once for all viewers.</summary>
public sealed class RtpPackets
{
    private readonly ArrayBufferWriter<byte> _bytes = new(4096);
    private readonly List<(int Start, int Length)> _packets = [];

    /// <summary>Number of packets.</summary>
    public int Count => _packets.Count;

    /// <summary>Bytes of all packets.</summary>
    public int Size => _bytes.WrittenCount;

    /// <summary>A packet with its head.</summary>
    public ReadOnlyMemory<byte> this[int index] => _bytes.WrittenMemory.Slice(_packets[index].Start, _packets[index].Length);

    /// <summary>Adds a packet from up to three pieces of payload.</summary>
    internal void Add(RtpHeader header, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> payload)
    {
        var start = _bytes.WrittenCount;
        header.Write(_bytes.GetSpan(RtpHeader.Length));
        _bytes.Advance(RtpHeader.Length);
        _bytes.Write(prefix);
        _bytes.Write(payload);
        _packets.Add((start, _bytes.WrittenCount - start));
    }
}
