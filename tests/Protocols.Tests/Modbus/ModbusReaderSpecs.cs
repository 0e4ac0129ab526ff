using System.Buffers;
using Protocols.Modbus;

namespace Protocols.Tests.Modbus;

/// <summary>PDUs that break their function's rules: Modbus Application Protocol V1.1b3 §6.</summary>
public sealed class ModbusReaderSpecs
{
    [Theory]
    [InlineData("", ModbusFault.BadLength)]
    [InlineData("00", ModbusFault.BadFunction)]
    [InlineData("2B 0E 01 00", ModbusFault.BadFunction)]                 // read device identification
    [InlineData("83 02", ModbusFault.BadFunction)]                       // an answer, not a request
    [InlineData("03 00 6B 00", ModbusFault.BadLength)]                   // one byte short
    [InlineData("03 00 6B 00 03 00", ModbusFault.BadLength)]             // one byte long
    [InlineData("01 00 00 00 00", ModbusFault.QuantityOutOfRange)]       // 0 coils
    [InlineData("01 00 00 07 D1", ModbusFault.QuantityOutOfRange)]       // 2001 coils
    [InlineData("02 00 00 07 D1", ModbusFault.QuantityOutOfRange)]       // 2001 inputs
    [InlineData("03 00 00 00 7E", ModbusFault.QuantityOutOfRange)]       // 126 registers
    [InlineData("04 00 00 FF FF", ModbusFault.QuantityOutOfRange)]       // 65,535 registers
    [InlineData("03 FF FF 00 02", ModbusFault.AddressOutOfRange)]        // registers 65,535 and 65,536
    [InlineData("05 00 AC 00 01", ModbusFault.BadCoilValue)]
    [InlineData("05 00 AC FF 01", ModbusFault.BadCoilValue)]
    [InlineData("0F 00 13 00 0A 02 CD", ModbusFault.BadLength)]          // byte count 2, one byte there
    [InlineData("0F 00 13 00 0A 03 CD 01 00", ModbusFault.ByteCountMismatch)]
    [InlineData("0F 00 13 00 00 00", ModbusFault.QuantityOutOfRange)]
    [InlineData("0F 00 13 07 B1 01 00", ModbusFault.QuantityOutOfRange)] // 1969 coils
    [InlineData("10 00 01 00 02 03 00 0A 01", ModbusFault.ByteCountMismatch)]
    [InlineData("10 00 01 00 7C 00", ModbusFault.QuantityOutOfRange)]    // 124 registers
    [InlineData("10 FF FF 00 02 04 00 0A 01 02", ModbusFault.AddressOutOfRange)]
    [InlineData("16 00 04 00 F2 00", ModbusFault.BadLength)]
    [InlineData("17 00 03 00 7E 00 0E 00 01 02 00 FF", ModbusFault.QuantityOutOfRange)] // 126 read
    [InlineData("17 00 03 00 06 00 0E 00 7A 00", ModbusFault.QuantityOutOfRange)]       // 122 written
    [InlineData("17 00 03 00 06 00 0E 00 00 00", ModbusFault.QuantityOutOfRange)]       // none written
    [InlineData("17 00 03 00 00 00 0E 00 01 02 00 FF", ModbusFault.QuantityOutOfRange)] // none read
    [InlineData("17 00 03 00 06 00 0E 00 02 02 00 FF", ModbusFault.ByteCountMismatch)]
    [InlineData("17 FF FF 00 02 00 0E 00 01 02 00 FF", ModbusFault.AddressOutOfRange)]
    [InlineData("17 00 00 00 01 FF FF 00 02 04 00 FF 00 FF", ModbusFault.AddressOutOfRange)]
    public void a_request_that_breaks_a_rule_is_refused_with_its_reason(string hex, ModbusFault expected)
    {
        var bytes = Hex.Parse(hex);
        foreach (var cut in bytes.Length == 0 ? [ReadOnlySequence<byte>.Empty] : Wire.EveryCut(bytes))
        {
            var reader = new ModbusRequestReader(cut);

            Assert.Equal(OperationStatus.InvalidData, reader.Read());

            Assert.Equal((expected, 0), (reader.Fault, reader.Payload.Length));
            Assert.Equal(bytes.Length == 0 ? 0 : bytes[0], (byte)reader.Function);
        }
    }

    [Theory]
    [InlineData("read holding registers (6.3)", "", ModbusFault.BadLength)]
    [InlineData("read holding registers (6.3)", "03", ModbusFault.BadLength)]
    [InlineData("read holding registers (6.3)", "04 02 00 0A", ModbusFault.BadFunction)]
    [InlineData("read holding registers (6.3)", "84 02", ModbusFault.BadFunction)]
    [InlineData("read holding registers (6.3)", "83 02 00", ModbusFault.BadLength)]
    [InlineData("read holding registers (6.3)", "83 00", ModbusFault.BadLength)]            // code 0 is none
    [InlineData("read holding registers (6.3)", "03 06 02 2B 00 00 00", ModbusFault.BadLength)]
    [InlineData("read holding registers (6.3)", "03 04 02 2B 00 00", ModbusFault.ByteCountMismatch)]
    [InlineData("read coils (6.1)", "01 02 CD 6B", ModbusFault.ByteCountMismatch)]
    [InlineData("write single coil (6.5)", "05 00 AC 00 00", ModbusFault.EchoMismatch)]     // another value
    [InlineData("write single register (6.6)", "06 00 02 00 03", ModbusFault.EchoMismatch)] // another address
    [InlineData("write multiple coils (6.11)", "0F 00 13 00 0B", ModbusFault.EchoMismatch)] // another quantity
    [InlineData("write multiple registers (6.12)", "10 00 01 00 02 00", ModbusFault.BadLength)]
    [InlineData("mask write register (6.16)", "16 00 04 00 F2 00 26", ModbusFault.EchoMismatch)]
    [InlineData("mask write register (6.16)", "16 00 04 00 F3 00 25", ModbusFault.EchoMismatch)]
    public void an_answer_that_does_not_fit_its_request_is_refused_with_its_reason(string name, string hex, ModbusFault expected)
    {
        var bytes = Hex.Parse(hex);
        foreach (var cut in bytes.Length == 0 ? [ReadOnlySequence<byte>.Empty] : Wire.EveryCut(bytes))
        {
            var reader = new ModbusResponseReader(cut);

            Assert.Equal(OperationStatus.InvalidData, reader.Read(Golden.Named(name).Request));

            Assert.Equal((expected, 0, ModbusExceptionCode.None), (reader.Fault, reader.Payload.Length, reader.Exception));
        }
    }

    [Fact]
    public void a_pdu_beyond_253_bytes_is_too_long_in_either_direction()
    {
        var request = new ModbusRequestReader(new byte[254]);
        var response = new ModbusResponseReader(new byte[254]);

        Assert.Equal(OperationStatus.InvalidData, request.Read());
        Assert.Equal(OperationStatus.InvalidData, response.Read(ModbusRequest.WriteCoil(1, true)));
        Assert.Equal((ModbusFault.TooLong, ModbusFault.TooLong), (request.Fault, response.Fault));
    }

    [Fact]
    public void registers_and_bits_are_read_across_segments()
    {
        var registers = Golden.Named("read holding registers (6.3)");
        var coils = Golden.Named("read coils (6.1)");

        foreach (var cut in Wire.EveryCut(registers.AnsweredPdu))
        {
            var reader = new ModbusResponseReader(cut);
            reader.Read(registers.Request);
            Assert.Equal([0x022B, 0x0000, 0x0064], [reader.Payload.Register(0), reader.Payload.Register(1), reader.Payload.Register(2)]);
        }

        foreach (var cut in Wire.EveryCut(coils.AnsweredPdu))
        {
            var reader = new ModbusResponseReader(cut);
            reader.Read(coils.Request);
            // The standard: coils 27-20 are ON-ON-OFF-OFF-ON-ON-OFF-ON, coil 38-36 ON-OFF-ON.
            Assert.Equal([true, false, true, true], [reader.Payload.Bit(0), reader.Payload.Bit(1), reader.Payload.Bit(2), reader.Payload.Bit(3)]);
            Assert.Equal([true, false, true], [reader.Payload.Bit(16), reader.Payload.Bit(17), reader.Payload.Bit(18)]);
        }
    }

    [Fact]
    public void a_payload_never_reads_beyond_its_end()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Answer().Register(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Answer().Register(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Answer().Bit(48));
        Assert.Throws<ArgumentException>(() => Answer().CopyTo(new byte[5]));

        static ModbusPayload Answer()
        {
            var golden = Golden.Named("read holding registers (6.3)");
            var reader = new ModbusResponseReader(golden.AnsweredPdu);
            reader.Read(golden.Request);
            return reader.Payload;
        }
    }

    [Fact]
    public void impossible_requests_and_payloads_are_faults_of_the_caller()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ModbusRequest.Read(ModbusTable.Coil, 0, 2001));
        Assert.Throws<ArgumentOutOfRangeException>(() => ModbusRequest.Read(ModbusTable.InputRegister, 0, 126));
        Assert.Throws<ArgumentOutOfRangeException>(() => ModbusRequest.Read(ModbusTable.HoldingRegister, 65_535, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => ModbusRequest.Read(ModbusTable.DiscreteInput, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ModbusRequest.WriteCoils(0, 1969));
        Assert.Throws<ArgumentOutOfRangeException>(() => ModbusRequest.WriteRegisters(0, 124));
        Assert.Throws<ArgumentOutOfRangeException>(() => ModbusRequest.ReadWrite(0, 125, 0, 122));
        Assert.Throws<ArgumentException>(() => Wire.Written(w => ModbusRequestWriter.Write(w, ModbusRequest.WriteRegisters(0, 2), new byte[3])));
        Assert.Throws<ArgumentException>(() => Wire.Written(w => ModbusResponseWriter.WriteRead(w, ModbusRequest.Read(ModbusTable.Coil, 0, 9), new byte[1])));
        Assert.Throws<ArgumentException>(() => Wire.Written(w => ModbusResponseWriter.WriteRead(w, ModbusRequest.WriteCoil(0, true), [])));
    }
}
