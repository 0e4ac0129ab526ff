namespace Telemetry.Model;

/// <summary>One value of one point at one instant. Times are UTC; flags are 0 or 1; the unit is the point's.</summary>
/// <param name="Point">Which quantity.</param>
/// <param name="Time">When it was measured (event time), UTC, millisecond resolution on the wire.</param>
/// <param name="Value">In the point's unit; NaN when <paramref name="Quality"/> is <see cref="Quality.Bad"/>.</param>
/// <param name="Quality">How far the value may be trusted.</param>
/// <param name="Reason">Why it is not good; <see cref="QualityReason.None"/> otherwise.</param>
public readonly record struct Reading(
    PointId Point,
    DateTimeOffset Time,
    double Value,
    Quality Quality = Quality.Good,
    QualityReason Reason = QualityReason.None)
{
    /// <summary>A reading that says that there is none, and why.</summary>
    public static Reading Bad(PointId point, DateTimeOffset time, QualityReason reason) =>
        new(point, time, double.NaN, Quality.Bad, reason);
}

/// <summary>
/// What one device reported at one go: the unit that the outbox stores, the uplink sends and the cloud acknowledges.
/// Its delivery identity is (gateway, epoch, sequence), see <see cref="RecordId"/>.
/// </summary>
/// <param name="Device">The device that was read.</param>
/// <param name="Readings">At least one.</param>
/// <param name="Lane">How urgent it is.</param>
/// <param name="Event">JSON of a gateway event instead of, or beside, readings; null otherwise.</param>
public sealed record DeviceReport(DeviceId Device, IReadOnlyList<Reading> Readings, Lane Lane, string? Event = null);

/// <summary>The order in which records leave the gateway. Lower goes first.</summary>
public enum Lane : byte
{
    /// <summary>Alarm edges: overtake everything and are never dropped to make room.</summary>
    Alarm = 0,

    /// <summary>Fresh readings.</summary>
    Live = 1,

    /// <summary>Backlog: readings that were not delivered while they were fresh. Never delays live.</summary>
    History = 2,

    /// <summary>Pictures and clips.</summary>
    Media = 3,
}

/// <summary>
/// Delivery identity within one gateway. <paramref name="Sequence"/> starts at 1 and grows by one per record over all
/// lanes; <paramref name="Epoch"/> is drawn at random when the outbox is created, so that a replaced disk never
/// collides with what the cloud already holds.
/// </summary>
public readonly record struct RecordId(ulong Epoch, ulong Sequence);
