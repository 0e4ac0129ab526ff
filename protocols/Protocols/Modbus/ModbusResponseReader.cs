using System.Buffers;
using System.Buffers.Binary;

namespace Protocols.Modbus;

/// <summary>
/// Reads the PDU of an answer, the client's side, against the request that it belongs to. A PDU is complete when a
/// scanner hands it out, so the answer is <see cref="OperationStatus.Done"/> or
/// <see cref="OperationStatus.InvalidData"/> with <see cref="Fault"/>.
/// </summary>
public ref struct ModbusResponseReader
{
    private readonly ModbusPdu _pdu;

    /// <summary>Reads a PDU that lies in one piece.</summary>
    public ModbusResponseReader(ReadOnlySpan<byte> pdu) => _pdu = new(pdu);

    /// <summary>Reads a PDU that may lie over several segments.</summary>
    public ModbusResponseReader(ReadOnlySequence<byte> pdu) => _pdu = new(pdu);

    /// <summary>
    /// Why the server refused, after Done; <see cref="ModbusExceptionCode.None"/> for a normal answer. A code that the
    /// standard does not name is handed on as it came.
    /// </summary>
    public ModbusExceptionCode Exception { readonly get; private set; }

    /// <summary>Registers or bits of a read, exactly as many as were asked; empty otherwise.</summary>
    public ModbusPayload Payload { readonly get; private set; }

    /// <summary>Why the PDU was refused.</summary>
    public ModbusFault Fault { readonly get; private set; }

    /// <summary>Checks the answer against the request (Modbus Application Protocol V1.1b3 §4.2, §6, §7).</summary>
    // exception  = (request-function + %x80) exception-code
    // read       = (%x01-04 / %x17) byte-count *OCTET
    // write-echo = (%x05-06) address value / (%x0F / %x10) address quantity / %x16 address and-mask or-mask
    public OperationStatus Read(in ModbusRequest request)
    {
        Fault = ReadCore(request);
        return Fault == ModbusFault.None ? OperationStatus.Done : OperationStatus.InvalidData;
    }

    private ModbusFault ReadCore(in ModbusRequest request)
    {
        if (_pdu.Length is < 2 or > ModbusLimits.Pdu)
            return _pdu.Length < 2 ? ModbusFault.BadLength : ModbusFault.TooLong;
        Span<byte> copy = stackalloc byte[ModbusPdu.LongestHeader];
        var head = _pdu.Head(copy);
        if (head[0] == ((byte)request.Function | ModbusShape.ExceptionFlag))
        {
            // Code 0 would read as "no exception", and the standard gives it no meaning.
            if (_pdu.Length != 2 || head[1] == 0)
                return ModbusFault.BadLength;
            Exception = (ModbusExceptionCode)head[1];
            return ModbusFault.None;
        }

        if (head[0] != (byte)request.Function)
            return ModbusFault.BadFunction;
        if (!ModbusShape.ResponseHasByteCount(request.Function))
            return CheckEcho(request, head);
        if (_pdu.Length != 2 + head[1])
            return ModbusFault.BadLength;
        if (head[1] != request.ResponsePayloadLength)
            return ModbusFault.ByteCountMismatch;
        Payload = _pdu.Tail(2);
        return ModbusFault.None;
    }

    private readonly ModbusFault CheckEcho(in ModbusRequest request, ReadOnlySpan<byte> head)
    {
        if (_pdu.Length != ModbusShape.ResponseHeader(request.Function))
            return ModbusFault.BadLength;
        var second = request.Function switch
        {
            ModbusFunction.WriteSingleCoil or ModbusFunction.WriteSingleRegister => request.Value,
            ModbusFunction.MaskWriteRegister => request.AndMask,
            _ => request.Quantity,
        };
        var same = BinaryPrimitives.ReadUInt16BigEndian(head[1..]) == request.Address
            && BinaryPrimitives.ReadUInt16BigEndian(head[3..]) == second
            && (request.Function != ModbusFunction.MaskWriteRegister
                || BinaryPrimitives.ReadUInt16BigEndian(head[5..]) == request.OrMask);
        return same ? ModbusFault.None : ModbusFault.EchoMismatch;
    }
}
