using System.Collections.Immutable;
using Telemetry.Model;

namespace Edge.Core.Outbox;

/// <summary>What is done to a store inside a transaction. For the committer only.</summary>
internal sealed class StoreOperations(OutboxFile file, OutboxOptions options, OutboxMeter meter, TimeProvider time)
{
    private const int DropChunkRecords = 4_096;

    /// <summary>Stores a record under the next sequence; makes room in its lane first.</summary>
    public ulong Append(StoreState next, DeviceReport report, bool count = true)
    {
        var lane = LaneTable.IndexOf(report.Lane);
        var sequence = ++next.Last;
        var body = file.Encoding.Encode(sequence, report);
        if (LimitOf(report.Lane) is { } limit && next.Lanes[lane].Bytes + body.Length > limit)
            DropOldest(next, lane, Math.Max(body.Length, limit / 64), "size");
        file.Lanes[lane].Insert(sequence, time.GetUtcNow().ToUnixTimeMilliseconds(), body);
        next.Change(lane, 1, body.Length);
        next.LastStored = next.LastStored.SetItem(lane, sequence);
        if (count)
            next.Uncounted.Add(report);
        return sequence;
    }

    /// <summary>A record that finds no room: its sequence is given out and named as lost.</summary>
    public void LoseArrival(StoreState next, DeviceReport report)
    {
        var sequence = ++next.Last;
        var tally = new Tally();
        tally.Add(report);
        next.Uncounted.Add(tally);
        var lane = LaneTable.IndexOf(report.Lane);
        next.Change(lane, 0, 0, dropped: 1);
        next.Lose(Entry(new SequenceRange(sequence, sequence), LaneTable.LaneOf(lane), "disk-full", tally));
        next.AfterCommit.Add(() => meter.Dropped(LaneTable.LaneOf(lane), "disk-full", 1));
    }

    /// <summary>Deletes what the cloud holds, and the losses that it knows of.</summary>
    public void Acknowledge(StoreState next, SequenceRanges held)
    {
        if (held.HighWater > 0)
            AcknowledgeRange(next, 1, held.HighWater);
        foreach (var island in held.Islands)
            AcknowledgeRange(next, island.First, island.Last);
        foreach (var told in next.Lost.Where(e => e.Event != 0 && held.Contains(e.Event)))
        {
            file.Execute($"DELETE FROM lost WHERE id = {told.Id}");
            next.Lost = next.Lost.Remove(told);
        }
    }

    /// <summary>Drops the oldest records of a lane until so many bytes are free; false when there was nothing to drop.</summary>
    public bool DropOldest(StoreState next, int lane, long bytes, string reason)
    {
        var dropped = false;
        while (bytes > 0)
        {
            var victims = new List<(ulong Sequence, byte[] Body)>();
            foreach (var row in file.Lanes[lane].Oldest((ulong)long.MaxValue, DropChunkRecords))
            {
                if (bytes <= 0)
                    break;
                victims.Add(row);
                bytes -= row.Body.Length;
            }

            if (victims.Count == 0)
                return dropped;
            Drop(next, lane, victims, reason);
            dropped = true;
        }

        return dropped;
    }

    /// <summary>True when a sweep has something to drop or to tell.</summary>
    public bool NeedsSweep(StoreState state) =>
        state.Lost.Any(e => e.Event == 0) || Aged().Any(a => a.Last > 0 && state.Lanes[a.Lane].Records > 0 && file.Lanes[a.Lane].Oldest(a.Last, 1).Count > 0);

    /// <summary>Drops what is beyond its lane's age.</summary>
    public void DropAged(StoreState next)
    {
        foreach (var (lane, last) in Aged())
        {
            while (last > 0 && next.Lanes[lane].Records > 0 && file.Lanes[lane].Oldest(last, DropChunkRecords) is { Count: > 0 } victims)
                Drop(next, lane, victims, "age");
        }

        file.Execute($"DELETE FROM mark WHERE bucket < (SELECT max(bucket) FROM mark) - {1_024 + 8}");
        file.Execute("DELETE FROM ledger WHERE day NOT IN (SELECT DISTINCT day FROM ledger ORDER BY day DESC LIMIT 60)");
    }

    /// <summary>Takes a record that does not read back out of its lane, keeps its bytes aside, and names it as lost.</summary>
    public void Quarantine(StoreState next, Lane lane, ulong sequence, byte[] body)
    {
        var index = LaneTable.IndexOf(lane);
        var (records, bytes) = file.Lanes[index].Delete(sequence, sequence);
        if (records == 0)
            return;
        file.Quarantine(sequence, lane, time.GetUtcNow().ToUnixTimeMilliseconds(), body);
        file.Execute("DELETE FROM quarantine WHERE id <= (SELECT max(id) FROM quarantine) - 1000");
        next.Change(index, -records, -bytes, dropped: records);
        next.Lose(Entry(new SequenceRange(sequence, sequence), LaneTable.LaneOf(index), "corrupt", new Tally()));
        next.AfterCommit.Add(() => meter.Corrupt());
        next.AfterCommit.Add(() => meter.Dropped(LaneTable.LaneOf(index), "corrupt", 1));
    }

    /// <summary>Appends an event for each loss that has none.</summary>
    public void TellLosses(StoreState next)
    {
        foreach (var entry in next.Lost.Where(e => e.Event == 0).ToList())
        {
            var told = Append(next, entry.Report(next.Epoch), count: false);
            next.Lost = next.Lost.Replace(entry, entry with { Event = told, Saved = false });
        }
    }

    /// <summary>Number of granules into which the shorter age limit is divided.</summary>
    public const int AgeGranules = 128;

    /// <summary>Marks that fit the age limits.</summary>
    public static AgeMarks MarksFor(OutboxOptions options)
    {
        var (shorter, longer) = (Math.Min(options.LiveMaxAgeHours, options.MediaMaxAgeHours) * 3600, Math.Max(options.LiveMaxAgeHours, options.MediaMaxAgeHours) * 3600);
        return new AgeMarks(Math.Max(1, Math.Max(shorter / AgeGranules, longer / 1024)), longer);
    }

    private (int Lane, ulong Last)[] Aged() =>
        [(1, file.Ages.OlderThan(options.LiveMaxAgeHours * 3600, file.Uptime)), (2, file.Ages.OlderThan(options.MediaMaxAgeHours * 3600, file.Uptime))];

    private long? LimitOf(Lane lane) => LaneTable.IndexOf(lane) switch
    {
        1 => options.LiveMaxBytes,
        2 => options.MediaMaxBytes,
        _ => null,
    };

    private void AcknowledgeRange(StoreState next, ulong first, ulong last)
    {
        var known = next.Acknowledged.Add(first, last);
        if (ReferenceEquals(known, next.Acknowledged))
            return;
        if (first == 1)
            first = next.Acknowledged.HighWater + 1;
        next.Acknowledged = known;
        for (var lane = 0; lane < file.Lanes.Length; lane++)
        {
            if (next.Lanes[lane].Records == 0)
                continue;
            var (records, bytes) = file.Lanes[lane].Delete(first, last);
            next.Change(lane, -records, -bytes);
            var name = LaneTable.LaneOf(lane);
            next.AfterCommit.Add(() => meter.Acknowledged(name, records));
        }
    }

    private void Drop(StoreState next, int lane, IReadOnlyList<(ulong Sequence, byte[] Body)> victims, string reason)
    {
        var (first, last) = (victims[0].Sequence, victims[^1].Sequence);
        var (records, bytes) = file.Lanes[lane].Delete(first, last);
        next.Change(lane, -records, -bytes, dropped: records);
        next.AfterCommit.Add(() => meter.Dropped(LaneTable.LaneOf(lane), reason, records));

        // The cloud will treat a lost range as held, so it must not cover a record of another lane that is still here.
        var kept = new Queue<ulong>(Enumerable.Range(0, file.Lanes.Length).Where(i => i != lane)
            .SelectMany(i => file.Lanes[i].Sequences(first, last)).Order());
        var (from, to, tally) = (first, first, new Tally());
        foreach (var (sequence, body) in victims)
        {
            if (kept.TryPeek(out var island) && island < sequence)
            {
                while (kept.TryPeek(out island) && island < sequence)
                    kept.Dequeue();
                next.Lose(Entry(new SequenceRange(from, to), LaneTable.LaneOf(lane), reason, tally));
                (from, tally) = (sequence, new Tally());
            }

            to = sequence;
            if (file.Encoding.TryDecode(sequence, body, Lane.Live, out var report))
                tally.Add(report);
        }

        next.Lose(Entry(new SequenceRange(from, to), LaneTable.LaneOf(lane), reason, tally));
    }

    private LostEntry Entry(SequenceRange range, Lane lane, string reason, Tally readings) =>
        new(0, range, lane, reason, time.GetUtcNow(), readings, Event: 0, Saved: false);
}
