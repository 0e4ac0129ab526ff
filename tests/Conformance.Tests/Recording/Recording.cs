namespace Conformance.Tests.Recording;

/// <summary>What was seen so far, in the order in which it was seen.</summary>
public sealed class SessionRecording(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<Entry> Entries
    {
        get
        {
            lock (_gate)
                return [.. _entries];
        }
    }

    public void Add(Func<int, DateTimeOffset, Entry> make)
    {
        lock (_gate)
        {
            _entries.Add(make(_entries.Count, clock.GetUtcNow()));
            _changed.TrySetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Notes something that the wire does not show.</summary>
    public void Note(string name, string detail = "") => Add((index, at) => new Fact(index, at, name, detail));

    /// <summary>Returns when the condition holds for what was recorded.</summary>
    public async Task UntilAsync(Func<IReadOnlyList<Entry>, bool> condition, CancellationToken cancel)
    {
        while (true)
        {
            Task changed;
            IReadOnlyList<Entry> entries;
            lock (_gate)
                (changed, entries) = (_changed.Task, [.. _entries]);
            if (condition(entries))
                return;
            await changed.WaitAsync(cancel);
        }
    }
}
