using Telemetry.Model;
using Telemetry.Model.Rules;

namespace Protocols.Tests.Telemetry.Rules;

public sealed class WindowRuleSpecs
{
    private static RuleBench Dust(string aggregate, double window, double coverage, double threshold, double clearHold = 0) => new(A.Rule(
        "dust-station", new RuleMeasure("pm10", aggregate, window, Coverage: coverage), new RuleLevel(2, "above", threshold, "µg/m³", ClearHold: clearHold)));

    [Fact]
    public void a_mean_is_taken_over_the_good_readings_of_its_window()
    {
        var bench = Dust("mean", 180, 0, 150);
        bench.Read(0, 1_000);
        bench.Read(60, 100);
        bench.Read(120, 140);

        Assert.Equal((100 + 140 + 200) / 3d, bench.Read(180, 200).Value, 9);
    }

    [Theory]
    [InlineData("min", 100)]
    [InlineData("max", 200)]
    [InlineData("sum", 440)]
    [InlineData("range", 100)]
    [InlineData("delta", -60)]
    public void every_aggregate_is_what_its_name_says(string aggregate, double expected)
    {
        var bench = Dust(aggregate, 300, 0, 9_000);
        bench.Read(0, 200);
        bench.Read(60, 100);

        Assert.Equal(expected, bench.Read(120, 140).Value, 9);
    }

    [Fact]
    public void a_count_has_no_unit()
    {
        var bench = new RuleBench(A.Rule("dust-station", new RuleMeasure("pm10", "count", 120), new RuleLevel(4, "above", 3, "")));
        bench.Read(0, 1);
        bench.Read(60, 1);

        Assert.Equal(2, bench.Read(120, 1).Value);
    }

    [Fact]
    public void leq_is_the_energy_mean()
    {
        var bench = new RuleBench(A.Rule("dust-station", new RuleMeasure("noise", "leq", 1_200), new RuleLevel(3, "above", 70, "dB(A)")));
        bench.Read(0, 60);

        Assert.Equal(10 * Math.Log10((Math.Pow(10, 6) + Math.Pow(10, 8)) / 2), bench.Read(60, 80).Value, 9);
        Assert.Equal(3, bench.State.Current.Level);
    }

    [Fact]
    public void a_daily_rate_needs_its_coverage_first()
    {
        var bench = new RuleBench(A.Rule(
            "foundation-pit", new RuleMeasure("top-horizontal", "rate", 86_400, 86_400, 0.25), new RuleLevel(1, "above", 2, "mm/d")));
        bench.Read(0, 10);

        Assert.Equal(Undecided.Coverage, bench.Read(600, 10.5).Reason);
        Assert.Equal(2, bench.Read(43_200, 11).Value, 9);
        Assert.Equal(1, bench.State.Current.Level);
    }

    [Fact]
    public void readings_that_cover_too_little_of_the_window_decide_nothing()
    {
        var bench = Dust("mean", 900, 0.75, 150);
        for (var minute = 1; minute <= 10; minute++)
            bench.Read(60 * minute, 200);

        Assert.Equal(Undecided.Coverage, bench.State.Current.Reason);
        bench.Read(660, 200);
        Assert.Equal(2, bench.Read(720, 200).Level);
    }

    [Fact]
    public void a_bad_reading_inside_a_covered_window_is_left_out()
    {
        var bench = Dust("mean", 900, 0.75, 150);
        for (var minute = 1; minute <= 15; minute++)
            bench.Read(60 * minute, 200);

        var outcome = bench.ReadBad(960, QualityReason.SensorFault);

        Assert.Equal((RuleCondition.Active, 200d), (outcome.Condition, outcome.Value));
    }

    [Fact]
    public void without_a_coverage_the_newest_reading_must_be_good()
    {
        var bench = Dust("mean", 900, 0, 150);
        bench.Read(0, 200);

        Assert.Equal((Undecided.NotGood, 2), (bench.ReadBad(60).Reason, bench.State.Current.Level));
    }

    [Fact]
    public void late_and_out_of_order_readings_fill_the_window_where_they_belong()
    {
        var inOrder = Dust("mean", 300, 0, 150);
        var shuffled = Dust("mean", 300, 0, 150);
        foreach (var minute in new[] { 1, 2, 3, 4 })
            inOrder.Read(60 * minute, 100 * minute);
        foreach (var minute in new[] { 1, 4, 2, 3 })
            shuffled.Read(60 * minute, 100 * minute);

        Assert.Equal(inOrder.State.Current.Value, shuffled.State.Current.Value, 9);
        Assert.Equal(2, shuffled.State.LateReadings);
    }

    [Fact]
    public void a_late_reading_before_the_window_changes_nothing()
    {
        var bench = Dust("max", 120, 0, 150);
        bench.Read(600, 100);
        bench.Read(660, 100);

        Assert.Equal(100, bench.Read(480, 900).Value);
    }

    [Fact]
    public void dust_clears_at_ninety_per_cent_for_two_periods()
    {
        var bench = new RuleBench(RuleSet.Load(ShippedModels.Rules).OrThrow().Find("dust-pm10")!);
        var minute = 0;
        void Feed(int minutes, double value)
        {
            for (var end = minute + minutes; minute < end; minute++)
                bench.Read(60 * minute, value);
        }

        Feed(20, 160);
        Assert.Equal(2, bench.State.Current.Level);
        Feed(20, 120);
        Assert.Equal(2, bench.State.Current.Level);
        Feed(45, 120);
        Assert.Equal(3, bench.State.Current.Level);
        Feed(60, 40);
        Assert.Equal(RuleCondition.Normal, bench.State.Current.Condition);
    }

    [Fact]
    public void three_times_running_are_three_whole_windows()
    {
        var bench = new RuleBench(A.Rule(
            "foundation-pit", new RuleMeasure("top-horizontal", "rate", 86_400, 86_400, 0.75, Absolute: true, "top-horizontal-rate-limit"),
            new RuleLevel(1, "above", 70, "%", Repeat: 3))).With("top-horizontal-rate-limit", 2);

        var tens = 0;
        for (; bench.State.Current.Level == 0 && tens < 1_000; tens++)
            if (tens == 200)
                bench.ReadBad(600 * tens, QualityReason.SensorFault);
            else
                bench.Read(600 * tens, 1.5 * tens / 144);

        Assert.InRange(tens / 6d, 18 + 48, 18 + 48.5);
        Assert.Equal(RuleBench.At(18 * 3_600), bench.State.Current.Since);
    }

    [Fact]
    public void memory_of_a_window_is_bounded()
    {
        var bench = Dust("max", 86_400, 0, 9_000);
        bench.Read(0, 8_000);
        for (var second = 1; second <= 5_000; second++)
            bench.Read(second, 10);

        Assert.Equal(10, bench.State.Current.Value);
    }
}
