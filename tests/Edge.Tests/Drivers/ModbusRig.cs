using Edge.Core.Drivers;
using Edge.Core.Drivers.Binding;
using Edge.Drivers.Modbus;
using Protocols.Modbus;
using Telemetry.Model;
using Telemetry.Model.Configuration;
using Telemetry.Model.Profiles;
using TestKit.Drivers;

namespace Edge.Tests.Drivers;

/// <summary>The Modbus driver on a TCP socket (MBAP or RTU frames) or on a pseudo-terminal.</summary>
internal sealed class ModbusRig : PolledDriverRig
{
    private readonly ModbusMetrics _metrics = new();
    private PseudoTerminal? _line;

    private ModbusRig(ModbusPeer peer, PseudoTerminal? line, string address, ModbusOptions? options, ProfilePoint[]? points)
    {
        (Peer, _line) = (peer, line);
        Options = options ?? new ModbusOptions { TcpTimeoutMilliseconds = 300, SerialTimeoutMilliseconds = 200 };
        Links = new ModbusLinks(Options, _metrics, TimeProvider.System);
        Peer.Memory.SetRegisters(ModbusTable.HoldingRegister, 0, [642, 0, 0, 77]);
        Peer.Memory.SetRegisters(ModbusTable.InputRegister, 10, [0x4148, 0x0000]);
        Peer.Memory.SetBits(ModbusTable.Coil, 3, [true]);
        Binding = A.Binding(A.CraneProfile(points: points ?? Standard), A.Device(address: address));
        Driver = new ModbusDriver(Binding, Address(address), Links, Options, TimeProvider.System);
    }

    public static ProfilePoint[] Standard =>
    [
        A.Register("load", 0, scale: 0.01, access: "rw") with { InvalidRaw = [0x7FFF] },
        A.Register("driver-id", 3, "uint16"),
        A.Register("wind-speed", 10, "float32", "input"),
        A.Register("limit-up", 3, "bit", "coil", access: "rw"),
    ];

    public ModbusPeer Peer { get; }

    public ModbusOptions Options { get; }

    public ModbusLinks Links { get; }

    public DeviceBinding Binding { get; }

    public override IDeviceDriver Driver { get; }

    public override string Group => "fast";

    public override IReadOnlyList<PointId> Points => [.. Binding.Points.Select(p => p.Id)];

    public override PointId Spoilt => new("load");

    public static ModbusRig Tcp(bool rtu = false, ModbusOptions? options = null, params ProfilePoint[] points)
    {
        var peer = new ModbusPeer(rtu);
        peer.Listen();
        return new ModbusRig(peer, null, $"{(rtu ? "rtu+tcp" : "tcp")}://127.0.0.1:{peer.Port}", options, points.Length > 0 ? points : null);
    }

    public static async Task<ModbusRig> SerialAsync(CancellationToken cancel)
    {
        var line = await PseudoTerminal.OpenAsync(cancel);
        var peer = new ModbusPeer(rtu: true);
        peer.Serve(line.OpenFar());
        return new ModbusRig(peer, line, $"rtu://{line.Near}?baud=115200", null, null);
    }

    public static DeviceAddress Address(string text)
    {
        Assert.True(DeviceAddress.TryParse(text, out var address, out var fault), fault);
        return address!;
    }

    public override Task SpoilAsync()
    {
        Peer.Memory.SetRegisters(ModbusTable.HoldingRegister, 0, [0x7FFF]);
        return Task.CompletedTask;
    }

    public override async Task CutAsync()
    {
        Peer.Cut();
        if (_line is not null)
            await _line.CutAsync();
    }

    public override async Task RestoreAsync()
    {
        if (_line is null)
        {
            Peer.Listen();
            return;
        }

        _line = await PseudoTerminal.OpenAsync(CancellationToken.None, await _line.CutAsync());
        Peer.Serve(_line.OpenFar());
    }

    public override Task FallSilentAsync()
    {
        Peer.Answer = _ => [];
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await Driver.DisposeAsync();
        if (_line is not null)
            await _line.DisposeAsync();
        await Peer.DisposeAsync();
        _metrics.Dispose();
    }
}
