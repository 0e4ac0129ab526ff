using System.Data.Common;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;

namespace Cloud.Storage.Records;

/// <summary>Linked proofs in the record store.</summary>
public sealed class RecordCredentialStore(RecordDatabase database, IdentityChanges changes) : ICredentialStore
{
    private const string Columns = "account, kind, issuer, subject, label, linked_at, revoked_at, revoked_why";

    public Task<Credential?> FindAsync(string kind, string issuer, string subject, CancellationToken cancel) => database.ReadAsync(
        connection => connection.Query(
            $"SELECT {Columns} FROM credential WHERE kind = @k AND issuer = @i AND subject = @s", Map, ("@k", kind), ("@i", issuer), ("@s", subject)).SingleOrDefault(),
        cancel);

    public Task<IReadOnlyList<Credential>> OfAsync(Guid account, CancellationToken cancel) => database.ReadAsync<IReadOnlyList<Credential>>(
        connection => connection.Query($"SELECT {Columns} FROM credential WHERE account = @a ORDER BY linked_at", Map, ("@a", account.ToString())), cancel);

    public Task<bool> AddAsync(Credential credential, CancellationToken cancel) => database.ChangeAsync(
        changes,
        connection => connection.Execute(
            $"INSERT INTO credential ({Columns}) VALUES (@a, @k, @i, @s, @l, @at, NULL, NULL) ON CONFLICT DO NOTHING",
            ("@a", credential.Account.ToString()), ("@k", credential.Kind), ("@i", credential.Issuer), ("@s", credential.Subject),
            ("@l", credential.Label), ("@at", credential.LinkedAt)) == 1,
        cancel);

    public Task<bool> RevokeAsync(Guid account, string kind, string issuer, string subject, DateTimeOffset at, string why, CancellationToken cancel) => database.ChangeAsync(
        changes,
        connection => connection.Execute(
            "UPDATE credential SET revoked_at = @at, revoked_why = @w WHERE account = @a AND kind = @k AND issuer = @i AND subject = @s AND revoked_at IS NULL",
            ("@a", account.ToString()), ("@k", kind), ("@i", issuer), ("@s", subject), ("@at", at), ("@w", why)) == 1,
        cancel);

    public Task<bool> RemoveAsync(Guid account, string kind, string issuer, string subject, CancellationToken cancel) => database.ChangeAsync(
        changes,
        connection => connection.Execute(
            "DELETE FROM credential WHERE account = @a AND kind = @k AND issuer = @i AND subject = @s",
            ("@a", account.ToString()), ("@k", kind), ("@i", issuer), ("@s", subject)) == 1,
        cancel);

    private static Credential Map(DbDataReader row) =>
        new(Guid.Parse(row.GetString(0)), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.Instant(5), row.InstantOrNull(6), row.IsDBNull(7) ? null : row.GetString(7));
}
