using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Telemetry.Model;

namespace Cloud.Telemetry.Projects;

/// <summary>The feed in memory: one merging buffer per subscriber.</summary>
public sealed class LiveFeed(TimeProvider time) : ILiveFeed
{
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    /// <summary>Most distinct keys that wait for one subscriber.</summary>
    public const int Bound = 5_000;

    private readonly ConcurrentDictionary<ProjectId, ImmutableList<Subscriber>> _byProject = new();
    private ImmutableList<Subscriber> _ofAll = [];

    /// <summary>Projects that somebody follows here.</summary>
    public IReadOnlyList<ProjectId> Watched => [.. _byProject.Keys];

    public bool IsWatched(ProjectId project) => _byProject.ContainsKey(project);

    public void Publish(LiveChange change)
    {
        if (_byProject.TryGetValue(change.Project, out var subscribers))
            foreach (var subscriber in subscribers)
                subscriber.Add(change, change.Key);
        if (change is LatestChanged or DeviceChanged)
            return;
        foreach (var subscriber in Volatile.Read(ref _ofAll))
            subscriber.Add(change, $"{change.Project.Value}/{change.Key}");
    }

    /// <summary>Changes were left out on their way here: everybody must read again what is shown.</summary>
    public void Overrun()
    {
        foreach (var subscriber in _byProject.Values.SelectMany(list => list).Concat(Volatile.Read(ref _ofAll)))
            subscriber.Overrun();
    }

    public async IAsyncEnumerable<LiveBatch> SubscribeAsync(ProjectId? project, [EnumeratorCancellation] CancellationToken cancel)
    {
        var subscriber = new Subscriber();
        Enter(project, subscriber);
        try
        {
            while (!cancel.IsCancellationRequested)
            {
                await subscriber.WaitAsync(cancel);
                yield return subscriber.Drain();
                await Task.Delay(Pace, time, cancel);
            }
        }
        finally
        {
            Leave(project, subscriber);
        }
    }

    private void Enter(ProjectId? project, Subscriber subscriber)
    {
        if (project is { } one)
            _byProject.AddOrUpdate(one, [subscriber], (_, list) => list.Add(subscriber));
        else
            ImmutableInterlocked.Update(ref _ofAll, list => list.Add(subscriber));
    }

    private void Leave(ProjectId? project, Subscriber subscriber)
    {
        if (project is not { } one)
            ImmutableInterlocked.Update(ref _ofAll, list => list.Remove(subscriber));
        else if (_byProject.AddOrUpdate(one, [], (_, list) => list.Remove(subscriber)).IsEmpty)
            _byProject.TryRemove(KeyValuePair.Create(one, ImmutableList<Subscriber>.Empty));
    }

    private sealed class Subscriber
    {
        private readonly Lock _gate = new();
        private readonly OrderedDictionary<string, LiveChange> _waiting = new(StringComparer.Ordinal);
        private TaskCompletionSource _signal = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _overrun;

        public void Add(LiveChange change, string key)
        {
            lock (_gate)
            {
                if (_waiting.TryGetValue(key, out var before))
                    _waiting[key] = Merge(before, change);
                else if (_waiting.Count < Bound)
                    _waiting.Add(key, change);
                else
                    _overrun = true;
                _signal.TrySetResult();
            }
        }

        public void Overrun()
        {
            lock (_gate)
            {
                _overrun = true;
                _signal.TrySetResult();
            }
        }

        public Task WaitAsync(CancellationToken cancel)
        {
            lock (_gate)
                return _signal.Task.WaitAsync(cancel);
        }

        public LiveBatch Drain()
        {
            lock (_gate)
            {
                var batch = new LiveBatch([.. _waiting.Values], _overrun);
                _waiting.Clear();
                _overrun = false;
                _signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return batch;
            }
        }

        private static LiveChange Merge(LiveChange before, LiveChange after)
        {
            if (before is not LatestChanged older || after is not LatestChanged newer)
                return after;
            var points = older.Points.ToDictionary(p => p.Point);
            foreach (var point in newer.Points)
                points[point.Point] = point;
            return newer with { Points = [.. points.Values] };
        }
    }
}
