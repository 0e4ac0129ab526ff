using System.Buffers;
using Protocols.Modbus;

namespace Protocols.Tests.Modbus;

/// <summary>Answers of the pure server: Modbus Application Protocol V1.1b3 §6 and §7.</summary>
public sealed class ModbusServerSpecs
{
    [Theory, MemberData(nameof(Golden.Names), MemberType = typeof(Golden))]
    public void the_standards_examples_are_answered_as_the_standard_prints_them(string name)
    {
        var golden = Golden.Named(name);

        foreach (var cut in Wire.EveryCut(golden.AskedPdu))
            Assert.Equal(golden.AnsweredPdu, Wire.Written(w => ModbusServer.Handle(cut, StandardMap(), w)));
    }

    [Theory, MemberData(nameof(Golden.Names), MemberType = typeof(Golden))]
    public void answers_are_framed_for_the_line_they_came_from(string name)
    {
        var golden = Golden.Named(name);
        var (rtu, tcp) = (Wire.Whole(golden.AskedRtu), Wire.Whole(golden.AskedTcp));
        ModbusRtu.ScanRequest(ref rtu, silence: false, out var rtuFrame, out _);
        ModbusTcp.Scan(ref tcp, out var tcpFrame, out _);

        Assert.Equal(golden.AnsweredRtu, Wire.Written(w => ModbusServer.HandleRtu(rtuFrame, StandardMap(), w)));
        Assert.Equal(golden.AnsweredTcp, Wire.Written(w => ModbusServer.HandleTcp(tcpFrame, StandardMap(), w)));
    }

    [Theory]
    [InlineData("2B 0E 01 00", "AB 01")]                         // illegal function
    [InlineData("07", "87 01")]                                  // illegal function
    [InlineData("01 00 00 07 D1", "81 03")]                      // 2001 coils
    [InlineData("03 00 00 00 7E", "83 03")]                      // 126 registers
    [InlineData("03 00 00", "83 03")]                            // implied length is wrong
    [InlineData("0F 00 00 00 08 02 FF 00", "8F 03")]             // byte count is wrong
    [InlineData("05 00 00 12 34", "85 03")]                      // neither on nor off
    [InlineData("01 04 00 00 01", "81 02")]                      // beyond the coils
    [InlineData("02 04 00 00 01", "82 02")]                      // beyond the inputs
    [InlineData("03 00 C7 00 02", "83 02")]                      // half beyond the registers
    [InlineData("04 FF FF 00 02", "84 02")]                      // beyond 65,535
    [InlineData("05 04 00 FF 00", "85 02")]
    [InlineData("06 00 C8 00 01", "86 02")]
    [InlineData("0F 03 FF 00 02 01 03", "8F 02")]
    [InlineData("10 00 C7 00 02 04 00 01 00 02", "90 02")]
    [InlineData("16 00 C8 00 F2 00 25", "96 02")]
    [InlineData("17 00 C8 00 01 00 00 00 01 02 00 01", "97 02")] // the read part is beyond
    [InlineData("17 00 00 00 01 00 C8 00 01 02 00 01", "97 02")] // the write part is beyond
    public void a_refusal_names_its_reason_and_changes_nothing(string asked, string answered)
    {
        var map = StandardMap();
        var before = Image(map);

        var answer = Wire.Written(w => Assert.NotEqual(ModbusExceptionCode.None, ModbusServer.Handle(Wire.Whole(Hex.Parse(asked)), map, w)));

        Assert.Equal(Hex.Parse(answered), answer);
        Assert.Equal(before, Image(map));
    }

    [Fact]
    public void an_empty_pdu_is_refused_too()
    {
        Assert.Equal([0x80, 0x03], Wire.Written(w => ModbusServer.Handle(ReadOnlySequence<byte>.Empty, StandardMap(), w)));
    }

    [Fact]
    public void a_mask_write_keeps_and_sets_bits_as_the_standard_computes_them()
    {
        var map = StandardMap();
        map.SetRegisters(ModbusTable.HoldingRegister, 4, [0x0012]);
        IModbusRegisterMap fallback = new DelegatingMap(StandardMap());
        fallback.WriteRegisters(4, [0x0012]);

        Wire.Written(w => ModbusServer.Handle(Wire.Whole(Golden.Named("mask write register (6.16)").AskedPdu), map, w));
        Wire.Written(w => ModbusServer.Handle(Wire.Whole(Golden.Named("mask write register (6.16)").AskedPdu), fallback, w));

        Assert.Equal(0x0017, Holding(map, 4));
        Assert.Equal(0x0017, Holding(fallback, 4));
        Assert.Equal(ModbusExceptionCode.IllegalDataAddress, fallback.MaskWriteRegister(200, 0, 0));
    }

    [Fact]
    public void a_read_write_sees_what_it_has_just_written()
    {
        // Writes 0x1234 to register 7 and reads registers 6 to 7.
        var answer = Wire.Written(w => ModbusServer.Handle(Wire.Whole(Hex.Parse("17 00 06 00 02 00 07 00 01 02 12 34")), StandardMap(), w));

        Assert.Equal(Hex.Parse("17 04 00 03 12 34"), answer);
    }

    [Fact]
    public void writes_take_effect()
    {
        var map = StandardMap();
        foreach (var golden in Golden.All.Where(golden => golden.Request.Function is ModbusFunction.WriteSingleRegister
            or ModbusFunction.WriteMultipleCoils or ModbusFunction.WriteSingleCoil))
            Wire.Written(w => ModbusServer.Handle(Wire.Whole(golden.AskedPdu), map, w));

        Span<bool> coils = stackalloc bool[10];
        map.ReadBits(ModbusTable.Coil, 19, coils);
        Assert.Equal([true, false, true, true, false, false, true, true, true, false], coils.ToArray());
        map.ReadBits(ModbusTable.Coil, 172, coils);
        Assert.True(coils[0]);
        Assert.Equal(3, Holding(map, 1));
    }

    [Fact]
    public void the_largest_quantities_of_the_standard_pass()
    {
        var map = new ModbusMemory(2000, 2000, 125, 125);
        ModbusRequest[] requests =
        [
            ModbusRequest.Read(ModbusTable.Coil, 0, 2000), ModbusRequest.Read(ModbusTable.DiscreteInput, 0, 2000),
            ModbusRequest.Read(ModbusTable.HoldingRegister, 0, 125), ModbusRequest.Read(ModbusTable.InputRegister, 0, 125),
            ModbusRequest.WriteCoils(0, 1968), ModbusRequest.WriteRegisters(0, 123), ModbusRequest.ReadWrite(0, 125, 0, 121),
        ];

        foreach (var request in requests)
        {
            var asked = Wire.Written(w => ModbusRequestWriter.Write(w, request, new byte[request.PayloadLength]));
            var answer = Wire.Written(w => Assert.Equal(ModbusExceptionCode.None, ModbusServer.Handle(Wire.Whole(asked), map, w)));

            var reader = new ModbusResponseReader(answer);
            Assert.Equal(OperationStatus.Done, reader.Read(request));
            Assert.Equal(request.ResponsePduLength, answer.Length);
        }
    }

    [Theory]
    [InlineData("03 FF FF 00 01", "03 02 00 00")]
    [InlineData("06 FF FF 12 34", "06 FF FF 12 34")]
    [InlineData("17 FF FE 00 02 FF FF 00 01 02 12 34", "17 04 00 00 12 34")]
    public void the_last_register_of_a_full_table_can_be_reached(string asked, string answered)
    {
        var map = new ModbusMemory(0, 0, 0, 65_536);

        Assert.Equal(Hex.Parse(answered), Wire.Written(w => ModbusServer.Handle(Wire.Whole(Hex.Parse(asked)), map, w)));
    }

    [Fact]
    public void a_broadcast_is_carried_out_and_not_answered()
    {
        var map = StandardMap();
        var buffer = Wire.Whole(Wire.Written(w => ModbusRtu.WriteRequest(w, 0, ModbusRequest.WriteRegister(1, 99))));
        ModbusRtu.ScanRequest(ref buffer, silence: false, out var frame, out _);

        Assert.Empty(Wire.Written(w => ModbusServer.HandleRtu(frame, map, w)));

        Assert.Equal(99, Holding(map, 1));
    }

    [Fact]
    public void a_map_answers_only_for_the_tables_that_a_function_names()
    {
        var map = StandardMap();

        Assert.Equal(ModbusExceptionCode.IllegalDataAddress, map.ReadBits(ModbusTable.HoldingRegister, 0, new bool[1]));
        Assert.Equal(ModbusExceptionCode.IllegalDataAddress, map.ReadRegisters(ModbusTable.Coil, 0, new ushort[1]));
    }

    [Fact]
    public void hand_written_answers_are_the_same_bytes()
    {
        var read = Golden.Named("read holding registers (6.3)");
        var mask = Golden.Named("mask write register (6.16)");

        Assert.Equal(read.AnsweredPdu, Wire.Written(w => ModbusResponseWriter.WriteRead(w, read.Request, read.AnsweredPdu.AsSpan(2))));
        Assert.Equal(mask.AnsweredPdu, Wire.Written(w => ModbusResponseWriter.WriteEcho(w, mask.Request)));
        Assert.Equal([0x83, 0x06], Wire.Written(w => ModbusResponseWriter.WriteException(w, ModbusFunction.ReadHoldingRegisters, ModbusExceptionCode.ServerDeviceBusy)));
    }

    /// <summary>The values behind the standard's examples.</summary>
    private static ModbusMemory StandardMap()
    {
        var map = new ModbusMemory(1024, 1024, 200, 200);
        map.SetBits(ModbusTable.Coil, 19, Bits("CD 6B 05"));
        map.SetBits(ModbusTable.DiscreteInput, 196, Bits("AC DB 35"));
        map.SetRegisters(ModbusTable.HoldingRegister, 107, [555, 0, 100]);
        map.SetRegisters(ModbusTable.InputRegister, 8, [10]);
        map.SetRegisters(ModbusTable.HoldingRegister, 3, [0x00FE, 0x0ACD, 0x0001, 0x0003, 0x000D, 0x00FF]);
        return map;
    }

    private static bool[] Bits(string hex)
    {
        var bits = new bool[Hex.Parse(hex).Length * 8];
        ModbusBits.Unpack(Hex.Parse(hex), bits);
        return bits;
    }

    private static string Image(ModbusMemory map)
    {
        var (coils, registers) = (new bool[1024], new ushort[200]);
        map.ReadBits(ModbusTable.Coil, 0, coils);
        map.ReadRegisters(ModbusTable.HoldingRegister, 0, registers);
        return string.Join(',', coils) + string.Join(',', registers);
    }

    private static int Holding(IModbusRegisterMap map, ushort address)
    {
        Span<ushort> value = stackalloc ushort[1];
        Assert.Equal(ModbusExceptionCode.None, map.ReadRegisters(ModbusTable.HoldingRegister, address, value));
        return value[0];
    }

    /// <summary>A map that leaves the mask write to the interface.</summary>
    private sealed class DelegatingMap(ModbusMemory memory) : IModbusRegisterMap
    {
        public ModbusExceptionCode ReadBits(ModbusTable table, ushort address, Span<bool> values) => memory.ReadBits(table, address, values);

        public ModbusExceptionCode ReadRegisters(ModbusTable table, ushort address, Span<ushort> values) => memory.ReadRegisters(table, address, values);

        public ModbusExceptionCode WriteCoils(ushort address, ReadOnlySpan<bool> values) => memory.WriteCoils(address, values);

        public ModbusExceptionCode WriteRegisters(ushort address, ReadOnlySpan<ushort> values) => memory.WriteRegisters(address, values);
    }
}
