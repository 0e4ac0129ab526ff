using System.Data.Common;
using Cloud.Platform.Audit;
using Cloud.Platform.Files;
using Cloud.Platform.Registers;
using Cloud.Storage.Records;
using Cloud.Storage.Registers;

namespace Cloud.Storage.Files;

/// <summary>What is known about files, in the record database.</summary>
public sealed class FileStore(RecordDatabase database) : IFileStore
{
    private const string Columns = "hash, size, type, created_at, scan, first_state, second_state, checked_at";

    /// <summary>The tables; those of the registers must be there too.</summary>
    public static RecordSchema Schema { get; } = new("files",
    [
        """
        CREATE TABLE file_entry (
          hash TEXT PRIMARY KEY, size INTEGER NOT NULL, type TEXT NOT NULL, created_at INTEGER NOT NULL, scan TEXT NOT NULL, first_state TEXT NOT NULL, second_state TEXT NOT NULL,
          checked_at INTEGER) WITHOUT ROWID;
        CREATE TABLE file_bringer (hash TEXT NOT NULL, account TEXT NOT NULL, PRIMARY KEY (hash, account)) WITHOUT ROWID;
        CREATE TABLE file_binding (
          place INTEGER PRIMARY KEY, register TEXT NOT NULL, record TEXT NOT NULL, field TEXT NOT NULL, hash TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL,
          edition INTEGER NOT NULL, at INTEGER NOT NULL, account TEXT NOT NULL, by_name TEXT NOT NULL, removed_at INTEGER, removed_by TEXT, removed_name TEXT, indexed INTEGER NOT NULL);
        CREATE INDEX file_binding_record ON file_binding (record);
        CREATE INDEX file_binding_hash ON file_binding (hash);
        CREATE INDEX file_binding_unindexed ON file_binding (place) WHERE indexed = 0;
        CREATE TABLE file_upload (
          id TEXT PRIMARY KEY, account TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL, fingerprint TEXT, created_at INTEGER NOT NULL, hash TEXT, refusal TEXT) WITHOUT ROWID;
        CREATE INDEX file_upload_account ON file_upload (account);
        """,
    ]);

    /// <inheritdoc/>
    public Task<FileEntry?> FindAsync(string hash, CancellationToken cancel) => database.ReadAsync(
        connection => connection.Query($"SELECT {Columns} FROM file_entry WHERE hash = @h", Entry, ("@h", hash)).SingleOrDefault(), cancel);

    /// <inheritdoc/>
    public Task AddAsync(FileEntry file, Guid account, CancellationToken cancel) => database.WriteAsync(
        connection =>
        {
            // A content that was lost or damaged and has come again is to be compared anew.
            connection.Execute(
                """
                INSERT INTO file_entry (hash, size, type, created_at, scan, first_state, second_state) VALUES (@h, @s, @t, @at, @scan, @first, @second)
                ON CONFLICT (hash) DO UPDATE SET scan = excluded.scan, first_state = excluded.first_state, checked_at = NULL
                """,
                ("@h", file.Hash), ("@s", file.Size), ("@t", file.Type), ("@at", file.CreatedAt), ("@scan", file.Scan.ToString()), ("@first", file.First.ToString()),
                ("@second", file.Second.ToString()));
            connection.Execute("INSERT INTO file_bringer VALUES (@h, @a) ON CONFLICT DO NOTHING", ("@h", file.Hash), ("@a", account.ToString("D")));
        },
        cancel);

    /// <inheritdoc/>
    public Task<bool> BroughtAsync(string hash, Guid account, CancellationToken cancel) => database.ReadAsync(
        connection => connection.Scalar(
            "SELECT hash FROM file_bringer WHERE hash = @h AND account IN (@a, @p) LIMIT 1", ("@h", hash), ("@a", account.ToString("D")), ("@p", Guid.Empty.ToString("D"))) is not null,
        cancel);

    /// <inheritdoc/>
    public Task CheckedAsync(string hash, CopyState first, CopyState second, DateTimeOffset at, CancellationToken cancel) => database.WriteAsync(
        connection =>
        {
            connection.Execute(
                "UPDATE file_entry SET first_state = @f, second_state = @s, checked_at = @at WHERE hash = @h", ("@h", hash), ("@f", first.ToString()), ("@s", second.ToString()), ("@at", at));
        },
        cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<FileEntry>> UncheckedAsync(DateTimeOffset since, string? after, int limit, CancellationToken cancel) => EntriesAsync(
        "hash > @after AND (checked_at IS NULL OR checked_at < @since) ORDER BY hash", limit, cancel, ("@after", after ?? ""), ("@since", since));

    /// <inheritdoc/>
    public Task<IReadOnlyList<FileEntry>> WithoutSecondAsync(int limit, CancellationToken cancel) => EntriesAsync(
        "second_state IN ('Unchecked', 'None', 'Missing') ORDER BY created_at, hash", limit, cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<FileEntry>> ListAsync(string? after, int limit, CancellationToken cancel) =>
        EntriesAsync("hash > @after ORDER BY hash", limit, cancel, ("@after", after ?? ""));

    /// <inheritdoc/>
    public Task<IReadOnlyList<(CopyState First, CopyState Second, long Files, long Bytes)>> StatesAsync(CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<(CopyState, CopyState, long, long)>>(
            connection => connection.Query(
                "SELECT first_state, second_state, CAST(COUNT(*) AS BIGINT), CAST(SUM(size) AS BIGINT) FROM file_entry GROUP BY first_state, second_state ORDER BY 1, 2",
                row => (Enum.Parse<CopyState>(row.GetString(0)), Enum.Parse<CopyState>(row.GetString(1)), row.GetInt64(2), row.GetInt64(3))),
            cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<FileBinding>> OfAsync(RecordKey record, CancellationToken cancel) => database.ReadAsync<IReadOnlyList<FileBinding>>(
        connection => Bindings(connection, record), cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RecordKey>> HoldersAsync(string hash, CancellationToken cancel) => database.ReadAsync<IReadOnlyList<RecordKey>>(
        connection => connection.Query(
            "SELECT DISTINCT register, record FROM file_binding WHERE hash = @h ORDER BY record LIMIT 50", row => new RecordKey(row.GetString(0), Guid.Parse(row.GetString(1))), ("@h", hash)),
        cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<(RecordKey Record, string Hash, string Type)>> UnindexedAsync(int limit, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<(RecordKey, string, string)>>(
            connection => connection.Query(
                """
                SELECT b.register, b.record, b.hash, e.type FROM file_binding b JOIN file_entry e ON e.hash = b.hash WHERE b.indexed = 0 AND b.removed_at IS NULL ORDER BY b.place LIMIT @n
                """,
                row => (new RecordKey(row.GetString(0), Guid.Parse(row.GetString(1))), row.GetString(2), row.GetString(3)), ("@n", (long)limit)),
            cancel);

    /// <inheritdoc/>
    public Task IndexedAsync(RecordKey record, string hash, CancellationToken cancel) => database.WriteAsync(
        connection => { connection.Execute("UPDATE file_binding SET indexed = 1 WHERE record = @r AND hash = @h", ("@r", record.Id.ToString("D")), ("@h", hash)); }, cancel);

    /// <inheritdoc/>
    public void Bind(IStoreTransaction transaction, RecordKey record, IReadOnlyList<(string Field, Attachment File)> held, Stamp by)
    {
        var connection = ((StoreTransaction)transaction).Connection;
        var (all, id) = (Bindings(connection, record), record.Id.ToString("D"));
        foreach (var gone in all.Where(old => old.Removed is null && !held.Any(file => file.Field == old.Field && file.File.Hash == old.Hash && file.File.Name == old.Name)))
        {
            connection.Execute(
                """
                UPDATE file_binding SET removed_at = @at, removed_by = @a, removed_name = @n WHERE record = @r AND register = @g AND field = @f AND hash = @h AND name = @name AND removed_at IS NULL
                """,
                ("@at", by.At), ("@a", by.Account.ToString()), ("@n", by.Name), ("@r", id), ("@g", record.Register), ("@f", gone.Field), ("@h", gone.Hash), ("@name", gone.Name));
            connection.Execute("DELETE FROM search_file WHERE record = @r AND hash = @h", ("@r", id), ("@h", gone.Hash));
        }

        foreach (var (field, file) in held.Distinct().Where(file => !all.Any(old => old.Removed is null && old.Field == file.Field && old.Hash == file.File.Hash && old.Name == file.File.Name)))
            connection.Execute(
                """
                INSERT INTO file_binding (register, record, field, hash, name, size, edition, at, account, by_name, indexed) VALUES (@g, @r, @f, @h, @name, @size, @e, @at, @a, @n, 0)
                """,
                ("@g", record.Register), ("@r", id), ("@f", field), ("@h", file.Hash), ("@name", file.Name), ("@size", file.Size), ("@e", (long)Edition(all, held, field, file)),
                ("@at", by.At), ("@a", by.Account.ToString()), ("@n", by.Name));
    }

    /// <inheritdoc/>
    public Task SaveAsync(Upload upload, CancellationToken cancel) => database.WriteAsync(
        connection =>
        {
            connection.Execute(
                """
                INSERT INTO file_upload VALUES (@id, @a, @n, @s, @f, @at, @h, @r) ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, refusal = excluded.refusal
                """,
                ("@id", upload.Id.ToString("D")), ("@a", upload.Account.ToString("D")), ("@n", upload.Name), ("@s", upload.Size), ("@f", upload.Fingerprint), ("@at", upload.CreatedAt),
                ("@h", upload.Hash), ("@r", upload.Refusal));
        },
        cancel);

    /// <inheritdoc/>
    public async Task<Upload?> UploadAsync(Guid id, CancellationToken cancel) => (await UploadsAsync("id = @id", cancel, ("@id", id.ToString("D")))).SingleOrDefault();

    /// <inheritdoc/>
    public Task<IReadOnlyList<Upload>> UploadsAsync(Guid account, CancellationToken cancel) =>
        UploadsAsync("account = @a AND hash IS NULL AND refusal IS NULL", cancel, ("@a", account.ToString("D")));

    /// <inheritdoc/>
    public Task ForgetAsync(Guid id, CancellationToken cancel) => database.WriteAsync(
        connection => { connection.Execute("DELETE FROM file_upload WHERE id = @id", ("@id", id.ToString("D"))); }, cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Upload>> UploadsBeforeAsync(DateTimeOffset before, CancellationToken cancel) => UploadsAsync("created_at < @at", cancel, ("@at", before));

    // One field holds one file, or several that are told apart by their names.
    private static int Edition(IReadOnlyList<FileBinding> all, IReadOnlyList<(string Field, Attachment File)> held, string field, Attachment file)
    {
        var many = held.Count(other => other.Field == field) > 1 || all.Where(old => old.Field == field).GroupBy(old => old.Removed is null).Any(group => group.Key && group.Count() > 1);
        return all.Where(old => old.Field == field && (!many || string.Equals(old.Name, file.Name, StringComparison.OrdinalIgnoreCase))).Select(old => old.Edition).DefaultIfEmpty(0).Max() + 1;
    }

    private static List<FileBinding> Bindings(RecordConnection connection, RecordKey record) => connection.Query(
        """
        SELECT field, hash, name, size, edition, at, account, by_name, removed_at, removed_by, removed_name FROM file_binding WHERE record = @r AND register = @g ORDER BY place
        """,
        row => new FileBinding(
            record, row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), (int)row.GetInt64(4), new Stamp(row.Instant(5), Guid.Parse(row.GetString(6)), row.GetString(7)),
            row.InstantOrNull(8) is { } at ? new Stamp(at, Guid.Parse(row.GetString(9)), row.GetString(10)) : null),
        ("@r", record.Id.ToString("D")), ("@g", record.Register));

    private static FileEntry Entry(DbDataReader row) =>
        new(row.GetString(0), row.GetInt64(1), row.GetString(2), row.Instant(3), Enum.Parse<ScanState>(row.GetString(4)))
        {
            First = Enum.Parse<CopyState>(row.GetString(5)), Second = Enum.Parse<CopyState>(row.GetString(6)), CheckedAt = row.InstantOrNull(7),
        };

    private Task<IReadOnlyList<FileEntry>> EntriesAsync(string where, int limit, CancellationToken cancel, params (string, object?)[] parameters) =>
        database.ReadAsync<IReadOnlyList<FileEntry>>(
            connection => connection.Query($"SELECT {Columns} FROM file_entry WHERE {where} LIMIT @limit", Entry, [.. parameters, ("@limit", (object?)(long)limit)]), cancel);

    private Task<IReadOnlyList<Upload>> UploadsAsync(string where, CancellationToken cancel, params (string, object?)[] parameters) =>
        database.ReadAsync<IReadOnlyList<Upload>>(
            connection => connection.Query(
                $"SELECT id, account, name, size, fingerprint, created_at, hash, refusal FROM file_upload WHERE {where} ORDER BY id DESC",
                row => new Upload(
                    Guid.Parse(row.GetString(0)), Guid.Parse(row.GetString(1)), row.GetString(2), row.GetInt64(3), row.Text(4), row.Instant(5), row.Text(6), row.Text(7)),
                parameters),
            cancel);
}
