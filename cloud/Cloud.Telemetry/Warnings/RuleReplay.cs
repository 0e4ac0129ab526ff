using Cloud.Telemetry.Series;
using Telemetry.Model;
using Telemetry.Model.Rules;

namespace Cloud.Telemetry.Warnings;

/// <summary>One rule over stored readings of one device, decided as it was then: in the order in which they came.</summary>
internal sealed class RuleReplay(RulePlan plan, RuleContext context)
{
    private readonly RuleState _state = new(plan);

    /// <summary>Every change of the answer, ascending.</summary>
    public List<RuleOutcome> Outcomes { get; } = [];

    /// <summary>The answer after each commit.</summary>
    public List<RuleOutcome> Answers { get; } = [];

    /// <summary>Takes readings in the order of their arrival, then lets time pass up to an instant.</summary>
    public void Run(IReadOnlyList<StoredReading> came, DateTimeOffset until)
    {
        foreach (var commit in came.GroupBy(stored => stored.Arrival))
            foreach (var part in commit.GroupBy(stored => stored.Late).OrderByDescending(part => part.Key))
                if (!part.Key || plan.Rule.Measure.Window > 0)
                    Answers.Add(RuleEvaluator.Step(
                        plan, _state, part.OrderBy(s => s.Reading.Time).Select(s => s.Reading).ToArray(), context, Outcomes,
                        DateTimeOffset.FromUnixTimeMilliseconds(commit.Key)));
        Answers.Add(RuleEvaluator.Tick(plan, _state, until, context, Outcomes));
    }
}
