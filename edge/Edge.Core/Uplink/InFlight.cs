using Telemetry.Model;

namespace Edge.Core.Uplink;

/// <summary>One message that was sent: its records by number, and when.</summary>
internal readonly record struct SentBatch(Lane Lane, ulong Epoch, ulong[] Sequences, double SentAt);

/// <summary>What was sent and is not acknowledged. The readings themselves stay in the outbox: thousands of messages wait here.</summary>
internal sealed class InFlight
{
    private readonly Lock _gate = new();
    private readonly LinkedList<SentBatch> _sent = [];
    private readonly int[] _records = new int[4];
    private TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>When the oldest was sent; null = nothing is on its way.</summary>
    public double? Oldest
    {
        get
        {
            lock (_gate)
                return _sent.First?.Value.SentAt;
        }
    }

    /// <summary>Completes when something is released; take it before looking at the rest.</summary>
    public Task Released
    {
        get
        {
            lock (_gate)
                return _released.Task;
        }
    }

    public int Records(Lane lane)
    {
        lock (_gate)
            return _records[(int)lane];
    }

    public void Add(OutboxBatch batch, double now)
    {
        lock (_gate)
        {
            _sent.AddLast(new SentBatch(batch.Lane, batch.Epoch, [.. batch.Records.Select(record => record.Id.Sequence)], now));
            _records[(int)batch.Lane] += batch.Records.Count;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _sent.Clear();
            Array.Clear(_records);
        }
    }

    /// <summary>Removes the batches that are held as a whole, and returns them.</summary>
    public IReadOnlyList<SentBatch> Release(ulong epoch, SequenceRanges held)
    {
        lock (_gate)
        {
            var released = new List<SentBatch>();
            for (var node = _sent.First; node is not null;)
            {
                var next = node.Next;
                if (node.Value.Epoch == epoch && IsHeld(node.Value.Sequences, held))
                {
                    released.Add(node.Value);
                    _records[(int)node.Value.Lane] -= node.Value.Sequences.Length;
                    _sent.Remove(node);
                }

                node = next;
            }

            if (released.Count > 0)
                Signal();
            return released;
        }
    }

    /// <summary>Wakes whoever waits for <see cref="Released"/>.</summary>
    public void Signal()
    {
        lock (_gate)
        {
            _released.TrySetResult();
            _released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private static bool IsHeld(ulong[] sequences, SequenceRanges held)
    {
        if (sequences[^1] <= held.HighWater)
            return true;
        foreach (var sequence in sequences)
            if (!held.Contains(sequence))
                return false;
        return true;
    }
}
