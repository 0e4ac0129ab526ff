using Telemetry.Model;

namespace Edge.Core.Drivers.Polling;

/// <summary>
/// Whether a device is asked or left alone. After some failures in a row it is quarantined and tried again after 5, 10,
/// 20 … 60 s; a device that is alone on its bus starves nobody, so it is tried every 5 s.
/// </summary>
public sealed class DeviceHealth(PollingOptions options)
{
    private TimeSpan _backOff;

    /// <summary>Failures since the last success.</summary>
    public int Failures { get; private set; }

    /// <summary>True while the device is left alone between tries.</summary>
    public bool IsQuarantined { get; private set; }

    /// <summary>When a quarantined device is tried again, on the monotonic clock.</summary>
    public TimeSpan RetryAt { get; private set; }

    /// <summary>Why the last read failed; None when it did not.</summary>
    public QualityReason Reason { get; private set; }

    /// <summary>True when the device may be asked now.</summary>
    public bool MayAsk(TimeSpan now) => !IsQuarantined || now >= RetryAt;

    /// <summary>The device answered. True when that ends a quarantine.</summary>
    public bool Succeeded()
    {
        var ended = IsQuarantined;
        (Failures, IsQuarantined, _backOff, Reason) = (0, false, default, QualityReason.None);
        return ended;
    }

    /// <summary>The device did not answer usably. True when that begins a quarantine.</summary>
    public bool Failed(QualityReason reason, TimeSpan now, bool alone)
    {
        Failures++;
        if (Failures < options.QuarantineAfter)
        {
            Reason = reason;
            return false;
        }

        var first = TimeSpan.FromSeconds(options.FirstRetrySeconds);
        var longest = alone ? first : TimeSpan.FromSeconds(options.LongestRetrySeconds);
        _backOff = _backOff == default ? first : TimeSpan.FromTicks(Math.Min(_backOff.Ticks * 2, longest.Ticks));
        var begun = !IsQuarantined;
        (IsQuarantined, RetryAt, Reason) = (true, now + _backOff, alone ? reason : QualityReason.Quarantined);
        return begun;
    }
}
