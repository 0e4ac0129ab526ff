using System.Data.Common;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Permissions;
using Cloud.Platform.Persons;

namespace Cloud.Storage.Records;

/// <summary>Accounts in the record store.</summary>
public sealed class RecordUserStore(RecordDatabase database, IdentityChanges changes) : IUserStore
{
    private const string Columns =
        "id, user_name, display_name, password_hash, must_change, stamp, failures, first_failure_at, locked_until, state, organisation, person, details";

    public Task<bool> IsEmptyAsync(CancellationToken cancel) =>
        database.ReadAsync(connection => connection.Scalar("SELECT 1 FROM user_account LIMIT 1") is null, cancel);

    public Task<UserAccount?> FindByNameAsync(string userName, CancellationToken cancel) => database.ReadAsync(
        connection => connection.Query($"SELECT {Columns} FROM user_account WHERE user_name = @n", Map, ("@n", userName)).SingleOrDefault(), cancel);

    public Task<UserAccount?> FindAsync(Guid id, CancellationToken cancel) =>
        database.ReadAsync(connection => Find(connection, id), cancel);

    public Task<IReadOnlyList<UserAccount>> ListAsync(AccountFilter filter, CancellationToken cancel) => database.ReadAsync<IReadOnlyList<UserAccount>>(
        connection =>
        {
            var parameters = new List<(string, object?)> { ("@limit", (long)filter.Limit) };
            var where = new List<string> { "1 = 1" };
            if (filter.Text is { Length: > 0 } text)
            {
                // No pattern on the user name, which ignores case by itself: a part of the display name or the whole user name.
                where.Add($"(user_name = @name OR display_name {connection.Dialect.Like} @text ESCAPE '\\')");
                parameters.AddRange([("@name", text), ("@text", IdentityWrites.Anywhere(text))]);
            }

            if (filter.Organisations is { } organisations)
                where.Add($"organisation IN ({parameters.Each("o", organisations)})");
            if (filter.State is { } state)
                (where, parameters) = ([.. where, "state = @state"], [.. parameters, ("@state", state.ToString())]);
            if (filter.Person is { } person)
                (where, parameters) = ([.. where, "person = @person"], [.. parameters, ("@person", person.ToString())]);
            if (filter.After is { } after)
                (where, parameters) = ([.. where, "id > @after"], [.. parameters, ("@after", after.ToString())]);
            return connection.Query(
                $"SELECT {Columns} FROM user_account WHERE {string.Join(" AND ", where)} ORDER BY id LIMIT @limit", Map, [.. parameters]);
        },
        cancel);

    public Task<bool> AddAsync(UserAccount account, CancellationToken cancel) => database.ChangeAsync(
        changes,
        connection => connection.Execute(
            $"""
            INSERT INTO user_account ({Columns})
              VALUES (@id, @name, @display, @hash, @must, @stamp, @fails, @first, @locked, @state, @organisation, @person, @details)
              ON CONFLICT DO NOTHING
            """,
            Parameters(account)) == 1,
        cancel);

    public Task<UserAccount?> UpdateAsync(Guid id, Func<UserAccount, UserAccount> change, CancellationToken cancel) =>
        database.ChangeAsync(changes, connection => Change(connection, id, change), cancel);

    public Task<UserAccount?> TouchAsync(Guid id, Func<UserAccount, UserAccount> change, CancellationToken cancel) =>
        database.WriteAsync(connection => Change(connection, id, change), cancel);

    private static UserAccount? Change(RecordConnection connection, Guid id, Func<UserAccount, UserAccount> change)
    {
        if (Find(connection, id) is not { } account)
            return null;
        var changed = change(account);
        connection.Execute(
            """
            UPDATE user_account SET user_name = @name, display_name = @display, password_hash = @hash, must_change = @must, stamp = @stamp,
              failures = @fails, first_failure_at = @first, locked_until = @locked, state = @state, organisation = @organisation,
              person = @person, details = @details WHERE id = @id
            """,
            Parameters(changed));
        return changed;
    }

    private static UserAccount? Find(RecordConnection connection, Guid id) =>
        connection.Query($"SELECT {Columns} FROM user_account WHERE id = @id", Map, ("@id", id.ToString())).SingleOrDefault();

    private static (string, object?)[] Parameters(UserAccount a) =>
    [
        ("@id", a.Id.ToString()), ("@name", a.UserName), ("@display", a.DisplayName), ("@hash", a.PasswordHash),
        ("@must", a.MustChangePassword ? 1L : 0L), ("@stamp", a.SecurityStamp), ("@fails", (long)a.Failures),
        ("@first", a.FirstFailureAt), ("@locked", a.LockedUntil), ("@state", a.State.ToString()),
        ("@organisation", a.Organisation?.ToString()), ("@person", a.Person?.ToString()),
        ("@details", IdentityWrites.ToJson(new Details(a.Kind, a.ExpiresOn, a.CreatedAt, a.LastSignInAt, a.PasswordChangedAt, a.PasswordHistory, a.SecondFactor))),
    ];

    private static UserAccount Map(DbDataReader row)
    {
        var details = row.Text(12) is { } json ? IdentityWrites.FromJson<Details>(json) : new Details(ActorKind.Person, null, default, null, null, [], null);
        return new UserAccount(
            Guid.Parse(row.GetString(0)), row.GetString(1), row.GetString(2), row.GetString(3), row.Flag(4), row.GetString(5), row.GetInt32(6),
            row.InstantOrNull(7), row.InstantOrNull(8))
        {
            State = Enum.Parse<AccountState>(row.GetString(9)),
            Organisation = row.Text(10) is { } organisation ? OrganisationId.Parse(organisation, null) : null,
            Person = row.Text(11) is { } person ? PersonId.Parse(person, null) : null,
            Kind = details.Kind, ExpiresOn = details.ExpiresOn, CreatedAt = details.CreatedAt, LastSignInAt = details.LastSignInAt,
            PasswordChangedAt = details.PasswordChangedAt, PasswordHistory = details.PasswordHistory is { Count: > 0 } history ? history : [], SecondFactor = details.SecondFactor,
        };
    }

    /// <summary>What is never asked for by itself.</summary>
    private sealed record Details(
        ActorKind Kind, DateOnly? ExpiresOn, DateTimeOffset CreatedAt, DateTimeOffset? LastSignInAt, DateTimeOffset? PasswordChangedAt,
        IReadOnlyList<string> PasswordHistory, SecondFactor? SecondFactor);
}
