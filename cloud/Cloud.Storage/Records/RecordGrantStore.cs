using System.Data.Common;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;

namespace Cloud.Storage.Records;

/// <summary>Grants in the record store.</summary>
public sealed class RecordGrantStore(RecordDatabase database, IdentityChanges changes) : IGrantStore
{
    public Task<IReadOnlyList<GrantEntry>> OfAsync(Guid account, CancellationToken cancel) => database.ReadAsync<IReadOnlyList<GrantEntry>>(
        connection => InOrder(connection.Query("SELECT body FROM user_grant WHERE account = @a", Map, ("@a", account.ToString()))), cancel);

    public Task<GrantEntry?> FindAsync(Guid id, CancellationToken cancel) => database.ReadAsync(
        connection => connection.Query("SELECT body FROM user_grant WHERE id = @id", Map, ("@id", id.ToString())).SingleOrDefault(), cancel);

    public Task<IReadOnlyList<GrantEntry>> InForceAsync(IReadOnlyCollection<Role>? roles, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<GrantEntry>>(
            connection =>
            {
                var parameters = new List<(string, object?)>();
                var only = roles is null ? "" : $" AND g.role IN ({parameters.Each("r", roles)})";
                return connection.Query(
                    $"""
                    SELECT g.body FROM user_grant g JOIN user_account a ON a.id = g.account
                      WHERE g.withdrawn_at IS NULL AND a.state <> 'Cancelled'{only} ORDER BY g.id
                    """,
                    Map, [.. parameters]);
            },
            cancel);

    public Task<string?> GiveAsync(GrantEntry grant, Func<IReadOnlyList<GrantEntry>, string?> check, CancellationToken cancel) => database.ChangeAsync(
        changes,
        connection =>
        {
            // One person may have several accounts: what excludes each other does so over all of them.
            var held = connection.Query(
                """
                SELECT g.body FROM user_grant g JOIN user_account a ON a.id = g.account
                  WHERE g.withdrawn_at IS NULL AND a.state <> 'Cancelled'
                    AND (g.account = @a OR a.person = (SELECT person FROM user_account WHERE id = @a))
                """,
                Map, ("@a", grant.Account.ToString()));
            if (check(held) is { } objection)
                return objection;
            connection.Execute(
                "INSERT INTO user_grant (id, account, role, body) VALUES (@id, @a, @role, @body)",
                ("@id", grant.Id.ToString()), ("@a", grant.Account.ToString()), ("@role", grant.Grant.Role.Code), ("@body", IdentityWrites.ToJson(grant)));
            return null;
        },
        cancel);

    public Task<bool> WithdrawAsync(Guid id, Guid by, DateTimeOffset at, CancellationToken cancel) => database.ChangeAsync(
        changes,
        connection =>
        {
            var found = connection.Query("SELECT body FROM user_grant WHERE id = @id AND withdrawn_at IS NULL", Map, ("@id", id.ToString())).SingleOrDefault();
            return found is not null && connection.Execute(
                "UPDATE user_grant SET body = @body, withdrawn_at = @at WHERE id = @id",
                ("@id", id.ToString()), ("@at", at), ("@body", IdentityWrites.ToJson(found with { WithdrawnBy = by, WithdrawnAt = at }))) == 1;
        },
        cancel);

    // Ids of one millisecond come in any order, and two roles are often given at once.
    private static List<GrantEntry> InOrder(IEnumerable<GrantEntry> grants) =>
        [.. grants.OrderBy(grant => grant.GivenAt).ThenBy(grant => grant.Grant.Role.Code, StringComparer.Ordinal).ThenBy(grant => grant.Id)];

    private static GrantEntry Map(DbDataReader row) => IdentityWrites.FromJson<GrantEntry>(row.GetString(0));
}
