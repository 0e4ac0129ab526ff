using System.Buffers;
using System.Buffers.Binary;

namespace Protocols.Modbus;

/// <summary>
/// Reads the PDU of a request, the server's side. A PDU is complete when a scanner hands it out, so the answer is
/// <see cref="OperationStatus.Done"/> or <see cref="OperationStatus.InvalidData"/> with <see cref="Fault"/>.
/// </summary>
public ref struct ModbusRequestReader
{
    private readonly ModbusPdu _pdu;
    private ModbusRequest _request;

    /// <summary>Reads a PDU that lies in one piece.</summary>
    public ModbusRequestReader(ReadOnlySpan<byte> pdu) => _pdu = new(pdu);

    /// <summary>Reads a PDU that may lie over several segments.</summary>
    public ModbusRequestReader(ReadOnlySequence<byte> pdu) => _pdu = new(pdu);

    /// <summary>The function code as it came, also after InvalidData; None for an empty PDU.</summary>
    public ModbusFunction Function { readonly get; private set; }

    /// <summary>What was asked; meaningful after Done.</summary>
    public readonly ModbusRequest Request => _request;

    /// <summary>The data of functions 15, 16 and 23; empty for others and before Done.</summary>
    public ModbusPayload Payload { readonly get; private set; }

    /// <summary>Why the PDU was refused.</summary>
    public ModbusFault Fault { readonly get; private set; }

    /// <summary>
    /// Checks function, length, quantity, byte count and address range, in this order
    /// (Modbus Application Protocol V1.1b3 §6.1–6.6, §6.11, §6.12, §6.16, §6.17).
    /// </summary>
    // read         = %x01-04 address quantity
    // write-single = %x05-06 address value
    // write-many   = (%x0F / %x10) address quantity byte-count *OCTET
    // mask-write   = %x16 address and-mask or-mask
    // read-write   = %x17 read-address read-quantity write-address write-quantity byte-count *OCTET
    public OperationStatus Read()
    {
        Fault = ReadCore();
        return Fault == ModbusFault.None ? OperationStatus.Done : OperationStatus.InvalidData;
    }

    private ModbusFault ReadCore()
    {
        if (_pdu.Length is 0 or > ModbusLimits.Pdu)
            return _pdu.Length == 0 ? ModbusFault.BadLength : ModbusFault.TooLong;
        Span<byte> copy = stackalloc byte[ModbusPdu.LongestHeader];
        var head = _pdu.Head(copy);
        var function = Function = (ModbusFunction)head[0];
        var headerLength = ModbusShape.RequestHeader(function);
        if (headerLength == 0)
            return ModbusFault.BadFunction;
        var counted = ModbusShape.RequestHasByteCount(function);
        if (_pdu.Length < headerLength || _pdu.Length != headerLength + (counted ? head[headerLength - 1] : 0))
            return ModbusFault.BadLength;

        _request = Fields(function, head);
        if (!QuantitiesFit())
            return ModbusFault.QuantityOutOfRange;
        if (counted && head[headerLength - 1] != _request.PayloadLength)
            return ModbusFault.ByteCountMismatch;
        if (function == ModbusFunction.WriteSingleCoil && _request.Value is not 0 and not ModbusRequest.CoilOn)
            return ModbusFault.BadCoilValue;
        if (_request.Address + _request.Quantity > 65_536 || _request.WriteAddress + _request.WriteQuantity > 65_536)
            return ModbusFault.AddressOutOfRange;
        if (counted)
            Payload = _pdu.Tail(headerLength);
        return ModbusFault.None;
    }

    private static ModbusRequest Fields(ModbusFunction function, ReadOnlySpan<byte> head)
    {
        var address = BinaryPrimitives.ReadUInt16BigEndian(head[1..]);
        var second = BinaryPrimitives.ReadUInt16BigEndian(head[3..]);
        return function switch
        {
            ModbusFunction.WriteSingleCoil or ModbusFunction.WriteSingleRegister =>
                new() { Function = function, Address = address, Quantity = 1, Value = second },
            ModbusFunction.MaskWriteRegister => new()
            {
                Function = function,
                Address = address,
                Quantity = 1,
                AndMask = second,
                OrMask = BinaryPrimitives.ReadUInt16BigEndian(head[5..]),
            },
            ModbusFunction.ReadWriteMultipleRegisters => new()
            {
                Function = function,
                Address = address,
                Quantity = second,
                WriteAddress = BinaryPrimitives.ReadUInt16BigEndian(head[5..]),
                WriteQuantity = BinaryPrimitives.ReadUInt16BigEndian(head[7..]),
            },
            _ => new() { Function = function, Address = address, Quantity = second },
        };
    }

    private readonly bool QuantitiesFit() => _request.Function switch
    {
        ModbusFunction.ReadCoils or ModbusFunction.ReadDiscreteInputs => _request.Quantity is > 0 and <= ModbusLimits.ReadBits,
        ModbusFunction.WriteMultipleCoils => _request.Quantity is > 0 and <= ModbusLimits.WriteBits,
        ModbusFunction.WriteMultipleRegisters => _request.Quantity is > 0 and <= ModbusLimits.WriteRegisters,
        ModbusFunction.ReadWriteMultipleRegisters => _request.Quantity is > 0 and <= ModbusLimits.ReadRegisters
            && _request.WriteQuantity is > 0 and <= ModbusLimits.ReadWriteWriteRegisters,
        _ => _request.Quantity is > 0 and <= ModbusLimits.ReadRegisters,
    };
}
