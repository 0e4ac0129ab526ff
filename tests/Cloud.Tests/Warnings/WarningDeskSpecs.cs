using Cloud.Platform;
using Cloud.Telemetry.Warnings;
using static Cloud.Tests.Warnings.WarningHouse;

namespace Cloud.Tests.Warnings;

public sealed class WarningDeskSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_raised_condition_becomes_an_open_warning_with_its_threshold_and_source()
    {
        await using var house = new WarningHouse();

        await house.ApplyAsync(Raised(Morning));

        var warning = await house.TheOneAsync();
        Assert.Equal((2, WarningCondition.Active, WarningHandling.New), (warning.Level, warning.Condition, warning.Handling));
        Assert.Equal(new WarningThreshold(2, "above", 100, "%", "JGJ 332-2014"), warning.Threshold);
        Assert.Equal((103, 103, "moment-ratio"), (warning.Value, warning.Peak, warning.Point.Value));
    }

    [Fact]
    public async Task the_same_transitions_again_have_no_second_effect_even_after_a_restart()
    {
        await using var house = new WarningHouse();
        var raised = Raised(Morning);
        WarningTransition[] story =
        [
            raised, Then(raised, TransitionKind.LevelChanged, Morning.AddSeconds(5), 1, 112), Then(raised, TransitionKind.Recovered, Morning.AddSeconds(30), 1, 70),
        ];
        await house.ApplyAsync(story);
        var before = await house.TheOneAsync();

        await house.RestartAsync();
        await house.ApplyAsync(story);

        Assert.Equal(before, await house.TheOneAsync());
        Assert.Equal(3, (await house.Store.LogAsync(before.Id, Cancel)).Count);
    }

    [Fact]
    public async Task a_condition_that_a_restart_comes_upon_at_a_later_reading_is_no_repeat_of_itself()
    {
        await using var house = new WarningHouse();
        var raised = Raised(Morning);
        await house.ApplyAsync(raised);
        var before = await house.TheOneAsync();

        await house.ApplyAsync(raised with { At = Morning.AddSeconds(20) });
        var again = await house.TheOneAsync();
        await house.ApplyAsync(Then(raised, TransitionKind.Recovered, Morning.AddSeconds(30)), raised with { At = Morning.AddSeconds(25) });

        Assert.Equal(before, again);
        Assert.Equal(WarningCondition.Recovered, (await house.TheOneAsync()).Condition);
    }

    [Fact]
    public async Task a_recovered_level_one_stays_open()
    {
        await using var house = new WarningHouse(new WarningOptions { AutoCloseLevels = [2, 3, 4] });
        var raised = Raised(Morning, level: 1, value: 115);

        await house.ApplyAsync(raised, Then(raised, TransitionKind.Recovered, Morning.AddMinutes(1)));

        var warning = await house.TheOneAsync();
        Assert.Equal((WarningCondition.Recovered, WarningHandling.New), (warning.Condition, warning.Handling));
        Assert.Equal(Morning.AddMinutes(1), warning.RecoveredAt);
    }

    [Fact]
    public async Task an_untouched_level_that_is_configured_so_closes_on_recovery_and_a_touched_one_does_not()
    {
        await using var house = new WarningHouse(new WarningOptions { AutoCloseLevels = [3] });
        var (untouched, touched) = (Raised(Morning, 3, 92, "crane-1"), Raised(Morning, 3, 92, "crane-2"));
        await house.ApplyAsync(untouched, touched);
        await house.Desk.ActAsync(touched.WarningId, 1, new WarningAction(WarningActionKind.Acknowledge, "王工"), Cancel);

        await house.ApplyAsync(Then(untouched, TransitionKind.Recovered, Morning.AddMinutes(1)), Then(touched, TransitionKind.Recovered, Morning.AddMinutes(1)));

        Assert.Equal(WarningHandling.Closed, (await house.Store.FindAsync(untouched.WarningId, Cancel))!.Handling);
        Assert.Equal(WarningHandling.Acknowledged, (await house.Store.FindAsync(touched.WarningId, Cancel))!.Handling);
    }

    [Fact]
    public async Task a_repeat_while_open_or_within_the_window_is_the_same_warning_with_its_peak_kept()
    {
        await using var house = new WarningHouse();
        var first = Raised(Morning, value: 108);
        var second = Raised(Morning.AddHours(3), value: 104);

        await house.ApplyAsync(first, Then(first, TransitionKind.Recovered, Morning.AddMinutes(1)), second);

        var warning = await house.TheOneAsync();
        Assert.Equal((first.WarningId, 2, 108d, WarningCondition.Active), (warning.Id, warning.Count, warning.Peak, warning.Condition));
    }

    [Fact]
    public async Task a_repeat_long_after_it_was_closed_is_a_warning_of_its_own()
    {
        await using var house = new WarningHouse();
        var first = Raised(Morning, 3, 92);
        await house.ApplyAsync(first, Then(first, TransitionKind.Recovered, Morning.AddMinutes(1)));
        await house.Desk.ActAsync(first.WarningId, null, new WarningAction(WarningActionKind.Acknowledge, "王工"), Cancel);
        await house.Desk.ActAsync(first.WarningId, null, new WarningAction(WarningActionKind.Close, "王工"), Cancel);

        await house.ApplyAsync(Raised(Morning.AddMinutes(12), 3, 92));

        var all = (await house.Store.ListAsync(new WarningFilter { Open = null }, Cancel)).Items;
        Assert.Equal([WarningHandling.New, WarningHandling.Closed], all.Select(w => w.Handling));
    }

    [Fact]
    public async Task a_repeat_soon_after_it_was_closed_opens_it_again_and_rings()
    {
        await using var house = new WarningHouse();
        var first = Raised(Morning, 3, 92);
        await house.ApplyAsync(first, Then(first, TransitionKind.Recovered, Morning.AddMinutes(1)));
        await house.Desk.ActAsync(first.WarningId, null, new WarningAction(WarningActionKind.Acknowledge, "王工"), Cancel);
        await house.Desk.ActAsync(first.WarningId, null, new WarningAction(WarningActionKind.Close, "王工"), Cancel);

        await house.ApplyAsync(Raised(Morning.AddMinutes(5), 3, 92));

        Assert.Equal((WarningHandling.New, 2), ((await house.TheOneAsync()).Handling, (await house.TheOneAsync()).Count));
        Assert.NotNull(await house.Store.ScheduleAsync(first.WarningId, Cancel));
    }

    [Fact]
    public async Task what_was_called_false_stays_so_while_it_flickers()
    {
        await using var house = new WarningHouse();
        var first = Raised(Morning);
        await house.ApplyAsync(first);
        await house.Desk.ActAsync(first.WarningId, null, new WarningAction(WarningActionKind.FalseAlarm, "王工", "传感器松动"), Cancel);

        await house.ApplyAsync(Then(first, TransitionKind.Recovered, Morning.AddMinutes(1)), Raised(Morning.AddMinutes(2)));

        Assert.Equal(WarningHandling.FalseAlarm, (await house.TheOneAsync()).Handling);
        Assert.Null(await house.Store.ScheduleAsync(first.WarningId, Cancel));
    }

    [Fact]
    public async Task what_was_called_false_opens_again_when_it_gets_worse_than_it_was()
    {
        await using var house = new WarningHouse();
        var first = Raised(Morning);
        await house.ApplyAsync(first);
        await house.Desk.ActAsync(first.WarningId, null, new WarningAction(WarningActionKind.FalseAlarm, "王工", "传感器松动"), Cancel);

        await house.ApplyAsync(Then(first, TransitionKind.LevelChanged, Morning.AddMinutes(2), 1, 115));

        Assert.Equal((WarningHandling.New, 1), ((await house.TheOneAsync()).Handling, (await house.TheOneAsync()).Level));
        Assert.NotNull(await house.Store.ScheduleAsync(first.WarningId, Cancel));
    }

    [Fact]
    public async Task what_is_forgotten_after_a_year_is_neither_warning_nor_log()
    {
        await using var house = new WarningHouse();
        var raised = Raised(Morning);
        await house.ApplyAsync(raised, Then(raised, TransitionKind.Recovered, Morning.AddMinutes(1)));
        await house.Links.CreateAsync(raised.WarningId, "班长", Cancel);

        Assert.Equal(3, await house.Store.PruneAsync(Morning.AddDays(10), Cancel));

        Assert.Equal(2, (await house.Store.LogAsync((await house.TheOneAsync()).Id, Cancel)).Count);
    }

    [Fact]
    public async Task late_data_are_recorded_and_never_ring_until_live_data_confirm_them()
    {
        await using var house = new WarningHouse();
        var late = Raised(Morning.AddHours(-2), late: true);
        await house.ApplyAsync(late);

        Assert.True((await house.TheOneAsync()).Late);
        Assert.Null(await house.Store.ScheduleAsync(late.WarningId, Cancel));

        await house.ApplyAsync(Raised(Morning));
        Assert.False((await house.TheOneAsync()).Late);
        Assert.NotNull(await house.Store.ScheduleAsync(late.WarningId, Cancel));
    }

    [Fact]
    public async Task late_data_move_the_start_of_an_open_warning_back_without_counting_a_repeat()
    {
        await using var house = new WarningHouse();
        await house.ApplyAsync(Raised(Morning), Raised(Morning.AddMinutes(-8), late: true));

        var warning = await house.TheOneAsync();
        Assert.Equal((Morning.AddMinutes(-8), 1, false), (warning.StartedAt, warning.Count, warning.Late));
    }

    [Fact]
    public async Task a_condition_recovers_only_when_its_last_episode_is_over()
    {
        await using var house = new WarningHouse();
        var (live, late) = (Raised(Morning), Raised(Morning.AddMinutes(-8), late: true));
        await house.ApplyAsync(live, late, Then(late, TransitionKind.Recovered, Morning.AddMinutes(-1)));
        Assert.Equal(WarningCondition.Active, (await house.TheOneAsync()).Condition);

        await house.ApplyAsync(Then(live, TransitionKind.Recovered, Morning.AddMinutes(1)));
        Assert.Equal(WarningCondition.Recovered, (await house.TheOneAsync()).Condition);
    }

    [Fact]
    public async Task a_stale_version_is_told_and_changes_nothing()
    {
        await using var house = new WarningHouse();
        var raised = Raised(Morning);
        await house.ApplyAsync(raised);
        await house.Desk.ActAsync(raised.WarningId, 1, new WarningAction(WarningActionKind.Acknowledge, "王工"), Cancel);

        var result = await house.Desk.ActAsync(raised.WarningId, 1, new WarningAction(WarningActionKind.Assign, "赵工", null, "李工"), Cancel);

        Assert.Equal((ActionOutcome.Stale, WarningHandling.Acknowledged), (result.Outcome, result.Warning!.Handling));
        Assert.Equal(ActionOutcome.Unknown, (await house.Desk.ActAsync("nope", 1, new WarningAction(WarningActionKind.Acknowledge, "王工"), Cancel)).Outcome);
    }

    [Fact]
    public async Task a_refused_action_leaves_no_line_in_the_log()
    {
        await using var house = new WarningHouse();
        var raised = Raised(Morning);
        await house.ApplyAsync(raised);

        await Assert.ThrowsAsync<RuleBrokenException>(() => house.Desk.ActAsync(raised.WarningId, 1, new WarningAction(WarningActionKind.Verify, "王工"), Cancel));

        Assert.Single(await house.Store.LogAsync(raised.WarningId, Cancel));
    }

    [Fact]
    public async Task a_moving_peak_bothers_nobody_who_is_about_to_act()
    {
        await using var house = new WarningHouse();
        var raised = Raised(Morning);
        await house.ApplyAsync(raised, Then(raised, TransitionKind.PeakMoved, Morning.AddMinutes(1), value: 109));

        var warning = await house.TheOneAsync();
        Assert.Equal((109d, 1L), (warning.Peak, warning.Version));
    }

    [Fact]
    public async Task what_a_fresh_grain_starts_from_are_the_active_episodes()
    {
        await using var house = new WarningHouse();
        var (active, over) = (Raised(Morning, device: "crane-1"), Raised(Morning, device: "crane-2"));
        await house.ApplyAsync(active, over, Then(over, TransitionKind.Recovered, Morning.AddMinutes(1)));
        await house.RestartAsync();

        var episode = Assert.Single(await house.Desk.ActiveAsync(Project, Cancel));
        Assert.Equal((active.WarningId, "crane-moment", Morning, 2), (episode.WarningId, episode.RuleId, episode.StartedAt, episode.Level));
    }
}
