using Edge.Tests.Drivers;
using Protocols.Hj212;
using Protocols.Modbus;
using Telemetry.Model;
using Telemetry.Model.Rules;

namespace Edge.Tests.Configuration;

public sealed class GatewayRuntimeSpecs : IAsyncDisposable
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));
    private readonly ModbusPeer _crane = GatewayRig.NewCrane();
    private readonly GatewayRig _gateway = new();

    private CancellationToken Cancel => _patience.Token;

    [Fact]
    public async Task a_desired_configuration_is_applied_reported_and_kept_over_a_restart()
    {
        await ApplyAsync(7, GatewayRig.Crane(_crane.Port));
        await ReadingAsync("crane-1", r => r.Value == 6.42);

        await using var restarted = new GatewayRig(_gateway.Folder);
        await restarted.Runtime.StartAsync(Cancel);

        Assert.Equal(7, _gateway.Runtime.Current.Version);
        Assert.Equal((7L, null), (restarted.Runtime.Current.Version, restarted.Runtime.Current.Error));
        Assert.Equal("crane-1", Assert.Single(restarted.Runtime.Current.Devices).Id.Value);
    }

    [Fact]
    public async Task a_wrong_configuration_is_refused_with_every_fault_and_the_old_one_goes_on()
    {
        await ApplyAsync(1, GatewayRig.Crane(_crane.Port));
        var impossible = GatewayRig.Overload with { Levels = [new RuleLevel(1, "above", 100_000, "%")] };
        var json = GatewayRig.Json(
            2, [impossible], GatewayRig.Crane(_crane.Port), GatewayRig.Crane(_crane.Port),
            GatewayRig.Panel with { Id = "BAD ID", Address = "gpio://nowhere" });

        var refused = await _gateway.Runtime.ApplyConfigurationAsync(json, Cancel);

        Assert.NotNull(refused);
        foreach (var fault in (string[])["'crane-1' is there twice", "'BAD ID' is not an id", "chip0", "threshold"])
            Assert.Contains(fault, refused);
        Assert.Equal((1L, refused), (_gateway.Runtime.Current.Version, _gateway.Runtime.Current.Error));
        await ReadingAsync("crane-1", r => r.Quality == Quality.Good);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"version\":2}")]
    [InlineData("{\"version\":2,\"devices\":[],\"rules\":[],\"surprise\":1}")]
    public async Task json_that_is_no_configuration_is_refused(string json)
    {
        var refused = await _gateway.Runtime.ApplyConfigurationAsync(json, Cancel);

        Assert.NotNull(refused);
        Assert.Equal(refused, _gateway.Runtime.Current.Error);
    }

    [Fact]
    public async Task a_change_leaves_the_devices_that_it_does_not_name_alone()
    {
        await using var second = GatewayRig.NewCrane();
        await ApplyAsync(1, GatewayRig.Crane(_crane.Port), GatewayRig.Crane(second.Port, "crane-2"), GatewayRig.Panel);
        var (kept, changed) = (_gateway.Fleet.Devices["crane-1"], _gateway.Fleet.Devices["crane-2"]);

        await ApplyAsync(2, GatewayRig.Crane(_crane.Port), GatewayRig.Crane(second.Port, "crane-2") with { Name = "2号塔吊" });

        Assert.Same(kept, _gateway.Fleet.Devices["crane-1"]);
        Assert.NotSame(changed, _gateway.Fleet.Devices["crane-2"]);
        Assert.False(_gateway.Fleet.Devices.ContainsKey("panel"));
    }

    [Fact]
    public async Task births_are_told_of_every_change_and_know_the_last_values()
    {
        var before = _gateway.Runtime.Current;
        var waiting = _gateway.Runtime.WaitForChangeAsync(before, Cancel);

        await ApplyAsync(1, GatewayRig.Crane(_crane.Port));
        var after = await waiting;
        await ReadingAsync("crane-1", r => r.Quality == Quality.Good);

        var load = Assert.Single(after.Devices).Points.Single(p => p.Id.Value == "load");
        Assert.Equal(("t", true, 6.42), (load.Unit, load.Writable, load.Last!()!.Value.Value));
    }

    [Fact]
    public async Task a_rule_from_the_cloud_sounds_the_siren_from_a_register_and_again_after_a_restart()
    {
        await ApplyAsync(1, [GatewayRig.Overload], GatewayRig.Crane(_crane.Port), GatewayRig.Panel);
        var sounded = SirenAsync(_gateway);

        _crane.Memory.SetRegisters(ModbusTable.HoldingRegister, 1, [108]);
        await sounded.WaitAsync(Cancel);
        var told = await _gateway.Outbox.NextEventAsync(Cancel);
        await using var restarted = new GatewayRig(_gateway.Folder);
        var again = SirenAsync(restarted);
        await restarted.Runtime.StartAsync(Cancel);
        await again.WaitAsync(Cancel);

        Assert.Equal(Lane.Alarm, told.Lane);
        Assert.Contains("\"rule\":\"crane-moment\"", told.Event);
    }

    [Fact]
    public async Task the_emergency_stop_sounds_the_siren()
    {
        await ApplyAsync(1, GatewayRig.Panel);
        await ReadingAsync("panel", r => r.Point.Value == "emergency-stop" && r.Quality == Quality.Good);
        var sounded = SirenAsync(_gateway);

        _gateway.Chip.SetInput(4, active: true);

        await sounded.WaitAsync(Cancel);
    }

    [Fact]
    public async Task a_write_is_confirmed_by_its_read_back_in_the_alarm_lane()
    {
        await ApplyAsync(1, GatewayRig.Crane(_crane.Port));

        var result = await _gateway.Runtime.WriteAsync(new("crane-1"), new("load"), 12.5, Cancel);

        Assert.True(result.Ok, result.Error);
        Assert.Equal(12.5, Assert.Single(result.Readings).Value);
        while (await _gateway.Outbox.NextAsync(Cancel) is var report && report.Lane != Lane.Alarm)
            Assert.Equal(Lane.Live, report.Lane);
    }

    [Theory]
    [InlineData("nothing", "load", 1)]
    [InlineData("crane-1", "moment-ratio", 1)]
    [InlineData("crane-1", "nothing", 1)]
    [InlineData("crane-1", "load", 1e9)]
    public async Task a_write_that_cannot_be_is_answered_with_its_reason(string device, string point, double value)
    {
        await ApplyAsync(1, GatewayRig.Crane(_crane.Port));

        var result = await _gateway.Runtime.WriteAsync(new(device), new(point), value, Cancel);

        Assert.False(result.Ok);
        Assert.NotEmpty(result.Error!);
    }

    [Fact]
    public async Task devices_of_three_protocols_work_beside_a_dead_one()
    {
        await ApplyAsync(1, GatewayRig.Crane(_crane.Port), GatewayRig.Crane(1, "crane-dead"), GatewayRig.Panel, GatewayRig.Dust);
        await using var station = new Hj212Peer(TimeProvider.System);
        while (_gateway.StationPort == 0)
            await Task.Yield();
        await station.DialAsync(_gateway.StationPort);
        await station.UploadAsync(TimeProvider.System.GetUtcNow(), ("a34002", Hj212Mark.Normal, 80), ("LA", Hj212Mark.Normal, 60));

        var missing = new HashSet<string> { "crane-1", "panel", "dust-1" };
        var dead = false;
        while (missing.Count > 0 || !dead)
        {
            var report = await _gateway.Outbox.NextAsync(Cancel);
            if (report.Readings.Any(r => r.Quality == Quality.Good))
                missing.Remove(report.Device.Value);
            dead |= report.Device.Value == "crane-dead" && report.Readings.All(r => r is { Quality: Quality.Bad, Reason: QualityReason.NoAnswer });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _crane.DisposeAsync();
        _patience.Dispose();
    }

    private Task ApplyAsync(long version, params Telemetry.Model.Configuration.DeviceConfiguration[] devices) => ApplyAsync(version, [], devices);

    private async Task ApplyAsync(long version, RuleDefinition[] rules, params Telemetry.Model.Configuration.DeviceConfiguration[] devices) =>
        Assert.Null(await _gateway.Runtime.ApplyConfigurationAsync(GatewayRig.Json(version, rules, devices), Cancel));

    private async Task ReadingAsync(string device, Predicate<Reading> wanted)
    {
        while (await _gateway.Outbox.NextAsync(Cancel) is var report)
            if (report.Device.Value == device && report.Readings.Any(r => wanted(r)))
                return;
    }

    private static Task SirenAsync(GatewayRig gateway)
    {
        var sounded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        gateway.Chip.Changed += line =>
        {
            if (line is { Line: 17, Active: true })
                sounded.TrySetResult();
        };
        return sounded.Task;
    }
}
