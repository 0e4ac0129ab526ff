using Telemetry.Model;
using Telemetry.Model.Rules;

namespace Protocols.Tests.Telemetry.Rules;

public sealed class LastValueRuleSpecs
{
    [Theory]
    [InlineData(89.9, 0)]
    [InlineData(90, 3)]
    [InlineData(99.9, 3)]
    [InlineData(100, 2)]
    [InlineData(109.9, 2)]
    [InlineData(110, 1)]
    [InlineData(150, 1)]
    public void the_comparison_is_closed_and_the_severest_level_wins(double value, int level)
    {
        var outcome = new RuleBench(A.MomentRule()).Read(0, value);

        Assert.Equal(level, outcome.Level);
        Assert.Equal(level == 0 ? RuleCondition.Normal : RuleCondition.Active, outcome.Condition);
        Assert.Equal(value, outcome.Value);
    }

    [Theory]
    [InlineData(19.5, true)]
    [InlineData(19.51, false)]
    public void below_is_closed_too(double value, bool active)
    {
        var bench = new RuleBench(A.Rule("site-environment", new RuleMeasure("o2"), new RuleLevel(1, "below", 19.5, "%VOL")));

        Assert.Equal(active, bench.Read(0, value).Condition == RuleCondition.Active);
    }

    [Fact]
    public void before_the_first_reading_nothing_is_decided()
    {
        var outcome = new RuleBench(A.MomentRule()).Tick(0);

        Assert.Equal((RuleCondition.CannotDecide, Undecided.NoReading), (outcome.Condition, outcome.Reason));
    }

    [Theory]
    [InlineData(Quality.Bad)]
    [InlineData(Quality.Uncertain)]
    public void what_is_not_good_decides_nothing_and_a_reached_level_stays(Quality quality)
    {
        var bench = new RuleBench(A.MomentRule());
        bench.Read(0, 120);

        var outcome = bench.Feed(RuleBench.Reading(1, "moment-ratio", 10, quality));

        Assert.Equal((RuleCondition.CannotDecide, Undecided.NotGood, 1), (outcome.Condition, outcome.Reason, outcome.Level));
        Assert.Equal(RuleBench.At(0), outcome.Since);
    }

    [Fact]
    public void a_good_reading_that_is_no_number_decides_nothing()
    {
        Assert.Equal(Undecided.NotGood, new RuleBench(A.MomentRule()).Read(0, double.NaN).Reason);
    }

    [Fact]
    public void a_value_decides_until_its_stale_age_and_no_longer()
    {
        var bench = new RuleBench(A.MomentRule());
        bench.Read(0, 20);

        Assert.Equal(RuleCondition.Normal, bench.Tick(30).Condition);
        Assert.Equal(Undecided.Stale, bench.Tick(30.001).Reason);
    }

    [Fact]
    public void a_level_is_left_at_its_clear_value_and_not_before()
    {
        var bench = new RuleBench(A.MomentRule());
        bench.Read(0, 92);

        Assert.Equal(3, bench.Read(1, 85.1).Level);
        Assert.Equal(0, bench.Read(2, 85).Level);
        Assert.Equal(0, bench.Read(3, 89).Level);
    }

    [Fact]
    public void without_a_clear_value_the_threshold_itself_is_the_way_back()
    {
        var bench = new RuleBench(A.Rule(new RuleMeasure("wind-speed"), new RuleLevel(2, "above", 13.8, "m/s")));

        Assert.Equal(2, bench.Read(0, 13.8).Level);
        Assert.Equal(0, bench.Read(1, 13.79).Level);
    }

    [Fact]
    public void a_clear_hold_is_broken_by_one_high_value()
    {
        var bench = new RuleBench(A.MomentRule(clearHold: 10));
        bench.Read(0, 92);
        bench.Read(1, 50);
        bench.Read(5, 92);

        Assert.Equal(3, bench.Read(6, 50).Level);
        Assert.Equal(3, bench.Tick(15).Level);
        Assert.Equal(0, bench.Tick(16).Level);
    }

    [Fact]
    public void a_hold_runs_out_without_a_new_reading()
    {
        var bench = new RuleBench(A.MomentRule(hold: 3));
        bench.Read(0, 95);

        Assert.Equal(RuleBench.At(3), bench.State.NextDeadline);
        Assert.Equal(0, bench.Tick(2.9).Level);
        var outcome = bench.Tick(7);

        Assert.Equal((3, RuleBench.At(0)), (outcome.Level, outcome.Since));
        Assert.Equal(RuleBench.At(3), bench.Passed[^1].At);
    }

    [Fact]
    public void a_hold_starts_anew_after_one_low_or_unknown_value()
    {
        var low = new RuleBench(A.MomentRule(hold: 3));
        var unknown = new RuleBench(A.MomentRule(hold: 3));
        low.Read(0, 95);
        unknown.Read(0, 95);

        low.Read(2, 10);
        unknown.ReadBad(2);
        low.Read(2.5, 95);
        unknown.Read(2.5, 95);

        Assert.Equal((0, 0), (low.Tick(5.4).Level, unknown.Tick(5.4).Level));
        Assert.Equal((3, 3), (low.Tick(5.5).Level, unknown.Tick(5.5).Level));
    }

    [Fact]
    public void a_hold_that_ran_out_between_two_readings_is_seen_without_any_tick()
    {
        var bench = new RuleBench(A.MomentRule(hold: 3));
        bench.Read(0, 95);

        Assert.Equal(0, bench.Read(8, 10).Level);
        Assert.Equal([(0, 0d), (3, 3d), (0, 8d)], bench.Passed.Select(passed => (passed.Level, (passed.At - RuleBench.Zero).TotalSeconds)));
    }

    [Fact]
    public void repetition_counts_readings_in_a_row_and_not_ticks()
    {
        var bench = new RuleBench(A.MomentRule(repeat: 3));
        bench.Read(0, 95);
        bench.Tick(1);
        bench.Read(2, 96);
        Assert.Equal(0, bench.Tick(3).Level);
        bench.Read(4, 10);
        bench.Read(5, 95);
        bench.Read(6, 95);

        Assert.Equal(3, bench.Read(7, 95).Level);
        Assert.Equal(RuleBench.At(5), bench.State.Current.Since);
    }

    [Fact]
    public void a_late_reading_never_moves_the_last_value()
    {
        var bench = new RuleBench(A.MomentRule());
        bench.Read(10, 20);

        Assert.Equal(0, bench.Read(5, 150).Level);
        Assert.Equal(1, bench.State.LateReadings);
    }

    [Fact]
    public void a_second_reading_of_one_instant_is_ignored()
    {
        var bench = new RuleBench(A.MomentRule());
        bench.Read(10, 20);

        Assert.Equal(0, bench.Read(10, 150).Level);
    }

    [Fact]
    public void a_relative_measure_without_its_parameter_decides_nothing()
    {
        var rule = A.Rule(new RuleMeasure("load", RelativeTo: "max-load"), new RuleLevel(2, "above", 100, "%"));

        Assert.Equal(Undecided.ParameterMissing, new RuleBench(rule).Read(0, 7).Reason);
        Assert.Equal(Undecided.ParameterMissing, new RuleBench(rule).With("max-load", 0).Read(0, 7).Reason);
        Assert.Equal(100, new RuleBench(rule).With("max-load", 6).Read(0, 6).Value, 9);
        Assert.Equal(2, new RuleBench(rule).With("max-load", 6).Read(0, 6).Level);
    }

    [Fact]
    public void a_relative_measure_converts_its_units()
    {
        var rule = A.Rule("foundation-pit", new RuleMeasure("top-horizontal", RelativeTo: "excavation-depth"), new RuleLevel(1, "above", 0.2, "%"));
        var bench = new RuleBench(rule).With("excavation-depth", 10);

        Assert.Equal(0, bench.Read(0, 19.99).Level);
        Assert.Equal(1, bench.Read(1, 20).Level);
    }

    [Theory]
    [InlineData(-0.18)]
    [InlineData(0.18)]
    public void an_absolute_measure_forgets_the_sign(double tilt)
    {
        var bench = new RuleBench(A.Rule(new RuleMeasure("mast-tilt-x", Absolute: true), new RuleLevel(3, "above", 0.172, "°")));

        Assert.Equal(3, bench.Read(0, tilt).Level);
    }

    [Fact]
    public void a_gate_that_is_closed_makes_it_normal_and_one_without_value_makes_it_undecided()
    {
        var rule = A.Rule(new RuleMeasure("driver-signed-on"), new RuleLevel(2, "below", 0, "")) with { When = [new RuleGate("lifting", "above", 1)] };
        var bench = new RuleBench(rule);

        Assert.Equal(Undecided.GateUnknown, bench.Read(0, 0).Reason);
        Assert.Equal(RuleCondition.Normal, bench.Read(1, "lifting", 0).Condition);
        Assert.Equal(2, bench.Read(2, "lifting", 1).Level);
        Assert.Equal(RuleCondition.Normal, bench.Read(3, "lifting", 0).Condition);
        Assert.Equal(Undecided.GateUnknown, bench.Feed(RuleBench.Reading(4, "lifting", 1, Quality.Uncertain)).Reason);
    }

    [Fact]
    public void readings_of_one_instant_are_judged_together()
    {
        var rule = A.Rule(new RuleMeasure("driver-signed-on"), new RuleLevel(2, "below", 0, "")) with { When = [new RuleGate("lifting", "above", 1)] };
        var bench = new RuleBench(rule);
        bench.Feed(RuleBench.Reading(0, "lifting", 0), RuleBench.Reading(0, "driver-signed-on", 0));

        bench.Feed(RuleBench.Reading(1, "lifting", 1), RuleBench.Reading(1, "driver-signed-on", 1));

        Assert.DoesNotContain(bench.Passed, outcome => outcome.Level > 0);
    }

    [Fact]
    public void an_open_warning_survives_a_restart_until_the_rule_sees_it_clear()
    {
        var bench = new RuleBench(A.MomentRule());
        bench.State.Assume(bench.Plan, 2, RuleBench.At(-3_600));

        var still = bench.Read(0, 97);
        var cleared = bench.Read(1, 80);

        Assert.Equal((2, RuleBench.At(-3_600)), (still.Level, still.Since));
        Assert.Equal(RuleCondition.Normal, cleared.Condition);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void a_gate_that_comes_late_is_judged_when_it_arrives_however_often_the_clock_ticked(bool ticked)
    {
        var bench = new RuleBench(A.MomentRule(hold: 4) with { When = [new RuleGate("lifting", "above", 1)] });
        bench.Read(10, 95);
        if (ticked)
            bench.Tick(12);

        var outcome = RuleEvaluator.Step(
            bench.Plan, bench.State, [RuleBench.Reading(10, "lifting", 1)], bench.Context, arrivedAt: RuleBench.At(12.5));
        var later = bench.Tick(15);

        Assert.Equal(RuleCondition.Normal, outcome.Condition);
        Assert.Equal((RuleCondition.Active, 3, RuleBench.At(10)), (later.Condition, later.Level, later.Since));
    }
}
