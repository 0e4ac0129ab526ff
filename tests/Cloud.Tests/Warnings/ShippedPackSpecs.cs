using Cloud.Telemetry.Warnings;
using Telemetry.Model;
using Telemetry.Model.Rules;
using Telemetry.Model.Sensors;

namespace Cloud.Tests.Warnings;

/// <summary>Every rule that is shipped, through the project's evaluation: below nothing, at the threshold the warning.</summary>
public sealed class ShippedPackSpecs
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);
    private static readonly RuleSet Packs = RuleSet.Load(RuleBookSpecs.Packs()).OrThrow();

    public static TheoryData<string> Ids => [.. Packs.All.Select(rule => rule.Id)];

    [Theory, MemberData(nameof(Ids))]
    public void every_shipped_rule_is_quiet_on_the_good_side_and_speaks_at_its_threshold(string id)
    {
        var rule = Packs.Find(id)!;
        foreach (var level in rule.Levels)
        {
            var quiet = Run(rule, level, onBadSide: false);
            var loud = Run(rule, level, onBadSide: true);

            Assert.DoesNotContain(quiet, t => t.Kind is TransitionKind.Raised && t.Level <= level.Level);
            Assert.Contains(loud, t => t.Kind is TransitionKind.Raised or TransitionKind.LevelChanged && t.Level <= level.Level && t.Rule.Id == id);
            Assert.All(loud.Where(t => t.Kind == TransitionKind.Raised), t => Assert.NotNull(t.Threshold));
        }
    }

    private static List<WarningTransition> Run(RuleDefinition rule, RuleLevel level, bool onBadSide)
    {
        var alone = RuleSet.Of([rule with { Levels = [level], Actions = null }]).OrThrow();
        var device = new WatchedDevice(new DeviceId("d-1"), "设备", new GatewayId("gw-1"), rule.SensorType, Parameters(rule));
        var state = ProjectEvaluation.Start(new ProjectId("p"), [device], new ProjectRules(1, alone, [], DateOnly.MaxValue), []);
        var start = level.From is { } from ? new DateTimeOffset(2026, 11, 22, 16, 0, 0, TimeSpan.Zero) + from.ToTimeSpan() : Start;
        var found = new List<WarningTransition>();
        foreach (var (offset, readings) in RuleStory.Of(alone.All[0], level, device.Parameters, onBadSide))
        {
            var now = start.AddSeconds(offset);
            var step = readings.Count == 0
                ? ProjectEvaluation.Tick(state, now)
                : ProjectEvaluation.Step(state, new DeviceReport(device.Id, [.. readings.Select(r => r with { Time = now })], Lane.Live), now);
            found.AddRange(step.Transitions);
        }

        return [.. found.Where(t => t.Rule.Id == rule.Id)];
    }

    private static Dictionary<string, double> Parameters(RuleDefinition rule) => rule.Measure.RelativeTo is { } name
        ? new() { [name] = SensorTypes.Find(rule.SensorType)!.FindParameter(name)!.Unit is "mm" ? 1000 : 100 } : [];
}
