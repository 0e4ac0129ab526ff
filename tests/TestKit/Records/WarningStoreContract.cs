using Cloud.Telemetry.Warnings;
using Telemetry.Model;
using Xunit;

namespace TestKit.Records;

/// <summary>What it means to keep warnings, their log, their pushes and their links.</summary>
public abstract class WarningStoreContract(IStorePlace<IWarningStore> place) : StoreContract<IWarningStore>(place)
{
    private static readonly ProjectId Project = new("site-1");
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task every_field_is_kept_and_a_second_saving_replaces_them()
    {
        var full = A("w-1") with
        {
            Condition = WarningCondition.Recovered, Handling = WarningHandling.Replied, RecoveredAt = Noon.AddMinutes(1), Count = 3, Value = 0.1, Peak = 1e300,
            Threshold = new WarningThreshold(2, "above", 100, "%", "JGJ 332-2014"), Assignee = "王工", Detail = "d", Late = true, RungLevel = 2,
            RungAt = Noon, Version = 1L << 40,
        };
        await WriteAsync(t => t.Save(A("w-1")), t => t.Save(full));
        await ReopenAsync();

        Assert.Equal(full, await Store.FindAsync("w-1", Cancel));
        Assert.Null(await Store.FindAsync("w-2", Cancel));
    }

    [Fact]
    public async Task a_transition_is_remembered_once_until_its_episode_is_pruned()
    {
        await WriteAsync(t => t.Save(A("w-1")), t => t.SaveEpisode(Episode("e-1", "w-1") with { EndedAt = Noon.AddSeconds(1) }));

        Assert.True(await Store.WriteAsync(t => t.TryMark("e-1", "raised"), Cancel));
        Assert.False(await Store.WriteAsync(t => t.TryMark("e-1", "raised"), Cancel));
        Assert.Equal(1, await Store.PruneAsync(Noon.AddDays(1), Cancel));
        Assert.True(await Store.WriteAsync(t => t.TryMark("e-1", "raised"), Cancel));
    }

    [Fact]
    public async Task a_new_condition_finds_the_warning_that_it_belongs_to()
    {
        await WriteAsync(
            t => t.Save(A("closed") with { Handling = WarningHandling.Closed, RecoveredAt = Noon.AddMinutes(1), StartedAt = Noon.AddMinutes(5) }),
            t => t.Save(A("open")),
            t => t.SaveEpisode(Episode("e-1", "open")), t => t.SaveEpisode(Episode("e-2", "open")));

        await Store.WriteAsync(
            t =>
            {
                Assert.Equal("open", t.FindMergeable(Project, new DeviceId("crane-1"), "crane-moment", Noon)!.Id);
                Assert.Null(t.FindMergeable(Project, new DeviceId("crane-1"), "other", Noon));
                t.Save(A("open") with { Handling = WarningHandling.FalseAlarm, LastAt = Noon.AddMinutes(-9) });
                Assert.Equal("closed", t.FindMergeable(Project, new DeviceId("crane-1"), "crane-moment", Noon)!.Id);
                Assert.Equal("open", t.FindByEpisode("e-2")!.Id);
                Assert.Equal(1, t.OtherActiveEpisodes("open", "e-1"));
                t.SaveEpisode(t.FindEpisode("e-2")! with { EndedAt = Noon, Peak = 120 });
                Assert.Equal(0, t.OtherActiveEpisodes("open", "e-1"));
                return true;
            },
            Cancel);

        Assert.Equal("e-1", Assert.Single(await Store.ActiveAsync(Project, Cancel)).WarningId);
        Assert.Equal(2, (await Store.EpisodesAsync("open", Cancel)).Count);
    }

    [Fact]
    public async Task the_log_is_kept_in_order()
    {
        var entries = Enumerable.Range(0, 5).Select(i => new WarningLogEntry(
            "w-1", Noon.AddSeconds(-i), "system", $"a{i}", i == 0 ? null : "备注", WarningHandling.New, WarningHandling.Pushed)).ToList();
        await WriteAsync(t => t.Save(A("w-1")), t => entries.ForEach(t.Log));

        Assert.Equal(entries, await Store.LogAsync("w-1", Cancel));
    }

    [Fact]
    public async Task lists_page_filter_and_count_the_same_everywhere()
    {
        await WriteAsync([.. Enumerable.Range(0, 25).Select(i => (Action<IWarningTransaction>)(t => t.Save(A($"w-{i}") with
        {
            StartedAt = Noon.AddSeconds(i / 3), Level = (i % 4) + 1, Handling = i == 24 ? WarningHandling.Closed : WarningHandling.New,
            Title = i == 3 ? "50%_限位" : "起重力矩",
        })))]);

        var (seen, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = await Store.ListAsync(new WarningFilter { Limit = 7, Cursor = cursor }, Cancel);
            seen.AddRange(page.Items.Select(w => w.Id));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(24, seen.Distinct().Count());
        Assert.Equal(24, seen.Count);
        Assert.Equal(["w-23", "w-22", "w-21", "w-20", "w-19", "w-18", "w-17"], seen[..7]);
        Assert.Equal(["w-3"], (await Store.ListAsync(new WarningFilter { Text = "%_" }, Cancel)).Items.Select(w => w.Id));
        Assert.Equal(23, (await Store.ListAsync(new WarningFilter { Text = "力矩" }, Cancel)).Items.Count);
        Assert.Equal(24, (await Store.ListAsync(new WarningFilter { Text = "LOAD mom" }, Cancel)).Items.Count);
        var counted = await Store.ListAsync(new WarningFilter { Levels = [1], Open = null, SensorType = "tower-crane", Projects = [Project], From = Noon, To = Noon.AddHours(1) }, Cancel);
        Assert.Equal((7, 7, 6, 1), (counted.Items.Count, counted.Counts.ByLevel[1], counted.Counts.ByLevel[4], counted.Counts.ByHandling[WarningHandling.Closed]));
        Assert.Equal(6, (await Store.OpenCountsAsync(Cancel))[Project][1]);
        await Assert.ThrowsAsync<FormatException>(() => Store.ListAsync(new WarningFilter { Cursor = "x' OR 1=1" }, Cancel));
    }

    [Fact]
    public async Task a_curve_is_marked_with_the_warnings_that_touch_it()
    {
        await WriteAsync(t => t.Save(A("w-1") with { RecoveredAt = Noon.AddMinutes(5) }), t => t.Save(A("w-2") with { StartedAt = Noon.AddMinutes(10) }));

        Assert.Equal(["w-1"], (await Store.OnDeviceAsync(Project, new DeviceId("crane-1"), Noon.AddMinutes(3), Noon.AddMinutes(8), Cancel)).Select(w => w.Id));
        Assert.Equal(["w-2"], (await Store.OnDeviceAsync(Project, new DeviceId("crane-1"), Noon.AddMinutes(6), Noon.AddHours(1), Cancel)).Select(w => w.Id));
    }

    [Fact]
    public async Task pushes_are_due_most_severe_first_and_replaced()
    {
        await WriteAsync(
            t => t.Save(A("mild") with { Level = 4 }), t => t.Save(A("severe") with { Level = 1 }),
            t => t.Schedule(new ScheduledPush("mild", 1, 0, 0, Noon)), t => t.Schedule(new ScheduledPush("severe", 1, 0, 0, Noon.AddSeconds(1))),
            t => t.Schedule(new ScheduledPush("severe", 2, 3, 4, Noon.AddSeconds(2))));

        Assert.Equal(["severe", "mild"], (await Store.DueAsync(Noon.AddSeconds(2), 10, Cancel)).Select(p => p.Warning));
        Assert.Equal(["mild"], (await Store.DueAsync(Noon, 10, Cancel)).Select(p => p.Warning));
        Assert.Equal(new ScheduledPush("severe", 2, 3, 4, Noon.AddSeconds(2)), await Store.ScheduleAsync("severe", Cancel));
        Assert.Equal(Noon, await Store.NextDueAsync(Cancel));
        await WriteAsync(t => t.Unschedule("mild"), t => t.Unschedule("severe"));
        Assert.Null(await Store.NextDueAsync(Cancel));
        Assert.Null(await Store.WriteAsync(t => t.FindSchedule("mild"), Cancel));
    }

    [Fact]
    public async Task a_link_is_used_once_and_pruned_when_it_expired()
    {
        var link = new AcknowledgeLink("AB12", "w-1", "班长", Noon.AddDays(1));
        await WriteAsync(t => t.Save(A("w-1")), t => t.AddLink(link));

        await WriteAsync(t => t.UseLink("AB12", Noon));

        Assert.Equal(link with { UsedAt = Noon }, await Store.FindLinkAsync("AB12", Cancel));
        Assert.Equal(1, await Store.PruneAsync(Noon.AddDays(2), Cancel));
        Assert.Null(await Store.FindLinkAsync("AB12", Cancel));
    }

    private static Warning A(string id) => new()
    {
        Id = id, Project = Project, Device = new DeviceId("crane-1"), DeviceName = "1号塔吊", Gateway = new GatewayId("gw-1"), SensorType = "tower-crane",
        RuleId = "crane-moment", Title = "起重力矩", TitleEn = "Load moment", Level = 2, WorstLevel = 1, StartedAt = Noon, LastAt = Noon,
        Point = new PointId("moment-ratio"), Unit = "%",
    };

    private static WarningEpisode Episode(string id, string warning) => new(id, warning, Noon, null, 2, null, false);

    private Task WriteAsync(params Action<IWarningTransaction>[] steps) => Store.WriteAsync(
        t =>
        {
            foreach (var step in steps)
                step(t);
            return true;
        },
        Cancel);
}
