using Edge.Core.Outbox;
using Microsoft.Extensions.Time.Testing;
using Telemetry.Model;
using Xunit;

namespace TestKit.Outbox;

/// <summary>What it means to be an outbox.</summary>
public abstract class OutboxContract : IAsyncDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));

    protected FakeTimeProvider Time { get; } = new(Report.Noon);

    protected CancellationToken Cancel => _limit.Token;

    /// <summary>Opens the outbox of this test; opens the same store again after a dispose.</summary>
    protected abstract IOutbox Open();

    /// <summary>An outbox on a store of its own.</summary>
    protected abstract IOutbox OpenAnother();

    public virtual ValueTask DisposeAsync()
    {
        _limit.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task sequences_start_at_one_and_grow_by_one_over_all_lanes()
    {
        await using var outbox = Open();

        var ids = new List<RecordId>();
        foreach (var report in (DeviceReport[])[Report.Live(), Report.Alarm(), Report.Media(), Report.Live()])
            ids.Add(await outbox.AppendAsync(report, Cancel));

        Assert.Equal([1UL, 2, 3, 4], ids.Select(id => id.Sequence));
        Assert.All(ids, id => Assert.Equal(outbox.Epoch, id.Epoch));
        Assert.Equal(4UL, outbox.Status.Appended);
    }

    [Fact]
    public async Task a_record_comes_back_to_the_last_bit()
    {
        await using var outbox = Open();
        var written = new DeviceReport(new DeviceId("pit-3"),
        [
            new Reading(new PointId("water-level"), Report.Noon.AddMilliseconds(7), -1.234567890123),
            new Reading(new PointId("strut-force"), Report.Noon.AddMilliseconds(-9), 1200.5, Quality.Uncertain, QualityReason.OutOfRange),
            Reading.Bad(new PointId("settlement"), Report.Noon.AddYears(-2), QualityReason.NoAnswer),
            new Reading(new PointId("crack"), Report.Noon, double.NegativeInfinity, Quality.Bad, QualityReason.Malformed),
            new Reading(new PointId("temperature"), Report.Noon, -0.0),
            new Reading(new PointId("count"), Report.Noon, 9_007_199_254_740_993d),
        ], Lane.Alarm, """{"kind":"rule","规则":"水位"}""");

        await outbox.AppendAsync(written, Cancel);
        var read = Assert.Single(await outbox.TakeAsync(Lane.Alarm, 10, Cancel)).Report;

        Assert.Equal(written.Device, read.Device);
        Assert.Equal(written.Event, read.Event);
        Assert.Equal(written.Readings.Select(r => r with { Value = 0 }), read.Readings.Select(r => r with { Value = 0 }));
        Assert.Equal(
            written.Readings.Select(r => BitConverter.DoubleToInt64Bits(r.Value)),
            read.Readings.Select(r => BitConverter.DoubleToInt64Bits(r.Value)));
    }

    [Fact]
    public async Task a_lane_is_handed_out_oldest_first_and_only_once()
    {
        await using var outbox = Open();
        for (var i = 0; i < 5; i++)
            await outbox.AppendAsync(Report.Live(value: i), Cancel);
        await outbox.AppendAsync(Report.Alarm(), Cancel);

        Assert.Equal([1UL, 2, 3], await TakeAsync(outbox, Lane.Live, 3));
        Assert.Equal([4UL, 5], await TakeAsync(outbox, Lane.Live, 3));
        Assert.Empty(await TakeAsync(outbox, Lane.Live, 3));
        Assert.Equal([6UL], await TakeAsync(outbox, Lane.Alarm, 3));
    }

    [Fact]
    public async Task what_is_unacknowledged_is_offered_again_after_a_reset()
    {
        await using var outbox = Open();
        for (var i = 0; i < 6; i++)
            await outbox.AppendAsync(Report.Live(value: i), Cancel);
        await outbox.TakeAsync(Lane.Live, 10, Cancel);

        await outbox.AcknowledgeAsync(outbox.Epoch, SequenceRanges.Empty.Add(1, 2).Add(4), Cancel);
        outbox.ResetCursor();

        Assert.Equal([3UL, 5, 6], await TakeAsync(outbox, Lane.Live, 10));
        Assert.Equal(3, outbox.Status.Lanes.Sum(lane => lane.Records));
    }

    [Fact]
    public async Task acknowledgements_of_another_epoch_delete_nothing()
    {
        await using var outbox = Open();
        await outbox.AppendAsync(Report.Live(), Cancel);

        await outbox.AcknowledgeAsync(outbox.Epoch + 1, SequenceRanges.Empty.Add(1), Cancel);

        Assert.Equal([1UL], await TakeAsync(outbox, Lane.Live, 10));
    }

    [Fact]
    public async Task an_acknowledgement_may_repeat_and_grow()
    {
        await using var outbox = Open();
        for (var i = 0; i < 4; i++)
            await outbox.AppendAsync(Report.Live(), Cancel);

        foreach (var last in (ulong[])[2, 2, 1, 4, 4])
            await outbox.AcknowledgeAsync(outbox.Epoch, SequenceRanges.Empty.Add(1, last), Cancel);

        Assert.Equal(0, outbox.Status.Lanes.Sum(lane => lane.Records));
        Assert.Equal(0, outbox.Status.Lanes.Sum(lane => lane.Bytes));
    }

    [Fact]
    public async Task a_store_keeps_its_epoch_and_never_gives_a_sequence_twice_even_when_it_is_empty()
    {
        ulong epoch;
        await using (var outbox = Open())
        {
            epoch = outbox.Epoch;
            await outbox.AppendAsync(Report.Live(), Cancel);
            await outbox.AppendAsync(Report.Live(), Cancel);
            await outbox.AcknowledgeAsync(epoch, SequenceRanges.Empty.Add(1, 2), Cancel);
        }

        await using var again = Open();
        var id = await again.AppendAsync(Report.Live(), Cancel);

        Assert.Equal(new RecordId(epoch, 3), id);
    }

    [Fact]
    public async Task two_stores_have_two_epochs()
    {
        await using var one = Open();
        await using var other = OpenAnother();

        Assert.NotEqual(one.Epoch, other.Epoch);
        Assert.NotEqual(0UL, one.Epoch);
    }

    [Fact]
    public async Task live_records_that_grow_old_unsent_are_offered_as_history()
    {
        await using var outbox = Open();
        await outbox.AppendAsync(Report.Live(), Cancel);
        Advance(TimeSpan.FromSeconds(70));
        await outbox.AppendAsync(Report.Live(), Cancel);

        Assert.Equal([2UL], await TakeAsync(outbox, Lane.Live, 10));
        var old = Assert.Single(await outbox.TakeAsync(Lane.History, 10, Cancel));
        Assert.Equal(1UL, old.Id.Sequence);
        Assert.Equal(Lane.History, old.Report.Lane);
    }

    [Fact]
    public async Task a_live_record_that_was_sent_is_not_offered_again_for_growing_old()
    {
        await using var outbox = Open();
        await outbox.AppendAsync(Report.Live(), Cancel);
        Assert.Equal([1UL], await TakeAsync(outbox, Lane.Live, 10));

        Advance(TimeSpan.FromSeconds(90));

        Assert.Empty(await TakeAsync(outbox, Lane.History, 10));
        outbox.ResetCursor();
        Assert.Equal([1UL], await TakeAsync(outbox, Lane.History, 10));
    }

    [Fact]
    public async Task what_waited_before_a_reconnect_becomes_history_and_the_newest_stays_live()
    {
        await using var outbox = Open();
        await outbox.AppendAsync(Report.Live(), Cancel);
        Advance(TimeSpan.FromSeconds(20));
        await outbox.AppendAsync(Report.Live(), Cancel);

        outbox.ResetCursor();

        Assert.Equal([2UL], await TakeAsync(outbox, Lane.Live, 10));
        Assert.Equal([1UL], await TakeAsync(outbox, Lane.History, 10));
    }

    [Fact]
    public async Task what_was_stored_before_a_restart_is_history_and_alarms_stay_alarms()
    {
        await using (var outbox = Open())
        {
            await outbox.AppendAsync(Report.Live(), Cancel);
            await outbox.AppendAsync(Report.Alarm(), Cancel);
        }

        await using var again = Open();
        again.ResetCursor();
        await again.AppendAsync(Report.Live(), Cancel);

        Assert.Equal([2UL], await TakeAsync(again, Lane.Alarm, 10));
        Assert.Equal([3UL], await TakeAsync(again, Lane.Live, 10));
        Assert.Equal([1UL], await TakeAsync(again, Lane.History, 10));
    }

    [Fact]
    public async Task waiting_ends_for_what_is_urgent_enough_only()
    {
        await using var outbox = Open();
        await outbox.AppendAsync(Report.Media(), Cancel);
        var alarm = outbox.WaitAsync(Lane.Alarm, Cancel).AsTask();
        var live = outbox.WaitAsync(Lane.Live, Cancel).AsTask();
        await outbox.WaitAsync(Lane.Media, Cancel);

        await outbox.AppendAsync(Report.Live(), Cancel);
        await live;
        Assert.False(alarm.IsCompleted);

        await outbox.AppendAsync(Report.Alarm(), Cancel);
        await alarm;
    }

    [Fact]
    public async Task ten_thousand_appends_at_once_are_all_there_in_the_order_of_their_sequences()
    {
        await using var outbox = Open();

        var ids = await Task.WhenAll(Enumerable.Range(0, 10_000).Select(i => outbox.AppendAsync(Report.Live(value: i), Cancel).AsTask()));

        Assert.Equal(Enumerable.Range(1, 10_000).Select(n => (ulong)n), ids.Select(id => id.Sequence).Order());
        var taken = new List<OutboxRecord>();
        while (await outbox.TakeAsync(Lane.Live, 997, Cancel) is { Count: > 0 } batch)
            taken.AddRange(batch);
        Assert.Equal(Enumerable.Range(1, 10_000).Select(n => (ulong)n), taken.Select(r => r.Id.Sequence));
        var valueOf = ids.Select((id, i) => (id.Sequence, i)).ToDictionary(p => p.Sequence, p => (double)p.i);
        Assert.All(taken, r => Assert.Equal(valueOf[r.Id.Sequence], r.Report.Readings[0].Value));
    }

    [Fact]
    public async Task a_closed_outbox_refuses()
    {
        var outbox = Open();
        await outbox.DisposeAsync();

        await Assert.ThrowsAsync<OutboxRefusedException>(async () => await outbox.AppendAsync(Report.Live(), Cancel));
    }

    protected async Task<IEnumerable<ulong>> TakeAsync(IOutbox outbox, Lane lane, int limit) =>
        (await outbox.TakeAsync(lane, limit, Cancel)).Select(r => r.Id.Sequence);

    /// <summary>Lets time pass in steps, as it would.</summary>
    protected void Advance(TimeSpan span)
    {
        for (var left = span; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(5))
            Time.Advance(left < TimeSpan.FromSeconds(5) ? left : TimeSpan.FromSeconds(5));
    }
}
