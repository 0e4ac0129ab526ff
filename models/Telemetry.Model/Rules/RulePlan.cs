using System.Text.Json;
using Telemetry.Model.Faults;
using Telemetry.Model.Json;
using Telemetry.Model.Profiles;
using Telemetry.Model.Sensors;

namespace Telemetry.Model.Rules;

/// <summary>
/// A checked rule, made ready for <see cref="RuleEvaluator"/>: words become numbers once. Immutable; one plan serves all
/// devices of one profile.
/// </summary>
public sealed class RulePlan
{
    private RulePlan(RuleDefinition rule, SensorType type, DeviceProfile? profile)
    {
        var point = type.Find(rule.Measure.Point)!;
        Rule = rule;
        Fingerprint = Hash(JsonSerializer.SerializeToUtf8Bytes(rule, EdgeJson.Default.RuleDefinition));
        Aggregate = Enum.Parse<RuleAggregate>(rule.Measure.Aggregate, ignoreCase: true);
        WindowTicks = Ticks(rule.Measure.Window);
        StaleTicks = Stale(point, profile);
        Factor = MeasureFactor(rule, type, point);
        Levels = [.. rule.Levels.Select(level => new LevelPlan(level))];
        Gates = [.. (rule.When ?? []).Select(gate => new GatePlan(gate, Stale(type.Find(gate.Point)!, profile)))];
    }

    /// <summary>The rule that this plan came from.</summary>
    public RuleDefinition Rule { get; }

    /// <summary>Age beyond which the measured point decides nothing.</summary>
    public TimeSpan StaleAfter => new(StaleTicks);

    /// <summary>Changes with any word or number of the rule; the same on every machine.</summary>
    internal ulong Fingerprint { get; }

    internal RuleAggregate Aggregate { get; }

    internal bool IsTime => Aggregate >= RuleAggregate.Stuck;

    internal bool HasWindow => WindowTicks > 0;

    internal long WindowTicks { get; }

    internal long StaleTicks { get; }

    /// <summary>Brings the raw measure, or its quotient with the parameter, to the thresholds' unit.</summary>
    internal double Factor { get; }

    internal LevelPlan[] Levels { get; }

    internal GatePlan[] Gates { get; }

    /// <summary>Makes a plan.</summary>
    /// <param name="rule">Any rule.</param>
    /// <param name="profile">Profile of the device, whose report periods set the stale ages; null = the sensor type's.</param>
    /// <exception cref="ModelException">The rule is not sound; every fault is listed.</exception>
    public static RulePlan Create(RuleDefinition rule, DeviceProfile? profile = null)
    {
        var faults = RuleCheck.Check(rule);
        return faults.Count == 0 ? new(rule, SensorTypes.Find(rule.SensorType)!, profile) : throw new ModelException(faults);
    }

    /// <summary>True when a reading of the point can change what the rule says.</summary>
    public bool Reads(PointId point)
    {
        if (point.Value == Rule.Measure.Point)
            return true;
        foreach (var gate in Gates)
            if (gate.Point == point.Value)
                return true;
        return false;
    }

    internal static long Ticks(double seconds) => (long)Math.Round(seconds * TimeSpan.TicksPerSecond);

    // FNV-1a, 64 bit: stable over processes, unlike a record's own hash code.
    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 14_695_981_039_346_656_037;
        foreach (var one in bytes)
            hash = unchecked((hash ^ one) * 1_099_511_628_211);
        return hash;
    }

    private static long Stale(SensorPoint point, DeviceProfile? profile)
    {
        var own = profile?.Points.FirstOrDefault(candidate => candidate.Id == point.Id)?.Report;
        return own is null ? Ticks(point.StaleAfter) : 3 * ReportPeriod.Parse(own.Period).Ticks;
    }

    private static double MeasureFactor(RuleDefinition rule, SensorType type, SensorPoint point)
    {
        if (rule.Measure.RelativeTo is not { } name)
            return 1;
        var toParameter = Units.Factor(RuleUnits.Raw(rule.Measure, point)!, type.FindParameter(name)!.Unit)!.Value;
        return toParameter / Units.Find(rule.Levels[0].Unit)!.Factor;
    }
}

/// <summary>The words of <see cref="RuleTerms.Aggregates"/>; from <see cref="Stuck"/> on they measure seconds.</summary>
internal enum RuleAggregate
{
    Last,
    Mean,
    Min,
    Max,
    Sum,
    Count,
    Leq,
    Rate,
    Delta,
    Range,
    Stuck,
    Missing,
    Bad,
}

internal sealed class LevelPlan(RuleLevel level)
{
    public readonly int Level = level.Level;
    public readonly double Threshold = level.Threshold;
    public readonly double Clear = level.Clear ?? double.NaN;
    public readonly long HoldTicks = RulePlan.Ticks(level.Hold);
    public readonly long ClearHoldTicks = RulePlan.Ticks(level.ClearHold);
    public readonly int Repeat = level.Repeat;
    public readonly bool HasTimes = level.From is not null;
    private readonly bool _above = level.Compare == "above";
    private readonly long _from = level.From?.Ticks ?? 0;
    private readonly long _to = level.To?.Ticks ?? 0;

    /// <summary>The closed comparison of the standards: at the threshold it holds.</summary>
    public bool Reaches(double value) => _above ? value >= Threshold : value <= Threshold;

    /// <summary>Beyond the threshold again, or at the clear value where there is one.</summary>
    public bool Clears(double value) =>
        double.IsNaN(Clear) ? !Reaches(value) : _above ? value <= Clear : value >= Clear;

    /// <summary>True when the level applies and a window that ends now does not reach into the other part of the day.</summary>
    public bool Applies(long timeOfDay, long window)
    {
        if (!HasTimes)
            return true;
        var elapsed = Modulo(timeOfDay - _from);
        return elapsed < Modulo(_to - _from) && elapsed >= window;
    }

    /// <summary>Ticks until <see cref="Applies"/> may change, more than 0.</summary>
    public long UntilBoundary(long timeOfDay, long window) =>
        Math.Min(Later(Modulo(_from + window - timeOfDay)), Later(Modulo(_to - timeOfDay)));

    private static long Later(long ticks) => ticks == 0 ? TimeSpan.TicksPerDay : ticks;

    private static long Modulo(long ticks) => ((ticks % TimeSpan.TicksPerDay) + TimeSpan.TicksPerDay) % TimeSpan.TicksPerDay;
}

internal sealed class GatePlan(RuleGate gate, long staleTicks)
{
    public readonly string Point = gate.Point;
    public readonly long StaleTicks = staleTicks;
    private readonly string _compare = gate.Compare;
    private readonly double _value = gate.Value;

    public bool Holds(double value) => _compare switch
    {
        "above" => value >= _value,
        "below" => value <= _value,
        _ => value == _value,
    };
}
