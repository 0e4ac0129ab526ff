namespace Cloud.Storage.Records;

/// <summary>
/// Jobs for threads that do nothing else. A thread without work sleeps at once: one that first looks again and again, as a
/// blocking collection does, costs more than waking it when jobs come some hundred times a second.
/// </summary>
internal sealed class JobQueue<T>
{
    private readonly Queue<T> _jobs = new();
    private bool _completed;

    public void Add(T job)
    {
        lock (_jobs)
        {
            ObjectDisposedException.ThrowIf(_completed, this);
            _jobs.Enqueue(job);
            Monitor.Pulse(_jobs);
        }
    }

    /// <summary>What was added is still taken.</summary>
    public void Complete()
    {
        lock (_jobs)
        {
            _completed = true;
            Monitor.PulseAll(_jobs);
        }
    }

    public bool TryTake(out T job)
    {
        lock (_jobs)
            return _jobs.TryDequeue(out job!);
    }

    /// <summary>Sleeps until there is a job; false when none will come any more.</summary>
    public bool WaitAndTake(out T job)
    {
        lock (_jobs)
        {
            while (!_jobs.TryDequeue(out job!))
            {
                if (_completed)
                    return false;
                Monitor.Wait(_jobs);
            }

            return true;
        }
    }
}
