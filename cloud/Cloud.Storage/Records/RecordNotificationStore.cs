using System.Data.Common;
using Cloud.Platform.Notifications;

namespace Cloud.Storage.Records;

/// <summary>The notification outbox in the record store.</summary>
public sealed class RecordNotificationStore(RecordDatabase database) : INotificationStore
{
    private const string Columns =
        "id, reference, scope, person, channel, target, severity, title, text, link, state, is_summary, is_sealed, merged_into, " +
        "created_at, due_at, attempts, attempted_at, receipt, error";

    private static readonly string Upsert =
        $"INSERT INTO notification ({Columns}) VALUES (@id, @reference, @scope, @person, @channel, @target, @severity, @title, " +
        "@text, @link, @state, @summary, @sealed, @merged, @created, @due, @attempts, @attempted, @receipt, @error) ON CONFLICT (id) DO UPDATE SET " +
        string.Join(", ", Columns.Split(", ").Skip(1).Select(c => $"{c} = excluded.{c}"));

    public Task<T> WriteAsync<T>(Func<INotificationTransaction, T> work, CancellationToken cancel) =>
        database.WriteAsync(connection => work(new Transaction(connection)), cancel);

    public async Task<IReadOnlyList<StoredNotification>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancel) =>
        await database.ReadAsync(connection => connection.Query(
            $"SELECT {Columns} FROM notification WHERE state = 0 AND due_at <= @now ORDER BY severity, created_at, id LIMIT @limit",
            Read, ("@now", now), ("@limit", limit)), cancel);

    public Task<DateTimeOffset?> NextDueAsync(DateTimeOffset after, CancellationToken cancel) =>
        database.ReadAsync(connection => connection.Scalar(
            "SELECT min(due_at) FROM notification WHERE state = 0 AND due_at > @after", ("@after", after)) is long due
                ? DateTimeOffset.FromUnixTimeMilliseconds(due) : (DateTimeOffset?)null, cancel);

    public async Task<IReadOnlyList<StoredNotification>> ByReferenceAsync(string reference, CancellationToken cancel) =>
        await database.ReadAsync(connection => connection.Query(
            $"""
            SELECT n.id, n.reference, n.scope, n.person, n.channel, n.target, n.severity, n.title, n.text, n.link, n.state, n.is_summary, n.is_sealed,
                n.merged_into, n.created_at, n.due_at, coalesce(s.attempts, n.attempts), coalesce(s.attempted_at, n.attempted_at),
                coalesce(s.receipt, n.receipt), coalesce(s.error, n.error)
            FROM notification n LEFT JOIN notification s ON s.id = n.merged_into
            WHERE n.reference = @reference AND @reference <> '' ORDER BY n.created_at, n.id
            """, Read, ("@reference", reference)), cancel);

    public async Task<IReadOnlyDictionary<NotificationState, int>> CountsAsync(CancellationToken cancel) =>
        await database.ReadAsync(connection => connection.Query(
            "SELECT state, count(*) FROM notification GROUP BY state", r => ((NotificationState)r.GetInt32(0), r.GetInt32(1)))
            .ToDictionary(row => row.Item1, row => row.Item2), cancel);

    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancel) =>
        database.WriteAsync(connection => connection.Execute(
            "DELETE FROM notification WHERE created_at < @before AND state <> 0", ("@before", before)), cancel);

    private static StoredNotification Read(DbDataReader r) => new()
    {
        Message = new NotificationMessage
        {
            Id = r.GetString(0), Reference = r.GetString(1), Scope = r.GetString(2), Person = r.GetString(3), Channel = r.GetString(4),
            Target = r.GetString(5), Severity = r.GetInt32(6), Title = r.GetString(7), Text = r.GetString(8), Link = r.Text(9),
        },
        State = (NotificationState)r.GetInt32(10),
        IsSummary = r.Flag(11),
        IsSealed = r.Flag(12),
        MergedInto = r.Text(13),
        CreatedAt = r.Instant(14),
        DueAt = r.Instant(15),
        Attempts = r.GetInt32(16),
        AttemptedAt = r.InstantOrNull(17),
        Receipt = r.Text(18),
        Error = r.Text(19),
    };

    private sealed class Transaction(RecordConnection connection) : INotificationTransaction
    {
        public StoredNotification? Find(string id) =>
            connection.Query($"SELECT {Columns} FROM notification WHERE id = @id", Read, ("@id", id)).FirstOrDefault();

        public void Save(StoredNotification notification)
        {
            var (n, m) = (notification, notification.Message);
            connection.Execute(Upsert,
                ("@id", m.Id), ("@reference", m.Reference), ("@scope", m.Scope), ("@person", m.Person), ("@channel", m.Channel),
                ("@target", m.Target), ("@severity", m.Severity), ("@title", m.Title), ("@text", m.Text), ("@link", m.Link),
                ("@state", (int)n.State), ("@summary", n.IsSummary), ("@sealed", n.IsSealed), ("@merged", n.MergedInto),
                ("@created", n.CreatedAt), ("@due", n.DueAt), ("@attempts", n.Attempts), ("@attempted", n.AttemptedAt),
                ("@receipt", n.Receipt), ("@error", n.Error));
        }

        public int CountOwn(string person, DateTimeOffset after) => Convert.ToInt32(connection.Scalar(
            "SELECT count(*) FROM notification WHERE person = @person AND created_at > @after AND state <> 2 AND is_summary = 0 AND channel <> 'in-app'",
            ("@person", person), ("@after", after)), System.Globalization.CultureInfo.InvariantCulture);

        public StoredNotification? OpenSummary(string person) => connection.Query(
            $"SELECT {Columns} FROM notification WHERE person = @person AND is_summary = 1 AND is_sealed = 0 AND state = 0 ORDER BY created_at DESC LIMIT 1",
            Read, ("@person", person)).FirstOrDefault();

        public IReadOnlyDictionary<int, int> MergedInto(string summary) => connection.Query(
            "SELECT severity, count(*) FROM notification WHERE merged_into = @id GROUP BY severity",
            r => (r.GetInt32(0), r.GetInt32(1)), ("@id", summary)).ToDictionary(row => row.Item1, row => row.Item2);
    }
}
