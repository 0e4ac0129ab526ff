using System.Text.Json;
using Protocols.Tests.Telemetry.Rules;
using Telemetry.Model.Configuration;
using Telemetry.Model.Json;
using Telemetry.Model.Profiles;
using Telemetry.Model.Rules;

namespace Protocols.Tests.Telemetry;

public sealed class ConfigurationFaultSpecs
{
    private static readonly ProfileCatalogue Profiles = ProfileCatalogue.Load(ShippedModels.Devices).OrThrow();

    private static readonly DeviceConfiguration Crane = new("crane-1", "1号塔吊", "generic-tower-crane-tcp", "tcp://10.0.0.8:502", Unit: 1);
    private static readonly DeviceConfiguration Serial = new("crane-2", "2号塔吊", "generic-tower-crane-rtu", "rtu:///dev/ttyS1?baud=9600&parity=even", Unit: 2);
    private static readonly DeviceConfiguration Dust = new("dust-1", "东门扬尘", "generic-dust-station-2017", "hj212://listen", StationId: "010000A8900016F000169DC0", Password: "123456");
    private static readonly DeviceConfiguration Panel = new("panel", "报警柜", "generic-gpio-panel", "gpio://simulated");

    public static TheoryData<string, DeviceConfiguration, string> Faults => new()
    {
        { "id", Crane with { Id = "Crane 1" }, "is not an id" },
        { "name", Crane with { Name = "" }, "1 to 64 characters" },
        { "profile", Crane with { Profile = "acme" }, "is not a known profile" },
        { "address", Crane with { Address = "10.0.0.8" }, "is not an address" },
        { "address", Crane with { Address = "http://10.0.0.8" }, "is unknown" },
        { "address", Crane with { Address = "tcp://10.0.0.8:99999" }, "is not a port" },
        { "address", Crane with { Address = "tcp://no_such host" }, "is not an address" },
        { "address", Crane with { Address = "tcp://-:502" }, "is not a host name" },
        { "address", Crane with { Address = "rtu+tcp://10.0.0.8" }, "the port is missing" },
        { "address", Crane with { Address = "hj212://listen" }, "does not carry modbus" },
        { "address", Serial with { Address = "rtu://ttyS1" }, "is not the full path" },
        { "address", Serial with { Address = "rtu:///dev/../etc/passwd" }, "is not the full path" },
        { "address", Serial with { Address = "rtu:///dev/ttyS1?baud=9601" }, "is not baud=" },
        { "address", Serial with { Address = "rtu:///dev/ttyS1?parity=mark" }, "is not baud=" },
        { "address", Dust with { Address = "hj212://10.0.0.9" }, "must be hj212://listen" },
        { "address", Dust with { Address = "tcp://10.0.0.9:502" }, "does not carry hj212" },
        { "address", Panel with { Address = "gpio://chipX" }, "is not chip0" },
        { "unit", Crane with { Unit = null }, "is missing" },
        { "unit", Crane with { Unit = 248 }, "is outside 0–247" },
        { "unit", Serial with { Unit = 0 }, "is outside 1–247" },
        { "unit", Dust with { Unit = 1 }, "does not belong to protocol" },
        { "stationId", Dust with { StationId = null }, "needs its MN" },
        { "stationId", Dust with { StationId = "010000A8900016F000169DC0X" }, "needs its MN" },
        { "stationId", Crane with { StationId = "ZX00001" }, "does not belong to protocol" },
        { "password", Dust with { Password = "a;b" }, "letters and digits" },
        { "password", Panel with { Password = "123456" }, "does not belong to protocol" },
        { "parameters.max-load", Crane with { Parameters = new Dictionary<string, double> { ["max-load"] = -1 } }, "is outside" },
        { "parameters.wheels", Crane with { Parameters = new Dictionary<string, double> { ["wheels"] = 4 } }, "is not a parameter" },
    };

    [Fact]
    public void a_sound_configuration_has_no_fault() =>
        Assert.Empty(ConfigurationCheck.Check(new GatewayConfiguration(1, [Crane, Serial, Dust, Panel], [A.MomentRule()]), Profiles));

    [Theory]
    [MemberData(nameof(Faults))]
    public void each_fault_of_a_device_is_named(string path, DeviceConfiguration device, string reason) =>
        Assert.Contains(ConfigurationCheck.Check(device, Profiles), fault => fault.Path == path && fault.Reason.Contains(reason, StringComparison.Ordinal));

    [Theory]
    [InlineData("version", "must be 0 or more")]
    [InlineData("devices[1].id", "is there twice")]
    [InlineData("devices[3].stationId", "is there twice")]
    [InlineData("devices[5].address", "with other line settings")]
    [InlineData("devices[4].name", "1 to 64 characters")]
    [InlineData("rules[0].levels[0].threshold", "can never be reached")]
    [InlineData("rules[1].id", "is there twice")]
    public void all_faults_of_a_gateway_are_listed_at_once(string path, string reason)
    {
        var impossible = A.MomentRule() with { Levels = [new RuleLevel(1, "above", 900, "%")] };
        var configuration = new GatewayConfiguration(
            -1,
            [Crane, Crane, Dust, Dust with { Id = "dust-2", StationId = Dust.StationId!.ToLowerInvariant() }, Serial with { Name = "" },
                Serial with { Id = "crane-3", Unit = 3, Address = "rtu:///dev/ttyS1?baud=19200" }],
            [impossible, impossible]);

        Assert.Contains(ConfigurationCheck.Check(configuration, Profiles), fault => fault.Path == path && fault.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void what_the_cloud_writes_the_gateway_reads_unchanged()
    {
        var written = new GatewayConfiguration(7, [Crane, Dust], [A.MomentRule(hold: 3)]);
        var json = JsonSerializer.Serialize(written, EdgeJson.Default.GatewayConfiguration);

        var read = ConfigurationCheck.Parse(json, Profiles).OrThrow()!;

        Assert.Equal(json, JsonSerializer.Serialize(read, EdgeJson.Default.GatewayConfiguration));
        Assert.Contains("\"stationId\":\"010000A8900016F000169DC0\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("null", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("[]", "")]
    [InlineData("{\"version\":1,\"devices\":[],\"rules\":[],\"outbox\":\"gone\"}", "outbox")]
    [InlineData("{\"version\":1,\"rules\":[]}", "devices")]
    [InlineData("{\"version\":1,\"devices\":[{\"id\":\"a\"}],\"rules\":[]}", "devices[0].profile")]
    [InlineData("{\"version\":1,\"devices\":[null],\"rules\":[]}", "devices[0]")]
    public void a_configuration_of_the_wrong_shape_is_refused_with_its_path(string json, string path) =>
        Assert.Contains(ConfigurationCheck.Parse(json, Profiles).Faults, fault => fault.Path == path);

    [Theory]
    [InlineData("tcp://10.0.0.8", "tcp", "10.0.0.8", 502)]
    [InlineData("tcp://[::1]:1502", "tcp", "::1", 1502)]
    [InlineData("rtu+tcp://serial-server.site:4001", "rtu+tcp", "serial-server.site", 4001)]
    public void an_endpoint_has_host_and_port(string text, string scheme, string host, int port)
    {
        Assert.True(DeviceAddress.TryParse(text, out var address, out _));
        Assert.Equal((scheme, host, port), (address!.Scheme, address.Host, address.Port));
    }

    [Fact]
    public void a_serial_line_has_defaults()
    {
        Assert.True(DeviceAddress.TryParse("rtu:///dev/ttyUSB0?stop=2", out var address, out _));
        Assert.Equal(("/dev/ttyUSB0", new SerialSettings(9_600, "none", 2)), (address!.Path, address.Serial));
    }
}
