using System.Data.Common;

namespace Cloud.Storage.Records;

/// <summary>
/// The one writer of this process, on a thread of its own: a commit that waits for a disk or a server must not hold a thread of
/// the pool, on which the silo's own heart beats.
/// </summary>
internal sealed class RecordWriter : IAsyncDisposable
{
    private const int LargestGroup = 512;
    private const long FirstLearning = 10_000;

    private readonly IRecordDialect _dialect;
    private readonly JobQueue<Job> _jobs = new();
    private readonly SemaphoreSlim _room = new(4096);
    private readonly Task _loop;
    private RecordConnection? _connection;
    private long _changed;
    private long _learnAfter = FirstLearning;
    private int _learned;

    public RecordWriter(IRecordDialect dialect)
    {
        _dialect = dialect;
        _connection = new RecordConnection(dialect, forWriting: true);
        _loop = Task.Factory.StartNew(WriteLoop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>How often the planner has learnt anew how values are spread.</summary>
    public int Learned => Volatile.Read(ref _learned);

    public async Task<T> RunAsync<T>(Func<RecordConnection, T> write, CancellationToken cancel)
    {
        var job = new Job<T>(write, cancel);
        await _room.WaitAsync(cancel);
        try
        {
            _jobs.Add(job);
            return await job.Done;
        }
        finally
        {
            _room.Release();
        }
    }

    /// <summary>Lets the planner learn now.</summary>
    public async Task LearnAsync(CancellationToken cancel)
    {
        // Connections are opened anew after the commit, or they would know no more than before.
        if (await RunAsync(_dialect.Learn, cancel))
            Interlocked.Increment(ref _learned);
    }

    public async ValueTask DisposeAsync()
    {
        _jobs.Complete();
        await _loop;
        _connection?.Dispose();
    }

    private void WriteLoop()
    {
        var group = new List<Job>();
        while (_jobs.WaitAndTake(out var first))
        {
            group.Clear();
            group.Add(first);
            while (group.Count < LargestGroup && _jobs.TryTake(out var job))
                group.Add(job);
            Commit(group);
        }
    }

    private void Commit(List<Job> group)
    {
        try
        {
            var connection = Begin();
            var before = connection.Changed;
            foreach (var job in group)
                job.Run(connection);
            connection.Commit();
            _changed += connection.Changed - before;
        }
        catch (Exception fault) // the database refused or is gone: nobody in this group may believe that it was stored
        {
            foreach (var job in group)
                job.Fail(fault);
            // A new connection begins clean.
            Drop();
            return;
        }

        foreach (var job in group)
            job.Complete();
        Learn();
    }

    // What was learnt of a database that has grown leads astray.
    private void Learn()
    {
        if (_changed < _learnAfter)
            return;
        _learnAfter *= 2;
        try
        {
            if (_dialect.Learn(_connection!))
                Interlocked.Increment(ref _learned);
        }
        catch (DbException)
        {
            // Somebody else holds the database: the planner goes on with what it knows.
            Drop();
        }
    }

    private RecordConnection Begin()
    {
        if (_connection is { } open)
        {
            try
            {
                open.Begin();
                return open;
            }
            catch (Exception fault) when (fault is DbException or InvalidOperationException)
            {
                // Lost while it was idle, and nothing has run on it yet: one more attempt on a new one.
                Drop();
            }
        }

        _connection = new RecordConnection(_dialect, forWriting: true);
        _connection.Begin();
        return _connection;
    }

    private void Drop()
    {
        _connection?.Dispose();
        _connection = null;
    }

    private abstract class Job
    {
        public abstract void Run(RecordConnection connection);

        public abstract void Complete();

        public abstract void Fail(Exception fault);
    }

    private sealed class Job<T>(Func<RecordConnection, T> write, CancellationToken cancel) : Job
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;
        private Exception? _fault;

        public Task<T> Done => _done.Task;

        public override void Run(RecordConnection connection)
        {
            if (cancel.IsCancellationRequested)
            {
                _fault = new OperationCanceledException(cancel);
                return;
            }

            connection.Enter();
            try
            {
                _result = write(connection);
            }
            catch (Exception fault) // handed to the caller; the others of the group go on
            {
                _fault = fault;
            }

            connection.Leave(keep: _fault is null);
        }

        public override void Complete()
        {
            if (_fault is not null)
                _done.TrySetException(_fault);
            else
                _done.TrySetResult(_result!);
        }

        public override void Fail(Exception fault) => _done.TrySetException(fault);
    }
}
