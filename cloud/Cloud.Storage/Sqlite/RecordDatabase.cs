using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Cloud.Storage.Sqlite;

/// <summary>
/// The embedded record store: one SQLite file in WAL mode with synchronous=FULL. All writes go through one writer that
/// commits whatever is queued in one transaction, so that many small durable writes cost one fsync; reads have
/// connections of their own and never wait for it. A write that throws is rolled back alone (savepoint) and its caller
/// gets the exception.
/// </summary>
public sealed class RecordDatabase : IAsyncDisposable
{
    private const int LargestGroup = 512;

    private readonly string _readString;
    private readonly SqliteConnection _writer;
    private readonly Channel<Job> _jobs = Channel.CreateBounded<Job>(4096);
    private readonly Task _loop;

    private RecordDatabase(string path, IReadOnlyList<RecordSchema> schemas)
    {
        Path = path;
        _readString = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = 30 }.ToString();
        _writer = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path, ForeignKeys = true, Pooling = false, DefaultTimeout = 30,
        }.ToString());
        _writer.Open();
        _writer.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
        try
        {
            foreach (var schema in schemas)
                Migrate(schema);
        }
        catch
        {
            // Nobody will dispose a half-built object.
            _writer.Dispose();
            throw;
        }

        _loop = Task.Run(WriteLoopAsync);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Opens or creates the file and brings every feature's tables to their newest version.</summary>
    /// <exception cref="InvalidDataException">The file was written by a newer version of a feature.</exception>
    public static RecordDatabase Open(string path, params IReadOnlyList<RecordSchema> schemas)
    {
        if (System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        return new RecordDatabase(path, schemas);
    }

    /// <summary>Runs a read on a connection of its own, off the caller's scheduler.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancel) => Task.Run(
        () =>
        {
            using var connection = new SqliteConnection(_readString);
            connection.Open();
            return read(connection);
        },
        cancel);

    /// <summary>Runs a write; the task ends after the commit that contains it is on disk.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancel)
    {
        var job = new Job<T>(write, cancel);
        await _jobs.Writer.WriteAsync(job, cancel);
        return await job.Done;
    }

    /// <summary>As the other, without a result.</summary>
    public Task WriteAsync(Action<SqliteConnection> write, CancellationToken cancel) =>
        WriteAsync(connection => { write(connection); return true; }, cancel);

    /// <summary>Commits what is queued and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _jobs.Writer.TryComplete();
        await _loop;
        await _writer.DisposeAsync();
        using var pooled = new SqliteConnection(_readString);
        SqliteConnection.ClearPool(pooled);
    }

    private async Task WriteLoopAsync()
    {
        var group = new List<Job>();
        while (await _jobs.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < LargestGroup && _jobs.Reader.TryRead(out var job))
                group.Add(job);
            Commit(group);
        }
    }

    private void Commit(List<Job> group)
    {
        try
        {
            _writer.Execute("BEGIN IMMEDIATE");
            foreach (var job in group)
                job.Run(_writer);
            _writer.Execute("COMMIT");
        }
        catch (SqliteException fault)
        {
            // The disk refused: nobody in this group may believe that it was stored.
            foreach (var job in group)
                job.Fail(fault);
            if (SQLitePCL.raw.sqlite3_get_autocommit(_writer.Handle) == 0)
                SQLitePCL.raw.sqlite3_exec(_writer.Handle, "ROLLBACK");
            return;
        }

        foreach (var job in group)
            job.Complete();
    }

    private void Migrate(RecordSchema schema)
    {
        using var transaction = _writer.BeginTransaction();
        _writer.Execute("CREATE TABLE IF NOT EXISTS schema_version (feature TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID");
        var version = (int)(_writer.Scalar("SELECT version FROM schema_version WHERE feature = $f", ("$f", schema.Feature)) as long? ?? 0);
        if (version > schema.Scripts.Count)
            throw new InvalidDataException($"{Path}: feature {schema.Feature} has version {version}, this program knows {schema.Scripts.Count}.");
        for (; version < schema.Scripts.Count; version++)
            _writer.Execute(schema.Scripts[version]);
        _writer.Execute("INSERT OR REPLACE INTO schema_version VALUES ($f, $v)", ("$f", schema.Feature), ("$v", version));
        transaction.Commit();
    }

    private abstract class Job
    {
        public abstract void Run(SqliteConnection connection);

        public abstract void Complete();

        public abstract void Fail(Exception fault);
    }

    private sealed class Job<T>(Func<SqliteConnection, T> write, CancellationToken cancel) : Job
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;
        private Exception? _fault;

        public Task<T> Done => _done.Task;

        public override void Run(SqliteConnection connection)
        {
            if (cancel.IsCancellationRequested)
            {
                _fault = new OperationCanceledException(cancel);
                return;
            }

            connection.Execute("SAVEPOINT job");
            try
            {
                _result = write(connection);
            }
            catch (Exception fault) // handed to the caller; the others of the group go on
            {
                _fault = fault;
                connection.Execute("ROLLBACK TO job");
            }

            connection.Execute("RELEASE job");
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
