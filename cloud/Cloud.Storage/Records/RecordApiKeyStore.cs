using System.Data.Common;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;

namespace Cloud.Storage.Records;

/// <summary>Keys of machines in the record store.</summary>
public sealed class RecordApiKeyStore(RecordDatabase database, IdentityChanges changes) : IApiKeyStore
{
    private const string Columns = "body, used_at, revoked_at";

    public Task<ApiKey?> FindAsync(Guid id, CancellationToken cancel) => database.ReadAsync(
        connection => connection.Query($"SELECT {Columns} FROM api_key WHERE id = @id", Map, ("@id", id.ToString())).SingleOrDefault(), cancel);

    public Task<IReadOnlyList<ApiKey>> ListAsync(Guid? account, CancellationToken cancel) => database.ReadAsync<IReadOnlyList<ApiKey>>(
        connection => account is { } one
            ? connection.Query($"SELECT {Columns} FROM api_key WHERE account = @a ORDER BY id DESC", Map, ("@a", one.ToString()))
            : connection.Query($"SELECT {Columns} FROM api_key ORDER BY id DESC", Map),
        cancel);

    public Task AddAsync(ApiKey key, CancellationToken cancel) => database.ChangeAsync(
        changes,
        connection => connection.Execute(
            "INSERT INTO api_key (id, account, body) VALUES (@id, @a, @body)",
            ("@id", key.Id.ToString()), ("@a", key.Account.ToString()), ("@body", IdentityWrites.ToJson(key))),
        cancel);

    public Task UsedAsync(Guid id, DateTimeOffset at, CancellationToken cancel) => database.WriteAsync(
        connection => { connection.Execute("UPDATE api_key SET used_at = @at WHERE id = @id", ("@id", id.ToString()), ("@at", at)); }, cancel);

    public Task<bool> RevokeAsync(Guid id, DateTimeOffset at, CancellationToken cancel) => database.ChangeAsync(
        changes,
        connection => connection.Execute(
            "UPDATE api_key SET revoked_at = @at WHERE id = @id AND revoked_at IS NULL", ("@id", id.ToString()), ("@at", at)) == 1,
        cancel);

    private static ApiKey Map(DbDataReader row) =>
        IdentityWrites.FromJson<ApiKey>(row.GetString(0)) with { UsedAt = row.InstantOrNull(1), RevokedAt = row.InstantOrNull(2) };
}
