using System.Buffers.Binary;

namespace Protocols.Rtp;

/// <summary>
/// The fixed head of an RTP packet (RFC 3550 §5.1); without padding, extension and contributing sources when written.
/// <code>head = V2 P X CC | M PT | SEQUENCE(2) | TIMESTAMP(4) | SSRC(4)</code>
/// </summary>
/// <param name="PayloadType">0–127.</param>
/// <param name="Marker">Last packet of a picture.</param>
/// <param name="Sequence">Grows by one a packet, wraps.</param>
/// <param name="Timestamp">In units of the payload's clock, wraps.</param>
/// <param name="Source">SSRC.</param>
public readonly record struct RtpHeader(byte PayloadType, bool Marker, ushort Sequence, uint Timestamp, uint Source)
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 12;

    /// <summary>Writes the head.</summary>
    /// <param name="output">At least <see cref="Length"/> bytes.</param>
    public void Write(Span<byte> output)
    {
        output[0] = 0x80;
        output[1] = (byte)((Marker ? 0x80 : 0) | (PayloadType & 0x7F));
        BinaryPrimitives.WriteUInt16BigEndian(output[2..], Sequence);
        BinaryPrimitives.WriteUInt32BigEndian(output[4..], Timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(output[8..], Source);
    }

    /// <summary>Reads a packet; false when it is too short or not version 2.</summary>
    /// <param name="packet">Head and payload.</param>
    /// <param name="header">The head.</param>
    /// <param name="payload">What lies behind head, sources and extension, without padding.</param>
    public static bool TryRead(ReadOnlySpan<byte> packet, out RtpHeader header, out ReadOnlySpan<byte> payload)
    {
        header = default;
        payload = default;
        if (packet.Length < Length || packet[0] >> 6 != 2)
            return false;
        var start = Length + ((packet[0] & 0x0F) * 4);
        if ((packet[0] & 0x10) != 0)
        {
            if (packet.Length < start + 4)
                return false;
            start += 4 + (BinaryPrimitives.ReadUInt16BigEndian(packet[(start + 2)..]) * 4);
        }

        var padding = (packet[0] & 0x20) != 0 ? packet[^1] : 0;
        if (packet.Length < start + padding)
            return false;
        header = new RtpHeader((byte)(packet[1] & 0x7F), (packet[1] & 0x80) != 0, BinaryPrimitives.ReadUInt16BigEndian(packet[2..]),
            BinaryPrimitives.ReadUInt32BigEndian(packet[4..]), BinaryPrimitives.ReadUInt32BigEndian(packet[8..]));
        payload = packet[start..(packet.Length - padding)];
        return true;
    }
}
