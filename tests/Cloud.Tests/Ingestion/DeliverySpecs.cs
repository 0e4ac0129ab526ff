using Cloud.Telemetry.Delivery;
using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Ingestion;
using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Series;
using Protocols.Sparkplug;
using Telemetry.Model;

namespace Cloud.Tests.Ingestion;

public sealed class DeliverySpecs
{
    private static readonly DeviceId Crane = new("crane-1");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task what_is_acknowledged_is_stored_and_shown()
    {
        await using var house = await CloudHouse.StartAsync();
        await using var gateway = new GatewayStub();
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");

        await gateway.DataAsync("crane-1", 1, 0.5, 0.6, 0.7);
        var ack = await gateway.AcknowledgedAsync(3);

        Assert.Equal((3ul, 0), (ack.HighWater, ack.Islands.Count));
        Assert.Equal([0.5, 0.6, 0.7], (await StoredAsync(house)).Select(r => r.Reading.Value));
        // Presence has a way of its own, and data may overtake it.
        var latest = await Eventually.TrueAsync(
            () => house.Grains.Project(CloudHouse.Project).LatestAsync(Crane, Cancel), found => found.Devices.Any(d => d.State is DeviceState.Online));
        var point = Assert.Single(Assert.Single(latest.Devices).Points);
        Assert.Equal((0.7, false), (point.Reading.Value, point.Stale));
        Assert.Equal(DeviceState.Online, latest.Devices[0].State);
    }

    [Fact]
    public async Task nothing_is_acknowledged_before_it_is_flushed()
    {
        await using var house = await CloudHouse.StartAsync();
        await using var gateway = new GatewayStub();
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");
        house.Store.Close();

        await gateway.DataAsync("crane-1", 1, 0.5);
        await Eventually.TrueAsync(() => house.Counted("ingestion.points") == 1);
        Assert.False(gateway.HasReceived);

        house.Store.Open();
        await gateway.AcknowledgedAsync(1);
        Assert.Single(await StoredAsync(house));
    }

    [Fact]
    public async Task duplicates_and_disorder_leave_what_a_clean_run_leaves()
    {
        await using var house = await CloudHouse.StartAsync();
        await using var gateway = new GatewayStub();
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");
        var start = TimeProvider.System.GetUtcNow().AddSeconds(-10);
        var random = new Random(7);
        var order = Enumerable.Range(1, 200).SelectMany(i => random.Next(10) == 0 ? new[] { i, i } : [i]).OrderBy(i => i + random.Next(20)).ToList();

        foreach (var sequence in order)
            await gateway.DataAsync("crane-1", (ulong)sequence, Lane.Live, start.AddMilliseconds(sequence), sequence);
        var ack = await gateway.AcknowledgedAsync(200);
        while (ack.HighWater < 200)
            ack = await gateway.AcknowledgedAsync(200);

        Assert.Equal(Enumerable.Range(1, 200).Select(i => (double)i), (await StoredAsync(house)).Select(r => r.Reading.Value));
        Assert.Equal(200, (await house.Grains.Project(CloudHouse.Project).LatestAsync(Crane, Cancel)).Devices[0].Points[0].Reading.Value);
    }

    [Fact]
    public async Task a_resend_after_a_restart_of_the_cloud_is_acknowledged_and_stored_once()
    {
        var folder = Directory.CreateTempSubdirectory("edge-cloud").FullName;
        await using (var house = await CloudHouse.StartAsync(folder))
        {
            await using var before = new GatewayStub();
            await before.StartAsync(house.Broker.PlainPort, "crane-1");
            await before.DataAsync("crane-1", 1, 0.5, 0.6);
            await before.AcknowledgedAsync(2);
        }

        await using (var house = await CloudHouse.StartAsync(folder))
        {
            await using var after = new GatewayStub();
            await after.StartAsync(house.Broker.PlainPort, "crane-1");
            await after.DataAsync("crane-1", 1, 0.5, 0.6, 0.7);
            await after.AcknowledgedAsync(3);

            Assert.Equal(3, (await StoredAsync(house)).Count);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task late_data_fill_the_curve_and_never_move_the_latest_value()
    {
        await using var house = await CloudHouse.StartAsync();
        await using var gateway = new GatewayStub();
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");
        var now = TimeProvider.System.GetUtcNow();

        await gateway.DataAsync("crane-1", 1, Lane.Live, now, 1);
        await gateway.DataAsync("crane-1", 2, Lane.History, now.AddMilliseconds(5), 2);
        await gateway.DataAsync("crane-1", 3, Lane.Live, now.AddSeconds(-90), 3);
        await gateway.DataAsync("crane-1", 4, Lane.Live, now.AddYears(2), 4);
        await gateway.AcknowledgedAsync(4);

        Assert.Equal(4, (await StoredAsync(house)).Count);
        Assert.Equal(1, (await house.Grains.Project(CloudHouse.Project).LatestAsync(Crane, Cancel)).Devices[0].Points[0].Reading.Value);
        Assert.Equal(1, house.Counted(Refusal.BadTime));
        var today = Assert.Single(DeliveryTruth.Days(await house.Store.TallyAsync(CloudHouse.Project, SiteDay.Of(now.AddSeconds(-90)), SiteDay.Of(now), Cancel)).TakeLast(1));
        Assert.Equal((3, 2), (today.Received, today.Late));
    }

    [Fact]
    public async Task a_ledger_and_a_loss_are_shown_and_close_the_hole()
    {
        await using var house = await CloudHouse.StartAsync();
        await using var gateway = new GatewayStub();
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");
        var day = SiteDay.Of(TimeProvider.System.GetUtcNow());

        await gateway.DataAsync("crane-1", 1, 0.5);
        await gateway.EventAsync(5, $$$$"""{"kind":"lost","first":2,"last":4,"lane":"live","reason":"disk-full","epoch":"77","readings":{"crane-1":{"{{{{day:yyyy-MM-dd}}}}":6}}}""");
        await gateway.EventAsync(6, $$$"""{"kind":"ledger","day":"{{{day:yyyy-MM-dd}}}","devices":{"crane-1":7}}""");
        var ack = await gateway.AcknowledgedAsync(6);

        Assert.Equal(6ul, ack.HighWater);
        var shown = Assert.Single(DeliveryTruth.Days(await house.Store.TallyAsync(CloudHouse.Project, day, day, Cancel)));
        Assert.Equal((7L, 1L, 6L), (shown.Expected!.Value, shown.Received, shown.Lost));
        Assert.Equal(1 / 7.0, shown.Complete!.Value, 6);
    }

    internal static async Task<List<StoredReading>> StoredAsync(CloudHouse house)
    {
        var all = new List<StoredReading>();
        await foreach (var reading in house.Store.ReplayAsync(
            new ReplayQuery(CloudHouse.Project, ReplayOrder.DeviceTime, DateTimeOffset.MinValue, DateTimeOffset.MaxValue), Cancel))
            all.Add(reading);
        return all;
    }
}
