using Cloud.Telemetry.Series;
using Cloud.Telemetry.Warnings;
using Telemetry.Model;
using Telemetry.Model.Rules;
using static Cloud.Telemetry.Warnings.TransitionKind;
using static Cloud.Tests.Warnings.EvaluationBench;

namespace Cloud.Tests.Warnings;

/// <summary>
/// A restart replays up to the last checkpoint in silence and steps through what was stored after it: the store already
/// knows of both, and nothing may be told that did not happen.
/// </summary>
public sealed class RebuildSpecs
{
    [Fact]
    public void a_condition_that_began_after_the_checkpoint_is_neither_ended_nor_begun_again()
    {
        var bench = new EvaluationBench(Moment());
        bench.At(0).Read(50).At(10).Read(95).At(11).Read(103);
        var before = bench.Transitions.ToList();

        Rebuild(bench, 20, [Ratio(0, 50)], [Ratio(10, 95), Ratio(11, 103)]);

        Assert.Equal(before.Select(t => (t.WarningId, t.Key)), bench.Transitions.Skip(2).Select(t => (t.WarningId, t.Key)));
        Assert.Equal(before[0].WarningId, Assert.Single(bench.State.Active).WarningId);
    }

    [Fact]
    public void a_value_between_clear_and_threshold_does_not_begin_earlier_after_a_restart()
    {
        var bench = new EvaluationBench(Moment());
        bench.At(0).Read(89).At(10).Read(95);

        Rebuild(bench, 20, [Ratio(0, 89)], [Ratio(10, 95)]);

        Assert.Equal([Zero.AddSeconds(10), Zero.AddSeconds(10)], bench.Transitions.Select(t => t.StartedAt));
        Assert.Single(bench.Transitions.Select(t => t.Key).Distinct());
    }

    [Fact]
    public void a_condition_that_ended_after_the_checkpoint_does_not_become_active_again()
    {
        var bench = new EvaluationBench(Moment());
        bench.At(10).Read(103).At(15).Read(50);

        Rebuild(bench, 20, [Ratio(10, 103)], [Ratio(15, 50)]);

        Assert.Equal([Raised, Recovered, Recovered], bench.Kinds);
        Assert.Equal(bench.Transitions[1].Key, bench.Transitions[2].Key);
        Assert.Empty(bench.State.Active);
    }

    [Fact]
    public void a_condition_that_the_store_has_never_heard_of_is_told_at_the_end()
    {
        var bench = new EvaluationBench(Moment());

        Rebuild(bench, 20, [Ratio(10, 103)], [Ratio(15, 104)]);

        Assert.Equal([(Raised, Zero.AddSeconds(10))], bench.Transitions.Select(t => (t.Kind, t.StartedAt)));
    }

    [Fact]
    public void an_episode_that_the_readings_do_not_bear_out_is_ended()
    {
        var bench = new EvaluationBench(Moment());
        bench.At(10).Read(103);

        Rebuild(bench, 20, [Ratio(0, 50)], [Ratio(12, 50)]);

        Assert.Equal([(Raised, Zero.AddSeconds(10)), (Recovered, Zero.AddSeconds(12))], bench.Transitions.Select(t => (t.Kind, t.At)));
    }

    [Fact]
    public void a_severe_level_alone_does_not_bring_the_milder_ones_after_a_restart()
    {
        var rule = Moment(new RuleLevel(3, "above", 90, "%", Hold: 60, ClearHold: 10), new RuleLevel(1, "above", 110, "%"));
        var bench = new EvaluationBench(rule);
        bench.At(10).Read(115);

        Rebuild(bench, 20, [Ratio(10, 115)], [Ratio(15, 80)], complete: Zero);

        Assert.Equal([Raised, Recovered], bench.Kinds);
        Assert.Empty(bench.State.Active);
    }

    [Fact]
    public void a_hold_that_ran_out_after_the_checkpoint_is_no_end_of_what_it_began()
    {
        var bench = new EvaluationBench(Moment(new RuleLevel(3, "above", 90, "%", Hold: 4)));
        bench.At(10).Read(95).At(15).Read(96);

        Rebuild(bench, 20, [Ratio(10, 95)], [Ratio(15, 96)], complete: Zero);

        Assert.Equal([Raised, Raised], bench.Kinds);
        Assert.Equal(bench.Transitions[0].Key, bench.Transitions[1].Key);
        Assert.Single(bench.State.Active);
    }

    [Fact]
    public void a_reading_that_came_late_breaks_no_hold_when_it_is_replayed()
    {
        var bench = new EvaluationBench(Moment(new RuleLevel(3, "above", 90, "%", Hold: 20)));
        StoredReading Came(double at, double value, double arrived) =>
            new(Crane, Ratio(at, value), Lane.Live, false, Zero.AddSeconds(arrived).ToUnixTimeMilliseconds());

        bench.State = ProjectEvaluation.Replay(
            bench.State, Crane, [Came(0, 95, 0), Came(10, 95, 10), Came(5, 50, 11), Came(20, 95, 20)], Zero);
        bench.At(21).Keep(ProjectEvaluation.Reconcile(bench.State, bench.Now));
        bench.Keep(ProjectEvaluation.Settle(bench.State, bench.Now));

        Assert.Equal([(Raised, Zero)], bench.Transitions.Select(t => (t.Kind, t.StartedAt)));
    }

    private static Reading Ratio(double second, double value) => new(new PointId("moment-ratio"), Zero.AddSeconds(second), value);

    private static void Rebuild(EvaluationBench bench, double now, Reading[] beforeCheckpoint, Reading[] afterCheckpoint, DateTimeOffset? complete = null)
    {
        bench.State = ProjectEvaluation.Start(Project, [Device()], bench.Rules, bench.State.Active);
        bench.State = ProjectEvaluation.Replay(bench.State, Crane, Came(beforeCheckpoint), complete);
        bench.At(now).Keep(ProjectEvaluation.Reconcile(bench.State, bench.Now));
        foreach (var reading in afterCheckpoint)
            bench.Take(Lane.Live, reading);
        bench.Keep(ProjectEvaluation.Settle(bench.State, bench.Now));
    }
}
