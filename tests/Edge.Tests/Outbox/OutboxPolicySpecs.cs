using Edge.Core.Outbox;
using Telemetry.Model;
using TestKit.Outbox;

namespace Edge.Tests.Outbox;

public sealed class OutboxPolicySpecs
{
    [Fact]
    public async Task a_full_live_lane_drops_its_oldest_and_names_them()
    {
        await using var rig = new OutboxRig(o => o with { LiveMaxBytes = 64 << 10 });
        for (var i = 0; i < 400; i++)
            await rig.AppendAsync(Large(i));

        var live = (await rig.TakeAllAsync(Lane.Live)).Where(r => r.Report.Event is not null && r.Report.Readings.Count > 0).ToList();
        var lost = (await rig.EventsAsync(Lane.Alarm)).FindAll(e => e.GetProperty("kind").GetString() == "lost");

        Assert.Equal(399, live[^1].Report.Readings[0].Value);
        Assert.NotEmpty(lost);
        Assert.All(lost, e => Assert.Equal(("size", "live", "crane-1"), (e.GetProperty("reason").GetString(), e.GetProperty("lane").GetString(), e.GetProperty("device").GetString())));
        var gone = lost.Sum(e => e.GetProperty("readings").GetProperty("crane-1").GetProperty("2026-11-23").GetInt64());
        Assert.Equal(400, gone + live.Count);
        Assert.Equal(gone, rig.Count("dropped"));
        Assert.Equal(lost.Count, rig.Outbox.Status.Lost.Count);
        Assert.True(rig.Outbox.Status.Lanes.Sum(l => l.Lane is Lane.Live or Lane.History ? l.Bytes : 0) <= 64 << 10);
    }

    [Fact]
    public async Task a_lost_range_never_covers_an_alarm_that_is_still_here()
    {
        await using var rig = new OutboxRig(o => o with { LiveMaxBytes = 64 << 10 });
        var alarms = new List<ulong>();
        for (var i = 0; i < 300; i++)
        {
            await rig.AppendAsync(Large(i));
            if (i % 7 == 0)
                alarms.Add(await rig.AppendAsync(Report.Alarm()));
        }

        var lost = rig.Outbox.Status.Lost;
        var stored = (await rig.TakeAllAsync(Lane.Alarm)).Where(r => r.Report.Readings.Count > 0).Select(r => r.Id.Sequence);

        Assert.Equal(alarms, stored);
        Assert.NotEmpty(lost);
        Assert.DoesNotContain(alarms, a => lost.Any(l => l.Range.First <= a && a <= l.Range.Last));
    }

    [Fact]
    public async Task what_is_older_than_its_lane_allows_is_dropped_by_name()
    {
        await using var rig = new OutboxRig(o => o with { LiveMaxAgeHours = 1, MediaMaxAgeHours = 0.5, SweepSeconds = 60 });
        await rig.AppendAsync(Report.Live());
        await rig.AppendAsync(Report.Alarm());
        await rig.AppendAsync(Report.Media());
        for (var minute = 0; minute < 70; minute++)
            await rig.SweepAsync();
        var young = await rig.AppendAsync(Report.Live());

        Assert.Equal([("media", "age"), ("live", "age")], (await rig.EventsAsync(Lane.Alarm)).Select(e => (e.GetProperty("lane").GetString()!, e.GetProperty("reason").GetString()!)));
        Assert.Equal([young], (await rig.TakeAllAsync(Lane.Live)).Select(r => r.Id.Sequence));
        Assert.Empty(await rig.TakeAllAsync(Lane.History));
        Assert.Empty(await rig.TakeAllAsync(Lane.Media));
    }

    [Fact]
    public async Task a_clock_that_jumps_by_years_makes_no_record_old()
    {
        await using var rig = new OutboxRig(o => o with { LiveMaxAgeHours = 1 });
        await rig.AppendAsync(Report.Live());
        // Reopening years later is what a gateway without a battery clock sees when its time is set.
        await rig.ReopenAsync(() => rig.Time.SetUtcNow(Report.Noon.AddYears(10)));
        await rig.SweepAsync();

        Assert.Single(await rig.TakeAllAsync(Lane.History));
    }

    [Fact]
    public async Task a_loss_is_remembered_until_the_cloud_has_acknowledged_its_event()
    {
        await using var rig = new OutboxRig(o => o with { LiveMaxBytes = 64 << 10 });
        for (var i = 0; i < 250; i++)
            await rig.AppendAsync(Large(i));
        await rig.ReopenAsync(() => { });
        var told = (await rig.TakeAllAsync(Lane.Alarm)).Select(r => r.Id.Sequence).ToList();
        Assert.Equal(told.Count, rig.Outbox.Status.Lost.Count);

        await rig.Outbox.AcknowledgeAsync(rig.Outbox.Epoch, SequenceRanges.Empty.Add(told[0]), rig.Cancel);
        Assert.Equal(told.Count - 1, rig.Outbox.Status.Lost.Count);

        await rig.Outbox.AcknowledgeAsync(rig.Outbox.Epoch, SequenceRanges.Empty.Add(1, told[^1]), rig.Cancel);
        Assert.Empty(rig.Outbox.Status.Lost);
    }

    [Fact]
    public async Task a_commit_window_gathers_appends_into_one_flush()
    {
        await using var rig = new OutboxRig(o => o with { CommitWindowMilliseconds = 200 });
        var before = rig.Count("commits");

        var appends = Enumerable.Range(0, 500).Select(_ => rig.Outbox.AppendAsync(Report.Live(), rig.Cancel).AsTask()).ToList();
        while (!appends.TrueForAll(a => a.IsCompleted))
        {
            rig.Time.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Yield();
        }

        await Task.WhenAll(appends);
        Assert.InRange(rig.Count("commits") - before, 1, 2);
        Assert.Equal(500, rig.Count("appended"));
    }

    [Fact]
    public async Task the_ledger_counts_readings_by_device_and_site_day()
    {
        await using var rig = new OutboxRig();
        var lateEvening = new DateTimeOffset(2026, 11, 23, 15, 59, 59, TimeSpan.Zero);
        await rig.AppendAsync(Report.Live("crane-1", at: lateEvening));
        await rig.AppendAsync(Report.Live("crane-1", at: lateEvening.AddSeconds(1)));
        await rig.AppendAsync(Report.Alarm("crane-2"));
        await rig.ReopenAsync(() => { });
        await rig.AppendAsync(Report.Live("crane-1", at: lateEvening));

        var days = await rig.Outbox.ReadLedgerAsync(rig.Cancel);

        Assert.Equal(["2026-11-23", "2026-11-24"], days.Select(d => d.Day));
        Assert.Equal(2, days[0].Devices["crane-1"]);
        Assert.Equal(1, days[0].Devices["crane-2"]);
        Assert.Equal(1, days[1].Devices["crane-1"]);
    }

    [Fact]
    public async Task a_ledger_event_goes_out_when_a_day_has_changed_and_only_then()
    {
        await using var rig = new OutboxRig();
        await rig.AppendAsync(Report.Alarm());
        var reporter = new LedgerReporter(rig.Outbox, rig.Outbox, rig.Time);

        await reporter.ReportAsync(rig.Cancel);
        await reporter.ReportAsync(rig.Cancel);
        await rig.AppendAsync(Report.Alarm());
        await reporter.ReportAsync(rig.Cancel);

        var counts = (await rig.EventsAsync(Lane.Live)).Select(e => e.GetProperty("devices").GetProperty("crane-1").GetInt64());
        Assert.Equal([1L, 2L], counts);
    }

    [Fact]
    public async Task a_record_beyond_the_limit_is_refused_before_memory_is_taken()
    {
        await using var rig = new OutboxRig();

        await Assert.ThrowsAsync<OutboxRefusedException>(() => rig.AppendAsync(Report.Media() with { Event = new string('x', 2 << 20) }));
    }

    internal static DeviceReport Large(double value, int bytes = 400) => Report.Live(value: value) with { Event = new string('x', bytes) };
}
