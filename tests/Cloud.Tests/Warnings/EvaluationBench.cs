using Cloud.Telemetry.Series;
using Cloud.Telemetry.Warnings;
using Telemetry.Model;
using Telemetry.Model.Rules;

namespace Cloud.Tests.Warnings;

/// <summary>A project's evaluation with a clock that the test moves; remembers every transition.</summary>
internal sealed class EvaluationBench
{
    public static readonly ProjectId Project = new("site-1");
    public static readonly DateTimeOffset Zero = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);
    public static readonly DeviceId Crane = new("crane-1");

    public EvaluationBench(params RuleDefinition[] rules)
    {
        Rules = new ProjectRules(1, RuleSet.Of(rules).OrThrow(), [], new DateOnly(2026, 11, 23));
        State = ProjectEvaluation.Listen(ProjectEvaluation.Start(Project, [Device()], Rules, []), Zero);
    }

    public ProjectRules Rules { get; set; }

    public ProjectRuleState State { get; set; }

    public DateTimeOffset Now { get; private set; } = Zero;

    public List<WarningTransition> Transitions { get; } = [];

    public IReadOnlyList<TransitionKind> Kinds => [.. Transitions.Select(t => t.Kind)];

    public static WatchedDevice Device(string id = "crane-1") => new(
        new DeviceId(id), "1号塔吊", new GatewayId("gw-1"), "tower-crane", new Dictionary<string, double> { ["max-load"] = 6 });

    public static RuleDefinition Moment(params RuleLevel[] levels) => new(
        "crane-moment", "tower-crane", "起重力矩", "Load moment", new RuleMeasure("moment-ratio"),
        levels.Length > 0 ? levels :
        [
            new RuleLevel(3, "above", 90, "%", Clear: 88), new RuleLevel(2, "above", 100, "%", Clear: 98), new RuleLevel(1, "above", 110, "%", Clear: 105),
        ],
        Source: "JGJ 332-2014");

    public EvaluationBench At(double seconds)
    {
        Now = Zero.AddSeconds(seconds);
        return this;
    }

    /// <summary>A reading that is measured and arrives now.</summary>
    public EvaluationBench Read(double value, string point = "moment-ratio", Quality quality = Quality.Good) =>
        Take(Lane.Live, new Reading(new PointId(point), Now, value, quality));

    /// <summary>Readings that were measured earlier and arrive now, in one lane.</summary>
    public EvaluationBench Take(Lane lane, params Reading[] readings)
    {
        Keep(ProjectEvaluation.Step(State, new DeviceReport(Crane, readings, lane), Now));
        return this;
    }

    public EvaluationBench Backlog(double from, double step, params double[] values) => Take(
        Lane.History, [.. values.Select((value, i) => new Reading(new PointId("moment-ratio"), Zero.AddSeconds(from + (i * step)), value))]);

    public EvaluationBench Tick()
    {
        Keep(ProjectEvaluation.Tick(State, Now));
        return this;
    }

    public EvaluationBench Presence(bool online)
    {
        Keep(ProjectEvaluation.Presence(State, new GatewayId("gw-1"), online, Now));
        return this;
    }

    /// <summary>The process is gone and comes to life again now, with what was stored of warnings and readings.</summary>
    public EvaluationBench Restart(IReadOnlyList<Reading> stored)
    {
        var started = ProjectEvaluation.Start(Project, [Device()], Rules, State.Active);
        var replayed = ProjectEvaluation.Replay(started, Crane, Came(stored));
        Keep(ProjectEvaluation.Reconcile(replayed, stored.Count > 0 ? stored[^1].Time : Now));
        State = ProjectEvaluation.Listen(State, Now);
        return this;
    }

    /// <summary>The gateway is found or seen away since an instant that may lie in the past.</summary>
    public EvaluationBench AwaySince(double seconds)
    {
        Keep(ProjectEvaluation.Presence(State, new GatewayId("gw-1"), online: false, Zero.AddSeconds(seconds)));
        return this;
    }

    /// <summary>Stored readings of the crane that came at the instants at which they were measured.</summary>
    public static IReadOnlyList<StoredReading> Came(params IReadOnlyList<Reading> readings) =>
        [.. readings.Select(reading => new StoredReading(Crane, reading, Lane.Live, false, reading.Time.ToUnixTimeMilliseconds()))];

    public void Keep(EvaluationStep step)
    {
        State = step.State;
        Transitions.AddRange(step.Transitions);
    }
}
