using System.Text.RegularExpressions;
using Protocols.Modbus;

namespace Protocols.Tests.Interop;

/// <summary>Debian's mbpoll (libmodbus) asks our server over TCP, and over RTU on a pseudo-terminal.</summary>
public sealed partial class MbpollSpecs
{
    [Fact]
    public async Task mbpoll_reads_and_writes_every_table_over_tcp()
    {
        Peer.Require("mbpoll");
        var map = Map();
        await using var server = new ModbusSocketServer(map, rtu: false);

        await ExchangeAsync(map, ["-m", "tcp", "-p", $"{server.Port}"], "127.0.0.1");
    }

    [Fact]
    public async Task mbpoll_reads_and_writes_every_table_over_rtu_on_a_terminal()
    {
        Peer.Require("mbpoll");
        Peer.Require("socat");
        var map = Map();
        var folder = Directory.CreateTempSubdirectory("edge-mbpoll-");
        var line = Path.Combine(folder.FullName, "line");
        await using var server = new ModbusSocketServer(map, rtu: true);
        // socat names the terminal in the log, at level notice, once the link is there.
        await using var cable = Peer.Start(
            "sh", "-c", $"exec socat -d -d pty,raw,echo=0,link={line} tcp:127.0.0.1:{server.Port} 2>&1");
        while (!(await cable.LineAsync(Peer.Patience)).Contains("starting data transfer", StringComparison.Ordinal))
        {
        }

        await ExchangeAsync(map, ["-m", "rtu", "-b", "115200", "-P", "none"], line);
        folder.Delete(recursive: true);
    }

    private static async Task ExchangeAsync(ModbusMemory map, string[] mode, string target)
    {
        Assert.Equal(["555", "0", "100"], await ReadAsync("4", 107, 3));
        Assert.Equal(["123.456"], await ReadAsync("4:float", 50, 1));
        Assert.Equal(["10"], await ReadAsync("3", 8, 1));
        Assert.Equal(["1", "0", "1", "1"], await ReadAsync("0", 19, 4));
        Assert.Equal(["0", "0", "1", "1"], await ReadAsync("1", 196, 4));

        await RunAsync(0, "4", 1, 1, "3");                 // function 6
        await RunAsync(0, "4", 20, 2, "10", "258");        // function 16
        await RunAsync(0, "0", 172, 1, "1");               // function 5
        await RunAsync(0, "0", 40, 4, "1", "0", "1", "1"); // function 15
        Assert.Equal([3], Holding(map, 1, 1));
        Assert.Equal([10, 258], Holding(map, 20, 2));
        Assert.Equal([true], Coils(map, 172, 1));
        Assert.Equal([true, false, true, true], Coils(map, 40, 4));

        var beyond = await RunAsync(1, "4", 199, 2);
        Assert.Contains("Illegal data address", beyond, StringComparison.OrdinalIgnoreCase);

        async Task<string[]> ReadAsync(string type, int address, int count) =>
            [.. Value().Matches(await RunAsync(0, type, address, count)).Select(match => match.Groups[1].Value)];

        Task<string> RunAsync(int exit, string type, int address, int count, params string[] values)
        {
            string[] quantity = values.Length == 0 ? ["-c", $"{count}"] : [];
            string[] arguments = [.. mode, "-a", "17", "-0", "-B", "-1", "-o", "10", "-t", type, "-r", $"{address}", .. quantity, target, .. values];
            return Peer.RunAsync(exit, "sh", ["-c", "exec mbpoll \"$@\" 2>&1", "mbpoll", .. arguments], Peer.Patience);
        }
    }

    private static ModbusMemory Map()
    {
        var map = new ModbusMemory(200, 300, 200, 200);
        Span<byte> bytes = stackalloc byte[4];
        ModbusValue.TryFrom(RegisterType.Float32, 123.456, out var value);
        value.Write(bytes, new(RegisterType.Float32));
        map.SetRegisters(ModbusTable.HoldingRegister, 50, [(ushort)(bytes[0] << 8 | bytes[1]), (ushort)(bytes[2] << 8 | bytes[3])]);
        map.SetRegisters(ModbusTable.HoldingRegister, 107, [555, 0, 100]);
        map.SetRegisters(ModbusTable.InputRegister, 8, [10]);
        map.SetBits(ModbusTable.Coil, 19, [true, false, true, true]);
        map.SetBits(ModbusTable.DiscreteInput, 196, [false, false, true, true]);
        return map;
    }

    private static ushort[] Holding(ModbusMemory map, ushort address, int count)
    {
        var values = new ushort[count];
        map.ReadRegisters(ModbusTable.HoldingRegister, address, values);
        return values;
    }

    private static bool[] Coils(ModbusMemory map, ushort address, int count)
    {
        var values = new bool[count];
        map.ReadBits(ModbusTable.Coil, address, values);
        return values;
    }

    /// <summary>A line of mbpoll's: <c>[107]: 	555</c>.</summary>
    [GeneratedRegex(@"^\[\d+\]:\s+(\S+)", RegexOptions.Multiline)]
    private static partial Regex Value();
}
