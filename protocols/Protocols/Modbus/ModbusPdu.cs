using System.Buffers;

namespace Protocols.Modbus;

/// <summary>A PDU in one span or over several segments; what both readers stand on.</summary>
internal readonly ref struct ModbusPdu
{
    /// <summary>The longest part of a PDU before its data: function 23's request.</summary>
    public const int LongestHeader = 10;

    private readonly ReadOnlySpan<byte> _span;
    private readonly ReadOnlySequence<byte> _segments;

    public ModbusPdu(ReadOnlySpan<byte> pdu)
    {
        _span = pdu;
        Length = pdu.Length;
    }

    public ModbusPdu(ReadOnlySequence<byte> pdu)
    {
        Length = (int)Math.Min(pdu.Length, int.MaxValue);
        if (pdu.IsSingleSegment) _span = pdu.FirstSpan;
        else _segments = pdu;
    }

    public int Length { get; }

    /// <summary>The first bytes in one piece: the span itself, or a copy of at most <see cref="LongestHeader"/> bytes.</summary>
    public ReadOnlySpan<byte> Head(Span<byte> copy)
    {
        if (_span.Length == Length)
            return _span;
        var head = copy[..Math.Min(Length, copy.Length)];
        _segments.Slice(0, head.Length).CopyTo(head);
        return head;
    }

    /// <summary>The data from an offset on.</summary>
    public ModbusPayload Tail(int offset) =>
        _span.Length == Length ? new ModbusPayload(_span[offset..]) : new ModbusPayload(_segments.Slice(offset));
}
