using Cloud.Telemetry.Delivery;
using Cloud.Telemetry.Series;
using Telemetry.Model;
using Xunit;

namespace TestKit.Series;

/// <summary>What it means to be a series store. A backend subclasses it with how it is opened.</summary>
public abstract class TimeSeriesContract
{
    protected static readonly ProjectId Project = new("site-1");
    protected static readonly GatewayId Gateway = new("gw-1");
    protected static readonly DeviceId Crane = new("crane-1");
    protected static readonly PointId Ratio = new("moment-ratio");
    protected static readonly PointId Wind = new("wind-speed");
    protected static readonly DateTimeOffset Noon = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Opens the store; the same data again on the second call of one test.</summary>
    protected abstract Task<ITimeSeriesStore> OpenAsync();

    /// <summary>Closes it, everything flushed.</summary>
    protected abstract Task CloseAsync(ITimeSeriesStore store);

    protected static SeriesRecord Record(ulong sequence, DateTimeOffset at, double value, Lane lane = Lane.Live, ulong epoch = 7, DeviceId? device = null, GatewayEvent? happened = null) =>
        new(Gateway, new RecordId(epoch, sequence), device ?? Crane, lane, new[] { new Reading(Ratio, at, value) }, happened);

    protected static ProjectBatch Batch(DateTimeOffset arrived, params IReadOnlyList<SeriesRecord> records) => new(Project, arrived, records);

    [Fact]
    public async Task a_batch_is_answered_with_the_marks_it_leaves()
    {
        var store = await OpenAsync();

        var first = await store.AppendAsync(Batch(Noon, Record(1, Noon, 0.5), Record(2, Noon, 0.6), Record(4, Noon, 0.7)), Cancel);
        var second = await store.AppendAsync(Batch(Noon, Record(3, Noon, 0.8)), Cancel);

        Assert.Equal(3, first.Stored);
        Assert.Equal(2ul, first.Marks[new MarkKey(Gateway, 7)].HighWater);
        Assert.Equal([new SequenceRange(4, 4)], first.Marks[new MarkKey(Gateway, 7)].Islands);
        Assert.Equal(4ul, second.Marks[new MarkKey(Gateway, 7)].HighWater);
        Assert.True(second.Position > first.Position);
        await CloseAsync(store);
    }

    [Fact]
    public async Task a_record_counts_once_however_often_it_is_sent()
    {
        var store = await OpenAsync();
        await store.AppendAsync(Batch(Noon, Record(1, Noon, 0.5)), Cancel);

        var again = await store.AppendAsync(Batch(Noon, Record(1, Noon, 0.5), Record(1, Noon, 0.5), Record(2, Noon.AddSeconds(1), 0.6)), Cancel);

        Assert.Equal((1, 2), (again.Stored, again.Duplicates));
        Assert.Equal(2, (await All(store)).Count);
        Assert.Equal(2, Assert.Single((await store.TallyAsync(Project, Day, Day, Cancel)).Received).Received);
        await CloseAsync(store);
    }

    [Fact]
    public async Task another_epoch_is_another_outbox()
    {
        var store = await OpenAsync();
        await store.AppendAsync(Batch(Noon, Record(1, Noon, 0.5, epoch: 7)), Cancel);

        var other = await store.AppendAsync(Batch(Noon, Record(1, Noon.AddSeconds(1), 0.6, epoch: ulong.MaxValue)), Cancel);

        Assert.Equal(1, other.Stored);
        Assert.Equal(2, (await store.MarksAsync(Project, Cancel)).Marks.Count);
        await CloseAsync(store);
    }

    [Fact]
    public async Task everything_is_there_after_opening_again()
    {
        var store = await OpenAsync();
        var before = await store.AppendAsync(Batch(Noon, Record(1, Noon, 0.5), Record(3, Noon.AddSeconds(1), 0.25)), Cancel);
        await CloseAsync(store);

        var again = await OpenAsync();

        Assert.Equal([0.5, 0.25], (await All(again)).Select(r => r.Reading.Value));
        var marks = await again.MarksAsync(Project, Cancel);
        Assert.Equal(before.Position, marks.Position);
        Assert.Equal([new SequenceRange(3, 3)], marks.Marks[new MarkKey(Gateway, 7)].Islands);
        Assert.Equal(0, (await again.AppendAsync(Batch(Noon, Record(3, Noon, 0.25)), Cancel)).Stored);
        await CloseAsync(again);
    }

    [Fact]
    public async Task a_short_curve_is_raw_and_a_long_one_keeps_its_extremes()
    {
        var store = await OpenAsync();
        var records = Enumerable.Range(0, 1000).Select(i => Record((ulong)i + 1, Noon.AddSeconds(i), i == 501 ? 99 : i % 10)).ToList();
        await store.AppendAsync(Batch(Noon, records), Cancel);

        var raw = Assert.Single(await Curve(store, Noon, Noon.AddSeconds(100), 500));
        var sampled = Assert.Single(await Curve(store, Noon, Noon.AddSeconds(1000), 10));

        Assert.True(raw.Raw);
        Assert.Equal(100, raw.Rows.Count);
        Assert.False(sampled.Raw);
        Assert.Equal(10, sampled.Rows.Count);
        Assert.Equal(99, sampled.Rows[5].Max);
        Assert.Equal(0, sampled.Rows[5].Min);
        Assert.Equal(4.5, sampled.Rows[4].Avg, 6);
        Assert.All(sampled.Rows, row => Assert.Equal(100, row.Count));
        Assert.Empty(sampled.Gaps);
        await CloseAsync(store);
    }

    [Fact]
    public async Task a_silence_is_a_gap_that_is_never_joined()
    {
        var store = await OpenAsync();
        var records = Enumerable.Range(0, 60).Where(i => i is < 20 or >= 40).Select(i => Record((ulong)i + 1, Noon.AddSeconds(i), 1)).ToList();
        records.Add(new SeriesRecord(Gateway, new RecordId(7, 100), Crane, Lane.Live, new[] { Reading.Bad(Ratio, Noon.AddSeconds(30), QualityReason.NoAnswer) }));
        await store.AppendAsync(Batch(Noon, records), Cancel);

        var curve = Assert.Single(await Curve(store, Noon, Noon.AddSeconds(80), 500));

        Assert.Equal(
            [(Noon.AddSeconds(19), Noon.AddSeconds(40), QualityReason.NoAnswer), (Noon.AddSeconds(59), Noon.AddSeconds(80), null)],
            curve.Gaps.Select(g => (g.From, g.To, g.Reason)));
        var rows = curve.WithBreaks().ToList();
        Assert.Equal(41, rows.Count);
        Assert.Equal(0, rows[20].Count);
        Assert.True(double.IsNaN(rows[20].Avg));
        await CloseAsync(store);
    }

    [Fact]
    public async Task a_point_that_never_reported_is_one_gap()
    {
        var store = await OpenAsync();

        var curve = Assert.Single(await store.QueryAsync(
            new CurveQuery(Project, Crane, [new CurvePointQuery(Wind, TimeSpan.FromSeconds(5))], Noon, Noon.AddHours(1)), Cancel));

        Assert.Empty(curve.Rows);
        Assert.Equal((Noon, Noon.AddHours(1)), (Assert.Single(curve.Gaps).From, curve.Gaps[0].To));
        await CloseAsync(store);
    }

    [Fact]
    public async Task the_latest_reading_is_the_newest_that_was_not_late()
    {
        var store = await OpenAsync();
        await store.AppendAsync(Batch(Noon, Record(1, Noon.AddDays(-3), 0.1)), Cancel);
        await store.AppendAsync(Batch(Noon, Record(2, Noon.AddSeconds(-70), 0.2), Record(3, Noon.AddSeconds(-20), 0.3)), Cancel);
        await store.AppendAsync(Batch(Noon, Record(4, Noon.AddSeconds(-10), 0.4, Lane.History), Record(5, Noon.AddSeconds(-30), 0.5)), Cancel);

        var latest = Assert.Single(await store.LatestAsync(Project, Noon, Cancel));

        Assert.Equal((Crane, Ratio, 0.3, false), (latest.Device, latest.Reading.Point, latest.Reading.Value, latest.Late));
        Assert.Empty(await store.LatestAsync(new ProjectId("other"), Noon, Cancel));
        await CloseAsync(store);
    }

    [Fact]
    public async Task replay_comes_by_device_and_time_or_as_it_arrived()
    {
        var store = await OpenAsync();
        var hoist = new DeviceId("hoist-1");
        await store.AppendAsync(Batch(Noon, Record(1, Noon.AddSeconds(3), 3, device: hoist)), Cancel);
        var middle = await store.AppendAsync(Batch(Noon, Record(2, Noon.AddSeconds(2), 2)), Cancel);
        await store.AppendAsync(Batch(Noon, Record(3, Noon.AddSeconds(1), 1), Record(4, Noon.AddSeconds(0), 0, Lane.Alarm, device: hoist)), Cancel);

        Assert.Equal([1, 2, 0, 3], (await All(store)).Select(r => r.Reading.Value));
        Assert.Equal([3, 2, 1, 0], (await All(store, new ReplayQuery(Project, ReplayOrder.Arrival, DateTimeOffset.MinValue, DateTimeOffset.MaxValue))).Select(r => r.Reading.Value));
        Assert.Equal([1, 0], (await All(store, new ReplayQuery(Project, ReplayOrder.Arrival, Noon, Noon.AddHours(1), AfterArrival: middle.Position))).Select(r => r.Reading.Value));
        Assert.Equal([2], (await All(store, new ReplayQuery(Project, ReplayOrder.DeviceTime, Noon, Noon.AddHours(1), Crane, [Ratio], UpToArrival: middle.Position))).Select(r => r.Reading.Value));
        Assert.Equal(Lane.Alarm, (await All(store, new ReplayQuery(Project, ReplayOrder.DeviceTime, Noon, Noon.AddHours(1), hoist)))[0].Lane);
        await CloseAsync(store);
    }

    [Fact]
    public async Task delivery_is_told_by_device_and_site_day()
    {
        var store = await OpenAsync();
        var ledger = GatewayEvent.Parse(Noon, """{"kind":"ledger","day":"2026-11-23","devices":{"crane-1":5}}""");
        var lost = GatewayEvent.Parse(Noon, """{"kind":"lost","first":2,"last":4,"lane":"live","reason":"disk-full","epoch":"7","readings":{"crane-1":{"2026-11-23":9,"2026-11-22":1}}}""");
        await store.AppendAsync(Batch(Noon, Record(1, Noon.AddMinutes(-2), 1), Record(5, Noon, 2)), Cancel);

        var result = await store.AppendAsync(
            Batch(Noon, new SeriesRecord(Gateway, new RecordId(7, 6), null, Lane.Live, default, lost), new SeriesRecord(Gateway, new RecordId(7, 7), null, Lane.Live, default, ledger)), Cancel);
        var tally = await store.TallyAsync(Project, Day, Day, Cancel);

        var day = Assert.Single(DeliveryTruth.Days(tally));
        Assert.Equal((5L, 2L, 1L, 9L), (day.Expected!.Value, day.Received, day.Late, day.Lost));
        Assert.Equal(new SequenceRange(2, 4), Assert.Single(day.LostRanges).Range);
        Assert.Equal(7ul, result.Marks[new MarkKey(Gateway, 7)].HighWater);
        Assert.Equal(2, (await store.EventsAsync(new EventQuery(Project, Noon, Noon.AddSeconds(1)), Cancel)).Count);
        Assert.Empty(DeliveryTruth.Holes(tally.Marks));
        await CloseAsync(store);
    }

    [Fact]
    public async Task a_lost_range_beyond_the_record_that_reports_it_is_not_believed()
    {
        var store = await OpenAsync();
        var lie = GatewayEvent.Parse(Noon, """{"kind":"lost","first":1,"last":18446744073709551615,"reason":"disk-full"}""");

        var result = await store.AppendAsync(Batch(Noon, new SeriesRecord(Gateway, new RecordId(7, 1), null, Lane.Live, default, lie)), Cancel);

        Assert.Equal(1ul, result.Marks[new MarkKey(Gateway, 7)].HighWater);
        Assert.Empty((await store.TallyAsync(Project, Day, Day, Cancel)).Lost);
        await CloseAsync(store);
    }

    private static DateOnly Day { get; } = new(2026, 11, 23);

    private static Task<IReadOnlyList<Curve>> Curve(ITimeSeriesStore store, DateTimeOffset from, DateTimeOffset to, int buckets) => store.QueryAsync(
        new CurveQuery(Project, Crane, [new CurvePointQuery(Ratio, TimeSpan.FromSeconds(5))], from, to, buckets), Cancel);

    private static async Task<List<StoredReading>> All(ITimeSeriesStore store, ReplayQuery? query = null)
    {
        var all = new List<StoredReading>();
        await foreach (var reading in store.ReplayAsync(query ?? new ReplayQuery(Project, ReplayOrder.DeviceTime, Noon.AddYears(-1), Noon.AddYears(1)), Cancel))
            all.Add(reading);
        return all;
    }
}
