using Edge.Core.Configuration;
using Edge.Tests.Drivers;
using Protocols.Hj212;
using Telemetry.Model;

namespace Edge.Tests.Configuration;

public sealed class DeviceTestSpecs : IAsyncDisposable
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));
    private readonly ModbusPeer _crane = GatewayRig.NewCrane();
    private readonly GatewayRig _gateway = new();

    private CancellationToken Cancel => _patience.Token;

    [Fact]
    public async Task a_device_that_answers_shows_its_values_before_it_is_saved()
    {
        var result = await _gateway.Runtime.TestDeviceAsync(GatewayRig.Crane(_crane.Port), Cancel);

        Assert.True(result.Ok, result.Error);
        Assert.Equal(["load", "moment-ratio"], result.Readings.Select(r => r.Point.Value));
        Assert.Empty(_gateway.Fleet.Devices);
    }

    [Fact]
    public async Task a_wrong_address_and_a_wrong_unit_are_told_apart()
    {
        _crane.Dead.Add(9);

        var noHost = await _gateway.Runtime.TestDeviceAsync(GatewayRig.Crane(1), Cancel);
        var noUnit = await _gateway.Runtime.TestDeviceAsync(GatewayRig.Crane(_crane.Port, unit: 9), Cancel);
        var nonsense = await _gateway.Runtime.TestDeviceAsync(GatewayRig.Crane(_crane.Port) with { Profile = "nothing", Unit = 300 }, Cancel);

        Assert.Contains("refused", noHost.Error);
        Assert.Contains("unit 9 did not answer", noUnit.Error);
        Assert.Contains("'nothing' is not a known profile", nonsense.Error);
    }

    [Fact]
    public async Task a_test_on_a_bus_at_work_shares_its_connection()
    {
        await _gateway.Runtime.ApplyConfigurationAsync(GatewayRig.Json(1, [], GatewayRig.Crane(_crane.Port)), Cancel);
        await _gateway.Outbox.NextAsync(Cancel);
        var connections = _crane.Connections;

        var result = await _gateway.Runtime.TestDeviceAsync(GatewayRig.Crane(_crane.Port, "crane-2", unit: 2), Cancel);

        Assert.True(result.Ok, result.Error);
        Assert.Equal((1, 1), (connections, _crane.Connections));
    }

    [Fact]
    public async Task a_test_of_a_panel_at_work_leaves_its_siren_on()
    {
        await _gateway.Runtime.ApplyConfigurationAsync(GatewayRig.Json(1, [], GatewayRig.Panel), Cancel);
        Assert.True((await _gateway.Runtime.WriteAsync(new("panel"), new("siren"), 1, Cancel)).Ok);

        var result = await _gateway.Runtime.TestDeviceAsync(GatewayRig.Panel with { Id = "panel-2" }, Cancel);

        Assert.True(result.Ok, result.Error);
        Assert.True(_gateway.Chip.Snapshot().Single(l => l.Line == 17).Active);
    }

    [Fact]
    public async Task a_station_is_tested_by_its_first_upload()
    {
        var testing = _gateway.Runtime.TestDeviceAsync(GatewayRig.Dust, Cancel);
        while (_gateway.StationPort == 0)
            await Task.Yield();
        await using var station = new Hj212Peer(TimeProvider.System);
        await station.DialAsync(_gateway.StationPort);
        await station.UploadAsync(TimeProvider.System.GetUtcNow(), ("a34002", Hj212Mark.Normal, 80), ("LA", Hj212Mark.Fault, 60));

        var result = await testing;

        Assert.True(result.Ok, result.Error);
        Assert.Equal([Quality.Good, Quality.Bad], result.Readings.Select(r => r.Quality));
        Assert.Equal(0, _gateway.StationPort);
    }

    [Fact]
    public async Task a_station_that_does_not_call_fails_the_test_after_ten_seconds()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var testing = new DeviceTest(_gateway.Factory, clock).RunAsync(GatewayRig.Dust, Cancel);
        while (_gateway.StationPort == 0)
            await Task.Yield();

        clock.Advance(DeviceTest.Limit);
        var result = await testing;

        Assert.Equal((false, "no answer in 10 s"), (result.Ok, result.Error));
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _crane.DisposeAsync();
        _patience.Dispose();
    }
}
