using Cloud.Telemetry.Delivery;
using Cloud.Telemetry.Series;
using Telemetry.Model;

namespace Cloud.Tests.Delivery;

public sealed class DeliveryTruthSpecs
{
    private static readonly GatewayId Gateway = new("gw-1");
    private static readonly DeviceId Crane = new("crane-1");
    private static readonly DateOnly Day = new(2026, 11, 23);
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void holes_lie_between_the_mark_and_the_islands()
    {
        var marks = new Dictionary<MarkKey, SequenceRanges>
        {
            [new MarkKey(Gateway, 7)] = SequenceRanges.Restore(10, [new(13, 15), new(20, 20)]),
            [new MarkKey(Gateway, 8)] = SequenceRanges.Restore(5, []),
        };

        Assert.Equal([new SequenceRange(11, 12), new SequenceRange(16, 19)], DeliveryTruth.Holes(marks).Select(h => h.Range));
    }

    [Fact]
    public void a_day_adds_up_over_gateways_epochs_and_losses()
    {
        var tally = new DeliveryTally(
            [new ReceivedTally(Crane, Day, 90, 3)],
            [new ExpectedTally(Gateway, Crane, Day, 60), new ExpectedTally(new GatewayId("gw-2"), Crane, Day, 40)],
            [new LostTally(Gateway, Crane, Day, 10, new SequenceRange(5, 9), "live", "age"), new LostTally(Gateway, null, Day, 2, new SequenceRange(1, 2), "live", "corrupt")],
            new Dictionary<MarkKey, SequenceRanges>());

        var days = DeliveryTruth.Days(tally);

        Assert.Equal([null, Crane], days.Select(d => d.Device));
        Assert.Equal((100L, 90L, 3L, 10L, 0.9), (days[1].Expected!.Value, days[1].Received, days[1].Late, days[1].Lost, days[1].Complete!.Value));
        Assert.Equal((null, 2L), (days[0].Expected, days[0].Lost));
    }

    [Theory]
    [InlineData("2026-11-22T15:59:59.999Z", "2026-11-22")]
    [InlineData("2026-11-22T16:00:00.000Z", "2026-11-23")]
    [InlineData("1969-12-31T15:59:59.999Z", "1969-12-31")]
    public void the_site_day_turns_at_midnight_in_shanghai(string instant, string day)
    {
        var expected = DateOnly.Parse(day);

        Assert.Equal(expected, SiteDay.Of(DateTimeOffset.Parse(instant)));
        Assert.Equal(expected, SiteDay.Of(SiteDay.Start(expected)));
        Assert.Equal(expected.AddDays(-1), SiteDay.Of(SiteDay.Start(expected).AddMilliseconds(-1)));
    }

    [Theory]
    [InlineData("""{"kind":"lost","first":3,"last":2}""")]
    [InlineData("""{"kind":"lost","first":0,"last":2}""")]
    [InlineData("""{"kind":"lost","first":"1","last":2}""")]
    [InlineData("""{"kind":"lost","first":1,"last":18446744073709551615}""")]
    [InlineData("""{"kind":"ledger","day":"2026-13-01","devices":{}}""")]
    [InlineData("""{"kind":"ledger","day":"2026-11-23","devices":[1]}""")]
    [InlineData("""{"first":1}""")]
    [InlineData("""{"kind":7}""")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("{\"kind\":\"ledger\"")]
    public void an_event_that_cannot_be_read_is_kept_as_it_came(string json)
    {
        var read = GatewayEvent.Parse(Noon, json);

        Assert.Equal((GatewayEvent.Unreadable, json), (read.Kind, read.Json));
        Assert.Null(read.Lost);
        Assert.Null(read.Ledger);
    }

    [Fact]
    public void a_ledger_skips_what_is_no_device_or_no_count()
    {
        var read = GatewayEvent.Parse(Noon, """{"kind":"ledger","day":"2026-11-23","devices":{"crane-1":5,"NOT AN ID":1,"hoist-1":-1,"pit-1":1.5}}""");

        Assert.Equal([KeyValuePair.Create(Crane, 5L)], read.Ledger!.Devices);
    }

    [Theory]
    [InlineData(Lane.Live, -60, false)]
    [InlineData(Lane.Live, -61, true)]
    [InlineData(Lane.Alarm, -61, true)]
    [InlineData(Lane.History, 0, true)]
    [InlineData(Lane.Live, 300, false)]
    [InlineData(Lane.Live, 301, true)]
    public void late_is_what_is_old_backlog_or_from_the_future(Lane lane, int seconds, bool late) =>
        Assert.Equal(late, LateRule.IsLate(lane, Noon.AddSeconds(seconds), Noon));
}
