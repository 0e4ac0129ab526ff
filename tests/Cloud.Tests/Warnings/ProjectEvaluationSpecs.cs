using Cloud.Telemetry.Warnings;
using Telemetry.Model;
using Telemetry.Model.Rules;
using static Cloud.Telemetry.Warnings.TransitionKind;
using static Cloud.Tests.Warnings.EvaluationBench;

namespace Cloud.Tests.Warnings;

public sealed class ProjectEvaluationSpecs
{
    [Fact]
    public void a_load_that_creeps_over_the_levels_and_back_tells_each_step_once()
    {
        var bench = new EvaluationBench(Moment());
        double[] moments = [80, 91, 95, 101, 112, 111, 104, 97, 89, 87, 80];

        for (var i = 0; i < moments.Length; i++)
            bench.At(i * 2).Read(moments[i]);

        Assert.Equal([(Raised, 3), (LevelChanged, 2), (LevelChanged, 1), (LevelChanged, 2), (LevelChanged, 3), (Recovered, 3)],
            bench.Transitions.Select(t => (t.Kind, t.Level)));
        Assert.Single(bench.Transitions.Select(t => t.WarningId).Distinct());
        Assert.Equal(WarningTransition.IdOf(Project, Crane, "crane-moment", Zero.AddSeconds(2)), bench.Transitions[0].WarningId);
        Assert.All(bench.Transitions, t => Assert.False(t.Late));
        Assert.Equal(112, bench.Transitions[^1].Peak);
        Assert.Equal(110, bench.Transitions[2].Threshold!.Threshold);
        Assert.Empty(bench.State.Active);
    }

    [Fact]
    public void the_same_readings_give_the_same_transitions_however_often_and_in_whatever_portions()
    {
        var (one, other) = (new EvaluationBench(Moment()), new EvaluationBench(Moment()));
        double[] moments = [80, 101, 112, 80, 95, 80];
        for (var i = 0; i < moments.Length; i++)
            one.At(i * 5).Read(moments[i]);
        for (var i = 0; i < moments.Length; i++)
            other.At(i * 5).Tick().Read(moments[i]).Read(moments[i]).Tick();

        Assert.Equal(one.Transitions.Select(t => (t.WarningId, t.Key)), other.Transitions.Select(t => (t.WarningId, t.Key)));
    }

    [Fact]
    public void a_moving_peak_is_told_now_and_then()
    {
        var bench = new EvaluationBench(Moment());
        for (var i = 0; i <= 90; i++)
            bench.At(i).Read(101 + (i * 0.05));

        Assert.Equal([Raised, PeakMoved, PeakMoved, PeakMoved], bench.Kinds);
        Assert.Equal(105.5, bench.Transitions[^1].Peak, 6);
    }

    [Fact]
    public void a_bad_value_neither_raises_nor_recovers()
    {
        var bench = new EvaluationBench(Moment());
        bench.At(0).Read(103).At(1).Read(double.NaN, quality: Quality.Bad).At(2).Read(50, quality: Quality.Uncertain);

        Assert.Equal([Raised], bench.Kinds);
        Assert.Single(bench.State.Active);
    }

    [Fact]
    public void rules_that_cannot_decide_for_five_minutes_are_a_warning_of_their_own_that_ends_with_a_good_reading()
    {
        var bench = new EvaluationBench(Moment());
        bench.At(0).Read(50);
        for (var second = 1; second <= 299; second++)
            bench.At(second).Read(double.NaN, quality: Quality.Bad).Tick();
        Assert.Empty(bench.Transitions);

        bench.At(301).Read(double.NaN, quality: Quality.Bad).At(305).Tick().At(400).Read(double.NaN, quality: Quality.Bad);
        var started = Assert.Single(bench.Transitions);
        Assert.Equal((CannotDecideStarted, 4, Zero.AddSeconds(1)), (started.Kind, started.Level, started.StartedAt));
        Assert.Equal("起重力矩：读数质量不合格", started.Detail);

        bench.At(410).Read(50);
        Assert.Equal([CannotDecideStarted, CannotDecideEnded], bench.Kinds);
        Assert.Equal(started.WarningId, bench.Transitions[1].WarningId);
    }

    [Fact]
    public void a_new_devices_window_that_has_had_no_time_to_fill_is_no_lack_of_data()
    {
        var hourly = Moment(new RuleLevel(3, "above", 90, "%")) with { Measure = new RuleMeasure("moment-ratio", "mean", Window: 3_600, Coverage: 0.75) };
        var bench = new EvaluationBench(hourly);
        for (var second = 0; second < 3_600; second += 60)
            bench.At(second).Read(50).Tick();
        Assert.Empty(bench.Transitions);

        for (var second = 3_600; second < 9_000; second += 900)
            bench.At(second).Read(50).Tick();
        Assert.Equal([CannotDecideStarted], bench.Kinds);
        Assert.Contains("窗口内有效读数不足", bench.Transitions[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void silence_is_noticed_without_any_reading()
    {
        var bench = new EvaluationBench(Moment());
        bench.At(0).Read(50);
        for (var second = 10; second <= 900; second += 10)
            bench.At(second).Tick();

        Assert.Equal([CannotDecideStarted], bench.Kinds);
        Assert.Contains("读数过期", bench.Transitions[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void a_rule_about_missing_data_speaks_instead_of_the_general_warning()
    {
        var missing = new RuleDefinition(
            "crane-silent", "tower-crane", "数据中断", "No data", new RuleMeasure("moment-ratio", "missing"), [new RuleLevel(4, "above", 120, "s")], Source: "产品默认");
        var bench = new EvaluationBench(Moment(), missing);
        bench.At(0).Read(50);
        for (var second = 10; second <= 900; second += 10)
            bench.At(second).Tick();

        Assert.Equal([(Raised, "crane-silent")], bench.Transitions.Select(t => (t.Kind, t.Rule.Id)));
        bench.At(910).Read(50);
        Assert.Equal([Raised, Recovered], bench.Kinds);
    }

    [Fact]
    public void an_absent_gateway_is_one_warning_and_its_devices_are_not_blamed()
    {
        var bench = new EvaluationBench(Moment());
        bench.At(0).Read(103).At(10).Presence(online: false);
        for (var second = 20; second <= 900; second += 10)
            bench.At(second).Tick();
        bench.At(910).Presence(online: true).Read(103).Tick();

        Assert.Equal([(Raised, "crane-moment"), (Raised, "gateway-offline"), (Recovered, "gateway-offline")],
            bench.Transitions.Select(t => (t.Kind, t.Rule.Id)));
        Assert.Equal((3, Zero.AddSeconds(10)), (bench.Transitions[1].Level, bench.Transitions[1].StartedAt));
    }

    [Fact]
    public void a_gateway_that_comes_back_within_five_minutes_is_nobodys_business()
    {
        var bench = new EvaluationBench(Moment());
        bench.At(0).Read(50).At(10).Presence(online: false).At(200).Tick().Read(50).At(900).Tick();

        Assert.DoesNotContain(bench.Transitions, t => t.Rule.Id == "gateway-offline");
    }

    [Fact]
    public void a_backlog_is_decided_in_event_time_flagged_late_and_leaves_the_present_alone()
    {
        var bench = new EvaluationBench(Moment());
        bench.At(0).Read(50).At(600).Read(50);
        bench.At(601).Backlog(100, 2, 80, 95, 103, 80).At(602).Read(51);

        Assert.Equal([(Raised, 3, true), (LevelChanged, 2, true), (Recovered, 2, true)], bench.Transitions.Select(t => (t.Kind, t.Level, t.Late)));
        Assert.Equal(Zero.AddSeconds(102), bench.Transitions[0].StartedAt);
        Assert.Empty(bench.State.Active);
    }

    [Fact]
    public void the_same_backlog_again_gives_the_same_identities()
    {
        var bench = new EvaluationBench(Moment());
        bench.At(0).Read(50).At(600).Read(50).At(601).Backlog(100, 2, 80, 95, 103, 80);
        bench.At(900).Read(50).Tick().At(901).Backlog(100, 2, 80, 95, 103, 80);

        Assert.Equal(bench.Transitions.Take(3).Select(t => (t.WarningId, t.Key)), bench.Transitions.Skip(3).Select(t => (t.WarningId, t.Key)));
    }

    [Fact]
    public void what_is_known_from_live_readings_is_not_told_again_by_late_ones()
    {
        var bench = new EvaluationBench(Moment());
        bench.At(0).Read(50).At(10).Read(103).At(20).Read(50).At(30).Read(104);
        var before = bench.Transitions.Count;

        bench.At(200).Backlog(10, 10, 103, 50, 104, 104).At(400).Tick();

        Assert.DoesNotContain(bench.Transitions.Skip(before), t => t.Rule.Id == "crane-moment");
    }

    [Fact]
    public void a_backlog_that_ends_inside_a_run_hands_it_over_to_the_present()
    {
        var bench = new EvaluationBench(Moment());
        bench.At(0).Read(50).At(600).Read(103).At(601).Backlog(500, 10, 50, 103, 104);
        for (var second = 602; second < 740; second += 2)
            bench.At(second).Read(103).Tick();

        var moment = bench.Transitions.Where(t => t.Rule.Id == "crane-moment" && t.Kind != PeakMoved).ToList();
        Assert.Equal([(Raised, false), (Raised, true), (Recovered, true)], moment.Select(t => (t.Kind, t.Late)));
        Assert.Equal(Zero.AddSeconds(600), Assert.Single(bench.State.Active).StartedAt);
    }

    [Fact]
    public void readings_from_the_future_decide_nothing_and_spoil_nothing()
    {
        var bench = new EvaluationBench(Moment());
        bench.At(0).Read(50).Take(Lane.Live, new Reading(new PointId("moment-ratio"), Zero.AddYears(2), 150));
        bench.At(2).Read(103);

        Assert.Equal([(Raised, Zero.AddSeconds(2))], bench.Transitions.Select(t => (t.Kind, t.StartedAt)));
    }

    [Fact]
    public void after_a_restart_the_open_condition_goes_on_as_the_same_warning()
    {
        var bench = new EvaluationBench(Moment());
        bench.At(0).Read(50).At(10).Read(103).At(20).Read(104);
        var stored = bench.State.Active;

        bench.State = ProjectEvaluation.Start(Project, [Device()], bench.Rules, stored);
        bench.State = ProjectEvaluation.Replay(bench.State, Crane, [.. Came(new Reading(new PointId("moment-ratio"), Zero.AddSeconds(10), 103), new Reading(new PointId("moment-ratio"), Zero.AddSeconds(20), 104))]);
        bench.At(30).Keep(ProjectEvaluation.Reconcile(bench.State, Zero.AddSeconds(30)));
        bench.At(31).Read(105).At(33).Read(50);

        Assert.Equal([Raised, Recovered], bench.Kinds);
        Assert.Equal(bench.Transitions[0].WarningId, bench.Transitions[1].WarningId);
    }

    [Fact]
    public void after_a_restart_what_recovered_meanwhile_is_reconciled()
    {
        var bench = new EvaluationBench(Moment());
        bench.At(10).Read(103);
        var stored = bench.State.Active;

        bench.State = ProjectEvaluation.Start(Project, [Device()], bench.Rules, stored);
        bench.State = ProjectEvaluation.Replay(bench.State, Crane, [.. Came(new Reading(new PointId("moment-ratio"), Zero.AddSeconds(10), 103), new Reading(new PointId("moment-ratio"), Zero.AddSeconds(15), 50))]);
        bench.At(20).Keep(ProjectEvaluation.Reconcile(bench.State, Zero.AddSeconds(20)));

        Assert.Equal([(Raised, Zero.AddSeconds(10)), (Recovered, Zero.AddSeconds(15))], bench.Transitions.Select(t => (t.Kind, t.At)));
    }

    [Fact]
    public void an_open_condition_older_than_every_window_survives_a_restart_without_readings()
    {
        var bench = new EvaluationBench(Moment());
        bench.At(0).Read(103);
        var stored = bench.State.Active;

        bench.State = ProjectEvaluation.Start(Project, [Device()], bench.Rules, stored);
        bench.At(90_000).Keep(ProjectEvaluation.Reconcile(bench.State, Zero.AddSeconds(90_000)));
        bench.Read(103);

        Assert.Equal([Raised], bench.Kinds);
    }

    [Fact]
    public void a_disabled_rule_ends_its_condition_and_an_unchanged_one_goes_on()
    {
        var bench = new EvaluationBench(Moment(), Moment() with { Id = "crane-moment-2" });
        bench.At(0).Read(103);
        var rules = bench.Rules with { Overrides = [new RuleOverride("crane-moment", null, 0, 0, "检修", Disabled: true)] };

        bench.At(5).Keep(ProjectEvaluation.Reconfigure(bench.State, [Device()], rules, Zero.AddSeconds(5)));
        bench.At(6).Read(104);

        Assert.Equal([("crane-moment", Raised), ("crane-moment-2", Raised), ("crane-moment", Recovered)], bench.Transitions.Select(t => (t.Rule.Id, t.Kind)));
    }

    [Fact]
    public void a_moved_threshold_is_judged_from_the_next_reading()
    {
        var bench = new EvaluationBench(Moment());
        bench.At(0).Read(95);
        var rules = bench.Rules with { Overrides = [new RuleOverride("crane-moment", null, 3, 97, "方案批准")] };
        bench.At(5).Keep(ProjectEvaluation.Reconfigure(bench.State, [Device()], rules, Zero.AddSeconds(5)));
        Assert.Equal([Raised], bench.Kinds);

        bench.At(6).Read(94);
        Assert.Equal([Raised, Recovered], bench.Kinds);
    }

    [Fact]
    public void a_device_that_is_taken_away_ends_its_conditions()
    {
        var bench = new EvaluationBench(Moment());
        bench.At(0).Read(103).At(5).Keep(ProjectEvaluation.Reconfigure(bench.State, [], bench.Rules, Zero.AddSeconds(5)));

        Assert.Equal([Raised, Recovered], bench.Kinds);
        bench.At(6).Read(103);
        Assert.Equal(2, bench.Transitions.Count);
    }

    [Fact]
    public void a_late_window_is_filled_but_the_present_is_rung_only_by_what_holds_now()
    {
        var mean = new RuleDefinition(
            "crane-mean", "tower-crane", "平均力矩", "Mean moment", new RuleMeasure("moment-ratio", "mean", 60), [new RuleLevel(3, "above", 90, "%")], Source: "测试");
        var bench = new EvaluationBench(mean);
        bench.At(0).Read(95).At(2).Read(95);

        Assert.Equal([Raised], bench.Kinds);
        Assert.False(bench.Transitions[0].Late);
    }
}
