using System.Tests.Programs;
using BenchmarkDotNet.Attributes;
using Telemetry.Model;
using Telemetry.Model.Profiles;
using Telemetry.Model.Rules;

namespace Benchmarks.Micro;

/// <summary>One rule over one reading, by the kind of what it measures.</summary>
public class RuleBenchmarks
{
    private static readonly TimeZoneInfo Site = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private readonly RuleContext _context = new(new Dictionary<string, double>(), Site);
    private readonly Reading[] _report = new Reading[1];
    private RulePlan _plan = null!;
    private RuleState _state = null!;
    private PointId _point;
    private DateTimeOffset _now = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    [Params("crane-moment", "crane-moment-persistent", "crane-wind", "crane-sensor-missing")]
    public string Rule { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        var rules = RuleSet.Load(Path.Combine(BuiltPrograms.Root, "models", "rules")).OrThrow();
        var profiles = ProfileCatalogue.Load(Path.Combine(BuiltPrograms.Root, "models", "devices")).OrThrow();
        _plan = RulePlan.Create(rules.Find(Rule)!, profiles.Find("generic-tower-crane-tcp"));
        _state = new RuleState(_plan);
        _point = new PointId(_plan.Rule.Measure.Point);
    }

    [Benchmark]
    public RuleCondition Step()
    {
        _now = _now.AddSeconds(1);
        _report[0] = new Reading(_point, _now, 3 + _now.Second % 5);
        return RuleEvaluator.Step(_plan, _state, _report, _context).Condition;
    }
}
