using Telemetry.Model.Faults;
using Telemetry.Model.Profiles;
using Telemetry.Model.Sensors;

namespace Telemetry.Model.Rules;

/// <summary>Everything that can be wrong with one level of a rule, alone and beside the others.</summary>
internal static class LevelCheck
{
    private const int MostRepeats = 100;
    private const double LargestRatio = 10;

    public static void Check(RuleDefinition rule, int index, SensorPoint? point, string path, FaultList faults)
    {
        var level = rule.Levels[index];
        faults.AddIf(level.Level is < 1 or > 4, $"{path}.level", $"{level.Level} is not 1 (red) to 4 (blue)");
        faults.AddIf(level.Compare is not ("above" or "below"), $"{path}.compare", $"'{level.Compare}' is not above or below");
        faults.AddIf(!(level.Hold is >= 0 and <= RuleCheck.MaxSeconds), $"{path}.hold", $"must be 0 to {RuleCheck.MaxSeconds} s");
        faults.AddIf(!(level.ClearHold is >= 0 and <= RuleCheck.MaxSeconds), $"{path}.clearHold", $"must be 0 to {RuleCheck.MaxSeconds} s");
        faults.AddIf(level.Repeat is < 1 or > MostRepeats, $"{path}.repeat", $"must be 1 to {MostRepeats}");
        CheckTimes(rule.Measure, level, path, faults);
        CheckClear(level, path, faults);
        if (RuleTerms.IsTime(rule.Measure.Aggregate))
        {
            faults.AddIf(level.Compare == "below", $"{path}.compare", $"'{rule.Measure.Aggregate}' grows with time and is compared above");
            faults.AddIf(level.Repeat != 1, $"{path}.repeat", $"'{rule.Measure.Aggregate}' does not repeat");
        }

        if (point is not null && RuleTerms.Aggregates.Contains(rule.Measure.Aggregate))
            CheckThreshold(rule, level, point, path, faults);
        for (var other = 0; other < rule.Levels.Count; other++)
            if (other != index)
                CheckPair(level, rule.Levels[other], index, other, path, faults);
    }

    /// <summary>Values that a measure can take at all, in the thresholds' unit.</summary>
    public static ValueRange Possible(RuleMeasure measure, SensorPoint point)
    {
        var (min, max) = (point.Range.Min, point.Range.Max);
        var span = max - min;
        var range = measure.Aggregate switch
        {
            "last" or "mean" or "min" or "max" or "leq" => point.Range,
            "delta" => new ValueRange(-span, span),
            "range" => new ValueRange(0, span),
            "rate" => new ValueRange(-span * measure.Per / measure.Window, span * measure.Per / measure.Window),
            "sum" => new ValueRange(Math.Min(0, min) * SampleWindow.MaxSamples, Math.Max(0, max) * SampleWindow.MaxSamples),
            "count" => new ValueRange(0, SampleWindow.MaxSamples),
            _ => new ValueRange(0, RuleCheck.MaxSeconds),
        };
        return measure.Absolute ? new ValueRange(0, Math.Max(Math.Abs(range.Min), Math.Abs(range.Max))) : range;
    }

    private static void CheckThreshold(RuleDefinition rule, RuleLevel level, SensorPoint point, string path, FaultList faults)
    {
        var allowed = RuleUnits.Allowed(rule.Measure, point);
        if (Units.Find(level.Unit) is null)
            faults.Add($"{path}.unit", $"'{level.Unit}' is not a known unit");
        else
            faults.AddIf(
                allowed.Count > 0 && (!allowed.Contains(level.Unit) || level.Unit != rule.Levels[0].Unit), $"{path}.unit",
                $"'{level.Unit}' is not the measure's unit ({string.Join(" or ", allowed.Select(unit => $"'{unit}'"))}, the same on all levels)");
        if (!double.IsFinite(level.Threshold))
        {
            faults.Add($"{path}.threshold", "is not a finite number");
            return;
        }

        var unit = Units.Find(level.Unit);
        var possible = rule.Measure.RelativeTo is null
            ? Possible(rule.Measure, point)
            : new ValueRange(rule.Measure.Absolute ? 0 : -LargestRatio / (unit?.Factor ?? 1), LargestRatio / (unit?.Factor ?? 1));
        faults.AddIf(
            level.Threshold < possible.Min || level.Threshold > possible.Max, $"{path}.threshold",
            FormattableString.Invariant($"{level.Threshold} can never be reached: the measure lies within {possible.Min} to {possible.Max} {level.Unit}"));
        faults.AddIf(
            (level.Compare == "above" && level.Threshold == possible.Min) || (level.Compare == "below" && level.Threshold == possible.Max),
            $"{path}.threshold", FormattableString.Invariant($"{level.Threshold} would always be reached"));
    }

    private static void CheckClear(RuleLevel level, string path, FaultList faults)
    {
        if (level.Clear is not { } clear)
            return;
        faults.AddIf(!double.IsFinite(clear), $"{path}.clear", "is not a finite number");
        faults.AddIf(level.Compare == "above" && clear >= level.Threshold, $"{path}.clear", "must be below the threshold that it clears");
        faults.AddIf(level.Compare == "below" && clear <= level.Threshold, $"{path}.clear", "must be above the threshold that it clears");
    }

    private static void CheckTimes(RuleMeasure measure, RuleLevel level, string path, FaultList faults)
    {
        if (level.From is null != level.To is null)
            faults.Add($"{path}.from", "from and to go together");
        else if (level.From is { } from && level.To is { } to)
        {
            faults.AddIf(from == to, $"{path}.to", "is the same as from");
            faults.AddIf(from != to && measure.Window >= (to - from).TotalSeconds, $"{path}.from", "the time of day is shorter than the window");
        }
    }

    private static void CheckPair(RuleLevel level, RuleLevel other, int index, int at, string path, FaultList faults)
    {
        if (level.From != other.From || level.To != other.To)
            return;
        if (level.Compare == "above" && other.Compare == "below")
            faults.AddIf(level.Threshold <= other.Threshold, $"{path}.threshold", $"leaves no value that is normal beside levels[{at}]");
        if (level.Compare != other.Compare)
            return;
        var further = level.Compare == "below" ? other.Threshold - level.Threshold : level.Threshold - other.Threshold;
        var later = level.Hold > other.Hold || level.Repeat > other.Repeat;
        if (level.Level < other.Level)
            faults.AddIf(further <= 0 && !later, $"{path}.threshold", $"level {level.Level} must lie beyond level {other.Level} (levels[{at}])");
        else if (level.Level == other.Level)
            faults.AddIf(at < index && further == 0 && level.Hold == other.Hold && level.Repeat == other.Repeat, path, $"is the same as levels[{at}]");
    }
}
