using Cloud.Telemetry.Warnings;
using Telemetry.Model;
using static Cloud.Tests.Warnings.WarningHouse;

namespace Cloud.Tests.Warnings;

public sealed class WarningListSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task without_a_filter_everything_open_is_listed_however_old()
    {
        await using var house = new WarningHouse();
        await house.ApplyAsync(Raised(Morning.AddYears(-2), device: "crane-1"), Raised(Morning, device: "crane-2"), Raised(Morning, device: "crane-3"));
        await house.Desk.ActAsync(Raised(Morning, device: "crane-3").WarningId, null, new WarningAction(WarningActionKind.FalseAlarm, "王工", "误报"), Cancel);

        Assert.Equal(["crane-2", "crane-1"], await Devices(house, new WarningFilter()));
        Assert.Equal(["crane-3"], await Devices(house, new WarningFilter { Open = false }));
        Assert.Equal(3, (await Devices(house, new WarningFilter { Open = null })).Count);
    }

    [Fact]
    public async Task pages_join_without_gap_or_overlap_while_new_ones_come_in()
    {
        await using var house = new WarningHouse();
        await house.ApplyAsync([.. Enumerable.Range(0, 25).Select(i => Raised(Morning.AddSeconds(i / 3), device: $"crane-{i}"))]);

        var (seen, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = await house.Store.ListAsync(new WarningFilter { Limit = 7, Cursor = cursor }, Cancel);
            seen.AddRange(page.Items.Select(w => w.Device.Value));
            cursor = page.Next;
            await house.ApplyAsync(Raised(Morning.AddHours(seen.Count), device: $"new-{seen.Count}"));
        }
        while (cursor is not null);

        Assert.Equal(25, seen.Count);
        Assert.Equal(25, seen.Distinct().Count(d => d.StartsWith("crane", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task counts_say_what_choosing_each_value_would_show()
    {
        await using var house = new WarningHouse();
        await house.ApplyAsync(
            Raised(Morning, 1, device: "a1"), Raised(Morning, 2, device: "a2"), Raised(Morning, 2, device: "a3"), Raised(Morning, 3, device: "a4"));
        await house.Desk.ActAsync(Raised(Morning, 2, device: "a2").WarningId, null, new WarningAction(WarningActionKind.Acknowledge, "王工"), Cancel);

        var page = await house.Store.ListAsync(new WarningFilter { Levels = [2] }, Cancel);

        Assert.Equal(2, page.Items.Count);
        Assert.Equal([(1, 1), (2, 2), (3, 1)], page.Counts.ByLevel.OrderBy(c => c.Key).Select(c => (c.Key, c.Value)));
        Assert.Equal((1, 1), (page.Counts.ByHandling[WarningHandling.New], page.Counts.ByHandling[WarningHandling.Acknowledged]));
        Assert.Equal(2, page.Counts.ByCondition[WarningCondition.Active]);
    }

    [Theory]
    [InlineData("力矩", 2), InlineData("MOMENT", 2), InlineData("crane-2", 1), InlineData("100%", 0), InlineData("_", 0), InlineData("1号塔吊", 2)]
    public async Task text_finds_parts_of_names_and_means_wildcards_literally(string text, int found)
    {
        await using var house = new WarningHouse();
        await house.ApplyAsync(Raised(Morning, device: "crane-1"), Raised(Morning, device: "crane-2"));

        Assert.Equal(found, (await Devices(house, new WarningFilter { Text = text })).Count);
    }

    [Fact]
    public async Task filters_narrow_by_project_time_device_kind_and_condition()
    {
        await using var house = new WarningHouse();
        var over = Raised(Morning, device: "crane-1");
        await house.ApplyAsync(over, Then(over, TransitionKind.Recovered, Morning.AddSeconds(5)), Raised(Morning.AddHours(1), device: "crane-2"));

        Assert.Equal(["crane-1"], await Devices(house, new WarningFilter { Condition = WarningCondition.Recovered }));
        Assert.Equal(["crane-2"], await Devices(house, new WarningFilter { From = Morning.AddMinutes(1) }));
        Assert.Equal(["crane-1"], await Devices(house, new WarningFilter { To = Morning.AddMinutes(1) }));
        Assert.Equal(["crane-2"], await Devices(house, new WarningFilter { Device = new DeviceId("crane-2") }));
        Assert.Empty(await Devices(house, new WarningFilter { SensorType = "hoist" }));
        Assert.Empty(await Devices(house, new WarningFilter { Projects = [new ProjectId("site-2")] }));
        Assert.Empty(await Devices(house, new WarningFilter { Projects = [] }));
        Assert.Equal(2, (await house.Store.OpenCountsAsync(Cancel))[Project][2]);
    }

    [Fact]
    public async Task a_cursor_of_somebody_elses_making_is_refused()
    {
        await using var house = new WarningHouse();

        await Assert.ThrowsAsync<FormatException>(() => house.Store.ListAsync(new WarningFilter { Cursor = "x' OR 1=1" }, Cancel));
    }

    [Fact]
    public async Task a_curve_is_marked_with_the_warnings_that_touch_it()
    {
        await using var house = new WarningHouse();
        var over = Raised(Morning, device: "crane-1");
        await house.ApplyAsync(over, Then(over, TransitionKind.Recovered, Morning.AddMinutes(5)));

        Assert.Single(await house.Store.OnDeviceAsync(Project, new DeviceId("crane-1"), Morning.AddMinutes(3), Morning.AddHours(1), Cancel));
        Assert.Empty(await house.Store.OnDeviceAsync(Project, new DeviceId("crane-1"), Morning.AddMinutes(6), Morning.AddHours(1), Cancel));
    }

    private static async Task<IReadOnlyList<string>> Devices(WarningHouse house, WarningFilter filter) =>
        [.. (await house.Store.ListAsync(filter, Cancel)).Items.Select(w => w.Device.Value)];
}
