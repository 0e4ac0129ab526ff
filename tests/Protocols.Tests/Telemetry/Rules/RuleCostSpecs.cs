using Telemetry.Model;
using Telemetry.Model.Rules;

namespace Protocols.Tests.Telemetry.Rules;

public sealed class RuleCostSpecs
{
    private static readonly RuleContext Context = new(new Dictionary<string, double> { ["max-load"] = 6 }, RuleBench.Shanghai);

    [Theory]
    [InlineData("crane-moment")]
    [InlineData("crane-load")]
    [InlineData("crane-moment-persistent")]
    [InlineData("crane-sensor-missing")]
    [InlineData("crane-load-stuck")]
    public void a_step_and_a_tick_allocate_nothing(string id)
    {
        var plan = RulePlan.Create(RuleSet.Load(ShippedModels.Rules).OrThrow().Find(id)!);
        var state = new RuleState(plan);
        var report = new Reading[2];
        Feed(plan, state, report, 0, 200);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Feed(plan, state, report, 200, 1_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void a_full_window_allocates_nothing_more()
    {
        var plan = RulePlan.Create(RuleSet.Load(ShippedModels.Rules).OrThrow().Find("dust-pm10")!);
        var state = new RuleState(plan);
        var report = new Reading[1];
        void Feed(int from, int to)
        {
            for (var minute = from; minute < to; minute++)
            {
                report[0] = RuleBench.Reading(60 * minute, "pm10", minute % 300);
                RuleEvaluator.Step(plan, state, report, Context);
            }
        }

        Feed(0, 100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Feed(100, 500);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void an_idle_rule_takes_less_than_a_kilobyte()
    {
        var plans = RuleSet.Load(ShippedModels.Rules).OrThrow().All.Select(rule => RulePlan.Create(rule)).ToList();
        var states = new RuleState[plans.Count * 20];

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < states.Length; i++)
            states[i] = new RuleState(plans[i % plans.Count]);
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / states.Length;

        Assert.InRange(each, 1, 1_024);
    }

    private static void Feed(RulePlan plan, RuleState state, Reading[] report, int from, int to)
    {
        for (var second = from; second < to; second++)
        {
            report[0] = RuleBench.Reading(second, plan.Rule.Measure.Point, second % 130);
            report[1] = RuleBench.Reading(second, "lifting", second % 2);
            RuleEvaluator.Step(plan, state, report, Context);
            RuleEvaluator.Tick(plan, state, RuleBench.At(second + 0.5), Context);
        }
    }
}
