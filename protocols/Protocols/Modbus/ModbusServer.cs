using System.Buffers;
using System.Buffers.Binary;

namespace Protocols.Modbus;

/// <summary>
/// Answers requests from a register map, in the standard's order of checks: function, quantity and byte count, address,
/// execution (Modbus Application Protocol V1.1b3 §6 and §7, the state diagrams). Pure: bytes in, bytes out.
/// </summary>
public static class ModbusServer
{
    /// <summary>Answers one request with a PDU.</summary>
    /// <param name="pdu">The request as a scanner handed it out; anything else is answered with an exception too.</param>
    /// <param name="map">What is served.</param>
    /// <param name="writer">Takes at most <see cref="ModbusLimits.Pdu"/> bytes: the answer or an exception.</param>
    /// <returns>The exception that was answered; <see cref="ModbusExceptionCode.None"/> for a normal answer.</returns>
    public static ModbusExceptionCode Handle(ReadOnlySequence<byte> pdu, IModbusRegisterMap map, IBufferWriter<byte> writer)
    {
        var code = Answer(pdu, map, writer.GetSpan(ModbusLimits.Pdu), out var length);
        writer.Advance(length);
        return code;
    }

    /// <summary>Answers one Modbus TCP request with a whole frame.</summary>
    /// <param name="frame">From <see cref="ModbusTcp.Scan"/>.</param>
    /// <param name="map">What is served at the frame's unit.</param>
    /// <param name="writer">Takes at most <see cref="ModbusLimits.TcpFrame"/> bytes.</param>
    /// <returns>See <see cref="Handle"/>.</returns>
    public static ModbusExceptionCode HandleTcp(in ModbusFrame frame, IModbusRegisterMap map, IBufferWriter<byte> writer)
    {
        var answer = writer.GetSpan(ModbusLimits.TcpFrame);
        var code = Answer(frame.Pdu, map, answer[ModbusLimits.MbapHeader..], out var length);
        ModbusTcp.EncodeHeader(answer, frame.Transaction, frame.Unit, length);
        writer.Advance(ModbusLimits.MbapHeader + length);
        return code;
    }

    /// <summary>Answers one RTU request with a whole frame; a broadcast (unit 0) is carried out and not answered.</summary>
    /// <param name="frame">From <see cref="ModbusRtu.ScanRequest"/>.</param>
    /// <param name="map">What is served at the frame's unit.</param>
    /// <param name="writer">Takes at most <see cref="ModbusLimits.RtuFrame"/> bytes.</param>
    /// <returns>See <see cref="Handle"/>.</returns>
    public static ModbusExceptionCode HandleRtu(in ModbusFrame frame, IModbusRegisterMap map, IBufferWriter<byte> writer)
    {
        var answer = writer.GetSpan(ModbusLimits.RtuFrame);
        var code = Answer(frame.Pdu, map, answer[1..], out var length);
        if (frame.Unit != 0)
            writer.Advance(ModbusRtu.Seal(answer, frame.Unit, length));
        return code;
    }

    private static ModbusExceptionCode Answer(
        ReadOnlySequence<byte> pdu, IModbusRegisterMap map, Span<byte> answer, out int length)
    {
        var reader = new ModbusRequestReader(pdu);
        length = 0;
        var code = reader.Read() == OperationStatus.Done
            ? Execute(reader.Request, reader.Payload, map, answer, out length)
            : ExceptionFor(reader.Fault);
        if (code != ModbusExceptionCode.None)
            length = ModbusResponseWriter.EncodeException(reader.Function, code, answer);
        return code;
    }

    private static ModbusExceptionCode ExceptionFor(ModbusFault fault) => fault switch
    {
        ModbusFault.BadFunction => ModbusExceptionCode.IllegalFunction,
        ModbusFault.AddressOutOfRange => ModbusExceptionCode.IllegalDataAddress,
        _ => ModbusExceptionCode.IllegalDataValue,
    };

    private static ModbusExceptionCode Execute(
        in ModbusRequest request, ModbusPayload payload, IModbusRegisterMap map, Span<byte> answer, out int length)
    {
        switch (request.Function)
        {
            case ModbusFunction.ReadCoils:
                return ReadBits(request, ModbusTable.Coil, map, answer, out length);
            case ModbusFunction.ReadDiscreteInputs:
                return ReadBits(request, ModbusTable.DiscreteInput, map, answer, out length);
            case ModbusFunction.ReadHoldingRegisters:
                return ReadRegisters(request, ModbusTable.HoldingRegister, map, answer, out length);
            case ModbusFunction.ReadInputRegisters:
                return ReadRegisters(request, ModbusTable.InputRegister, map, answer, out length);
            case ModbusFunction.ReadWriteMultipleRegisters:
                return ReadWrite(request, payload, map, answer, out length);
            default:
                length = ModbusResponseWriter.EncodeEcho(request, answer);
                return Write(request, payload, map);
        }
    }

    private static ModbusExceptionCode Write(in ModbusRequest request, ModbusPayload payload, IModbusRegisterMap map) =>
        request.Function switch
        {
            ModbusFunction.WriteSingleCoil => map.WriteCoils(request.Address, [request.Value == ModbusRequest.CoilOn]),
            ModbusFunction.WriteSingleRegister => map.WriteRegisters(request.Address, [request.Value]),
            ModbusFunction.WriteMultipleCoils => WriteCoils(request, payload, map),
            ModbusFunction.WriteMultipleRegisters => WriteRegisters(request.Address, request.Quantity, payload, map),
            ModbusFunction.MaskWriteRegister => map.MaskWriteRegister(request.Address, request.AndMask, request.OrMask),
            _ => ModbusExceptionCode.IllegalFunction,
        };

    private static ModbusExceptionCode ReadBits(
        in ModbusRequest request, ModbusTable table, IModbusRegisterMap map, Span<byte> answer, out int length)
    {
        Span<bool> values = stackalloc bool[request.Quantity];
        length = 2 + request.ResponsePayloadLength;
        answer[0] = (byte)request.Function;
        answer[1] = (byte)request.ResponsePayloadLength;
        var code = map.ReadBits(table, request.Address, values);
        ModbusBits.Pack(values, answer[2..]);
        return code;
    }

    private static ModbusExceptionCode ReadRegisters(
        in ModbusRequest request, ModbusTable table, IModbusRegisterMap map, Span<byte> answer, out int length)
    {
        Span<ushort> values = stackalloc ushort[request.Quantity];
        length = 2 + request.ResponsePayloadLength;
        answer[0] = (byte)request.Function;
        answer[1] = (byte)request.ResponsePayloadLength;
        var code = map.ReadRegisters(table, request.Address, values);
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteUInt16BigEndian(answer[(2 + 2 * i)..], values[i]);
        return code;
    }

    // The standard checks both ranges, then writes, then reads: a refusal changes nothing, and a client sees its own values.
    private static ModbusExceptionCode ReadWrite(
        in ModbusRequest request, ModbusPayload payload, IModbusRegisterMap map, Span<byte> answer, out int length)
    {
        var code = ReadRegisters(request, ModbusTable.HoldingRegister, map, answer, out length);
        if (code == ModbusExceptionCode.None)
            code = WriteRegisters(request.WriteAddress, request.WriteQuantity, payload, map);
        return code == ModbusExceptionCode.None
            ? ReadRegisters(request, ModbusTable.HoldingRegister, map, answer, out length)
            : code;
    }

    private static ModbusExceptionCode WriteCoils(in ModbusRequest request, ModbusPayload payload, IModbusRegisterMap map)
    {
        Span<bool> values = stackalloc bool[request.Quantity];
        for (var i = 0; i < values.Length; i++)
            values[i] = payload.Bit(i);
        return map.WriteCoils(request.Address, values);
    }

    private static ModbusExceptionCode WriteRegisters(
        ushort address, int quantity, ModbusPayload payload, IModbusRegisterMap map)
    {
        Span<ushort> values = stackalloc ushort[quantity];
        for (var i = 0; i < values.Length; i++)
            values[i] = payload.Register(i);
        return map.WriteRegisters(address, values);
    }
}
