namespace Telemetry.Model;

/// <summary>
/// How far a value may be trusted. The numbers are the quality codes of the Sparkplug B 3.0 <c>Quality</c> property
/// (192 good, 0 bad) with OPC's 64 for uncertain.
/// </summary>
public enum Quality : byte
{
    /// <summary>No usable value: rules answer "cannot decide".</summary>
    Bad = 0,

    /// <summary>A value that is shown but decides nothing alone: out of range, stuck, substituted, clock in doubt.</summary>
    Uncertain = 64,

    /// <summary>Measured, in range, fresh.</summary>
    Good = 192,
}

/// <summary>Why a value is not good. Travels with the reading as the Sparkplug property <c>Reason</c>.</summary>
public enum QualityReason : byte
{
    /// <summary>Good values have no reason.</summary>
    None = 0,

    /// <summary>The device did not answer in time or the link is down.</summary>
    NoAnswer = 1,

    /// <summary>The device answered with a protocol exception.</summary>
    DeviceException = 2,

    /// <summary>The answer could not be decoded (wrong check sum, length or format).</summary>
    Malformed = 3,

    /// <summary>The device itself marks the value as faulty (HJ 212 flag D, a sensor-fault bit).</summary>
    SensorFault = 4,

    /// <summary>The device marks the value as taken in maintenance or calibration (HJ 212 flags M, C, S).</summary>
    Maintenance = 5,

    /// <summary>Outside the range that the profile states.</summary>
    OutOfRange = 6,

    /// <summary>Unchanged to the last digit for longer than the profile allows.</summary>
    Stuck = 7,

    /// <summary>A jump that the quantity cannot make between two samples.</summary>
    Spike = 8,

    /// <summary>The device's clock differs from the gateway's by more than the limit; the gateway's time is used.</summary>
    ClockSkew = 9,

    /// <summary>An input of a formula (temperature of a vibrating wire, say) is itself not good.</summary>
    InputNotGood = 10,

    /// <summary>Read, but older than its report period allows.</summary>
    Stale = 11,

    /// <summary>The device is in quarantine at the gateway because it starves its bus.</summary>
    Quarantined = 12,

    /// <summary>The device states that the equipment is switched off (HJ 212 flag F).</summary>
    Stopped = 13,
}
