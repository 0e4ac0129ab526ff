using System.Buffers;
using System.Buffers.Binary;

namespace Protocols.Modbus;

/// <summary>
/// Modbus TCP framing (Modbus Messaging on TCP/IP V1.0b §3.1.3; Modbus Application Protocol V1.1b3 §4.1). Frames look the
/// same in both directions. RTU over TCP is not this: it is <see cref="ModbusRtu"/> on a socket.
/// </summary>
public static class ModbusTcp
{
    /// <summary>The registered port.</summary>
    public const int Port = 502;

    private const int ShortestLength = 2;
    private const int LongestLength = ModbusLimits.Pdu + 1;

    /// <summary>
    /// Looks for one frame at the start of the buffer and cuts it off. NeedMoreData leaves the buffer as it is. After
    /// InvalidData (<see cref="ModbusFault.BadProtocolId"/>, <see cref="ModbusFault.BadLength"/>) the buffer is empty and
    /// the connection must be closed: the stream has no mark to find the next frame by.
    /// </summary>
    /// <param name="buffer">Received bytes; what follows the frame stays in it.</param>
    /// <param name="frame">The frame, pointing into the buffer, after Done.</param>
    /// <param name="fault">Why the bytes were refused, after InvalidData.</param>
    // frame = transaction(2) %x0000 length(2) unit(1) pdu ; length = 2-254, counts unit and pdu
    public static OperationStatus Scan(ref ReadOnlySequence<byte> buffer, out ModbusFrame frame, out ModbusFault fault)
    {
        frame = default;
        Span<byte> copy = stackalloc byte[ModbusLimits.MbapHeader];
        var head = new ModbusPdu(buffer).Head(copy);
        fault = HeaderFault(head);
        if (fault != ModbusFault.None)
        {
            buffer = buffer.Slice(buffer.End);
            return OperationStatus.InvalidData;
        }

        if (head.Length < ModbusLimits.MbapHeader)
            return OperationStatus.NeedMoreData;
        var pduLength = BinaryPrimitives.ReadUInt16BigEndian(head[4..]) - 1;
        if (buffer.Length < ModbusLimits.MbapHeader + pduLength)
            return OperationStatus.NeedMoreData;
        frame = new(BinaryPrimitives.ReadUInt16BigEndian(head), head[6], buffer.Slice(ModbusLimits.MbapHeader, pduLength));
        buffer = buffer.Slice(ModbusLimits.MbapHeader + pduLength);
        return OperationStatus.Done;
    }

    /// <summary>Writes a request with its header.</summary>
    /// <param name="writer">Takes at most <see cref="ModbusLimits.TcpFrame"/> bytes.</param>
    /// <param name="transaction">Repeated by the answer; different for each request in flight.</param>
    /// <param name="unit">Unit behind the address; 255 where there is only one (Modbus Messaging on TCP/IP V1.0b §4.4.1.2).</param>
    /// <param name="request">What to ask.</param>
    /// <param name="payload">See <see cref="ModbusRequestWriter.Write"/>.</param>
    /// <exception cref="ArgumentException">The payload's length is not the request's.</exception>
    public static void WriteRequest(
        IBufferWriter<byte> writer, ushort transaction, byte unit, in ModbusRequest request, ReadOnlySpan<byte> payload = default)
    {
        var frame = writer.GetSpan(ModbusLimits.TcpFrame);
        var length = ModbusRequestWriter.Encode(request, payload, frame[ModbusLimits.MbapHeader..]);
        EncodeHeader(frame, transaction, unit, length);
        writer.Advance(ModbusLimits.MbapHeader + length);
    }

    /// <summary>Writes any PDU with its header, in either direction.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The PDU is empty or longer than <see cref="ModbusLimits.Pdu"/>.</exception>
    public static void WriteFrame(IBufferWriter<byte> writer, ushort transaction, byte unit, ReadOnlySpan<byte> pdu)
    {
        ArgumentOutOfRangeException.ThrowIfZero(pdu.Length, nameof(pdu));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pdu.Length, ModbusLimits.Pdu, nameof(pdu));
        var frame = writer.GetSpan(ModbusLimits.TcpFrame);
        pdu.CopyTo(frame[ModbusLimits.MbapHeader..]);
        EncodeHeader(frame, transaction, unit, pdu.Length);
        writer.Advance(ModbusLimits.MbapHeader + pdu.Length);
    }

    // header = transaction(2) %x0000 length(2) unit(1)
    internal static void EncodeHeader(Span<byte> frame, ushort transaction, byte unit, int pduLength)
    {
        BinaryPrimitives.WriteUInt16BigEndian(frame, transaction);
        BinaryPrimitives.WriteUInt16BigEndian(frame[2..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(frame[4..], (ushort)(pduLength + 1));
        frame[6] = unit;
    }

    // Each field is judged as soon as it is there, so that a stranger is turned away before it has sent a whole header.
    private static ModbusFault HeaderFault(ReadOnlySpan<byte> head)
    {
        if (head.Length >= 4 && BinaryPrimitives.ReadUInt16BigEndian(head[2..]) != 0)
            return ModbusFault.BadProtocolId;
        if (head.Length >= 6 && BinaryPrimitives.ReadUInt16BigEndian(head[4..]) is < ShortestLength or > LongestLength)
            return ModbusFault.BadLength;
        return ModbusFault.None;
    }
}
