using System.Buffers.Binary;

namespace Protocols.Rtp;

/// <summary>
/// Cuts access units into RTP packets: H.264 by RFC 6184 (single unit, FU-A), H.265 by RFC 7798 (single unit, FU),
/// AAC by RFC 3640 (AAC-hbr, one frame a packet), G.711 by RFC 3551. One source; not for several threads.
/// <code>
/// H.264 FU-A = (F NRI 28) (S E 0 type) fragment          H.265 FU = (F 49 layer tid)(2) (S E type) fragment
/// AAC-hbr    = %x00 10 (size:13 index:3) frame
/// </code>
/// </summary>
/// <param name="payloadType">Payload type, 96–127 for dynamic ones.</param>
/// <param name="source">SSRC.</param>
/// <param name="firstSequence">Sequence number of the first packet.</param>
/// <param name="largest">Largest payload in bytes; 1,400 fits an Ethernet frame with all heads.</param>
public sealed class RtpPacketiser(byte payloadType, uint source, ushort firstSequence, int largest = 1400)
{
    /// <summary>SSRC.</summary>
    public uint Source => source;

    /// <summary>Sequence number that the next packet will carry.</summary>
    public ushort NextSequence { get; private set; } = firstSequence;

    /// <summary>Packets made so far, wraps.</summary>
    public uint PacketCount { get; private set; }

    /// <summary>Bytes of payload made so far, wraps.</summary>
    public uint OctetCount { get; private set; }

    /// <summary>Packets of a picture; the last one carries the marker. Delimiters and fillers are left out.</summary>
    /// <param name="codec">Coding.</param>
    /// <param name="accessUnit">One access unit, annex B.</param>
    /// <param name="timestamp">Time of the picture in 1/90,000 s.</param>
    public RtpPackets Video(VideoCodec codec, ReadOnlySpan<byte> accessUnit, uint timestamp)
    {
        var packets = new RtpPackets();
        ReadOnlySpan<byte> held = [];
        foreach (var unit in new AnnexB(accessUnit))
        {
            if (NalUnit.IsIdle(codec, unit) || unit.Length <= (codec == VideoCodec.H264 ? 1 : 2))
                continue;
            if (!held.IsEmpty)
                Unit(codec, held, timestamp, last: false, packets);
            held = unit;
        }

        if (!held.IsEmpty)
            Unit(codec, held, timestamp, last: true, packets);
        return packets;
    }

    /// <summary>One packet with one AAC frame, without ADTS head.</summary>
    /// <param name="frame">Raw AAC frame, shorter than 8,192 bytes.</param>
    /// <param name="timestamp">In samples.</param>
    public RtpPackets Aac(ReadOnlySpan<byte> frame, uint timestamp)
    {
        var packets = new RtpPackets();
        Span<byte> head = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(head, 16);
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], checked((ushort)(frame.Length << 3)));
        Add(packets, true, timestamp, head, frame);
        return packets;
    }

    /// <summary>One packet of G.711 samples.</summary>
    /// <param name="samples">One byte a sample.</param>
    /// <param name="timestamp">In samples.</param>
    /// <param name="first">True after silence.</param>
    public RtpPackets G711(ReadOnlySpan<byte> samples, uint timestamp, bool first)
    {
        var packets = new RtpPackets();
        Add(packets, first, timestamp, [], samples);
        return packets;
    }

    private void Unit(VideoCodec codec, ReadOnlySpan<byte> unit, uint timestamp, bool last, RtpPackets packets)
    {
        if (unit.Length <= largest)
        {
            Add(packets, last, timestamp, [], unit);
            return;
        }

        var head = codec == VideoCodec.H264 ? 1 : 2;
        Span<byte> prefix = stackalloc byte[head + 1];
        if (codec == VideoCodec.H264)
            prefix[0] = (byte)((unit[0] & 0xE0) | 28);
        else
            (prefix[0], prefix[1]) = ((byte)((unit[0] & 0x81) | (49 << 1)), unit[1]);
        var type = (byte)NalUnit.Type(codec, unit);
        var rest = unit[head..];
        for (var first = true; !rest.IsEmpty; first = false)
        {
            var length = Math.Min(rest.Length, largest - prefix.Length);
            var ends = length == rest.Length;
            prefix[head] = (byte)((first ? 0x80 : 0) | (ends ? 0x40 : 0) | type);
            Add(packets, last && ends, timestamp, prefix, rest[..length]);
            rest = rest[length..];
        }
    }

    private void Add(RtpPackets packets, bool marker, uint timestamp, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> payload)
    {
        packets.Add(new RtpHeader(payloadType, marker, NextSequence, timestamp, source), prefix, payload);
        NextSequence++;
        PacketCount++;
        OctetCount += (uint)(prefix.Length + payload.Length);
    }
}
