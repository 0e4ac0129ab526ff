using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;
using Telemetry.Model;
using TestKit.Outbox;
using TestKit.Uplink;

namespace Edge.Tests.Uplink;

public sealed class SparkplugBirthSpecs : IAsyncLifetime
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private readonly SparkplugRig _rig = new();

    private CancellationToken Cancel => _limit.Token;

    public async ValueTask InitializeAsync() => await _rig.StartHostAsync();

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        _limit.Dispose();
    }

    [Fact]
    public async Task the_node_birth_names_session_epoch_configuration_version_and_depths()
    {
        _rig.Start();
        var birth = await _rig.UntilAsync(SparkplugMessageType.NBirth, Cancel);

        Assert.True(BirthDeath.TryReadBdSeq(birth, out var bdSeq));
        Assert.Equal(0, bdSeq);
        Assert.Equal(0UL, birth.Seq);
        Assert.Equal(_rig.Outbox.Epoch, Metric(birth, "Delivery/Epoch").LongValue);
        Assert.Equal(1UL, Metric(birth, "Config/Version").LongValue);
        Assert.Equal("", Metric(birth, "Config/Error").StringValue);
        Assert.False(Metric(birth, "Node Control/Rebirth").BooleanValue);
        Assert.NotEqual("", Metric(birth, "Properties/Version").StringValue);
        Assert.All((string[])["alarm", "live", "history", "media"], lane => Assert.Equal(0UL, Metric(birth, $"Outbox/{lane}/Records").LongValue));
    }

    [Fact]
    public async Task a_device_birth_names_every_point_with_alias_type_value_unit_and_range()
    {
        _rig.Start();
        var birth = await _rig.UntilAsync(m => m.Topic.Device == "crane-2" ? m.Payload : null, Cancel);

        var ratio = Metric(birth, "moment-ratio");
        Assert.Equal((uint)SparkplugDataType.Double, ratio.Datatype);
        Assert.Equal(81.5, ratio.DoubleValue);
        Assert.Equal(["engUnit", "engLow", "engHigh", "readOnly"], ratio.Properties.Keys);
        Assert.Equal(("%", 0d, 200d, true), (ratio.Properties.Values[0].StringValue, ratio.Properties.Values[1].DoubleValue, ratio.Properties.Values[2].DoubleValue, ratio.Properties.Values[3].BooleanValue));
        var siren = Metric(birth, "siren");
        Assert.Equal((uint)SparkplugDataType.Boolean, siren.Datatype);
        Assert.True(siren.IsNull);
        Assert.NotEqual(ratio.Alias, siren.Alias);
    }

    [Fact]
    public async Task a_rebirth_command_brings_all_births_again_and_what_was_not_acknowledged()
    {
        _rig.Acknowledging = false;
        _rig.Start();
        await _rig.AppendAsync(Report.Alarm(), Cancel);
        await _rig.Log.UntilAsync(all => all.Count == 1, Cancel);

        await _rig.CommandAsync(MetricFactory.Boolean(MetricNames.Rebirth, true, 1));

        await _rig.UntilAsync(SparkplugMessageType.NBirth, Cancel, count: 2);
        await _rig.UntilAsync(SparkplugMessageType.DBirth, Cancel, count: 4);
        await _rig.Log.UntilAsync(all => all.Count > 1, Cancel);
        Assert.Empty(_rig.Faults);
        Assert.Equal(1, _rig.Proxy.Connections);
    }

    [Fact]
    public async Task a_changed_configuration_is_born_again()
    {
        _rig.Start();
        await _rig.UntilAsync(SparkplugMessageType.DBirth, Cancel, count: 2);

        _rig.Double.Change(GatewayDouble.Site(2, "crane-1", "crane-2", "crane-3"));

        await _rig.UntilAsync(m => m.Topic.Device == "crane-3" ? m.Payload : null, Cancel);
        var births = _rig.Messages.Where(m => m.Topic.Type == SparkplugMessageType.NBirth).ToList();
        Assert.Equal(2UL, Metric(births[^1].Payload, "Config/Version").LongValue);
        Assert.Empty(_rig.Faults);
    }

    [Fact]
    public async Task backlog_of_a_device_that_is_gone_is_born_and_delivered()
    {
        await _rig.AppendAsync(Report.Live("dust-9"), Cancel);
        await _rig.AppendAsync(Report.Live("crane-1") with { Readings = [new Reading(new PointId("old-point"), Report.Noon, 5)] }, Cancel);
        _rig.Start();

        await _rig.DrainedAsync(Cancel);

        Assert.Equal(["crane-1", "dust-9"], _rig.Log.First.Select(r => r.Device).Order(StringComparer.Ordinal));
        Assert.Empty(_rig.Faults);
    }

    [Fact]
    public async Task nothing_but_the_connection_is_made_while_the_primary_host_is_away()
    {
        await _rig.SetHostAsync(false);
        _rig.Start();
        await _rig.AppendAsync(Report.Alarm(), Cancel);
        await _rig.Proxy.NextConnectionAsync(Cancel);
        Assert.False(_rig.Uplink.IsOnline);
        Assert.Empty(_rig.Messages);

        await _rig.SetHostAsync(true);

        await _rig.DrainedAsync(Cancel);
        Assert.Equal(SparkplugMessageType.NBirth, _rig.Messages.First().Topic.Type);
    }

    [Fact]
    public async Task a_host_that_goes_offline_ends_the_session_with_a_death_and_a_later_one_begins_it_anew()
    {
        _rig.Start();
        await _rig.UntilAsync(SparkplugMessageType.DBirth, Cancel);

        await _rig.SetHostAsync(false);
        var death = await _rig.UntilAsync(SparkplugMessageType.NDeath, Cancel);
        Assert.True(BirthDeath.Ends(0, death));
        await _rig.AppendAsync(Report.Live(), Cancel);

        await _rig.SetHostAsync(true);
        await _rig.DrainedAsync(Cancel);
        Assert.True(BirthDeath.TryReadBdSeq(await _rig.UntilAsync(SparkplugMessageType.NBirth, Cancel, count: 2), out var bdSeq));
        Assert.NotEqual(0, bdSeq);
    }

    [Fact]
    public async Task a_leftover_state_of_an_older_host_session_is_not_believed()
    {
        _rig.Start();
        await _rig.UntilAsync(SparkplugMessageType.NBirth, Cancel);

        await _rig.PublishAsync(SparkplugTopic.ForState("edge-cloud").ToString(), new HostState(false, 0).Encode(), retain: false);
        await _rig.AppendAsync(Report.Alarm(), Cancel);
        await _rig.DrainedAsync(Cancel);

        Assert.DoesNotContain(_rig.Messages, m => m.Topic.Type == SparkplugMessageType.NDeath);
    }

    [Fact]
    public async Task a_will_tells_the_death_of_a_session_that_was_cut_with_its_own_number()
    {
        _rig.Start();
        await _rig.UntilAsync(SparkplugMessageType.NBirth, Cancel);

        _rig.Proxy.Cut();

        var death = await _rig.UntilAsync(SparkplugMessageType.NDeath, Cancel);
        Assert.True(BirthDeath.Ends(0, death));
    }

    [Fact]
    public async Task backlog_is_marked_as_historical_and_live_is_not()
    {
        await _rig.AppendAsync(Report.Live(value: 1), Cancel);
        await _rig.ReopenAsync();
        await _rig.AppendAsync(Report.Live(value: 2, at: TimeProvider.System.GetUtcNow()), Cancel);
        _rig.Start();
        await _rig.DrainedAsync(Cancel);

        var data = _rig.Messages.Where(m => m.Topic.Type == SparkplugMessageType.DData).Select(m => m.Payload.Metrics.Single());
        Assert.Equal([(1d, true), (2d, false)], data.Select(m => (m.DoubleValue, m.IsHistorical)).Order());
        Assert.Equal([(1UL, Lane.History), (2UL, Lane.Live)], _rig.Log.All.Select(r => (r.Sequence, r.Lane)).Order());
    }

    [Fact]
    public async Task values_that_were_old_when_they_came_travel_apart_from_those_of_now()
    {
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < 4; i++)
            await _rig.AppendAsync(Report.Live(value: i, at: i % 2 == 0 ? now : now.AddHours(-3)), Cancel);
        _rig.Start();
        await _rig.DrainedAsync(Cancel);

        var data = _rig.Messages.Where(m => m.Topic.Type == SparkplugMessageType.DData).Select(m => m.Payload).ToList();
        Assert.Equal([0, 2], data.Where(p => p.Metrics.All(m => !m.IsHistorical)).SelectMany(p => p.Metrics).Select(m => m.DoubleValue).Order());
        Assert.Equal([1, 3], data.Where(p => p.Metrics.All(m => m.IsHistorical)).SelectMany(p => p.Metrics).Select(m => m.DoubleValue).Order());
    }

    [Fact]
    public async Task a_lost_device_dies_once_and_is_born_again_when_it_is_back()
    {
        var lost = true;
        var site = GatewayDouble.Site(1, "crane-1", "crane-2");
        _rig.Double.Change(site with { Devices = [.. site.Devices.Select(d => d.Id.Value == "crane-1" ? d with { IsLost = () => Volatile.Read(ref lost) } : d)] });
        _rig.Start();
        await _rig.UntilAsync(SparkplugMessageType.DDeath, Cancel);
        await _rig.AppendAsync(Report.Live("crane-1"), Cancel);
        await _rig.DrainedAsync(Cancel);

        Volatile.Write(ref lost, false);
        await _rig.AppendAsync(Report.Live("crane-1"), Cancel);
        await _rig.DrainedAsync(Cancel);

        Assert.Equal(["DBirth", "DDeath", "DData", "DBirth", "DData"], _rig.Messages.Where(m => m.Topic.Device == "crane-1").Select(m => m.Topic.Type.ToString()));
        Assert.Empty(_rig.Faults);
    }

    [Fact]
    public async Task a_backlog_takes_only_what_the_link_can_spare()
    {
        await Task.WhenAll(Enumerable.Range(0, 20_000).Select(i => _rig.AppendAsync(Report.Live($"crane-{i % 2 + 1}", i), Cancel)));
        await _rig.ReopenAsync();
        _rig.Proxy.BytesPerSecond = 150_000;
        _rig.Start();
        await _rig.Log.UntilAsync(all => all.Count > 8_000, Cancel);

        var before = _rig.Log.All.Count;
        var alarm = await _rig.AppendAsync(Report.Alarm(), Cancel);
        await _rig.Log.UntilAsync(all => all.Any(r => r.Sequence == alarm), Cancel);
        var overtakenBy = _rig.Log.All.TakeWhile(r => r.Sequence != alarm).Count() - before;

        Assert.InRange(overtakenBy, 0, 4_000);
        Assert.True(_rig.Outbox.Status.Lanes.Sum(l => l.Records) > 0);
    }

    [Fact]
    public async Task quality_and_reason_travel_only_when_a_value_is_not_good()
    {
        await _rig.AppendAsync(Report.Live() with
        {
            Readings =
            [
                new Reading(new PointId("moment-ratio"), Report.Noon, 300, Quality.Uncertain, QualityReason.OutOfRange),
                Reading.Bad(new PointId("siren"), Report.Noon, QualityReason.NoAnswer),
                new Reading(new PointId("wind-speed"), Report.Noon, 3),
            ],
        }, Cancel);
        _rig.Start();
        await _rig.DrainedAsync(Cancel);

        var metrics = _rig.Messages.Single(m => m.Topic.Type == SparkplugMessageType.DData).Payload.Metrics;
        Assert.Equal([(64, 6), (0, 1), (192, 0)], metrics.Select(m => m.ReadQuality()));
        Assert.True(metrics[1].IsNull);
        Assert.Null(metrics[2].Properties);
    }

    private static Metric Metric(Payload payload, string name) => payload.Metrics.Single(m => m.Name == name);
}
