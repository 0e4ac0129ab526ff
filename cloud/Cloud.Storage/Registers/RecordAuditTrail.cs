using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cloud.Platform.Audit;
using Cloud.Storage.Records;

namespace Cloud.Storage.Registers;

/// <summary>The audit trail as a table that refuses changes; each entry's hash covers the hash of the one before.</summary>
public sealed class RecordAuditTrail(RecordDatabase database) : IAuditTrail
{
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
    ]);

    /// <inheritdoc/>
    public void Append(IStoreTransaction transaction, IReadOnlyList<AuditEntry> entries)
    {
        if (entries.Count == 0)
            return;
        var connection = ((StoreTransaction)transaction).Connection;
        var (sequence, hash) = connection.Query("SELECT sequence, hash FROM audit_entry ORDER BY sequence DESC LIMIT 1", row => (row.GetInt64(0), row.GetString(1)))
            .DefaultIfEmpty((0, Start)).Single();
        foreach (var entry in entries)
        {
            hash = Hash(hash, ++sequence, entry);
            connection.Execute(
                "INSERT INTO audit_entry VALUES (@s, @at, @a, @n, @ip, @action, @o, @d, @h)",
                ("@s", sequence), ("@at", entry.At), ("@a", entry.Account.ToString()), ("@n", entry.Name), ("@ip", entry.Address), ("@action", entry.Action),
                ("@o", entry.Object), ("@d", entry.Detail), ("@h", hash));
        }
    }

    /// <inheritdoc/>
    public Task AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancel) =>
        database.WriteAsync(connection => Append(new StoreTransaction(connection), entries), cancel);

    /// <summary>Sequence of the first entry that does not fit the chain; null when all do.</summary>
    public Task<long?> FirstBrokenAsync(CancellationToken cancel) => database.ReadAsync(
        connection =>
        {
            var (before, last) = (Start, 0L);
            foreach (var (sequence, entry, hash) in connection.Query(
                "SELECT sequence, at, account, name, address, action, object, detail, hash FROM audit_entry ORDER BY sequence",
                row => (row.GetInt64(0), new AuditEntry(
                    row.Instant(1), Guid.Parse(row.GetString(2)), row.GetString(3), row.Text(4), row.GetString(5), row.GetString(6), row.Text(7)), row.GetString(8))))
            {
                if (sequence != last + 1 || Hash(before, sequence, entry) != hash)
                    return sequence;
                (before, last) = (hash, sequence);
            }

            return (long?)null;
        },
        cancel);

    // JSON keeps the parts apart: no two different entries have one text.
    private static string Hash(string before, long sequence, AuditEntry entry) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize<object?[]>(
        [before, sequence, entry.At.ToUnixTimeMilliseconds(), entry.Account, entry.Name, entry.Address, entry.Action, entry.Object, entry.Detail]))));
}
