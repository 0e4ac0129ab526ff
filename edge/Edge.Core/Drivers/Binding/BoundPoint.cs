using Telemetry.Model;
using Telemetry.Model.Profiles;
using Telemetry.Model.Sensors;

namespace Edge.Core.Drivers.Binding;

/// <summary>
/// One point of one configured device: turns what came off the wire into a reading with its quality. Keeps the little
/// history that the stuck and spike checks need, also over reconnects. Not thread-safe: one device, one caller.
/// </summary>
public sealed class BoundPoint
{
    private readonly VibratingWire? _wire;
    private readonly ValueRange _range;
    private double _stuckValue = double.NaN;
    private DateTimeOffset _stuckSince;
    private double _lastGood = double.NaN;
    private DateTimeOffset _lastGoodAt;

    internal BoundPoint(ProfilePoint profile, SensorPoint kind, VibratingWire? wire)
    {
        Id = new PointId(profile.Id);
        Profile = profile;
        Report = profile.Report ?? kind.Report;
        _range = profile.Range ?? kind.Range;
        _wire = wire;
    }

    /// <summary>Which quantity.</summary>
    public PointId Id { get; }

    /// <summary>Where it is on the wire and what becomes of it.</summary>
    public ProfilePoint Profile { get; }

    /// <summary>When a value goes to the outbox: the profile's policy, or the sensor type's.</summary>
    public ReportPolicy Report { get; }

    /// <summary>The last reading made, whatever its quality; default before the first.</summary>
    public Reading Last { get; private set; }

    /// <summary>The reading of a raw value: scaled, converted, checked. Never throws.</summary>
    /// <param name="raw">What came off the wire.</param>
    /// <param name="time">When it was measured, UTC.</param>
    public Reading Condition(RawValue raw, DateTimeOffset time)
    {
        if (raw.Integer is { } integer && Profile.InvalidRaw is { } invalid && invalid.Contains(integer))
            return Bad(QualityReason.SensorFault, time);
        if (QualityReasons.MakesBad(raw.Mark))
            return Bad(raw.Mark, time);
        var value = raw.Number * Profile.Scale + Profile.Offset;
        var reason = raw.Mark;
        if (_wire is not null && !_wire.TryConvert(ref value, ref reason))
            return Bad(QualityReason.InputNotGood, time);
        if (!double.IsFinite(value))
            return Bad(QualityReason.SensorFault, time);
        if (reason == QualityReason.None)
            reason = Doubt(value, time);
        var quality = reason == QualityReason.None ? Quality.Good : Quality.Uncertain;
        return Last = new Reading(Id, time, value, quality, reason);
    }

    /// <summary>A reading that says that there is none, and why.</summary>
    public Reading Bad(QualityReason reason, DateTimeOffset time) => Last = Reading.Bad(Id, time, reason);

    /// <summary>True when the value lies in the point's range.</summary>
    public bool Accepts(double value) => value >= _range.Min && value <= _range.Max;

    /// <summary>The raw number that stands for a value on the wire (the inverse of scale and offset).</summary>
    public double ToRaw(double value) => (value - Profile.Offset) / Profile.Scale;

    private QualityReason Doubt(double value, DateTimeOffset time)
    {
        var stuck = IsStuck(value, time);
        if (value < _range.Min || value > _range.Max)
            return QualityReason.OutOfRange;
        if (stuck)
            return QualityReason.Stuck;
        if (IsSpike(value, time))
            return QualityReason.Spike;
        (_lastGood, _lastGoodAt) = (value, time);
        return QualityReason.None;
    }

    private bool IsStuck(double value, DateTimeOffset time)
    {
        if (Profile.StuckAfter is not { } limit)
            return false;
        if (value.Equals(_stuckValue))
            return (time - _stuckSince).TotalSeconds > limit;
        (_stuckValue, _stuckSince) = (value, time);
        return false;
    }

    // The allowance grows with the time since the last good value, so a real new level is accepted by itself.
    private bool IsSpike(double value, DateTimeOffset time)
    {
        if (Profile.MaxStep is not { } perSecond || double.IsNaN(_lastGood))
            return false;
        var seconds = (time - _lastGoodAt).TotalSeconds;
        return seconds > 0 && Math.Abs(value - _lastGood) > perSecond * seconds;
    }
}
