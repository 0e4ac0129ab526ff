using System.Data;
using System.Data.Common;

namespace Cloud.Storage.Records;

/// <summary>Threads that read, each with a connection that stays open: a slow database holds them and not the pool.</summary>
internal sealed class RecordReaders : IAsyncDisposable
{
    private readonly IRecordDialect _dialect;
    private readonly Func<int> _learned;
    private readonly JobQueue<Job> _jobs = new();
    private readonly Task[] _loops;

    /// <param name="dialect">Of which database.</param>
    /// <param name="threads">How many.</param>
    /// <param name="learned">Grows when the planner has learnt: connections are then opened anew.</param>
    public RecordReaders(IRecordDialect dialect, int threads, Func<int> learned)
    {
        (_dialect, _learned) = (dialect, learned);
        _loops = [.. Enumerable.Range(0, threads).Select(_ =>
            Task.Factory.StartNew(ReadLoop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
    }

    public Task<T> RunAsync<T>(Func<RecordConnection, T> read, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
            return Task.FromCanceled<T>(cancel);
        var job = new Job<T>(read, cancel);
        _jobs.Add(job);
        return job.Done;
    }

    public async ValueTask DisposeAsync()
    {
        _jobs.Complete();
        await Task.WhenAll(_loops);
    }

    private void ReadLoop()
    {
        RecordConnection? connection = null;
        var learned = 0;
        while (_jobs.WaitAndTake(out var job))
        {
            if (!job.IsWanted())
                continue;
            if (_learned() is var now && now != learned)
            {
                connection?.Dispose();
                (connection, learned) = (null, now);
            }

            connection = Run(job, connection);
        }

        connection?.Dispose();
    }

    private RecordConnection? Run(Job job, RecordConnection? connection)
    {
        var wasOpen = connection is not null;
        try
        {
            connection ??= new RecordConnection(_dialect, forWriting: false);
            job.Run(connection);
        }
        catch (Exception fault) when (wasOpen && fault is (DbException or InvalidOperationException) && IsLost(connection!))
        {
            // Lost while it was idle: a read has no effect, so it may run again.
            connection!.Dispose();
            return Run(job, null);
        }
        catch (Exception fault) // handed to the caller, who asked
        {
            job.Fail(fault);
            if (connection is not null && IsLost(connection))
            {
                connection.Dispose();
                return null;
            }
        }

        return connection;
    }

    private static bool IsLost(RecordConnection connection) => connection.Provider.State != ConnectionState.Open;

    private abstract class Job
    {
        public abstract bool IsWanted();

        public abstract void Run(RecordConnection connection);

        public abstract void Fail(Exception fault);
    }

    private sealed class Job<T>(Func<RecordConnection, T> read, CancellationToken cancel) : Job
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Done => _done.Task;

        public override bool IsWanted() => !cancel.IsCancellationRequested || !_done.TrySetCanceled(cancel);

        public override void Run(RecordConnection connection) => _done.TrySetResult(read(connection));

        public override void Fail(Exception fault) => _done.TrySetException(fault);
    }
}
