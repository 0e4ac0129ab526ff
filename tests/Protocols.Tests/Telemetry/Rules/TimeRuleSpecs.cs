using Telemetry.Model;
using Telemetry.Model.Rules;

namespace Protocols.Tests.Telemetry.Rules;

public sealed class TimeRuleSpecs
{
    private static RuleBench Seconds(string aggregate, double threshold, double hold = 0) =>
        new(A.Rule(new RuleMeasure("moment-ratio", aggregate), new RuleLevel(3, "above", threshold, "s", hold)));

    private static RuleBench Night(double window = 0) => new(A.Rule(
        "dust-station", new RuleMeasure("noise", window > 0 ? "leq" : "last", window),
        new RuleLevel(2, "above", 55, "dB(A)", From: new TimeOnly(22, 0), To: new TimeOnly(6, 0))));

    [Fact]
    public void a_missing_point_is_noticed_at_exactly_its_second_whatever_the_ticks()
    {
        var bench = Seconds("missing", 60);
        bench.Read(0, 20);

        Assert.Equal(RuleCondition.Normal, bench.Tick(59.9).Condition);
        var outcome = bench.Tick(77);

        Assert.Equal((3, RuleBench.At(60), 77d), (outcome.Level, outcome.Since, outcome.Value));
        Assert.Equal(RuleCondition.Normal, bench.Read(78, 20).Condition);
    }

    [Fact]
    public void a_point_that_never_came_is_missing_since_the_first_tick()
    {
        var bench = Seconds("missing", 60);
        bench.Tick(0);

        Assert.Equal(3, bench.Tick(60).Level);
    }

    [Fact]
    public void a_device_that_does_not_answer_is_missing_although_it_reports_bad_values()
    {
        var bench = Seconds("missing", 60);
        bench.Read(0, 20);
        for (var second = 10; second < 60; second += 10)
            Assert.Equal(0, bench.ReadBad(second).Level);

        Assert.Equal(3, bench.ReadBad(60).Level);
    }

    [Fact]
    public void bad_counts_from_the_last_good_reading()
    {
        var bench = Seconds("bad", 60);
        bench.Read(0, 20);
        bench.ReadBad(10);

        Assert.Equal(0, bench.Tick(59).Level);
        Assert.Equal(3, bench.Tick(60).Level);
        Assert.Equal(RuleCondition.Normal, bench.Read(61, 20).Condition);
    }

    [Fact]
    public void stuck_is_proved_by_readings_and_not_by_silence()
    {
        var bench = Seconds("stuck", 25);
        bench.Read(0, 20);
        bench.Read(10, 20);
        bench.Read(20, 20);

        Assert.Equal(RuleCondition.Normal, bench.Tick(45).Condition);
        Assert.Equal(3, bench.Read(48, 20).Level);
        Assert.Equal(RuleCondition.Normal, bench.Read(50, 20.1).Condition);
    }

    [Fact]
    public void a_value_that_the_gateway_marked_stuck_still_counts_as_stuck()
    {
        var bench = Seconds("stuck", 25);
        bench.Read(0, 20);
        bench.Feed(RuleBench.Reading(20, "moment-ratio", 20, Quality.Uncertain));

        Assert.Equal(3, bench.Feed(RuleBench.Reading(30, "moment-ratio", 20, Quality.Uncertain)).Level);
    }

    [Fact]
    public void a_late_reading_shows_that_the_value_did_move()
    {
        var bench = Seconds("stuck", 25);
        bench.Read(0, 20);
        bench.Read(15, 20);
        bench.Read(30, 20);
        Assert.Equal(3, bench.State.Current.Level);

        Assert.Equal(RuleCondition.Normal, bench.Read(10, 33).Condition);
    }

    [Fact]
    public void a_missing_point_rings_only_while_its_gate_holds()
    {
        var rule = A.Rule(new RuleMeasure("moment-ratio", "missing"), new RuleLevel(2, "above", 20, "s")) with { When = [new RuleGate("lifting", "above", 1)] };
        var bench = new RuleBench(rule);
        bench.Feed(RuleBench.Reading(0, "moment-ratio", 5), RuleBench.Reading(0, "lifting", 0));
        bench.Read(25, "lifting", 0);

        Assert.Equal(RuleCondition.Normal, bench.State.Current.Condition);
        var outcome = bench.Read(30, "lifting", 1);

        Assert.Equal((2, RuleBench.At(30)), (outcome.Level, outcome.Since));
    }

    [Theory]
    [InlineData(21.99, 0)]
    [InlineData(22, 2)]
    [InlineData(23.99, 2)]
    [InlineData(24, 2)]
    [InlineData(29.99, 2)]
    [InlineData(30, 0)]
    public void a_night_reaches_over_midnight(double hour, int level) =>
        Assert.Equal(level, Night().Read(3_600 * (hour - 20), 60).Level);

    [Fact]
    public void night_begins_without_a_new_reading()
    {
        var bench = Night();
        bench.Read(7_200 - 60, 60);

        Assert.Equal(0, bench.Tick(7_199).Level);
        Assert.Equal((2, RuleBench.At(7_200)), (bench.Tick(7_205).Level, bench.State.Current.Since));
    }

    [Fact]
    public void a_window_that_reaches_into_the_day_decides_nothing_about_the_night()
    {
        var bench = Night(1_200);
        var level = new List<int>();
        for (var minute = 100; minute <= 150; minute++)
            level.Add(bench.Read(60 * minute, 60).Level);

        Assert.Equal(140 - 100, level.IndexOf(2));
    }

    [Fact]
    public void the_horizon_reaches_over_window_hold_and_repetition()
    {
        Assert.True(RuleEvaluator.Horizon(Seconds("missing", 600).Plan) >= TimeSpan.FromSeconds(600));
        Assert.True(RuleEvaluator.Horizon(new RuleBench(A.MomentRule(hold: 120, clearHold: 60)).Plan) >= TimeSpan.FromSeconds(180));
    }
}
