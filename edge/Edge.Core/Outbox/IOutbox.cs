using Telemetry.Model;

namespace Edge.Core.Outbox;

/// <summary>
/// The gateway's write-ahead store. Every record goes through it before anything is sent; a record leaves only after
/// the cloud has said that it is flushed and evaluated (<see cref="AcknowledgeAsync"/>), or, under pressure, by the
/// lane's policy with the lost range recorded.
/// </summary>
public interface IOutbox : IAsyncDisposable
{
    /// <summary>
    /// Drawn at random when the store was created. Changes while running only when the store had to be replaced
    /// (damaged file, unwritable disk); every record carries the epoch that it belongs to.
    /// </summary>
    ulong Epoch { get; }

    /// <summary>Returns once the report is flushed to disk under a new sequence.</summary>
    /// <exception cref="OutboxRefusedException">The lane is full and its policy refuses, or the disk is full and the reserve is spent.</exception>
    ValueTask<RecordId> AppendAsync(DeviceReport report, CancellationToken cancel);

    /// <summary>
    /// Up to <paramref name="limit"/> unacknowledged records of a lane that were not handed out since the last
    /// <see cref="ResetCursor"/>, oldest first. Live records older than the backlog age, and those that were waiting
    /// before the last reconnect, are offered as <see cref="Lane.History"/> (their report says so).
    /// </summary>
    ValueTask<IReadOnlyList<OutboxRecord>> TakeAsync(Lane lane, int limit, CancellationToken cancel);

    /// <summary>
    /// Waits until <paramref name="least"/> or a more urgent lane has something to take. An uplink whose window is full
    /// for backlog keeps waiting for what is more urgent.
    /// </summary>
    ValueTask WaitAsync(Lane least, CancellationToken cancel);

    /// <summary>Forgets what was handed out: everything unacknowledged is offered again (reconnect, time-out).</summary>
    void ResetCursor();

    /// <summary>Deletes what the cloud holds. Ranges of another epoch are ignored and counted.</summary>
    ValueTask AcknowledgeAsync(ulong epoch, SequenceRanges held, CancellationToken cancel);

    /// <summary>Depth, age and losses by lane.</summary>
    OutboxStatus Status { get; }
}

/// <summary>One record as the uplink sends it.</summary>
/// <param name="Id">Delivery identity.</param>
/// <param name="Report">Its lane is the one it is offered in.</param>
/// <param name="At">When it was stored, by the gateway's clock.</param>
public sealed record OutboxRecord(RecordId Id, DeviceReport Report, DateTimeOffset At);

/// <summary>What lies in the outbox now.</summary>
/// <param name="Lanes">One entry a lane.</param>
/// <param name="Appended">Records appended since the epoch began (the last sequence).</param>
/// <param name="Lost">Ranges dropped by policy, with the reason; reported to the cloud and kept until it has acknowledged them.</param>
/// <param name="Condition">How well the disk serves it.</param>
public sealed record OutboxStatus(
    IReadOnlyList<LaneStatus> Lanes, ulong Appended, IReadOnlyList<LostRange> Lost, OutboxCondition Condition);

/// <summary>How well the disk serves the outbox.</summary>
public enum OutboxCondition
{
    /// <summary>All lanes are taken and durable.</summary>
    Healthy = 0,

    /// <summary>The disk is full: alarms live on the reserve, older telemetry makes room or new telemetry is dropped by name.</summary>
    DiskFull = 1,

    /// <summary>The disk cannot be written: records are kept in the fallback folder (memory) and do not survive a power cut.</summary>
    Volatile = 2,

    /// <summary>Nothing can be stored: every append is refused.</summary>
    Refusing = 3,
}

/// <summary>One lane.</summary>
public sealed record LaneStatus(Lane Lane, long Records, long Bytes, DateTimeOffset? Oldest, long Dropped);

/// <summary>Records that were dropped, why and when.</summary>
public sealed record LostRange(SequenceRange Range, Lane Lane, string Reason, DateTimeOffset At);

/// <summary>A record was not taken; the caller knows that it is not durable.</summary>
public sealed class OutboxRefusedException(string message) : Exception(message);
