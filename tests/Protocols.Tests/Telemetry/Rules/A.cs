using Telemetry.Model.Rules;

namespace Protocols.Tests.Telemetry.Rules;

/// <summary>Rules to bend in a test.</summary>
internal static class A
{
    public static RuleDefinition Rule(RuleMeasure measure, params RuleLevel[] levels) =>
        Rule("tower-crane", measure, levels);

    public static RuleDefinition Rule(string sensorType, RuleMeasure measure, params RuleLevel[] levels) =>
        new("rule-under-test", sensorType, "被测规则", "rule under test", measure, levels, Source: "GB 5144-2006");

    /// <summary>Moment ratio in %: 90 yellow, 100 orange, 110 red, left again 5 below.</summary>
    public static RuleDefinition MomentRule(double hold = 0, double clearHold = 0, int repeat = 1) => Rule(
        new RuleMeasure("moment-ratio"),
        new RuleLevel(3, "above", 90, "%", hold, 85, clearHold, repeat),
        new RuleLevel(2, "above", 100, "%", hold, 95, clearHold, repeat),
        new RuleLevel(1, "above", 110, "%", hold, 105, clearHold, repeat));
}
