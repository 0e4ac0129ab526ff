using Telemetry.Model;
using static Cloud.Telemetry.Warnings.WarningHandling;

namespace Cloud.Telemetry.Warnings;

/// <summary>What a transition made of a warning.</summary>
/// <param name="Warning">As it is now.</param>
/// <param name="Entry">Its log line; null when nothing worth a line happened.</param>
/// <param name="Rings">True when the chain must be told (again).</param>
public sealed record WarningChange(Warning Warning, WarningLogEntry? Entry, bool Rings);

/// <summary>Applies transitions to warnings: repeats merge, peaks are kept, only getting worse rings again. Pure.</summary>
public static class WarningMerging
{
    /// <summary>A condition that begins a warning of its own.</summary>
    public static WarningChange Open(ProjectId project, WarningTransition t)
    {
        var warning = new Warning
        {
            Id = t.WarningId,
            Project = project,
            Device = t.Device.Id,
            DeviceName = t.Device.Name,
            Gateway = t.Device.Gateway,
            SensorType = t.Device.SensorType,
            RuleId = t.Rule.Id,
            Title = t.Rule.Title,
            TitleEn = t.Rule.TitleEn,
            Level = t.Level,
            WorstLevel = t.Level,
            StartedAt = t.StartedAt,
            LastAt = t.At,
            Point = new(t.Rule.Measure.Point),
            Value = Finite(t.Value),
            Peak = Finite(t.Peak),
            Unit = t.Threshold?.Unit ?? "",
            Threshold = ThresholdOf(t),
            Detail = t.Detail,
            Late = t.Late,
            RungLevel = t.Late ? null : t.Level,
            RungAt = t.Late ? null : t.At,
        };
        return new WarningChange(warning, Line(warning, t, "raise", New, New), Rings: !t.Late);
    }

    /// <summary>A condition that is raised again, or a raised one that changes, on the warning that is there.</summary>
    /// <param name="warning">The warning it belongs to.</param>
    /// <param name="t">What happened.</param>
    /// <param name="others">Other episodes of the warning that are active at the same time.</param>
    /// <param name="mergeWindow">Within it, a repeat at no worse level does not ring.</param>
    public static WarningChange Raise(Warning warning, WarningTransition t, int others, TimeSpan mergeWindow)
    {
        var again = t.Kind is TransitionKind.Raised or TransitionKind.CannotDecideStarted;
        var level = others > 0 ? Math.Min(t.Level, warning.Level) : t.Level;
        var rings = Rings(warning, t, level, again, mergeWindow);
        var handling = HandlingAfter(warning, level, again, rings);
        if (handling == FalseAlarm)
            rings = false;
        var extends = again && t.Late && t.StartedAt < warning.StartedAt;
        var changed = Measured(warning, t) with
        {
            Level = level,
            WorstLevel = Math.Min(level, warning.WorstLevel),
            Condition = WarningCondition.Active,
            RecoveredAt = null,
            Handling = handling,
            StartedAt = extends ? t.StartedAt : warning.StartedAt,
            Count = warning.Count + (again && !extends ? 1 : 0),
            Threshold = ThresholdOf(t) ?? warning.Threshold,
            Detail = t.Detail ?? warning.Detail,
            Late = warning.Late && t.Late,
            RungLevel = rings ? level : warning.RungLevel,
            RungAt = rings ? t.At : warning.RungAt,
            Version = warning.Version + 1,
        };
        return new WarningChange(changed, Line(changed, t, again ? "raise" : level < warning.Level ? "escalate" : "ease", warning.Handling, handling), rings);
    }

    /// <summary>The extreme has moved on; nobody is disturbed and no version grows.</summary>
    public static WarningChange MovePeak(Warning warning, WarningTransition t) => new(Measured(warning, t), null, Rings: false);

    /// <summary>
    /// An episode is over. The condition recovers when it was the last one; handling stays open, except that an untouched
    /// warning of a level configured so (never 1), or about data quality, closes by itself.
    /// </summary>
    public static WarningChange Recover(Warning warning, WarningTransition t, int others, IReadOnlyList<int> autoCloseLevels)
    {
        var measured = Measured(warning, t);
        if (others > 0)
            return new WarningChange(measured, null, Rings: false);

        var closes = warning.AwaitsAcknowledgement && warning.WorstLevel > 1
            && (autoCloseLevels.Contains(warning.WorstLevel) || t.Kind == TransitionKind.CannotDecideEnded);
        var changed = measured with
        {
            Condition = WarningCondition.Recovered,
            RecoveredAt = warning.RecoveredAt is { } earlier && earlier > t.At ? earlier : t.At,
            Handling = closes ? Closed : warning.Handling,
            Version = warning.Version + 1,
        };
        return new WarningChange(changed, Line(changed, t, "recover", warning.Handling, changed.Handling), Rings: false);
    }

    private static bool Rings(Warning warning, WarningTransition t, int level, bool again, TimeSpan window)
    {
        if (t.Late)
            return false;
        if (warning.RungLevel is not { } rung || warning.RungAt is not { } at || level < rung)
            return true;
        if (!warning.IsOpen && warning.Handling == Closed)
            return true;
        var worse = again || level < warning.Level;
        return worse && t.At - at >= window;
    }

    // Getting worse asks for a new acknowledgement; a repeat after the reply says that the measures did not hold.
    private static WarningHandling HandlingAfter(Warning warning, int level, bool again, bool rings) => warning.Handling switch
    {
        FalseAlarm => level < (warning.RungLevel ?? 5) && rings ? New : FalseAlarm,
        Closed => New,
        _ when rings && level < warning.RungLevel => New,
        Replied or Verified when again => Acknowledged,
        var same => same,
    };

    private static Warning Measured(Warning warning, WarningTransition t)
    {
        var below = string.Equals(t.Threshold?.Compare ?? warning.Threshold?.Compare, "below", StringComparison.Ordinal);
        var peak = (warning.Peak, Finite(t.Peak)) switch
        {
            ({ } a, { } b) => below ? Math.Min(a, b) : Math.Max(a, b),
            var (a, b) => a ?? b,
        };
        return warning with
        {
            Value = t.At >= warning.LastAt ? Finite(t.Value) ?? warning.Value : warning.Value,
            Peak = peak,
            LastAt = t.At > warning.LastAt ? t.At : warning.LastAt,
        };
    }

    private static WarningThreshold? ThresholdOf(WarningTransition t) => t.Threshold is not { } level ? null
        : new WarningThreshold(level.Level, level.Compare, level.Threshold, level.Unit, level.Source ?? t.Rule.Source,
            level.Source is null ? t.Rule.SourceEn : level.SourceEn);

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static WarningLogEntry Line(Warning warning, WarningTransition t, string action, WarningHandling from, WarningHandling to)
    {
        var what = Finite(t.Value) is { } value ? FormattableString.Invariant($"{t.Level}级，{value:0.###} {t.Threshold?.Unit}") : t.Detail;
        return new WarningLogEntry(warning.Id, t.At, WarningLogEntry.System, action, t.Late ? $"{what}（补传数据）" : what, from, to);
    }
}
