using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;

namespace FirmwareSim.Fleet;

/// <summary>Records of one gateway that nobody has acknowledged yet. Guarded: acknowledgements come on the receiving thread.</summary>
internal sealed class FleetPending(ulong epoch, FleetCounters counters)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<ulong, Entry> _entries = [];

    /// <summary>When the oldest of them was last sent; null when there is none.</summary>
    public TimeSpan? OldestSentAt
    {
        get
        {
            lock (_gate)
            {
                foreach (var entry in _entries.Values)
                    return entry.SentAt;
                return null;
            }
        }
    }

    public void Add(ulong sequence, Entry entry)
    {
        lock (_gate)
            _entries.Add(sequence, entry);
    }

    /// <summary>All of them, ascending, to be sent again now.</summary>
    public IReadOnlyList<Payload> TakeAll(TimeSpan now)
    {
        lock (_gate)
        {
            foreach (var (sequence, entry) in _entries.ToList())
                _entries[sequence] = entry with { SentAt = now };
            return [.. _entries.Values.Select(entry => entry.Payload)];
        }
    }

    /// <summary>The cloud holds these.</summary>
    public void Hold(AckMessage ack, TimeSpan now)
    {
        if (ack.Epoch != epoch)
            return;
        lock (_gate)
        {
            List<ulong>? held = null;
            foreach (var (sequence, entry) in _entries)
            {
                if (sequence > ack.HighWater && !ack.Islands.Any(island => sequence >= island.First && sequence <= island.Last))
                    continue;
                (held ??= []).Add(sequence);
                counters.RecordHeld(entry.Phase, entry.Alarm, now - entry.Intended);
            }

            foreach (var sequence in held ?? [])
                _entries.Remove(sequence);
        }
    }

    /// <summary>One record.</summary>
    /// <param name="Payload">As it was sent.</param>
    /// <param name="Intended">When it should have been sent.</param>
    /// <param name="SentAt">When it was last sent.</param>
    /// <param name="Phase">Phase of the intended instant.</param>
    /// <param name="Alarm">True for an alarm edge.</param>
    internal readonly record struct Entry(Payload Payload, TimeSpan Intended, TimeSpan SentAt, int Phase, bool Alarm);
}
