using Telemetry.Model;

namespace Edge.Core.Uplink;

/// <summary>What was sent and is not acknowledged.</summary>
internal sealed class InFlight
{
    private readonly Lock _gate = new();
    private readonly LinkedList<(OutboxBatch Batch, double SentAt)> _sent = [];
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
            _sent.AddLast((batch, now));
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
    public IReadOnlyList<(OutboxBatch Batch, double SentAt)> Release(ulong epoch, SequenceRanges held)
    {
        lock (_gate)
        {
            var released = new List<(OutboxBatch, double)>();
            for (var node = _sent.First; node is not null;)
            {
                var next = node.Next;
                if (node.Value.Batch.Epoch == epoch && IsHeld(node.Value.Batch, held))
                {
                    released.Add(node.Value);
                    _records[(int)node.Value.Batch.Lane] -= node.Value.Batch.Records.Count;
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

    private static bool IsHeld(OutboxBatch batch, SequenceRanges held)
    {
        if (batch.Records[^1].Id.Sequence <= held.HighWater)
            return true;
        foreach (var record in batch.Records)
            if (!held.Contains(record.Id.Sequence))
                return false;
        return true;
    }
}
