using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Warnings;
using Microsoft.Extensions.Logging.Abstractions;
using Telemetry.Model;
using Telemetry.Model.Rules;
using TestKit.Rules;

namespace System.Tests.Oracle;

/// <summary>
/// The open warnings of a project that is killed and rebuilt from its stored readings at random instants, against the slow
/// evaluator, which never stops. Readings come out of order, late and in the backlog's lane.
/// </summary>
internal sealed class WarningOracle
{
    private static readonly ProjectId Project = new("site-1");
    private static readonly GatewayId Gateway = new("gw-1");
    private static readonly DeviceId Crane = new("crane-1");

    private readonly Random _random;
    private readonly ReferenceEvaluator _reference;
    private readonly MemorySeries _series = new();
    private readonly WatchedDevice _device;
    private readonly ProjectRules _rules;
    private readonly HashSet<(string, int)> _taken = [];
    private readonly List<WarningTransition> _told = [];
    private ProjectRuleState _state;
    private long _checkpoint;
    private int _newest;

    private WarningOracle(int seed)
    {
        _random = new Random(seed);
        Rule = RandomRule.Of(_random);
        var parameters = RandomRule.Parameters(_random);
        _reference = new ReferenceEvaluator(Rule, parameters);
        _device = new WatchedDevice(Crane, "1号塔吊", Gateway, Rule.SensorType, parameters);
        _rules = new ProjectRules(1, RuleSet.Of([Rule]).OrThrow(), [], new DateOnly(2026, 11, 23));
        _state = ProjectEvaluation.Listen(ProjectEvaluation.Start(Project, [_device], _rules, []), RandomRule.Zero);
    }

    private RuleDefinition Rule { get; }

    // Such rules count from the restart on purpose: while nobody listened, silence says nothing.
    private bool MayRestart => Rule.Measure.Aggregate is not ("missing" or "bad" or "stuck");

    private bool TakesLate => Rule.Measure.Window > 0;

    /// <summary>Null when both always agree; otherwise where they first differ.</summary>
    /// <param name="seed">Of everything random.</param>
    /// <param name="events">Length of the sequence.</param>
    public static async Task<string?> DifferenceAsync(int seed, int events)
    {
        var oracle = new WarningOracle(seed);
        var now = oracle._random.Next(30);
        for (var step = 0; step < events; step++)
        {
            now += oracle._random.Next(20) == 0 ? 45 : oracle._random.Next(1, 9);
            var what = oracle.Arrive(now);
            oracle.Tick(now);
            if (oracle.MayRestart && oracle._random.Next(10) == 0)
            {
                await oracle.RestartAsync(now);
                what += ", restart";
            }

            if (oracle.Difference() is { } difference)
                return $"seed {seed}, step {step}, at {now}, {what}: {difference}";
        }

        return null;
    }

    private string Arrive(int now)
    {
        var (at, lane) = _random.Next(20) switch
        {
            0 => (Math.Max(1, now - _random.Next(61, 300)), Lane.Live),
            1 => (Math.Max(1, now - _random.Next(300)), Lane.History),
            < 5 => (Math.Max(1, now - _random.Next(50)), Lane.Live),
            _ => (now, Lane.Live),
        };
        // What is newer than everything known counts at its own time, which the slow one's clock has passed already.
        if (at > _newest && lane is Lane.Live && now - at <= 60)
            at = now;
        else if (at > _newest && at < now)
            (at, lane) = _newest > 0 ? (_newest, lane) : (now, Lane.Live);
        var late = lane is Lane.History || now - at > 60;
        var readings = RandomRule.Readings(_random, Rule, at, _taken);
        if (readings.Count == 0)
            return "nothing";
        _newest = late && !TakesLate ? _newest : Math.Max(_newest, at);
        IReadOnlyList<Reading> report = [.. readings.Select(one => RuleOracle.Reading(at, one.Point, one.Value, one.Quality))];
        _series.Add(Crane, report, lane, RandomRule.At(now));
        Take(ProjectEvaluation.Step(_state, new DeviceReport(Crane, report, lane), RandomRule.At(now)));
        if (!late || TakesLate)
            _reference.Arrive(at, readings, now);
        return $"reading at {at} in {lane}";
    }

    private void Tick(int now)
    {
        Take(ProjectEvaluation.Tick(_state, RandomRule.At(now)));
        _reference.Tick(now);
        if (_random.Next(6) == 0)
            _checkpoint = _series.Position;
    }

    private async Task RestartAsync(int now)
    {
        var started = ProjectEvaluation.Start(Project, [_device], _rules, _state.Active);
        Take(await new ProjectRebuild(_series, NullLogger.Instance).RunAsync(started, _checkpoint, _series.Position, RandomRule.At(now), CancellationToken.None));
        _state = ProjectEvaluation.Listen(_state, RandomRule.At(now));
        Take(ProjectEvaluation.Tick(_state, RandomRule.At(now)));
    }

    private void Take(EvaluationStep step)
    {
        _state = step.State;
        _told.AddRange(step.Transitions);
    }

    private string? Difference()
    {
        var expected = _reference.Answer;
        var open = _state.Active.FirstOrDefault(episode => episode.RuleId == Rule.Id);
        double? since = open is null ? null : (open.StartedAt - RandomRule.Zero).TotalSeconds;
        return (open?.Level ?? 0) == expected.Level && since == expected.Since ? null
            : $"{Rule.Measure}, {string.Join(' ', Rule.Levels)}: expected {expected}, open is {open}, since {since}";
    }
}
