using Telemetry.Model;

namespace Edge.Core.Outbox;

/// <summary>Something for the committer to do in the next transaction.</summary>
internal abstract class Work
{
    private readonly TaskCompletionSource<RecordId> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completed once the transaction is flushed, or the work is refused.</summary>
    public Task<RecordId> Done => _done.Task;

    public virtual void Complete() => Complete(default);

    public void Fail(Exception fault) => _done.TrySetException(fault);

    protected void Complete(RecordId id) => _done.TrySetResult(id);
}

internal sealed class AppendWork(DeviceReport report) : Work
{
    public DeviceReport Report { get; } = report;

    /// <summary>Bytes that the record may take, on the safe side.</summary>
    public long Estimate { get; } = EstimateOf(report);

    public bool IsAlarm => Report.Lane == Lane.Alarm;

    /// <summary>Set by the transaction; <see langword="default"/> with a reason when the record found no room.</summary>
    public RecordId Id { get; set; }

    public string? Refusal { get; set; }

    public override void Complete()
    {
        if (Refusal is null) Complete(Id);
        else Fail(new OutboxRefusedException(Refusal));
    }

    private static long EstimateOf(DeviceReport report) =>
        64 + (report.Readings.Count * 32L) + (report.Event is null ? 0 : System.Text.Encoding.UTF8.GetByteCount(report.Event));
}

internal sealed class AcknowledgeWork(ulong epoch, SequenceRanges held) : Work
{
    public ulong Epoch { get; } = epoch;

    public SequenceRanges Held { get; } = held;

    public ulong Highest => Held.Islands.Count > 0 ? Held.Islands[^1].Last : Held.HighWater;
}

internal sealed class QuarantineWork(Lane lane, ulong sequence, byte[] body) : Work
{
    public Lane Lane { get; } = lane;

    public ulong Sequence { get; } = sequence;

    public byte[] Body { get; } = body;
}

/// <summary>A reader met a fault in the file.</summary>
internal sealed class FaultWork(Microsoft.Data.Sqlite.SqliteException fault) : Work
{
    public Microsoft.Data.Sqlite.SqliteException Fault { get; } = fault;
}

/// <summary>Age limits, events of losses, healing.</summary>
internal sealed class SweepWork(double uptime, ulong last) : Work
{
    /// <summary>Running time when the sweep was due.</summary>
    public double Uptime { get; } = uptime;

    /// <summary>Last sequence at that time.</summary>
    public ulong Last { get; } = last;
}

/// <summary>Reads the ledger when everything before it is committed.</summary>
internal sealed class LedgerWork : Work
{
    public Tally Ledger { get; set; } = new();
}
