using System.Buffers.Binary;
using System.Text.Json;
using Protocols.Modbus;

namespace Protocols.Tests.Interop;

/// <summary>npm's modbus-serial at the other end, in both roles.</summary>
public sealed class ModbusSerialSpecs
{
    private const byte Unit = 17;

    [Theory, InlineData("tcp"), InlineData("rtu-over-tcp")]
    public async Task modbus_serial_asks_our_server_every_function(string mode)
    {
        Peer.RequireNode("modbus-serial");
        var map = Map();
        await using var server = new ModbusSocketServer(map, rtu: mode != "tcp");

        var printed = await Peer.RunAsync(0, "node", ["modbus-client.mjs", mode, $"{server.Port}", $"{Unit}"], Peer.Patience);

        using var answers = JsonDocument.Parse(printed);
        AssertReads(answers.RootElement);
        AssertWrites(map, answers.RootElement);
        Assert.Equal(125, answers.RootElement.GetProperty("longest").GetInt32());
        Assert.Equal(2, answers.RootElement.GetProperty("beyond").GetInt32());
        Assert.Equal(3, answers.RootElement.GetProperty("tooMany").GetInt32());
        if (mode == "tcp")
            AssertRarerFunctions(map, answers.RootElement);
    }

    [Fact]
    public async Task our_client_asks_modbus_serial_every_function_that_it_serves()
    {
        Peer.RequireNode("modbus-serial");
        var cancel = Peer.Patience;
        await using var peer = Peer.Start("node", "modbus-server.mjs");
        using var started = JsonDocument.Parse(await peer.LineAsync(cancel));
        using var client = await ModbusSocketClient.ConnectAsync(started.RootElement.GetProperty("port").GetInt32(), cancel);

        Assert.Equal([6, 8], Registers(await AskAsync(ModbusRequest.Read(ModbusTable.HoldingRegister, 3, 2))));
        Assert.Equal([65_527], Registers(await AskAsync(ModbusRequest.Read(ModbusTable.InputRegister, 8, 1))));
        Assert.Equal([0b1001_0010, 0b0000_0000], await AskAsync(ModbusRequest.Read(ModbusTable.DiscreteInput, 2, 9)));

        await AskAsync(ModbusRequest.WriteCoil(19, true));
        await AskAsync(ModbusRequest.WriteCoils(21, 10), 0xCD, 0x01);
        Assert.Equal([0b0011_0101, 0b0000_0111], await AskAsync(ModbusRequest.Read(ModbusTable.Coil, 19, 12)));

        await AskAsync(ModbusRequest.WriteRegister(1, 3));
        await AskAsync(ModbusRequest.WriteRegisters(2, 2), 0x00, 0x0A, 0x01, 0x02);
        Assert.Equal([3, 10, 258, 8], Registers(await AskAsync(ModbusRequest.Read(ModbusTable.HoldingRegister, 1, 4))));

        Assert.Equal(ModbusExceptionCode.IllegalDataAddress, (await client.AskAsync(Unit, ModbusRequest.Read(ModbusTable.HoldingRegister, 199, 2), [], cancel)).Exception);
        Assert.Equal(ModbusExceptionCode.IllegalFunction, (await client.AskAsync(Unit, ModbusRequest.MaskWrite(4, 0, 0), [], cancel)).Exception);

        async Task<byte[]> AskAsync(ModbusRequest request, params byte[] payload)
        {
            var answer = await client.AskAsync(Unit, request, payload, cancel);
            Assert.Equal(ModbusExceptionCode.None, answer.Exception);
            return answer.Payload;
        }
    }

    private static void AssertReads(JsonElement answers)
    {
        Assert.Equal("1011001111010110101", Bits(answers.GetProperty("coils")));
        Assert.Equal("0011010111011011101011", Bits(answers.GetProperty("inputs")));
        Assert.Equal([555, 0, 100], Numbers(answers.GetProperty("holding")));
        Assert.Equal([10], Numbers(answers.GetProperty("input")));
    }

    private static void AssertWrites(ModbusMemory map, JsonElement answers)
    {
        var (registers, coils) = (new ushort[30], new bool[180]);
        map.ReadRegisters(ModbusTable.HoldingRegister, 0, registers);
        map.ReadBits(ModbusTable.Coil, 0, coils);
        Assert.Equal(3, registers[1]);
        Assert.True(coils[172]);
        Assert.Equal([true, false, true, true, false, false, true, true, true, false], coils[40..50]);
        Assert.Equal(20, answers.GetProperty("manyRegisters").GetProperty("address").GetInt32());
    }

    private static void AssertRarerFunctions(ModbusMemory map, JsonElement answers)
    {
        var registers = new ushort[30];
        map.ReadRegisters(ModbusTable.HoldingRegister, 0, registers);
        Assert.Equal(0x0017, registers[4]);
        Assert.Equal([255, 256, 257], registers[20..23]);
        Assert.Equal([0, 255, 256, 257], Numbers(answers.GetProperty("readWrite")));
        Assert.Equal(1, answers.GetProperty("unknown").GetInt32());
    }

    /// <summary>The values of the standard's examples, as <c>modbus-client.mjs</c> asks them.</summary>
    private static ModbusMemory Map()
    {
        var map = new ModbusMemory(200, 300, 200, 200);
        map.SetBits(ModbusTable.Coil, 19, Bits([0xCD, 0x6B, 0x05], 19));
        map.SetBits(ModbusTable.DiscreteInput, 196, Bits([0xAC, 0xDB, 0x35], 22));
        map.SetRegisters(ModbusTable.HoldingRegister, 4, [0x0012]);
        map.SetRegisters(ModbusTable.HoldingRegister, 107, [555, 0, 100]);
        map.SetRegisters(ModbusTable.InputRegister, 8, [10]);
        return map;
    }

    private static bool[] Bits(byte[] packed, int count)
    {
        var bits = new bool[count];
        ModbusBits.Unpack(packed, bits);
        return bits;
    }

    private static string Bits(JsonElement array) =>
        string.Concat(array.EnumerateArray().Select(bit => bit.GetBoolean() ? '1' : '0'));

    private static int[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetInt32())];

    private static ushort[] Registers(byte[] payload) =>
        [.. payload.Chunk(2).Select(register => BinaryPrimitives.ReadUInt16BigEndian(register))];
}
