using System.Buffers;
using System.Buffers.Binary;

namespace Protocols.Modbus;

/// <summary>Writes the PDU of a request, the client's side.</summary>
public static class ModbusRequestWriter
{
    /// <summary>Writes a request (Modbus Application Protocol V1.1b3 §6).</summary>
    /// <param name="writer">Takes <see cref="ModbusRequest.PduLength"/> bytes.</param>
    /// <param name="request">What to ask.</param>
    /// <param name="payload">
    /// The data of functions 15, 16 and 23 as it goes on the wire, exactly <see cref="ModbusRequest.PayloadLength"/>
    /// bytes: registers high byte first (<see cref="ModbusValue.Write"/>), bits packed (<see cref="ModbusBits.Pack"/>).
    /// </param>
    /// <exception cref="ArgumentException">The payload's length is not the request's.</exception>
    public static void Write(IBufferWriter<byte> writer, in ModbusRequest request, ReadOnlySpan<byte> payload = default)
    {
        var length = Encode(request, payload, writer.GetSpan(ModbusLimits.Pdu));
        writer.Advance(length);
    }

    // read         = %x01-04 address quantity
    // write-single = %x05-06 address value
    // write-many   = (%x0F / %x10) address quantity byte-count *OCTET
    // mask-write   = %x16 address and-mask or-mask
    // read-write   = %x17 read-address read-quantity write-address write-quantity byte-count *OCTET
    internal static int Encode(in ModbusRequest request, ReadOnlySpan<byte> payload, Span<byte> pdu)
    {
        if (payload.Length != request.PayloadLength)
            throw new ArgumentException($"The request carries {request.PayloadLength} bytes, not {payload.Length}.", nameof(payload));
        pdu[0] = (byte)request.Function;
        BinaryPrimitives.WriteUInt16BigEndian(pdu[1..], request.Address);
        var second = request.Function switch
        {
            ModbusFunction.WriteSingleCoil or ModbusFunction.WriteSingleRegister => request.Value,
            ModbusFunction.MaskWriteRegister => request.AndMask,
            _ => request.Quantity,
        };
        BinaryPrimitives.WriteUInt16BigEndian(pdu[3..], second);
        switch (request.Function)
        {
            case ModbusFunction.MaskWriteRegister:
                BinaryPrimitives.WriteUInt16BigEndian(pdu[5..], request.OrMask);
                break;
            case ModbusFunction.ReadWriteMultipleRegisters:
                BinaryPrimitives.WriteUInt16BigEndian(pdu[5..], request.WriteAddress);
                BinaryPrimitives.WriteUInt16BigEndian(pdu[7..], request.WriteQuantity);
                break;
            default:
                break;
        }

        if (payload.Length > 0)
        {
            var header = ModbusShape.RequestHeader(request.Function);
            pdu[header - 1] = (byte)payload.Length;
            payload.CopyTo(pdu[header..]);
        }

        return request.PduLength;
    }
}
