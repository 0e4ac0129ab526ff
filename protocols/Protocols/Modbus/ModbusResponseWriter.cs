using System.Buffers;
using System.Buffers.Binary;

namespace Protocols.Modbus;

/// <summary>Writes the PDU of an answer, for servers that do not stand on <see cref="ModbusServer"/>.</summary>
public static class ModbusResponseWriter
{
    /// <summary>Writes an exception (Modbus Application Protocol V1.1b3 §7).</summary>
    /// <param name="writer">Takes 2 bytes.</param>
    /// <param name="function">The function that was asked, known or not.</param>
    /// <param name="code">Why it is refused.</param>
    public static void WriteException(IBufferWriter<byte> writer, ModbusFunction function, ModbusExceptionCode code) =>
        writer.Advance(EncodeException(function, code, writer.GetSpan(2)));

    /// <summary>Writes the answer to a read, functions 1–4 and 23 (Modbus Application Protocol V1.1b3 §6.1–6.4, §6.17).</summary>
    /// <param name="writer">Takes <see cref="ModbusRequest.ResponsePduLength"/> bytes.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="payload">Exactly <see cref="ModbusRequest.ResponsePayloadLength"/> bytes: registers high byte first, bits packed.</param>
    /// <exception cref="ArgumentException">The payload's length is not what was asked.</exception>
    // read = (%x01-04 / %x17) byte-count *OCTET
    public static void WriteRead(IBufferWriter<byte> writer, in ModbusRequest request, ReadOnlySpan<byte> payload)
    {
        if (payload.Length != request.ResponsePayloadLength || payload.Length == 0)
            throw new ArgumentException($"The answer carries {request.ResponsePayloadLength} bytes, not {payload.Length}.", nameof(payload));
        var pdu = writer.GetSpan(ModbusLimits.Pdu);
        pdu[0] = (byte)request.Function;
        pdu[1] = (byte)payload.Length;
        payload.CopyTo(pdu[2..]);
        writer.Advance(2 + payload.Length);
    }

    /// <summary>Writes the answer to a write, which repeats the request (Modbus Application Protocol V1.1b3 §6.5, §6.6, §6.11, §6.12, §6.16).</summary>
    /// <param name="writer">Takes <see cref="ModbusRequest.ResponsePduLength"/> bytes.</param>
    /// <param name="request">What was done.</param>
    public static void WriteEcho(IBufferWriter<byte> writer, in ModbusRequest request) =>
        writer.Advance(EncodeEcho(request, writer.GetSpan(ModbusLimits.Pdu)));

    // exception = (request-function + %x80) exception-code
    internal static int EncodeException(ModbusFunction function, ModbusExceptionCode code, Span<byte> pdu)
    {
        pdu[0] = (byte)((byte)function | ModbusShape.ExceptionFlag);
        pdu[1] = (byte)code;
        return 2;
    }

    // write-echo = (%x05-06) address value / (%x0F / %x10) address quantity / %x16 address and-mask or-mask
    internal static int EncodeEcho(in ModbusRequest request, Span<byte> pdu)
    {
        pdu[0] = (byte)request.Function;
        BinaryPrimitives.WriteUInt16BigEndian(pdu[1..], request.Address);
        var second = request.Function switch
        {
            ModbusFunction.WriteSingleCoil or ModbusFunction.WriteSingleRegister => request.Value,
            ModbusFunction.MaskWriteRegister => request.AndMask,
            _ => request.Quantity,
        };
        BinaryPrimitives.WriteUInt16BigEndian(pdu[3..], second);
        if (request.Function != ModbusFunction.MaskWriteRegister)
            return 5;
        BinaryPrimitives.WriteUInt16BigEndian(pdu[5..], request.OrMask);
        return 7;
    }
}
