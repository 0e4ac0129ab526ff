using System.Buffers.Binary;
using System.Text;

namespace Conformance.Tests.Recording;

/// <summary>
/// Reads MQTT 3.1.1 and 5.0 packets (OASIS MQTT 3.1.1 §2–3, MQTT 5.0 §2–3) out of the bytes of one direction. Written for this
/// recorder alone, so that the judge does not share a parser with the judged.
/// </summary>
internal sealed class PacketReader
{
    private readonly List<byte> _bytes = [];

    /// <summary>Type and flags of the first byte, and what follows the length.</summary>
    public readonly record struct Packet(int Type, int Flags, byte[] Body);

    public IEnumerable<Packet> Feed(byte[] bytes)
    {
        _bytes.AddRange(bytes);
        while (TryTake(out var packet))
            yield return packet;
    }

    private bool TryTake(out Packet packet)
    {
        packet = default;
        var (length, shift, at) = (0, 0, 1);
        while (true)
        {
            if (at >= _bytes.Count)
                return false;
            var b = _bytes[at++];
            length |= (b & 0x7F) << shift;
            if ((b & 0x80) == 0)
                break;
            shift += 7;
        }

        if (_bytes.Count < at + length)
            return false;
        packet = new Packet(_bytes[0] >> 4, _bytes[0] & 0x0F, [.. _bytes.GetRange(at, length)]);
        _bytes.RemoveRange(0, at + length);
        return true;
    }
}

/// <summary>Fields of one packet's body, in order.</summary>
internal sealed class FieldReader(byte[] body)
{
    private const int SessionExpiryInterval = 0x11;

    public int At { get; private set; }

    public bool AtEnd => At >= body.Length;

    public int Byte() => body[At++];

    public int UInt16()
    {
        At += 2;
        return BinaryPrimitives.ReadUInt16BigEndian(body.AsSpan(At - 2));
    }

    public string Text()
    {
        var length = UInt16();
        At += length;
        return Encoding.UTF8.GetString(body, At - length, length);
    }

    public byte[] Binary()
    {
        var length = UInt16();
        At += length;
        return body[(At - length)..At];
    }

    public byte[] Rest() => body[At..];

    /// <summary>Passes over the properties of MQTT 5 and returns the session expiry interval when it is among them.</summary>
    public uint? Properties()
    {
        var end = Variable();
        end += At;
        uint? expiry = null;
        while (At < end)
        {
            var id = Variable();
            if (id == SessionExpiryInterval)
                expiry = BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(At));
            Skip(id);
        }

        return expiry;
    }

    private void Skip(int id)
    {
        switch (id)
        {
            case 0x01 or 0x17 or 0x19 or 0x24 or 0x25 or 0x28 or 0x29 or 0x2A: At += 1; break;
            case 0x13 or 0x21 or 0x22 or 0x23: At += 2; break;
            case 0x02 or 0x11 or 0x18 or 0x27: At += 4; break;
            case 0x0B: Variable(); break;
            case 0x26: Text(); Text(); break;
            default: Binary(); break;
        }
    }

    private int Variable()
    {
        for (var (value, shift) = (0, 0); ; shift += 7)
        {
            var b = Byte();
            value |= (b & 0x7F) << shift;
            if ((b & 0x80) == 0)
                return value;
        }
    }
}
