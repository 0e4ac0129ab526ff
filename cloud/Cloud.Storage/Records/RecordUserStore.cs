using System.Data.Common;
using Cloud.Platform.Identity;

namespace Cloud.Storage.Records;

/// <summary>Accounts in the record store.</summary>
public sealed class RecordUserStore(RecordDatabase database) : IUserStore
{
    /// <summary>The tables.</summary>
    public static RecordSchema Schema { get; } = new("users",
    [
        """
        CREATE TABLE user_account (
          id TEXT PRIMARY KEY, user_name TEXT NOT NULL UNIQUE COLLATE NOCASE, display_name TEXT NOT NULL, role TEXT NOT NULL,
          password_hash TEXT NOT NULL, must_change INTEGER NOT NULL, stamp TEXT NOT NULL,
          failures INTEGER NOT NULL, first_failure_at INTEGER, locked_until INTEGER) WITHOUT ROWID
        """,
    ]);

    private const string Columns =
        "id, user_name, display_name, role, password_hash, must_change, stamp, failures, first_failure_at, locked_until";

    public Task<bool> IsEmptyAsync(CancellationToken cancel) =>
        database.ReadAsync(connection => connection.Scalar("SELECT 1 FROM user_account LIMIT 1") is null, cancel);

    public Task<UserAccount?> FindByNameAsync(string userName, CancellationToken cancel) => database.ReadAsync(
        connection => connection.Query($"SELECT {Columns} FROM user_account WHERE user_name = @n", Map, ("@n", userName)).SingleOrDefault(), cancel);

    public Task<UserAccount?> FindAsync(Guid id, CancellationToken cancel) =>
        database.ReadAsync(connection => Find(connection, id), cancel);

    public Task<bool> AddAsync(UserAccount account, CancellationToken cancel) => database.WriteAsync(
        connection => connection.Execute(
            $"INSERT INTO user_account ({Columns}) VALUES (@id, @name, @display, @role, @hash, @must, @stamp, @fails, @first, @locked) ON CONFLICT DO NOTHING",
            Parameters(account)) == 1,
        cancel);

    public Task<UserAccount?> UpdateAsync(Guid id, Func<UserAccount, UserAccount> change, CancellationToken cancel) => database.WriteAsync(
        connection =>
        {
            if (Find(connection, id) is not { } account)
                return null;
            var changed = change(account);
            connection.Execute(
                """
                UPDATE user_account SET user_name = @name, display_name = @display, role = @role, password_hash = @hash,
                  must_change = @must, stamp = @stamp, failures = @fails, first_failure_at = @first, locked_until = @locked WHERE id = @id
                """,
                Parameters(changed));
            return changed;
        },
        cancel);

    private static UserAccount? Find(RecordConnection connection, Guid id) =>
        connection.Query($"SELECT {Columns} FROM user_account WHERE id = @id", Map, ("@id", id.ToString())).SingleOrDefault();

    private static (string, object?)[] Parameters(UserAccount a) =>
    [
        ("@id", a.Id.ToString()), ("@name", a.UserName), ("@display", a.DisplayName), ("@role", a.Role), ("@hash", a.PasswordHash),
        ("@must", a.MustChangePassword ? 1 : 0), ("@stamp", a.SecurityStamp), ("@fails", a.Failures),
        ("@first", a.FirstFailureAt), ("@locked", a.LockedUntil),
    ];

    private static UserAccount Map(DbDataReader row) => new(
        Guid.Parse(row.GetString(0)), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4),
        row.GetInt64(5) != 0, row.GetString(6), row.GetInt32(7), row.InstantOrNull(8), row.InstantOrNull(9));
}
