using System.Tests.Disk;
using System.Tests.Site;
using Cloud.Storage.DuckDb;
using Cloud.Telemetry.Series;
using Edge.Core.Outbox;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Telemetry.Model;
using TestKit;
using TestKit.Outbox;

namespace System.Tests.Scenarios;

/// <summary>A real disk that is full or has turned read-only, under the outbox and under the series store.</summary>
public sealed class DiskFaultSpecs
{
    private static readonly ProjectId Project = new("site-1");
    private static readonly MarkKey Gateway = new(new GatewayId("gw-1"), 7);

    [Fact]
    public async Task a_full_disk_takes_every_alarm_names_every_dropped_range_and_heals_without_a_restart()
    {
        SystemRun.Require();
        var cancel = SystemRun.Limit(TimeSpan.FromMinutes(3));
        using var folder = new TemporaryFolder();
        await using var disk = await SmallDisk.MountAsync(folder.Path, 24, cancel);
        var time = new FakeTimeProvider(Report.Noon);
        await using var outbox = Outbox(disk, folder, time);
        var (alarms, refused) = (new List<double>(), 0);
        for (var number = 0; number < 4_000; number++)
        {
            if (number == 500)
                disk.Fill();
            if (number % 20 == 0)
            {
                await outbox.AppendAsync(Report.Alarm(value: number), cancel);
                alarms.Add(number);
            }

            try
            {
                await outbox.AppendAsync(Report.Live(value: number) with { Event = new string('.', 800) }, cancel);
            }
            catch (OutboxRefusedException)
            {
                refused++;
            }
        }

        Assert.Equal(OutboxCondition.DiskFull, outbox.Status.Condition);
        disk.Free();
        await SweepAsync(outbox, time, cancel);
        Assert.Equal(OutboxCondition.Healthy, outbox.Status.Condition);
        var stored = await TakeAllAsync(outbox, cancel);
        Assert.Equal(alarms, stored.Where(r => r.Report is { Lane: Lane.Alarm, Readings.Count: > 0 }).Select(r => r.Report.Readings[0].Value));
        var lost = outbox.Status.Lost;
        Assert.All(lost, range => Assert.Equal("disk-full", range.Reason));
        var all = stored.Aggregate(
            lost.Aggregate(SequenceRanges.Empty, (set, range) => set.Add(range.Range.First, range.Range.Last)), (set, record) => set.Add(record.Id.Sequence));
        Assert.Equal(outbox.Status.Appended, all.HighWater);
        SystemRun.Figures("disk/outbox-full", $"{alarms.Count} alarms all taken, {lost.Sum(r => (long)(r.Range.Last - r.Range.First + 1))} telemetry records dropped in {lost.Count} named ranges ({refused} told at once), healed without a restart");
    }

    [Fact]
    public async Task a_disk_that_turns_read_only_costs_no_record_and_takes_over_again_without_a_restart()
    {
        SystemRun.Require();
        var cancel = SystemRun.Limit(TimeSpan.FromMinutes(3));
        using var folder = new TemporaryFolder();
        await using var disk = await SmallDisk.MountAsync(folder.Path, 24, cancel);
        var time = new FakeTimeProvider(Report.Noon);
        await using var outbox = Outbox(disk, folder, time);
        for (var number = 0; number < 600; number++)
        {
            if (number == 200)
                await disk.BreakAsync(cancel);
            if (number == 250)
                Assert.Equal(OutboxCondition.Volatile, outbox.Status.Condition);
            if (number == 400)
            {
                await disk.RepairAsync(cancel);
                await SweepAsync(outbox, time, cancel);
                Assert.Equal(OutboxCondition.Healthy, outbox.Status.Condition);
            }

            await outbox.AppendAsync(number % 10 == 0 ? Report.Alarm(value: number) : Report.Live(value: number), cancel);
        }

        var stored = await TakeAllAsync(outbox, cancel);
        Assert.Equal(Enumerable.Range(0, 600).Select(n => (double)n), stored.Where(r => r.Report.Readings.Count > 0).Select(r => r.Report.Readings[0].Value).Order());
        SystemRun.Figures("disk/outbox-read-only", $"600 records taken before, during and after, 0 lost, healed without a restart");
    }

    [Fact]
    public async Task a_full_or_broken_disk_under_the_series_store_loses_nothing_that_was_answered_and_it_heals_without_a_restart()
    {
        SystemRun.Require();
        var cancel = SystemRun.Limit(TimeSpan.FromMinutes(3));
        using var folder = new TemporaryFolder();
        await using var disk = await SmallDisk.MountAsync(folder.Path, 48, cancel);
        // No move of a full table is under way when the disk breaks: that one ends the process (decision 0006).
        await using var store = new DuckDbSeriesStore(
            Options.Create(new DuckDbSeriesOptions { Folder = disk.Path, CommitEveryMilliseconds = 0, MemoryLimitMiB = 256, CheckpointMiB = 4, SettleRows = 10_000_000 }),
            TimeProvider.System, NullLogger<DuckDbSeriesStore>.Instance);
        var (next, refused) = (1, 0);
        await SendAsync(20);
        disk.Fill();
        while (refused < 3)
            await SendAsync(1);
        disk.Free();
        await UntilTakenAsync();
        await SendAsync(20);
        var full = refused;
        await disk.BreakAsync(cancel);
        while (refused < full + 3)
            await SendAsync(1);
        await disk.RepairAsync(cancel);
        await UntilTakenAsync();
        await SendAsync(20);

        Assert.Equal((ulong)next - 1, (await store.MarksAsync(Project, cancel)).Marks[Gateway].HighWater);
        var found = new List<double>();
        await foreach (var stored in store.ReplayAsync(new ReplayQuery(Project, ReplayOrder.DeviceTime, DateTimeOffset.MinValue, DateTimeOffset.MaxValue), cancel))
            found.Add(stored.Reading.Value);
        Assert.Equal(Enumerable.Range(1, next - 1).Select(n => (double)n), found);
        SystemRun.Figures("disk/series", $"{next - 1} readings answered, {refused} batches refused while full or read-only, 0 lost, 0 doubled, healed without a restart");

        async Task SendAsync(int batches)
        {
            for (var batch = 0; batch < batches; batch++)
            {
                try
                {
                    await store.AppendAsync(Batch(next), cancel);
                    next += 500;
                }
                catch (IOException)
                {
                    refused++;
                }
            }
        }

        async Task UntilTakenAsync()
        {
            for (var (before, attempts) = (next, 0); next == before && attempts < 20; attempts++)
                await SendAsync(1);
        }
    }

    private static ProjectBatch Batch(int first) => new(Project, Report.Noon, [.. Enumerable.Range(first, 500).Select(number => new SeriesRecord(
        Gateway.Gateway, new RecordId(Gateway.Epoch, (ulong)number), new DeviceId("crane-1"), Lane.Live,
        new[] { new Reading(new PointId("moment-ratio"), Report.Noon.AddMilliseconds(number), number) }))]);

    private static SqliteOutbox Outbox(SmallDisk disk, TemporaryFolder folder, TimeProvider time) => new(
        new OutboxOptions { Folder = Path.Combine(disk.Path, "outbox"), FallbackFolder = Path.Combine(folder.Path, "memory"), ReserveBytes = 2 << 20 },
        time, NullLogger<SqliteOutbox>.Instance);

    private static async Task SweepAsync(SqliteOutbox outbox, FakeTimeProvider time, CancellationToken cancel)
    {
        time.Advance(TimeSpan.FromSeconds(5));
        await outbox.ReadLedgerAsync(cancel);
    }

    private static async Task<IReadOnlyList<OutboxRecord>> TakeAllAsync(SqliteOutbox outbox, CancellationToken cancel)
    {
        var all = new List<OutboxRecord>();
        outbox.ResetCursor();
        foreach (var lane in Enum.GetValues<Lane>())
            while (await outbox.TakeAsync(lane, 1_000, cancel) is { Count: > 0 } batch)
                all.AddRange(batch);
        return all;
    }
}
