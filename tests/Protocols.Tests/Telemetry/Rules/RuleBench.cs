using System.Collections.Frozen;
using Telemetry.Model;
using Telemetry.Model.Rules;

namespace Protocols.Tests.Telemetry.Rules;

/// <summary>One rule on one device, with seconds since an evening on site as its clock.</summary>
internal sealed class RuleBench
{
    /// <summary>20:00 on 2026-11-23 in Shanghai.</summary>
    public static readonly DateTimeOffset Zero = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    private readonly Dictionary<string, double> _parameters = [];

    public RuleBench(RuleDefinition rule)
    {
        Plan = RulePlan.Create(rule);
        State = new RuleState(Plan);
    }

    public RulePlan Plan { get; }

    public RuleState State { get; set; }

    public List<RuleOutcome> Passed { get; } = [];

    public RuleContext Context => new(_parameters.ToFrozenDictionary(), Shanghai);

    public static DateTimeOffset At(double second) => Zero.AddSeconds(second);

    public RuleBench With(string parameter, double value)
    {
        _parameters[parameter] = value;
        return this;
    }

    public RuleOutcome Read(double second, double value) => Feed(Reading(second, Plan.Rule.Measure.Point, value));

    public RuleOutcome Read(double second, string point, double value) => Feed(Reading(second, point, value));

    public RuleOutcome ReadBad(double second, QualityReason reason = QualityReason.NoAnswer) =>
        Feed(global::Telemetry.Model.Reading.Bad(new PointId(Plan.Rule.Measure.Point), At(second), reason));

    public RuleOutcome Feed(params Reading[] readings) => RuleEvaluator.Step(Plan, State, readings, Context, Passed);

    public RuleOutcome Tick(double second) => RuleEvaluator.Tick(Plan, State, At(second), Context, Passed);

    public static Reading Reading(double second, string point, double value, Quality quality = Quality.Good) =>
        new(new PointId(point), At(second), value, quality, quality == Quality.Good ? QualityReason.None : QualityReason.OutOfRange);
}
