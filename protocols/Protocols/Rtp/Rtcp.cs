using System.Buffers.Binary;
using System.Text;

namespace Protocols.Rtp;

/// <summary>RTCP (RFC 3550 §6): sender reports out, receiver reports in.</summary>
public static class Rtcp
{
    private const byte SenderReport = 200, ReceiverReport = 201, Description = 202, Goodbye = 203;
    private static readonly DateTimeOffset NtpEpoch = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A compound packet of a sender report and the source's name, which maps the stream's time to the sender's clock.</summary>
    /// <param name="packetiser">The stream.</param>
    /// <param name="now">The sender's clock.</param>
    /// <param name="timestamp">RTP timestamp of <paramref name="now"/>.</param>
    /// <param name="name">CNAME, at most 255 bytes of UTF-8.</param>
    public static byte[] Report(RtpPacketiser packetiser, DateTimeOffset now, uint timestamp, string name)
    {
        var cname = Encoding.UTF8.GetBytes(name);
        if (cname.Length > 255)
            throw new ArgumentException("A name has at most 255 bytes.", nameof(name));
        var chunk = (4 + 2 + cname.Length + 1 + 3) / 4 * 4;
        var packet = new byte[28 + 4 + chunk];
        WriteHead(packet, 0, SenderReport, 28);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), packetiser.Source);
        BinaryPrimitives.WriteUInt64BigEndian(packet.AsSpan(8), Ntp(now));
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(16), timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(20), packetiser.PacketCount);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(24), packetiser.OctetCount);
        var sdes = packet.AsSpan(28);
        WriteHead(sdes, 1, Description, sdes.Length);
        BinaryPrimitives.WriteUInt32BigEndian(sdes[4..], packetiser.Source);
        sdes[8] = 1;
        sdes[9] = (byte)cname.Length;
        cname.CopyTo(sdes[10..]);
        return packet;
    }

    /// <summary>A goodbye of one source.</summary>
    public static byte[] Bye(uint source)
    {
        var packet = new byte[8];
        WriteHead(packet, 1, Goodbye, 8);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), source);
        return packet;
    }

    /// <summary>Looks for the first report block in a compound packet; false when there is none or the packet is malformed.</summary>
    /// <param name="packet">Compound packet.</param>
    /// <param name="lost">Share of packets lost since the last report, 0..1.</param>
    public static bool TryReadLoss(ReadOnlySpan<byte> packet, out double lost)
    {
        lost = 0;
        while (packet.Length >= 4 && packet[0] >> 6 == 2)
        {
            var length = (BinaryPrimitives.ReadUInt16BigEndian(packet[2..]) + 1) * 4;
            if (length > packet.Length)
                return false;
            var blocks = packet[1] switch { ReceiverReport => 8, SenderReport => 28, _ => -1 };
            if (blocks > 0 && (packet[0] & 0x1F) > 0 && length >= blocks + 24)
            {
                lost = packet[blocks + 4] / 256.0;
                return true;
            }

            packet = packet[length..];
        }

        return false;
    }

    /// <summary>Reads the clock of a sender report; false when the packet does not begin with one.</summary>
    /// <param name="packet">Compound packet.</param>
    /// <param name="at">The sender's clock.</param>
    /// <param name="timestamp">RTP timestamp of that instant.</param>
    public static bool TryReadClock(ReadOnlySpan<byte> packet, out DateTimeOffset at, out uint timestamp)
    {
        (at, timestamp) = (default, 0);
        if (packet.Length < 28 || packet[0] >> 6 != 2 || packet[1] != SenderReport)
            return false;
        var ntp = BinaryPrimitives.ReadUInt64BigEndian(packet[8..]);
        at = NtpEpoch.AddTicks((long)((ntp >> 32) * TimeSpan.TicksPerSecond) + (long)(((ntp & uint.MaxValue) * TimeSpan.TicksPerSecond) >> 32));
        timestamp = BinaryPrimitives.ReadUInt32BigEndian(packet[16..]);
        return true;
    }

    private static ulong Ntp(DateTimeOffset at)
    {
        var ticks = (ulong)(at - NtpEpoch).Ticks;
        var seconds = ticks / TimeSpan.TicksPerSecond;
        return (seconds << 32) | ((ticks % TimeSpan.TicksPerSecond) << 32) / TimeSpan.TicksPerSecond;
    }

    private static void WriteHead(Span<byte> packet, int count, byte type, int length)
    {
        packet[0] = (byte)(0x80 | count);
        packet[1] = type;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)((length / 4) - 1));
    }
}
