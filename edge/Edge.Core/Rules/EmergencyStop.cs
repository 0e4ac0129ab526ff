using Telemetry.Model.Rules;
using Telemetry.Model.Sensors;

namespace Edge.Core.Rules;

/// <summary>The one rule that no configuration can leave out: a pressed emergency stop sounds the siren.</summary>
public static class EmergencyStop
{
    private const string Point = "emergency-stop";

    /// <summary>The rule that holds while the configuration has none of its own for the button.</summary>
    public static RuleDefinition Rule { get; } = new(
        "emergency-stop", SensorTypes.GpioPanel.Id, "现场急停按下", "emergency stop pressed",
        new RuleMeasure(Point),
        [new RuleLevel(1, "above", 1, "")],
        Actions: [new RuleAction("siren", 1, MinOn: 10), new RuleAction("beacon", 1)],
        Source: "GB 5144-2006 §6");

    /// <summary>The rules, with <see cref="Rule"/> added when none of them drives an output from the button.</summary>
    public static IReadOnlyList<RuleDefinition> Complete(IReadOnlyList<RuleDefinition> rules) =>
        rules.Any(r => r.SensorType == SensorTypes.GpioPanel.Id && r.Measure is { Point: Point, Aggregate: "last" } && r.Actions is { Count: > 0 })
            ? rules
            : [.. rules.Where(r => r.Id != Rule.Id), Rule];
}
