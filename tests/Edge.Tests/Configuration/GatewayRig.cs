using System.Text.Json;
using Edge.Core.Configuration;
using Edge.Core.Drivers;
using Edge.Core.Drivers.Polling;
using Edge.Core.Drivers.Reporting;
using Edge.Core.Rules;
using Edge.Drivers.Gpio;
using Edge.Drivers.Hj212;
using Edge.Drivers.Modbus;
using Edge.Tests.Drivers;
using Edge.Tests.Rules;
using Microsoft.Extensions.Logging.Abstractions;
using Protocols.Modbus;
using Telemetry.Model.Configuration;
using Telemetry.Model.Json;
using Telemetry.Model.Profiles;
using Telemetry.Model.Rules;

namespace Edge.Tests.Configuration;

/// <summary>A whole gateway without a cloud: real drivers, real sockets, the simulated chip, an outbox in memory.</summary>
internal sealed class GatewayRig : IAsyncDisposable
{
    private readonly PollingMetrics _polling = new();
    private readonly ReportMetrics _reports = new();
    private readonly RuleMetrics _ruleMetrics = new();
    private readonly ModbusMetrics _modbus = new();
    private readonly Hj212Metrics _hj212 = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Hj212Port _port;
    private readonly GpioChips _chips;
    private readonly Task[] _running;

    public GatewayRig(string? folder = null)
    {
        Folder = folder ?? Directory.CreateTempSubdirectory("gateway").FullName;
        var clock = TimeProvider.System;
        var modbus = new ModbusOptions { TcpTimeoutMilliseconds = 300, ConnectTimeoutMilliseconds = 500 };
        Chip = new SimulatedGpioChip(null, clock);
        _chips = new GpioChips(Chip);
        _port = new Hj212Port(new Hj212Options { Bind = "127.0.0.1", Port = 0 }, _hj212, clock, NullLogger<Hj212Port>.Instance);
        Factory = new DeviceFactory(Profiles, [
            new ModbusDriverFactory(new ModbusLinks(modbus, _modbus, clock), modbus, clock),
            new Hj212DriverFactory(_port), new GpioDriverFactory(_chips, clock)]);
        Writer = new ReportWriter(Outbox, _reports, NullLogger<ReportWriter>.Instance);
        Rules = new LocalRules(Writer, _ruleMetrics, clock, NullLogger<LocalRules>.Instance);
        Fleet = new DeviceFleet(
            Factory, new PollingOptions { SpreadMilliseconds = 0 }, _polling, _reports, Writer, Rules, clock, NullLoggerFactory.Instance);
        Store = new ConfigurationStore(Path.Combine(Folder, "shipped.json"), Path.Combine(Folder, "applied.json"));
        Runtime = new GatewayRuntime(Store, Factory, Fleet, Rules, Writer, clock, NullLogger<GatewayRuntime>.Instance);
        _running = [Writer.RunAsync(_stop.Token), Rules.RunAsync(_stop.Token)];
    }

    public static ProfileCatalogue Profiles { get; } = ProfileCatalogue.Of(
        A.CraneProfile(50, A.Register("load", 0, scale: 0.01, access: "rw"), A.Register("moment-ratio", 1)),
        A.Profile(
            "gpio-panel", "gpio", 20,
            new ProfilePoint("emergency-stop", "fast", Gpio: new GpioAddress(4, "in")),
            new ProfilePoint("siren", "fast", Gpio: new GpioAddress(17, "out"), Access: "rw")),
        Hj212Rig.Device().Profile).OrThrow();

    public static RuleDefinition Overload { get; } = new(
        "crane-moment", "tower-crane", "力矩超限", "load moment over limit", new RuleMeasure("moment-ratio"),
        [new RuleLevel(1, "above", 100, "%")], Actions: [new RuleAction("siren", 1)], Source: "JGJ 332-2014 §3.1.1");

    public string Folder { get; }

    public FakeOutbox Outbox { get; } = new();

    public SimulatedGpioChip Chip { get; }

    public DeviceFactory Factory { get; }

    public ReportWriter Writer { get; }

    public LocalRules Rules { get; }

    public DeviceFleet Fleet { get; }

    public ConfigurationStore Store { get; }

    public GatewayRuntime Runtime { get; }

    public int StationPort => _port.Port;

    public static DeviceConfiguration Crane(int port, string id = "crane-1", int unit = 1) =>
        new(id, "1号塔吊", "test-tower-crane", $"tcp://127.0.0.1:{port}", unit);

    public static DeviceConfiguration Panel { get; } = new("panel", "网关", "test-gpio-panel", "gpio://simulated");

    public static DeviceConfiguration Dust { get; } = new("dust-1", "扬尘", "test-dust", "hj212://listen", StationId: "DUST-1");

    public static string Json(long version, RuleDefinition[] rules, params DeviceConfiguration[] devices) =>
        JsonSerializer.Serialize(new GatewayConfiguration(version, devices, rules), EdgeJson.Default.GatewayConfiguration);

    /// <summary>A peer that serves load 6.42 t and a moment ratio of 60 %.</summary>
    public static ModbusPeer NewCrane()
    {
        var peer = new ModbusPeer(rtu: false);
        peer.Memory.SetRegisters(ModbusTable.HoldingRegister, 0, [642, 60]);
        peer.Listen();
        return peer;
    }

    public async ValueTask DisposeAsync()
    {
        await Runtime.StopAsync(CancellationToken.None);
        await _stop.CancelAsync();
        foreach (var task in _running)
            await Record.ExceptionAsync(() => task);
        await _port.DisposeAsync();
        _chips.Dispose();
        Rules.Dispose();
        Runtime.Dispose();
        foreach (var metrics in (IDisposable[])[_polling, _reports, _ruleMetrics, _modbus, _hj212, _stop])
            metrics.Dispose();
    }
}
