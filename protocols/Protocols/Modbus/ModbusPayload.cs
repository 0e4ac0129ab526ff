using System.Buffers;
using System.Buffers.Binary;

namespace Protocols.Modbus;

/// <summary>
/// The data of a PDU: registers (two bytes each, high byte first) or packed bits (first bit lowest), in one span or over
/// several segments (Modbus Application Protocol V1.1b3 §4.2, §6.1, §6.3).
/// </summary>
public readonly ref struct ModbusPayload
{
    private readonly ReadOnlySpan<byte> _span;
    private readonly ReadOnlySequence<byte> _segments;

    internal ModbusPayload(ReadOnlySpan<byte> span)
    {
        _span = span;
        Length = span.Length;
    }

    internal ModbusPayload(ReadOnlySequence<byte> segments)
    {
        Length = (int)segments.Length;
        if (segments.IsSingleSegment) _span = segments.FirstSpan;
        else _segments = segments;
    }

    /// <summary>Bytes.</summary>
    public int Length { get; }

    /// <summary>The register at an index from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The payload is shorter.</exception>
    public ushort Register(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Length / 2);
        if (_span.Length == Length)
            return BinaryPrimitives.ReadUInt16BigEndian(_span[(index * 2)..]);
        Span<byte> register = stackalloc byte[2];
        _segments.Slice(index * 2, 2).CopyTo(register);
        return BinaryPrimitives.ReadUInt16BigEndian(register);
    }

    /// <summary>The coil or discrete input at an index from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The payload is shorter.</exception>
    public bool Bit(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Length * 8);
        if (_span.Length == Length)
            return (_span[index / 8] >> index % 8 & 1) != 0;
        Span<byte> octet = stackalloc byte[1];
        _segments.Slice(index / 8, 1).CopyTo(octet);
        return (octet[0] >> index % 8 & 1) != 0;
    }

    /// <summary>Copies the bytes as they are on the wire, ready for <see cref="ModbusValue.Read"/>.</summary>
    /// <exception cref="ArgumentException">The destination is shorter than <see cref="Length"/>.</exception>
    public void CopyTo(Span<byte> destination)
    {
        if (_span.Length == Length) _span.CopyTo(destination);
        else _segments.CopyTo(destination);
    }
}
