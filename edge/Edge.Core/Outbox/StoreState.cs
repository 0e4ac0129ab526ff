using System.Collections.Immutable;
using Telemetry.Model;

namespace Edge.Core.Outbox;

/// <summary>What the database holds, in memory. A transaction works on a copy, which counts once it is committed.</summary>
internal sealed record StoreState
{
    /// <summary>Identity of this store.</summary>
    public required ulong Epoch { get; init; }

    /// <summary>The last sequence that was given out.</summary>
    public ulong Last { get; set; }

    /// <summary>Seconds that the gateway has run with this store.</summary>
    public double Uptime { get; set; }

    /// <summary>Alarm, live (with backlog), media: see <see cref="LaneTable"/>.</summary>
    public ImmutableArray<LaneTotals> Lanes { get; set; } = [new(0, 0, 0), new(0, 0, 0), new(0, 0, 0)];

    /// <summary>Highest sequence that was stored in each table.</summary>
    public ImmutableArray<ulong> LastStored { get; set; } = [0, 0, 0];

    /// <summary>Drops that the cloud has not acknowledged yet, oldest first.</summary>
    public ImmutableList<LostEntry> Lost { get; set; } = [];

    /// <summary>Readings that are appended but not yet counted in the database.</summary>
    public Tally Uncounted { get; set; } = new();

    /// <summary>What the cloud has acknowledged since the store was opened: spares repeated deletes.</summary>
    public SequenceRanges Acknowledged { get; set; } = SequenceRanges.Empty;

    /// <summary>What is to be counted once the transaction is committed.</summary>
    public List<Action> AfterCommit { get; private init; } = [];

    public StoreState Copy() => this with { Uncounted = Uncounted.Copy(), AfterCommit = [] };

    public void Change(int lane, long records, long bytes, long dropped = 0)
    {
        var totals = Lanes[lane];
        Lanes = Lanes.SetItem(lane, new LaneTotals(totals.Records + records, totals.Bytes + bytes, totals.Dropped + dropped));
    }

    public void Lose(LostEntry entry) => Lost = LostEntry.Append(Lost, entry);
}

/// <summary>Totals of one lane's table.</summary>
internal readonly record struct LaneTotals(long Records, long Bytes, long Dropped);
