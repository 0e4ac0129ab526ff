using Cloud.Platform.Organisations;
using Cloud.Platform.Registers;
using Cloud.Storage.Records;

namespace Cloud.Storage.Registers;

/// <summary>Saved queries in the record database.</summary>
public sealed class SavedQueries(RecordDatabase database) : ISavedQueries
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<SavedQuery>> ListAsync(string register, Guid account, OrganisationId? organisation, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<SavedQuery>>(
            connection => connection.Query(
                """
                SELECT id, account, owner_name, organisation, name, shared, query, version FROM saved_query
                WHERE register = @r AND (account = @a OR shared = 2 OR (shared = 1 AND organisation = @o)) ORDER BY name, id
                """,
                row => new SavedQuery(
                    Guid.Parse(row.GetString(0)), register, Guid.Parse(row.GetString(1)), row.GetString(2), row.Text(3) is { } at ? OrganisationId.Parse(at, null) : null,
                    row.GetString(4), (QuerySharing)row.GetInt64(5), row.GetString(6), row.GetInt64(7)),
                ("@r", register), ("@a", account.ToString()), ("@o", organisation?.ToString())),
            cancel);

    /// <inheritdoc/>
    public Task<bool> SaveAsync(SavedQuery query, CancellationToken cancel) => database.WriteAsync(
        connection => connection.Execute(
            """
            INSERT INTO saved_query (id, register, account, organisation, name, shared, query, owner_name, version) VALUES (@id, @r, @a, @o, @n, @s, @q, @w, @v)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, shared = excluded.shared, query = excluded.query, organisation = excluded.organisation, version = excluded.version
            WHERE saved_query.account = excluded.account AND saved_query.register = excluded.register AND saved_query.version = excluded.version - 1
            """,
            ("@id", query.Id.ToString("D")), ("@r", query.Register), ("@a", query.Account.ToString()), ("@o", query.Organisation?.ToString()), ("@n", query.Name),
            ("@s", (long)query.Sharing), ("@q", query.Query), ("@w", query.OwnerName), ("@v", query.Version)) == 1,
        cancel);

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(Guid id, Guid account, CancellationToken cancel) => database.WriteAsync(
        connection => connection.Execute("DELETE FROM saved_query WHERE id = @id AND account = @a", ("@id", id.ToString("D")), ("@a", account.ToString())) == 1, cancel);
}
