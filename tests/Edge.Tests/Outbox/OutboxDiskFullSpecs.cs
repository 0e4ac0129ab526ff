using Edge.Core.Outbox;
using Telemetry.Model;
using TestKit.Outbox;

namespace Edge.Tests.Outbox;

public sealed class OutboxDiskFullSpecs
{
    private static OutboxRig Small() => new(o => o with { MaxFileBytes = 512 << 10, ReserveBytes = 128 << 10 });

    [Fact]
    public async Task a_full_disk_drops_the_oldest_telemetry_by_name_and_takes_every_alarm()
    {
        await using var rig = Small();
        var alarms = new List<ulong>();
        for (var i = 0; i < 2_000; i++)
        {
            await TryAsync(rig, OutboxPolicySpecs.Large(i));
            if (i % 100 == 0)
                alarms.Add(await rig.AppendAsync(Report.Alarm(value: i)));
        }

        Assert.Equal(OutboxCondition.DiskFull, rig.Outbox.Status.Condition);
        await rig.SweepAsync();
        var stored = await rig.TakeAllAsync(Lane.Alarm);
        Assert.Equal(alarms, stored.Where(r => r.Report.Readings.Count > 0).Select(r => r.Id.Sequence));
        var lost = rig.Outbox.Status.Lost;
        Assert.All(lost, l => Assert.Equal("disk-full", l.Reason));

        // Every sequence is either stored or named.
        var here = stored.Concat(await rig.TakeAllAsync(Lane.Live)).Concat(await rig.TakeAllAsync(Lane.History)).Select(r => r.Id.Sequence);
        var all = lost.Aggregate(SequenceRanges.Empty, (set, l) => set.Add(l.Range.First, l.Range.Last));
        all = here.Aggregate(all, (set, sequence) => set.Add(sequence));
        Assert.Equal(rig.Outbox.Status.Appended, all.HighWater);
    }

    [Fact]
    public async Task alarms_are_refused_only_when_the_reserve_is_spent_and_nothing_is_torn()
    {
        await using var rig = Small();
        var taken = new List<ulong>();
        OutboxRefusedException? refused = null;
        for (var i = 0; i < 5_000 && refused is null; i++)
        {
            try
            {
                taken.Add(await rig.AppendAsync(OutboxPolicySpecs.Large(i) with { Lane = Lane.Alarm }));
            }
            catch (OutboxRefusedException refusal)
            {
                refused = refusal;
            }
        }

        Assert.NotNull(refused);
        Assert.True(taken.Count * 400L > (512 - 128) << 10);
        await rig.ReopenAsync(() => { });
        Assert.Equal(taken, (await rig.TakeAllAsync(Lane.Alarm)).Where(r => r.Report.Readings.Count > 0).Select(r => r.Id.Sequence));
    }

    [Fact]
    public async Task space_that_returns_heals_without_a_restart()
    {
        await using var rig = Small();
        for (var i = 0; rig.Outbox.Status.Condition == OutboxCondition.Healthy; i++)
            await TryAsync(rig, OutboxPolicySpecs.Large(i));

        await rig.Outbox.AcknowledgeAsync(rig.Outbox.Epoch, SequenceRanges.Empty.Add(1, rig.Outbox.Status.Appended), rig.Cancel);
        await rig.SweepAsync();

        Assert.Equal(OutboxCondition.Healthy, rig.Outbox.Status.Condition);
        await rig.AppendAsync(Report.Live());
        Assert.NotEmpty(await rig.EventsAsync(Lane.Alarm));
    }

    [Fact]
    public async Task telemetry_that_finds_no_room_at_all_is_named_before_an_alarm_passes_it()
    {
        await using var rig = Small();
        for (var i = 0; rig.Outbox.Status.Condition == OutboxCondition.Healthy; i++)
            await rig.AppendAsync(OutboxPolicySpecs.Large(i) with { Lane = Lane.Alarm });

        await Assert.ThrowsAsync<OutboxRefusedException>(() => rig.AppendAsync(Report.Live("dust-1")));
        var alarm = await rig.AppendAsync(Report.Alarm());
        await rig.ReopenAsync(() => { });

        Assert.Contains(rig.Outbox.Status.Lost, l => l.Range == new SequenceRange(alarm - 1, alarm - 1));
        Assert.Equal(1, Assert.Single(await rig.Outbox.ReadLedgerAsync(rig.Cancel)).Devices["dust-1"]);
    }

    [Fact]
    public async Task a_folder_that_cannot_be_written_falls_back_to_memory_and_is_carried_back()
    {
        await using var rig = new OutboxRig(o => o with { FallbackFolder = o.Folder + "-memory" });
        var epoch = rig.Outbox.Epoch;
        await rig.AppendAsync(Report.Alarm(value: 1));
        // A file in place of the folder is unusable for any user, root included.
        await rig.ReopenAsync(() =>
        {
            Directory.Move(rig.Options.Folder, rig.Options.Folder + "-kept");
            File.WriteAllText(rig.Options.Folder, "");
        });

        Assert.Equal(OutboxCondition.Volatile, rig.Outbox.Status.Condition);
        Assert.NotEqual(epoch, rig.Outbox.Epoch);
        await rig.AppendAsync(Report.Alarm(value: 2));

        File.Delete(rig.Options.Folder);
        Directory.Move(rig.Options.Folder + "-kept", rig.Options.Folder);
        await rig.SweepAsync();

        Assert.Equal(OutboxCondition.Healthy, rig.Outbox.Status.Condition);
        Assert.Equal(epoch, rig.Outbox.Epoch);
        Assert.Equal([1d, 2], (await rig.TakeAllAsync(Lane.Alarm)).Select(r => r.Report.Readings[0].Value));
    }

    [Fact]
    public async Task with_no_place_to_write_every_append_is_refused_and_the_gateway_lives()
    {
        await using var rig = new OutboxRig();
        await rig.ReopenAsync(() =>
        {
            Directory.Delete(rig.Options.Folder, recursive: true);
            File.WriteAllText(rig.Options.Folder, "");
        });

        await Assert.ThrowsAsync<OutboxRefusedException>(() => rig.AppendAsync(Report.Alarm()));
        Assert.Equal(OutboxCondition.Refusing, rig.Outbox.Status.Condition);

        File.Delete(rig.Options.Folder);
        await rig.SweepAsync();
        Assert.Equal(1UL, await rig.AppendAsync(Report.Alarm()));
    }

    /// <summary>For a file system of 4–16 MiB made for it (a loop mount or <c>mount -t tmpfs -o size=8m</c>), named by the variable.</summary>
    [Fact]
    public async Task a_disk_that_others_have_filled_is_survived()
    {
        var disk = Environment.GetEnvironmentVariable("EDGE_SMALL_DISK");
        Assert.SkipWhen(string.IsNullOrEmpty(disk), "EDGE_SMALL_DISK names no small file system.");
        var folder = Path.Combine(disk!, Path.GetRandomFileName());
        await using var rig = new OutboxRig(o => o with { Folder = folder, ReserveBytes = 1 << 20 });
        await rig.AppendAsync(Report.Live());
        var (hog, alarms) = (Path.Combine(disk!, "hog"), new List<ulong>());
        Fill(hog);

        for (var i = 0; i < 5_000; i++)
        {
            await TryAsync(rig, OutboxPolicySpecs.Large(i));
            if (i % 50 == 0)
                alarms.Add(await rig.AppendAsync(Report.Alarm(value: i)));
        }

        Assert.Equal(OutboxCondition.DiskFull, rig.Outbox.Status.Condition);
        await rig.ReopenAsync(() => { });
        File.Delete(hog);
        await rig.SweepAsync();
        Assert.Equal(OutboxCondition.Healthy, rig.Outbox.Status.Condition);
        Assert.Equal(alarms, (await rig.TakeAllAsync(Lane.Alarm)).Where(r => r.Report.Readings.Count > 0).Select(r => r.Id.Sequence));
        await rig.Outbox.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static void Fill(string path)
    {
        using var hog = File.Create(path);
        var block = new byte[4 << 10];
        try
        {
            while (true)
            {
                hog.Write(block);
                hog.Flush();
            }
        }
        catch (IOException)
        {
            // Full: that was the aim.
        }
    }

    private static async Task TryAsync(OutboxRig rig, DeviceReport report)
    {
        try
        {
            await rig.AppendAsync(report);
        }
        catch (OutboxRefusedException)
        {
            // Named as lost; that is what the test looks for.
        }
    }
}
