using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cloud.Platform.Audit;
using Cloud.Storage.Records;

namespace Cloud.Storage.Registers;

/// <summary>The audit trail as a table that refuses changes; each entry's hash covers the hash of the one before.</summary>
public sealed class RecordAuditTrail(RecordDatabase database) : IAuditTrail, IAuditKeeper
{
    private const int Page = 2_000;
    private const string Start = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>The table.</summary>
    public static RecordSchema Schema { get; } = new("audit",
    [
        """
        CREATE TABLE audit_entry (
          sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, account TEXT NOT NULL, name TEXT NOT NULL, address TEXT, action TEXT NOT NULL, object TEXT NOT NULL,
          detail TEXT, hash TEXT NOT NULL);
        CREATE INDEX audit_entry_object ON audit_entry (object, sequence);
        CREATE INDEX audit_entry_account ON audit_entry (account, sequence);
        CREATE TRIGGER audit_entry_unchanged BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
        """,
        """
        CREATE TABLE audit_anchor (sequence INTEGER NOT NULL, hash TEXT NOT NULL, at INTEGER NOT NULL);
        CREATE INDEX audit_entry_at ON audit_entry (at);
        """,
    ]);

    /// <inheritdoc/>
    public void Append(IStoreTransaction transaction, IReadOnlyList<AuditEntry> entries)
    {
        if (entries.Count == 0)
            return;
        var connection = ((StoreTransaction)transaction).Connection;
        var (sequence, hash) = Head(connection);
        foreach (var entry in entries)
        {
            hash = Hash(hash, ++sequence, entry);
            Insert(connection, sequence, entry, hash);
        }
    }

    /// <inheritdoc/>
    public Task AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancel) =>
        database.WriteAsync(connection => Append(new StoreTransaction(connection), entries), cancel);

    /// <inheritdoc/>
    public Task<AuditChain> VerifyAsync(CancellationToken cancel) => database.ReadAsync(
        connection =>
        {
            var (last, before) = Anchor(connection);
            var (first, count, anchored) = (0L, 0L, last);
            foreach (var (record, hash) in Walk(connection, last, null))
            {
                cancel.ThrowIfCancellationRequested();
                if (record.Sequence != last + 1 || Hash(before, record.Sequence, record.Entry) != hash)
                    return new AuditChain(first, last, count, record.Sequence, before);
                (first, count, before, last) = (first == 0 ? record.Sequence : first, count + 1, hash, record.Sequence);
            }

            return new AuditChain(first, count == 0 ? anchored : last, count, null, before);
        },
        cancel);

    /// <inheritdoc/>
    public async Task<long> ExportAsync(Stream to, DateTimeOffset? before, CancellationToken cancel)
    {
        var anchor = await database.ReadAsync(Anchor, cancel);
        await to.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new Beginning(anchor.Sequence, anchor.Hash), JsonSerializerOptions.Web) + "\n"), cancel);
        var written = 0L;
        for (var last = anchor.Sequence; ;)
        {
            var from = last;
            var page = await database.ReadAsync(connection => Walk(connection, from, before).Take(Page).ToList(), cancel);
            if (page.Count == 0)
                return written;
            foreach (var (record, _) in page)
                await to.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(record, JsonSerializerOptions.Web).Append((byte)'\n').ToArray(), cancel);
            (written, last) = (written + page.Count, page[^1].Record.Sequence);
        }
    }

    /// <inheritdoc/>
    public async Task<long> ImportAsync(Stream from, CancellationToken cancel)
    {
        var records = new List<AuditRecord>();
        using var reader = new StreamReader(from);
        var beginning = await reader.ReadLineAsync(cancel) is { Length: > 0 } first ? JsonSerializer.Deserialize<Beginning>(first, JsonSerializerOptions.Web) : null;
        if (beginning is null)
            throw new InvalidDataException("The file does not say where the trail begins.");
        while (await reader.ReadLineAsync(cancel) is { } line)
            if (line.Length > 0)
                records.Add(JsonSerializer.Deserialize<AuditRecord>(line, JsonSerializerOptions.Web) ?? throw new InvalidDataException("A line of the trail is empty."));
        return await database.WriteAsync(connection => Import(connection, beginning, records), cancel);
    }

    /// <inheritdoc/>
    public Task<long> PruneAsync(DateTimeOffset before, CancellationToken cancel) => database.WriteAsync(
        connection =>
        {
            var last = connection.Query(
                "SELECT sequence, hash FROM audit_entry WHERE sequence < (SELECT COALESCE(MIN(sequence), 9223372036854775807) FROM audit_entry WHERE at >= @before) ORDER BY sequence DESC LIMIT 1",
                row => (Sequence: row.GetInt64(0), Hash: row.GetString(1)), ("@before", before));
            if (last.Count == 0)
                return 0L;
            connection.Execute("DELETE FROM audit_anchor");
            connection.Execute("INSERT INTO audit_anchor VALUES (@s, @h, @at)", ("@s", last[0].Sequence), ("@h", last[0].Hash), ("@at", before));
            return connection.Execute("DELETE FROM audit_entry WHERE sequence <= @s", ("@s", last[0].Sequence));
        },
        cancel);

    private static long Import(RecordConnection connection, Beginning beginning, List<AuditRecord> records)
    {
        if (connection.Scalar("SELECT sequence FROM audit_entry LIMIT 1") is not null)
            throw new InvalidDataException("The trail is not empty.");
        var (last, before) = (beginning.After, beginning.Hash);
        foreach (var record in records)
        {
            if (record.Sequence != last + 1 || Hash(before, record.Sequence, record.Entry) != record.Hash)
                throw new InvalidDataException($"Entry {record.Sequence} does not fit the chain.");
            (last, before) = (record.Sequence, record.Hash);
        }

        connection.Execute("DELETE FROM audit_anchor");
        if (beginning.After > 0)
            connection.Execute("INSERT INTO audit_anchor VALUES (@s, @h, 0)", ("@s", beginning.After), ("@h", beginning.Hash));
        foreach (var record in records)
            Insert(connection, record.Sequence, record.Entry, record.Hash);
        return records.Count;
    }

    private static void Insert(RecordConnection connection, long sequence, AuditEntry entry, string hash) => connection.Execute(
        "INSERT INTO audit_entry VALUES (@s, @at, @a, @n, @ip, @action, @o, @d, @h)",
        ("@s", sequence), ("@at", entry.At), ("@a", entry.Account.ToString()), ("@n", entry.Name), ("@ip", entry.Address), ("@action", entry.Action),
        ("@o", entry.Object), ("@d", entry.Detail), ("@h", hash));

    private static (long Sequence, string Hash) Head(RecordConnection connection) =>
        connection.Query("SELECT sequence, hash FROM audit_entry ORDER BY sequence DESC LIMIT 1", row => (row.GetInt64(0), row.GetString(1))) is [var head] ? head : Anchor(connection);

    private static (long Sequence, string Hash) Anchor(RecordConnection connection) =>
        connection.Query("SELECT sequence, hash FROM audit_anchor", row => (row.GetInt64(0), row.GetString(1))) is [var anchor] ? anchor : (0, Start);

    // A page at a time: a trail may hold more than memory does.
    private static IEnumerable<(AuditRecord Record, string Hash)> Walk(RecordConnection connection, long after, DateTimeOffset? before)
    {
        var end = before is null ? long.MaxValue : connection.Scalar("SELECT MIN(sequence) FROM audit_entry WHERE at >= @b", ("@b", before)) as long? ?? long.MaxValue;
        while (true)
        {
            var page = connection.Query(
                """
                SELECT sequence, at, account, name, address, action, object, detail, hash FROM audit_entry WHERE sequence > @after AND sequence < @end ORDER BY sequence LIMIT @page
                """,
                row => new AuditRecord(
                    row.GetInt64(0), new AuditEntry(row.Instant(1), Guid.Parse(row.GetString(2)), row.GetString(3), row.Text(4), row.GetString(5), row.GetString(6), row.Text(7)), row.GetString(8)),
                ("@after", after), ("@end", end), ("@page", (long)Page));
            foreach (var record in page)
                yield return (record, record.Hash);
            if (page.Count < Page)
                yield break;
            after = page[^1].Sequence;
        }
    }

    // JSON keeps the parts apart: no two different entries have one text.
    private static string Hash(string before, long sequence, AuditEntry entry) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize<object?[]>(
        [before, sequence, entry.At.ToUnixTimeMilliseconds(), entry.Account, entry.Name, entry.Address, entry.Action, entry.Object, entry.Detail]))));

    /// <summary>First line of a written trail: the entry after which it begins.</summary>
    private sealed record Beginning(long After, string Hash);
}
