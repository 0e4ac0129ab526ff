using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Ingestion;
using Cloud.Telemetry.Projects;
using Microsoft.Extensions.Time.Testing;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;
using Telemetry.Model;

namespace Cloud.Tests.Ingestion;

public sealed class PresenceSpecs
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 4, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_gateway_is_never_online_and_offline_in_turn()
    {
        await using var house = await CloudHouse.StartAsync();
        Assert.Equal(GatewayState.Never, (await GatewayAsync(house)).State);
        await using var gateway = new GatewayStub();

        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");
        var online = await GatewayAsync(house, GatewayState.Online);
        Assert.Equal(77ul, online.Epoch);
        Assert.NotNull(online.Address);

        await gateway.DisconnectAsync();
        var offline = await GatewayAsync(house, GatewayState.Offline);
        Assert.True(offline.Since >= online.Since);
    }

    [Fact]
    public async Task a_gateway_whose_process_is_gone_is_offline_at_once()
    {
        await using var house = await CloudHouse.StartAsync();
        var gateway = new GatewayStub();
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");
        await gateway.DataAsync("crane-1", 1, 0.5);
        await gateway.AcknowledgedAsync(1);
        await GatewayAsync(house, GatewayState.Online);

        gateway.Vanish();

        await GatewayAsync(house, GatewayState.Offline);
        await DeviceAsync(house, DeviceState.Offline);
    }

    [Fact]
    public async Task a_black_holed_gateway_is_offline_after_twelve_seconds_of_silence_and_not_before()
    {
        await using var house = await CloudHouse.StartAsync(time: _time);
        await using var gateway = new GatewayStub(time: _time);
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");
        await GatewayAsync(house, GatewayState.Online);

        for (var round = 1ul; round <= 5; round++)
        {
            _time.Advance(TimeSpan.FromSeconds(11));
            await gateway.DataAsync("crane-1", round, round);
            await gateway.AcknowledgedAsync(round);
            Assert.Equal(GatewayState.Online, (await GatewayAsync(house)).State);
        }

        _time.Advance(TimeSpan.FromSeconds(14));

        await GatewayAsync(house, GatewayState.Offline);
        await DeviceAsync(house, DeviceState.Offline);
        Assert.Equal(1, house.Counted("ingestion.silent"));
    }

    [Fact]
    public async Task a_device_is_stale_when_only_its_own_readings_stay_away()
    {
        await using var house = await CloudHouse.StartAsync(time: _time);
        await using var gateway = new GatewayStub(time: _time);
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1", "hoist-1");
        await gateway.DataAsync("crane-1", 1, 0);
        await gateway.AcknowledgedAsync(1);
        await DeviceAsync(house, DeviceState.Online);

        for (var round = 2ul; round < 10; round++)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await gateway.DataAsync("hoist-1", round, round);
            await gateway.AcknowledgedAsync(round);
        }

        await DeviceAsync(house, DeviceState.Stale);
        var crane = (await house.Grains.Project(CloudHouse.Project).LatestAsync(new DeviceId("crane-1"), Cancel)).Devices[0].Points[0];
        Assert.Equal((0.0, true), (crane.Reading.Value, crane.Stale));
        Assert.Equal(DeviceState.Online, (await house.Grains.Project(CloudHouse.Project).DevicesAsync(Cancel)).Single(d => d.Device.Value == "hoist-1").State);
    }

    [Fact]
    public async Task a_device_that_the_gateway_gives_up_is_offline_until_it_reports_again()
    {
        await using var house = await CloudHouse.StartAsync();
        await using var gateway = new GatewayStub();
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");
        await gateway.DataAsync("crane-1", 1, 0.5);
        await gateway.AcknowledgedAsync(1);
        await DeviceAsync(house, DeviceState.Online);

        await gateway.DeviceDeathAsync("crane-1");
        await DeviceAsync(house, DeviceState.Offline);

        await gateway.DeviceBirthAsync("crane-1");
        await gateway.DataAsync("crane-1", 2, 0.6);
        await DeviceAsync(house, DeviceState.Online);
    }

    [Fact]
    public async Task the_death_of_an_older_session_ends_nothing()
    {
        await using var house = await CloudHouse.StartAsync();
        await using var gateway = new GatewayStub();
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");
        await GatewayAsync(house, GatewayState.Online);

        await gateway.PublishAsync(gateway.Topic(SparkplugMessageType.NDeath), BirthDeath.NodeDeath(200, 0));
        await gateway.DataAsync("crane-1", 1, 0.5);
        await gateway.AcknowledgedAsync(1);

        Assert.Equal(1, house.Counted(Refusal.StaleDeath));
        Assert.Equal(GatewayState.Online, (await GatewayAsync(house)).State);
    }

    [Fact]
    public async Task a_session_whose_grain_was_lost_is_taken_over_within_a_minute()
    {
        await using var house = await CloudHouse.StartAsync(time: _time);
        await using var gateway = new GatewayStub(time: _time);
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");
        await GatewayAsync(house, GatewayState.Online);
        var grain = house.Grains.Gateway(CloudHouse.Project, CloudHouse.Gateway);
        await grain.DiedAsync(await LostAsync(house, grain), _time.GetUtcNow(), Cancel);

        for (var i = 1ul; i <= 7; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await gateway.DataAsync("crane-1", i, i);
            await Eventually.TrueAsync(() => house.Counted("ingestion.points") == (long)i);
        }

        var status = await GatewayAsync(house, GatewayState.Online);
        Assert.Equal(_time.GetUtcNow(), status.LastSeenAt);
        Assert.Equal(1, (await house.Grains.Project(CloudHouse.Project).CountsAsync(Cancel)).GatewaysOnline);
    }

    [Fact]
    public async Task the_end_of_a_session_is_remembered_over_a_restart_of_the_cloud()
    {
        using var folder = new TestKit.TemporaryFolder();
        DateTimeOffset started;
        await using (var house = await CloudHouse.StartAsync(folder.Path))
        {
            await using (var gateway = new GatewayStub())
            {
                await gateway.StartAsync(house.Broker.PlainPort, "crane-1");
                started = (await GatewayAsync(house, GatewayState.Online)).Since!.Value;
            }

            await GatewayAsync(house, GatewayState.Offline);
        }

        await using var again = await CloudHouse.StartAsync(folder.Path);
        var status = await GatewayAsync(again);
        Assert.Equal(GatewayState.Offline, status.State);
        Assert.True(status.LastSeenAt > started);
    }

    [Fact]
    public async Task counts_roll_up_from_project_to_county_city_and_province()
    {
        await using var house = await CloudHouse.StartAsync();
        await using var gateway = new GatewayStub();
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");
        await gateway.DataAsync("crane-1", 1, 0.5);
        await gateway.AcknowledgedAsync(1);

        foreach (var area in (string[])["320508", "3205", "32"])
        {
            var counts = await Eventually.TrueAsync(() => house.Grains.GetGrain<IAreaGrain>(area).CountsAsync(Cancel), c => c.Counts.DevicesOnline == 1);
            Assert.Equal((1, 1, 2), (counts.Projects, counts.Counts.GatewaysOnline, counts.Counts.GatewaysTotal));
        }

        Assert.Equal(["320508"], (await house.Grains.GetGrain<IAreaGrain>("3205").ChildrenAsync(Cancel)).Keys);
    }

    [Fact]
    public async Task the_live_feed_tells_values_and_states_of_one_project()
    {
        await using var house = await CloudHouse.StartAsync();
        await house.Grains.Project(CloudHouse.Project).CountsAsync(Cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var changes = house.Feed.SubscribeAsync(CloudHouse.Project, stop.Token).GetAsyncEnumerator(Cancel);
        var next = changes.MoveNextAsync();
        await using var gateway = new GatewayStub();
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");
        await gateway.DataAsync("crane-1", 1, 0.5, 0.75);
        var seen = new List<LiveChange>();

        while (!seen.OfType<LatestChanged>().Any() || !seen.OfType<DeviceChanged>().Any(d => d.Device.State is DeviceState.Online) || !seen.OfType<GatewayChanged>().Any())
        {
            Assert.True(await next.AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancel));
            seen.AddRange(changes.Current.Changes);
            next = changes.MoveNextAsync();
        }

        Assert.Equal(0.75, seen.OfType<LatestChanged>().Last().Points.Single().Value);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.AsTask());
    }

    // The grain forgets its session as if its silo had gone: only the session's id ends it, so it is made known first.
    private static async Task<Guid> LostAsync(CloudHouse house, IGatewayGrain grain)
    {
        var session = Guid.CreateVersion7();
        var nobody = new Nobody();
        await grain.BornAsync(new GatewayBirth(session, DateTimeOffset.UnixEpoch, null, 77, new GatewayReport(DateTimeOffset.UnixEpoch)), house.Grains.CreateObjectReference<IGatewayConnection>(nobody), Cancel);
        GC.KeepAlive(nobody);
        return session;
    }

    private static Task<GatewayStatus> GatewayAsync(CloudHouse house) =>
        house.Grains.Gateway(CloudHouse.Project, CloudHouse.Gateway).StatusAsync(Cancel);

    private static Task<GatewayStatus> GatewayAsync(CloudHouse house, GatewayState wanted) =>
        Eventually.TrueAsync(() => GatewayAsync(house), s => s.State == wanted);

    private static Task<IReadOnlyList<DeviceStatus>> DeviceAsync(CloudHouse house, DeviceState wanted) => Eventually.TrueAsync(
        () => house.Grains.Project(CloudHouse.Project).DevicesAsync(Cancel), d => d.SingleOrDefault(x => x.Device.Value == "crane-1")?.State == wanted);

    private sealed class Nobody : IGatewayConnection
    {
        public Task SendAsync(string topic, ReadOnlyMemory<byte> payload) => Task.CompletedTask;

        public Task DisconnectAsync(string gateway) => Task.CompletedTask;
    }
}
