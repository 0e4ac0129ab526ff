using Telemetry.Model.Faults;
using Telemetry.Model.Sensors;

namespace Telemetry.Model.Rules;

/// <summary>Everything that can be wrong with rules: an impossible threshold is refused, never just ineffective.</summary>
public static class RuleCheck
{
    /// <summary>Most levels of one rule.</summary>
    public const int MaxLevels = 8;

    /// <summary>Most gates of one rule.</summary>
    public const int MaxGates = 8;

    /// <summary>Longest window, hold and clear-hold, in seconds (31 days).</summary>
    public const double MaxSeconds = 31 * 86_400;

    /// <summary>Every fault of a list of rules, duplicate ids included; empty when all are sound.</summary>
    /// <param name="rules">To check.</param>
    /// <param name="file">Name of the file in the faults.</param>
    public static IReadOnlyList<ModelFault> Check(IReadOnlyList<RuleDefinition> rules, string file)
    {
        var faults = new FaultList(file);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < rules.Count; i++)
        {
            faults.AddIf(!seen.Add(rules[i].Id), $"rules[{i}].id", $"'{rules[i].Id}' is there twice");
            CheckRule(rules[i], $"rules[{i}].", faults);
        }

        return faults.All;
    }

    /// <summary>Every fault of one rule; empty when it is sound.</summary>
    public static IReadOnlyList<ModelFault> Check(RuleDefinition rule)
    {
        var faults = new FaultList(rule.Id);
        CheckRule(rule, "", faults);
        return faults.All;
    }

    private static void CheckRule(RuleDefinition rule, string at, FaultList faults)
    {
        faults.AddIf(!Identifier.IsValid(rule.Id), $"{at}id", $"'{rule.Id}' is not an id (a-z 0-9 . - _, at most {Identifier.MaxLength})");
        faults.AddIf(string.IsNullOrWhiteSpace(rule.Title), $"{at}title", "is empty");
        faults.AddIf(string.IsNullOrWhiteSpace(rule.TitleEn), $"{at}titleEn", "is empty");
        var type = SensorTypes.Find(rule.SensorType);
        faults.AddIf(type is null, $"{at}sensorType", $"'{rule.SensorType}' is unknown");
        var point = type?.Find(rule.Measure.Point);
        faults.AddIf(type is not null && point is null, $"{at}measure.point", $"'{rule.Measure.Point}' is not a point of {type?.Id}");
        CheckMeasure(rule.Measure, type, point, $"{at}measure", faults);
        CheckGates(rule, type, at, faults);
        CheckActions(rule, at, faults);
        faults.AddIf(rule.Levels.Count is 0 or > MaxLevels, $"{at}levels", $"must have 1 to {MaxLevels} levels");
        for (var i = 0; i < rule.Levels.Count; i++)
        {
            LevelCheck.Check(rule, i, point, $"{at}levels[{i}]", faults);
            faults.AddIf(
                string.IsNullOrWhiteSpace(rule.Source) && string.IsNullOrWhiteSpace(rule.Levels[i].Source),
                $"{at}levels[{i}].source", "neither the level nor the rule says where the number comes from");
        }
    }

    private static void CheckMeasure(RuleMeasure measure, SensorType? type, SensorPoint? point, string path, FaultList faults)
    {
        if (!RuleTerms.Aggregates.Contains(measure.Aggregate))
        {
            faults.Add($"{path}.aggregate", $"'{measure.Aggregate}' is not one of {string.Join(", ", RuleTerms.Aggregates)}");
            return;
        }

        var windowed = RuleTerms.NeedsWindow(measure.Aggregate);
        faults.AddIf(windowed && !(measure.Window is > 0 and <= MaxSeconds), $"{path}.window", $"'{measure.Aggregate}' needs a window of up to {MaxSeconds} s");
        faults.AddIf(!windowed && measure.Window != 0, $"{path}.window", $"'{measure.Aggregate}' has no window");
        faults.AddIf(!(measure.Coverage is >= 0 and <= 1), $"{path}.coverage", "must be 0 to 1");
        faults.AddIf(!windowed && measure.Coverage != 0, $"{path}.coverage", $"'{measure.Aggregate}' has no window to cover");
        faults.AddIf(!(measure.Per > 0), $"{path}.per", "must be more than 0 s");
        faults.AddIf(measure.Aggregate != "rate" && measure.Per != 1, $"{path}.per", "belongs to 'rate'");
        if (point is null)
            return;
        var raw = RuleUnits.Raw(measure, point);
        faults.AddIf(raw is null, $"{path}.per", $"there is no unit for {point.Unit} per {measure.Per} s");
        if (measure.RelativeTo is not { } name || raw is null)
            return;
        if (type!.FindParameter(name) is not { } parameter)
            faults.Add($"{path}.relativeTo", $"'{name}' is not a parameter of {type.Id}");
        else
            faults.AddIf(Units.Factor(raw, parameter.Unit) is null, $"{path}.relativeTo", $"{raw} cannot be divided by '{name}' in {parameter.Unit}");
    }

    private static void CheckGates(RuleDefinition rule, SensorType? type, string at, FaultList faults)
    {
        faults.AddIf(rule.When?.Count > MaxGates, $"{at}when", $"more than {MaxGates} gates");
        for (var i = 0; i < (rule.When?.Count ?? 0); i++)
        {
            var (gate, path) = (rule.When![i], $"{at}when[{i}]");
            faults.AddIf(gate.Compare is not ("above" or "below" or "equal"), $"{path}.compare", $"'{gate.Compare}' is not above, below or equal");
            if (type is null)
                continue;
            if (type.Find(gate.Point) is not { } point)
                faults.Add($"{path}.point", $"'{gate.Point}' is not a point of {type.Id}");
            else
                faults.AddIf(
                    !(gate.Value >= point.Range.Min && gate.Value <= point.Range.Max), $"{path}.value",
                    FormattableString.Invariant($"{gate.Value} is outside what '{point.Id}' can be, {point.Range.Min} to {point.Range.Max} {point.Unit}"));
        }
    }

    private static void CheckActions(RuleDefinition rule, string at, FaultList faults)
    {
        for (var i = 0; i < (rule.Actions?.Count ?? 0); i++)
        {
            var (action, path) = (rule.Actions![i], $"{at}actions[{i}]");
            faults.AddIf(
                SensorTypes.GpioPanel.Find(action.Output) is not { Output: true }, $"{path}.output", $"'{action.Output}' is not an output of {SensorTypes.GpioPanel.Id}");
            faults.AddIf(action.AtLevel is < 1 or > 4, $"{path}.atLevel", "must be 1 (red) to 4 (blue)");
            faults.AddIf(rule.Levels.All(level => level.Level > action.AtLevel), $"{path}.atLevel", $"no level of the rule is {action.AtLevel} or more severe");
            faults.AddIf(!(action.MinOn is >= 0 and <= 86_400), $"{path}.minOn", "must be 0 to 86400 s");
            faults.AddIf(!(action.MinGap is >= 0 and <= 86_400), $"{path}.minGap", "must be 0 to 86400 s");
        }
    }
}
