using Telemetry.Model;

namespace TestKit.Uplink;

/// <summary>One record as the other end has received it.</summary>
public sealed record Received(ulong Epoch, ulong Sequence, Lane Lane, string Device, IReadOnlyList<(string Point, double Value)> Readings, string? Event);

/// <summary>What arrived, in order, duplicates included.</summary>
public sealed class ReceivedLog
{
    private readonly Lock _gate = new();
    private readonly List<Received> _all = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<Received> All
    {
        get
        {
            lock (_gate)
                return [.. _all];
        }
    }

    /// <summary>The first arrival of each record, in order of arrival.</summary>
    public IReadOnlyList<Received> First => [.. All.DistinctBy(r => (r.Epoch, r.Sequence))];

    public void Add(IEnumerable<Received> received)
    {
        lock (_gate)
        {
            _all.AddRange(received);
            _changed.TrySetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Returns when the condition holds.</summary>
    public async Task UntilAsync(Func<IReadOnlyList<Received>, bool> condition, CancellationToken cancel)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
                changed = _changed.Task;
            if (condition(All))
                return;
            await changed.WaitAsync(cancel);
        }
    }
}
