using Telemetry.Model;
using TestKit.Outbox;
using Xunit;

namespace TestKit.Uplink;

/// <summary>What it means to be an uplink. Acknowledgements time out after about a second in the rigs, so that every test is short.</summary>
public abstract class UplinkContract : IAsyncLifetime
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));

    protected UplinkRig Rig { get; private set; } = null!;

    protected CancellationToken Cancel => _limit.Token;

    protected abstract UplinkRig CreateRig();

    public async ValueTask InitializeAsync()
    {
        Rig = CreateRig();
        await Rig.StartHostAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Rig.DisposeAsync();
        _limit.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task what_is_appended_arrives_and_leaves_the_outbox()
    {
        Rig.Start();
        for (var i = 0; i < 50; i++)
            await Rig.AppendAsync(Report.Live($"crane-{i % 3}", i) with { Lane = i % 10 == 0 ? Lane.Alarm : Lane.Live }, Cancel);

        await Rig.DrainedAsync(Cancel);

        Assert.Equal(Sequences(1, 50), Rig.Log.First.Select(r => r.Sequence).Order());
        Assert.All(Rig.Log.First, r => Assert.Equal(r.Sequence - 1, r.Readings.Single().Value));
        Assert.All(Rig.Log.First, r => Assert.Equal(Rig.Outbox.Epoch, r.Epoch));
        Assert.True(Rig.Uplink.IsOnline);
    }

    [Fact]
    public async Task an_event_of_the_gateway_and_one_of_a_device_arrive_as_they_are()
    {
        const string Json = """{"kind":"clock-step","seconds":-3,"说明":"校时"}""";
        await Rig.AppendAsync(new DeviceReport(new DeviceId(""), [], Lane.Live, Json), Cancel);
        await Rig.AppendAsync(Report.Alarm() with { Event = Json }, Cancel);
        Rig.Start();

        await Rig.DrainedAsync(Cancel);

        Assert.All(Rig.Log.First, r => Assert.Equal(Json, r.Event));
        Assert.Equal(["", "crane-1"], Rig.Log.First.Select(r => r.Device).Order(StringComparer.Ordinal));
        Assert.Single(Rig.Log.First.Single(r => r.Device == "crane-1").Readings);
    }

    [Fact]
    public async Task nothing_is_lost_when_the_link_is_cut_again_and_again()
    {
        Rig.Start();
        for (var i = 0; i < 600; i++)
        {
            await Rig.AppendAsync(Report.Live($"crane-{i % 5}", i), Cancel);
            if (i % 150 == 75)
            {
                await Rig.Log.UntilAsync(all => all.Count > 0, Cancel);
                Rig.Proxy.Cut();
            }
        }

        await Rig.DrainedAsync(Cancel);

        Assert.Equal(Sequences(1, 600), Rig.Log.First.Select(r => r.Sequence).Order());
        Assert.All(Rig.Log.All, r => Assert.Equal(r.Sequence - 1, r.Readings.Single().Value));
        Assert.True(Rig.Proxy.Connections > 1);
    }

    [Fact]
    public async Task a_link_that_dies_without_a_word_is_noticed_and_nothing_is_lost()
    {
        Rig.Start();
        await Rig.AppendAsync(Report.Live(), Cancel);
        await Rig.DrainedAsync(Cancel);
        Rig.Proxy.BlackHole();

        for (var i = 0; i < 100; i++)
            await Rig.AppendAsync(Report.Live(value: i), Cancel);
        await Rig.DrainedAsync(Cancel);

        Assert.Equal(Sequences(1, 101), Rig.Log.First.Select(r => r.Sequence).Order());
        Assert.True(Rig.Proxy.Connections > 1);
    }

    [Fact]
    public async Task half_a_link_that_swallows_the_answers_is_noticed_and_nothing_is_lost()
    {
        Rig.Start();
        await Rig.AppendAsync(Report.Live(), Cancel);
        await Rig.DrainedAsync(Cancel);
        Rig.Proxy.BlackHole(toServer: false, toClient: true);

        for (var i = 0; i < 100; i++)
            await Rig.AppendAsync(Report.Live(value: i), Cancel);
        await Rig.DrainedAsync(Cancel);

        Assert.Equal(Sequences(1, 101), Rig.Log.First.Select(r => r.Sequence).Order());
        Assert.True(Rig.Log.All.Count > 101);
    }

    [Fact]
    public async Task what_is_not_acknowledged_stays_and_is_sent_again_without_gaps()
    {
        Rig.Acknowledging = false;
        for (var i = 0; i < 300; i++)
            await Rig.AppendAsync(Report.Alarm(value: i), Cancel);
        Rig.Start();
        await Rig.Log.UntilAsync(all => all.Count(r => r.Sequence == 300) > 1, Cancel);
        Assert.Equal(300, Rig.Outbox.Status.Lanes.Sum(lane => lane.Records));

        Rig.Acknowledging = true;
        await Rig.DrainedAsync(Cancel);

        Assert.Equal(Sequences(1, 300), Rig.Log.First.Select(r => r.Sequence));
    }

    [Fact]
    public async Task order_is_kept_per_device_within_a_lane_across_a_cut()
    {
        for (var i = 0; i < 400; i++)
            await Rig.AppendAsync(Report.Live($"crane-{i % 4}", i) with { Lane = i % 3 == 0 ? Lane.Alarm : Lane.Live }, Cancel);
        Rig.Start();
        await Rig.Log.UntilAsync(all => all.Count > 0, Cancel);
        Rig.Proxy.Cut();
        for (var i = 400; i < 800; i++)
            await Rig.AppendAsync(Report.Live($"crane-{i % 4}", i) with { Lane = i % 3 == 0 ? Lane.Alarm : Lane.Live }, Cancel);
        await Rig.DrainedAsync(Cancel);

        foreach (var stream in Rig.Log.First.GroupBy(r => (r.Device, r.Lane)))
            Assert.Equal(stream.Select(r => r.Sequence).Order(), stream.Select(r => r.Sequence));
        Assert.Equal(800, Rig.Log.First.Count);
    }

    [Fact]
    public async Task an_alarm_overtakes_what_waits()
    {
        for (var i = 0; i < 3_000; i++)
            await Rig.AppendAsync(Report.Live(value: i), Cancel);
        var alarm = await Rig.AppendAsync(Report.Alarm(), Cancel);
        Rig.Start();

        await Rig.Log.UntilAsync(all => all.Count > 0, Cancel);
        Assert.Equal(alarm, Rig.Log.All[0].Sequence);

        var late = await Rig.AppendAsync(Report.Alarm(), Cancel);
        await Rig.DrainedAsync(Cancel);
        Assert.Contains(Rig.Log.First, r => r.Sequence == late);
        Assert.Equal(3_002, Rig.Log.First.Count);
    }

    [Fact]
    public async Task bytes_that_stand_still_for_a_moment_do_no_harm()
    {
        Rig.Start();
        await Rig.AppendAsync(Report.Live(), Cancel);
        await Rig.DrainedAsync(Cancel);

        Rig.Proxy.Hold();
        for (var i = 0; i < 50; i++)
            await Rig.AppendAsync(Report.Live(value: i), Cancel);
        Rig.Proxy.Resume();

        await Rig.DrainedAsync(Cancel);
        Assert.Equal(Sequences(1, 51), Rig.Log.First.Select(r => r.Sequence).Order());
    }

    [Fact]
    public async Task a_server_that_is_away_at_first_is_found_when_it_comes()
    {
        Rig.Proxy.Refuse();
        Rig.Start();
        await Rig.AppendAsync(Report.Live(), Cancel);
        Assert.False(Rig.Uplink.IsOnline);

        Rig.Proxy.Accept();

        await Rig.DrainedAsync(Cancel);
        Assert.True(Rig.Uplink.IsOnline);
    }

    [Fact]
    public async Task a_server_that_takes_the_connection_and_says_nothing_is_given_up_and_tried_again()
    {
        Rig.Proxy.Hold();
        Rig.Start();
        await Rig.AppendAsync(Report.Live(), Cancel);
        await Rig.Proxy.NextConnectionAsync(Cancel);
        await Rig.Proxy.NextConnectionAsync(Cancel);

        Rig.Proxy.Resume();

        await Rig.DrainedAsync(Cancel);
    }

    [Fact]
    public async Task stopping_ends_the_uplink_and_keeps_what_is_left()
    {
        Rig.Acknowledging = false;
        Rig.Start();
        await Rig.AppendAsync(Report.Live(), Cancel);
        await Rig.Log.UntilAsync(all => all.Count > 0, Cancel);

        await Rig.StopAsync();

        Assert.False(Rig.Uplink.IsOnline);
        Assert.Equal(1, Rig.Outbox.Status.Lanes.Sum(lane => lane.Records));
    }

    private static IEnumerable<ulong> Sequences(ulong first, ulong last)
    {
        for (var n = first; n <= last; n++)
            yield return n;
    }
}
