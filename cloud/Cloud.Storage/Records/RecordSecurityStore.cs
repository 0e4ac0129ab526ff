using System.Data.Common;
using Cloud.Platform.Permissions;
using Cloud.Platform.Security;

namespace Cloud.Storage.Records;

/// <summary>What is odd, and settings, in the record store.</summary>
public sealed class RecordSecurityStore(RecordDatabase database, IdentityChanges changes) : ISecurityItemStore, ISettingStore
{
    public Task<IReadOnlyList<SecurityItem>> ListAsync(bool openOnly, Guid? before, int limit, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<SecurityItem>>(
            connection => connection.Query(
                $"SELECT body FROM security_item WHERE id < @before{(openOnly ? " AND closed_at IS NULL" : "")} ORDER BY id DESC LIMIT @limit",
                Map, ("@before", before?.ToString() ?? "g"), ("@limit", (long)limit)),
            cancel);

    public Task<int> OpenAsync(CancellationToken cancel) => database.ReadAsync(
        connection => (int)(long)connection.Scalar("SELECT CAST(COUNT(*) AS BIGINT) FROM security_item WHERE closed_at IS NULL")!, cancel);

    public Task AddAsync(SecurityItem item, CancellationToken cancel) => database.WriteAsync(
        connection =>
        {
            connection.Execute(
                "INSERT INTO security_item (id, rule, body) VALUES (@id, @rule, @body)",
                ("@id", item.Id.ToString()), ("@rule", item.Rule.ToString()), ("@body", IdentityWrites.ToJson(item)));
        },
        cancel);

    public Task<SecurityItem?> CloseAsync(Guid id, string note, string by, DateTimeOffset at, CancellationToken cancel) => database.WriteAsync(
        connection =>
        {
            var found = connection.Query("SELECT body FROM security_item WHERE id = @id AND closed_at IS NULL", Map, ("@id", id.ToString())).SingleOrDefault();
            if (found is null)
                return null;
            var closed = found with { Note = note, ClosedBy = by, ClosedAt = at };
            connection.Execute(
                "UPDATE security_item SET body = @body, closed_at = @at WHERE id = @id",
                ("@id", id.ToString()), ("@at", at), ("@body", IdentityWrites.ToJson(closed)));
            return closed;
        },
        cancel);

    public Task<string?> FindAsync(string name, CancellationToken cancel) => database.ReadAsync(
        connection => connection.Scalar("SELECT value FROM setting WHERE name = @n", ("@n", name)) as string, cancel);

    public Task SetAsync(string name, string json, CancellationToken cancel) => database.ChangeAsync(
        changes,
        connection => connection.Execute(
            "INSERT INTO setting (name, value) VALUES (@n, @v) ON CONFLICT (name) DO UPDATE SET value = excluded.value", ("@n", name), ("@v", json)),
        cancel);

    private static SecurityItem Map(DbDataReader row) => IdentityWrites.FromJson<SecurityItem>(row.GetString(0));
}
