using Cloud.Storage.Sqlite;

namespace Cloud.Storage.Records;

/// <summary>
/// The record database: SQLite in one file by default, PostgreSQL where one machine is outgrown (<see cref="IRecordDialect"/>
/// says how one SQL text serves both). All writes go through one writer that commits whatever is queued in one transaction, so
/// that many small durable writes cost one fsync; reads have threads and connections of their own and never wait for it. A
/// write that throws is undone alone and its caller gets the exception.
/// </summary>
public sealed class RecordDatabase : IAsyncDisposable
{
    private readonly RecordWriter _writer;
    private readonly RecordReaders _readers;
    private readonly RecordReaders _reckoners;

    private RecordDatabase(IRecordDialect dialect, IReadOnlyList<RecordSchema> schemas)
    {
        Dialect = dialect;
        using (var connection = new RecordConnection(dialect, forWriting: true))
            RecordMigration.Run(connection, schemas);
        _writer = new RecordWriter(dialect);
        _readers = new RecordReaders(dialect, dialect.Readers, () => _writer.Learned);
        _reckoners = new RecordReaders(dialect, Math.Max(1, dialect.Readers / 2), () => _writer.Learned);
    }

    /// <summary>Which database, and what it says differently.</summary>
    public IRecordDialect Dialect { get; }

    /// <summary>Opens or creates the embedded file and brings every feature's tables to their newest version.</summary>
    /// <exception cref="InvalidDataException">The file was written by a newer version of a feature.</exception>
    public static RecordDatabase Open(string path, params IReadOnlyList<RecordSchema> schemas) => new(new SqliteDialect(path), schemas);

    /// <summary>Opens the database and brings every feature's tables to their newest version.</summary>
    /// <exception cref="InvalidDataException">The database was written by a newer version of a feature.</exception>
    public static RecordDatabase Open(IRecordDialect dialect, params IReadOnlyList<RecordSchema> schemas) => new(dialect, schemas);

    /// <summary>Runs a read on a connection of its own, off the caller's scheduler. It may be run twice when the connection was lost.</summary>
    public Task<T> ReadAsync<T>(Func<RecordConnection, T> read, CancellationToken cancel) => _readers.RunAsync(read, cancel);

    /// <summary>
    /// Runs a read that may look at every record: a count, a sum, a pivot. It has threads of its own, so that many of them never
    /// stand before a read of one record or page.
    /// </summary>
    public Task<T> ReckonAsync<T>(Func<RecordConnection, T> read, CancellationToken cancel) => _reckoners.RunAsync(read, cancel);

    /// <summary>Runs a write; the task ends after the commit that contains it is on disk.</summary>
    public Task<T> WriteAsync<T>(Func<RecordConnection, T> write, CancellationToken cancel) => _writer.RunAsync(write, cancel);

    /// <summary>As the other, without a result.</summary>
    public Task WriteAsync(Action<RecordConnection> write, CancellationToken cancel) =>
        WriteAsync(connection => { write(connection); return true; }, cancel);

    /// <summary>Lets the planner learn how values are spread, for those who read from now on.</summary>
    public Task LearnAsync(CancellationToken cancel) => _writer.LearnAsync(cancel);

    /// <summary>Commits what is queued and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _readers.DisposeAsync();
        await _reckoners.DisposeAsync();
    }
}
