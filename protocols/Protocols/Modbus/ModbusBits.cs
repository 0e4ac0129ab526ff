namespace Protocols.Modbus;

/// <summary>Bits packed eight to a byte, the first in the lowest bit, the rest of the last byte 0 (Modbus Application Protocol V1.1b3 §6.1, §6.11).</summary>
public static class ModbusBits
{
    /// <summary>Bytes that a number of bits takes.</summary>
    public static int ByteCount(int bits) => (bits + 7) / 8;

    /// <summary>Packs bits; returns the bytes written.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The destination is shorter than <see cref="ByteCount"/>.</exception>
    public static int Pack(ReadOnlySpan<bool> bits, Span<byte> destination)
    {
        var packed = destination[..ByteCount(bits.Length)];
        packed.Clear();
        for (var i = 0; i < bits.Length; i++)
        {
            if (bits[i])
                packed[i / 8] |= (byte)(1 << i % 8);
        }

        return packed.Length;
    }

    /// <summary>Fills in as many bits as the destination holds.</summary>
    /// <exception cref="IndexOutOfRangeException">The source is shorter than that.</exception>
    public static void Unpack(ReadOnlySpan<byte> packed, Span<bool> bits)
    {
        for (var i = 0; i < bits.Length; i++)
            bits[i] = (packed[i / 8] >> i % 8 & 1) != 0;
    }
}
