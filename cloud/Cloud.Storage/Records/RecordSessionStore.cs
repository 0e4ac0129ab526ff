using System.Data.Common;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;

namespace Cloud.Storage.Records;

/// <summary>Sessions in the record store.</summary>
public sealed class RecordSessionStore(RecordDatabase database, IdentityChanges changes) : ISessionStore
{
    private const string Columns = "id, account, stamp, method, began_at, seen_at, address, device, ended_at";

    public Task<UserSession?> FindAsync(Guid id, CancellationToken cancel) => database.ReadAsync(
        connection => connection.Query($"SELECT {Columns} FROM user_session WHERE id = @id", Map, ("@id", id.ToString())).SingleOrDefault(), cancel);

    public Task<IReadOnlyList<UserSession>> RunningAsync(Guid account, DateTimeOffset seenSince, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<UserSession>>(
            connection => connection.Query(
                $"SELECT {Columns} FROM user_session WHERE account = @a AND seen_at >= @since AND ended_at IS NULL ORDER BY seen_at DESC",
                Map, ("@a", account.ToString()), ("@since", seenSince)),
            cancel);

    // A new session changes what nobody has cached: no version.
    public Task AddAsync(UserSession session, CancellationToken cancel) => database.WriteAsync(
        connection =>
        {
            connection.Execute(
                $"INSERT INTO user_session ({Columns}) VALUES (@id, @a, @stamp, @method, @began, @seen, @address, @device, @ended)",
                ("@id", session.Id.ToString()), ("@a", session.Account.ToString()), ("@stamp", session.Stamp), ("@method", session.Method.ToString()),
                ("@began", session.BeganAt), ("@seen", session.SeenAt), ("@address", session.Address), ("@device", session.Device), ("@ended", session.EndedAt));
        },
        cancel);

    public Task SeenAsync(Guid id, DateTimeOffset at, CancellationToken cancel) => database.WriteAsync(
        connection => { connection.Execute("UPDATE user_session SET seen_at = @at WHERE id = @id", ("@id", id.ToString()), ("@at", at)); }, cancel);

    public Task<bool> EndAsync(Guid account, Guid id, DateTimeOffset at, CancellationToken cancel) => database.ChangeAsync(
        changes,
        connection => connection.Execute(
            "UPDATE user_session SET ended_at = @at WHERE id = @id AND account = @a AND ended_at IS NULL",
            ("@id", id.ToString()), ("@a", account.ToString()), ("@at", at)) == 1,
        cancel);

    public Task<int> EndOthersAsync(Guid account, Guid? but, DateTimeOffset at, CancellationToken cancel) => database.ChangeAsync(
        changes,
        connection => connection.Execute(
            "UPDATE user_session SET ended_at = @at WHERE account = @a AND id <> @but AND ended_at IS NULL",
            ("@a", account.ToString()), ("@but", but?.ToString() ?? ""), ("@at", at)),
        cancel);

    private static UserSession Map(DbDataReader row) => new(
        Guid.Parse(row.GetString(0)), Guid.Parse(row.GetString(1)), row.GetString(2), Enum.Parse<SignInMethod>(row.GetString(3)), row.Instant(4),
        row.Instant(5), row.Text(6), row.Text(7), row.InstantOrNull(8));
}
