using System.Buffers;

namespace Protocols.Hj212;

/// <summary>
/// Puts the parts of a message together by (MN, CN, DataTime, PNUM) (HJ 212-2017 §6.3.2). What is not whole after 60 s is
/// dropped and counted. Bounded; not thread-safe.
/// </summary>
/// <param name="parts">Most parts of one message.</param>
/// <param name="messages">Most messages that wait for parts at a time.</param>
public sealed class Hj212Reassembly(int parts = 32, int messages = 8)
{
    private readonly Dictionary<Key, Waiting> _waiting = [];
    private readonly Dictionary<Key, DateTimeOffset> _complete = [];

    private readonly record struct Key(string Mn, Hj212Command Command, string DataTime, int Count);

    /// <summary>When the oldest waiting message is dropped; null while none waits.</summary>
    public DateTimeOffset? Deadline => _waiting.Count == 0 ? null : _waiting.Values.Min(w => w.Since) + Hj212Limits.Reassembly;

    /// <summary>Adds a part, or a message that is whole by itself.</summary>
    /// <param name="part">The packet's message.</param>
    /// <param name="now">The receiver's clock.</param>
    /// <param name="whole">The whole message: QN of the first part, all groups, no part numbers.</param>
    /// <param name="fault">PartLimit or PartMismatch.</param>
    /// <returns>Done with <paramref name="whole"/>; NeedMoreData while parts are missing (a repeated part changes nothing); InvalidData.</returns>
    public OperationStatus TryAdd(Hj212Message part, DateTimeOffset now, out Hj212Message? whole, out Hj212Fault fault)
    {
        (whole, fault) = (null, Hj212Fault.None);
        if (part.PartCount == 0)
        {
            whole = part;
            return OperationStatus.Done;
        }

        var key = new Key(part.Mn, part.Command, part["DataTime"] ?? "", part.PartCount);
        if (_complete.TryGetValue(key, out var done) && now - done < Hj212Limits.Reassembly)
            return OperationStatus.NeedMoreData; // a late copy of what is whole already
        if (!_waiting.TryGetValue(key, out var waiting))
        {
            if (part.PartCount > parts || _waiting.Count >= messages)
            {
                fault = Hj212Fault.PartLimit;
                return OperationStatus.InvalidData;
            }

            _waiting.Add(key, waiting = new Waiting(part.PartCount, now));
        }

        ref var place = ref waiting.Parts[part.PartNumber - 1];
        if (place is not null && !place.Fields.SequenceEqual(part.Fields))
        {
            fault = Hj212Fault.PartMismatch;
            return OperationStatus.InvalidData;
        }

        place = part;
        if (Array.Exists(waiting.Parts, p => p is null))
            return OperationStatus.NeedMoreData;
        _waiting.Remove(key);
        Remember(key, now);
        whole = Join(waiting.Parts!);
        return OperationStatus.Done;
    }

    /// <summary>Drops what has waited for 60 s.</summary>
    /// <returns>How many messages were dropped.</returns>
    public int Expire(DateTimeOffset now)
    {
        var late = _waiting.Where(w => now - w.Value.Since >= Hj212Limits.Reassembly).Select(w => w.Key).ToList();
        foreach (var key in late)
            _waiting.Remove(key);
        return late.Count;
    }

    private void Remember(Key key, DateTimeOffset now)
    {
        foreach (var old in _complete.Where(c => now - c.Value >= Hj212Limits.Reassembly).Select(c => c.Key).ToList())
            _complete.Remove(old);
        if (_complete.Count >= messages)
            _complete.Remove(_complete.MinBy(c => c.Value).Key);
        _complete[key] = now;
    }

    private static Hj212Message Join(Hj212Message[] all)
    {
        var fields = new List<Hj212Field>();
        var next = 0;
        for (var i = 0; i < all.Length; i++)
        {
            var (last, shift) = (-1, next);
            foreach (var field in all[i].Fields)
            {
                if (i > 0 && field.Name is "DataTime")
                    continue;
                if (field.Group != last)
                    (last, shift) = (field.Group, next++);
                fields.Add(field with { Group = shift });
            }
        }

        return all[0] with
        {
            Fields = fields, PartCount = 0, PartNumber = 0, Flag = Hj212Flag.Of(all[0].Flag.Edition, all[0].Flag.WantsAnswer),
        };
    }

    private sealed class Waiting(int count, DateTimeOffset since)
    {
        public Hj212Message?[] Parts { get; } = new Hj212Message?[count];

        public DateTimeOffset Since { get; } = since;
    }
}
