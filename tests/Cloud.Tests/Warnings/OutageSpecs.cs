using Cloud.Telemetry.Warnings;
using Telemetry.Model;
using Telemetry.Model.Rules;
using static Cloud.Telemetry.Warnings.TransitionKind;
using static Cloud.Tests.Warnings.EvaluationBench;

namespace Cloud.Tests.Warnings;

/// <summary>What nobody could hear is nobody's fault: cloud restarts and absent gateways.</summary>
public sealed class OutageSpecs
{
    private const double Back = 700;

    [Fact]
    public void a_gateway_that_returns_twenty_seconds_after_the_clouds_restart_raises_nothing()
    {
        var bench = Running(Moment(), About("missing", 60), About("bad", 60), About("stuck", 60));
        var stored = Stored(100);

        bench.At(Back).Restart(stored).AwaySince(-86_400);
        Tick(bench, Back, Back + 20);
        bench.At(Back + 20).Presence(online: true).Tick();
        Live(bench, Back + 21, Back + 500);

        Assert.Empty(bench.Transitions);
    }

    [Fact]
    public void a_gateway_that_was_online_all_along_is_not_blamed_for_the_clouds_absence()
    {
        var bench = Running(Moment(), About("missing", 60), About("bad", 60), About("stuck", 60));

        bench.At(Back).Restart(Stored(100)).Presence(online: true).Tick();
        Live(bench, Back + 2, Back + 500);

        Assert.Empty(bench.Transitions);
    }

    [Fact]
    public void a_gateway_that_stays_away_after_the_clouds_restart_is_told_five_minutes_after_it()
    {
        var bench = Running(Moment());

        bench.At(Back).Restart(Stored(100)).AwaySince(50);
        Tick(bench, Back, Back + 299);
        Assert.Empty(bench.Transitions);
        Tick(bench, Back + 300, Back + 400);

        var raised = Assert.Single(bench.Transitions);
        Assert.Equal(("gateway-offline", Raised, Zero.AddSeconds(Back)), (raised.Rule.Id, raised.Kind, raised.StartedAt));
    }

    [Fact]
    public void a_gateway_that_is_told_to_be_away_stays_the_same_warning_over_a_restart()
    {
        var bench = Running(Moment());
        bench.At(100).Presence(online: false);
        Tick(bench, 101, 450);

        bench.At(Back).Restart(Stored(100)).AwaySince(100);
        Tick(bench, Back, Back + 400);
        bench.At(Back + 401).Presence(online: true);

        Assert.Equal([Raised, Recovered], bench.Kinds);
        Assert.Single(bench.Transitions.Select(t => t.WarningId).Distinct());
    }

    [Fact]
    public void a_gateway_that_returns_with_a_backlog_after_ten_minutes_blames_no_device()
    {
        var bench = Running(Moment(), About("missing", 60), About("bad", 60), About("stuck", 60));
        bench.At(100).Presence(online: false);
        Tick(bench, 101, Back);
        bench.At(Back).Presence(online: true).Tick();
        bench.At(Back + 1).Backlog(102, 2, [.. Enumerable.Range(0, 298).Select(i => 50.0 + (i % 3))]).Tick();
        Live(bench, Back + 2, Back + 500);

        Assert.Equal([("gateway-offline", Raised), ("gateway-offline", Recovered)], bench.Transitions.Select(t => (t.Rule.Id, t.Kind)));
    }

    [Fact]
    public void a_reading_that_was_bad_before_the_outage_and_is_bad_after_it_counts_from_the_return()
    {
        var bench = Running(About("bad", 60));
        bench.At(99).Read(double.NaN, quality: Quality.Bad).At(100).Presence(online: false);
        Tick(bench, 101, 300);
        bench.At(300).Presence(online: true).Tick();
        for (var second = 301; second <= 359; second++)
            bench.At(second).Read(double.NaN, quality: Quality.Bad).Tick();
        Assert.Empty(bench.Transitions);

        for (var second = 360; second <= 365; second++)
            bench.At(second).Read(double.NaN, quality: Quality.Bad).Tick();
        Assert.Equal([Raised], bench.Kinds);
    }

    [Fact]
    public void a_value_that_is_the_same_on_both_sides_of_an_outage_is_not_stuck()
    {
        var bench = Running(About("stuck", 60));
        bench.At(99).Read(7).At(100).Presence(online: false);
        Tick(bench, 101, 300);
        bench.At(300).Presence(online: true).At(301).Read(7).Tick().At(303).Read(7).Tick();

        Assert.Empty(bench.Transitions);
    }

    [Fact]
    public void a_device_that_stays_silent_after_its_gateways_return_is_told_five_minutes_later()
    {
        var bench = Running(Moment());
        bench.At(100).Presence(online: false);
        Tick(bench, 101, 200);
        bench.At(200).Presence(online: true);
        Tick(bench, 200, 499);
        Assert.Empty(bench.Transitions);
        Tick(bench, 500, 520);

        var told = Assert.Single(bench.Transitions);
        Assert.Equal((CannotDecideStarted, Zero.AddSeconds(200)), (told.Kind, told.StartedAt));
    }

    [Fact]
    public void a_device_that_stays_silent_after_the_clouds_restart_is_told_by_its_rule_about_missing_data()
    {
        var bench = Running(Moment(), About("missing", 60));

        bench.At(Back).Restart(Stored(100)).AwaySince(50).At(Back + 20).Presence(online: true);
        Tick(bench, Back + 20, Back + 79);
        Assert.Empty(bench.Transitions);
        Tick(bench, Back + 80, Back + 900);

        var raised = Assert.Single(bench.Transitions);
        Assert.Equal(("about-missing", Raised, false), (raised.Rule.Id, raised.Kind, raised.Late));
    }

    [Fact]
    public void what_is_told_after_an_outage_is_the_same_however_coarse_the_clock_ticks()
    {
        var (fine, coarse) = (Silent(1), Silent(10));

        Assert.Equal([CannotDecideStarted], fine.Kinds);
        Assert.Equal(fine.Transitions.Select(t => (t.WarningId, t.Kind)), coarse.Transitions.Select(t => (t.WarningId, t.Kind)));

        static EvaluationBench Silent(int step)
        {
            var bench = Running(Moment());
            bench.At(100).Presence(online: false).At(200).Presence(online: true);
            for (var second = 200; second <= 600; second += step)
                bench.At(second).Tick();
            return bench;
        }
    }

    [Fact]
    public void a_warning_that_rules_cannot_decide_goes_on_over_a_restart_and_ends_with_data()
    {
        var bench = Running(Moment());
        Tick(bench, 101, 600);
        Assert.Equal([CannotDecideStarted], bench.Kinds);

        bench.At(Back).Restart(Stored(100)).Presence(online: true);
        Tick(bench, Back, Back + 400);
        Live(bench, Back + 401, Back + 410);

        Assert.Equal([CannotDecideStarted, CannotDecideEnded], bench.Kinds);
        Assert.Single(bench.Transitions.Select(t => t.WarningId).Distinct());
    }

    private static EvaluationBench Running(params RuleDefinition[] rules)
    {
        var bench = new EvaluationBench(rules);
        foreach (var reading in Stored(100))
            bench.At((reading.Time - Zero).TotalSeconds).Read(reading.Value).Tick();
        return bench;
    }

    private static List<Reading> Stored(int seconds) =>
        [.. Enumerable.Range(0, seconds).Select(s => new Reading(new PointId("moment-ratio"), Zero.AddSeconds(s), 50 + (s % 3)))];

    private static void Live(EvaluationBench bench, double from, double to)
    {
        for (var second = from; second <= to; second++)
            bench.At(second).Read(50 + (second % 3)).Tick();
    }

    private static void Tick(EvaluationBench bench, double from, double to)
    {
        for (var second = from; second <= to; second++)
            bench.At(second).Tick();
    }

    private static RuleDefinition About(string aggregate, double seconds) => new(
        $"about-{aggregate}", "tower-crane", aggregate, aggregate, new RuleMeasure("moment-ratio", aggregate),
        [new RuleLevel(3, "above", seconds, "s")], Source: "测试");
}
