using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cloud.Platform.Approvals;
using Cloud.Platform.Audit;
using Cloud.Platform.Registers;
using Cloud.Storage.Records;
using Cloud.Storage.Registers;

namespace Cloud.Storage.Approvals;

/// <summary>Cases in the record database: the case itself as JSON, the lists of people and the stays at nodes as rows beside it.</summary>
public sealed class ApprovalStore(RecordDatabase database, IAuditTrail audit) : IApprovalStore
{
    private static readonly JsonSerializerOptions Json = MakeJson();

    /// <summary>The tables; those of the registers must be there too.</summary>
    public static RecordSchema Schema { get; } = new("approvals",
    [
        """
        CREATE TABLE approval_case (
          id TEXT PRIMARY KEY, flow TEXT NOT NULL, register TEXT NOT NULL, record TEXT NOT NULL, title TEXT NOT NULL, state TEXT NOT NULL, is_open INTEGER NOT NULL,
          is_running INTEGER NOT NULL, due TEXT, started_at INTEGER NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX approval_case_record ON approval_case (record);
        CREATE UNIQUE INDEX approval_case_open ON approval_case (record) WHERE is_open = 1;
        CREATE INDEX approval_case_running ON approval_case (id) WHERE is_running = 1;
        CREATE TABLE approval_box (
          account TEXT NOT NULL, box TEXT NOT NULL, approval TEXT NOT NULL, rank INTEGER NOT NULL, seen INTEGER NOT NULL, PRIMARY KEY (account, box, approval)) WITHOUT ROWID;
        CREATE INDEX approval_box_approval ON approval_box (approval);
        CREATE INDEX approval_box_rank ON approval_box (account, box, rank, approval);
        CREATE TABLE approval_visit (
          approval TEXT NOT NULL, place INTEGER NOT NULL, flow TEXT NOT NULL, node TEXT NOT NULL, began_at INTEGER NOT NULL, ended_at INTEGER NOT NULL, late INTEGER NOT NULL,
          returned INTEGER NOT NULL, PRIMARY KEY (approval, place)) WITHOUT ROWID;
        CREATE INDEX approval_visit_began ON approval_visit (began_at);
        """,
    ]);

    /// <inheritdoc/>
    public Task<ApprovalCase?> FindAsync(Guid id, CancellationToken cancel) => database.ReadAsync(
        connection => connection.Query("SELECT body FROM approval_case WHERE id = @id", Read, ("@id", id.ToString("D"))).SingleOrDefault(), cancel);

    /// <inheritdoc/>
    public Task<ApprovalCase?> OpenOfAsync(Guid record, CancellationToken cancel) => database.ReadAsync(
        connection => connection.Query("SELECT body FROM approval_case WHERE record = @r AND is_open = 1", Read, ("@r", record.ToString("D"))).SingleOrDefault(), cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ApprovalCase>> OfAsync(RecordKey record, CancellationToken cancel) => database.ReadAsync<IReadOnlyList<ApprovalCase>>(
        connection => connection.Query(
            "SELECT body FROM approval_case WHERE record = @r AND register = @g ORDER BY id", Read, ("@r", record.Id.ToString("D")), ("@g", record.Register)), cancel);

    /// <inheritdoc/>
    public Task<CasePage> ListAsync(CaseQuery query, CancellationToken cancel)
    {
        var parameters = new List<(string, object?)> { ("@a", query.Account.ToString("D")), ("@b", query.Box.ToString()), ("@limit", (long)query.Limit + 1) };
        var where = "";
        void Also(string condition, params ReadOnlySpan<(string, object?)> added)
        {
            where += condition;
            parameters.AddRange(added);
        }

        if (query.Flow is { } flow)
            Also(" AND c.flow = @flow", ("@flow", flow));
        if (query.Text is { Length: > 0 } text)
            Also($" AND c.title {database.Dialect.Like} @text ESCAPE '\\'", ("@text", IdentityWrites.Anywhere(text)));
        if (query.OverdueOn is { } today)
            Also(" AND c.is_running = 1 AND c.due < @today", ("@today", ColumnValue.Of(today)));
        if (query.After is { } after)
            Also(" AND (b.rank > @rank OR (b.rank = @rank AND b.approval > @after))", ("@rank", after.Rank), ("@after", after.Id.ToString("D")));
        return database.ReadAsync(
            connection =>
            {
                var rows = connection.Query(
                    $"""
                    SELECT c.body, b.rank FROM approval_box b JOIN approval_case c ON c.id = b.approval
                    WHERE b.account = @a AND b.box = @b{where} ORDER BY b.rank, b.approval LIMIT @limit
                    """,
                    row => (Case: Read(row), Rank: row.GetInt64(1)), [.. parameters]);
                var next = rows.Count > query.Limit ? new CaseMark(rows[query.Limit - 1].Rank, rows[query.Limit - 1].Case.Id) : null;
                return new CasePage([.. rows.Take(query.Limit).Select(row => row.Case)], next);
            },
            cancel);
    }

    /// <inheritdoc/>
    public Task<CaseCounts> CountsAsync(Guid account, DateOnly today, CancellationToken cancel) => database.ReadAsync(
        connection =>
        {
            int Count(string box, string also) => (int)(long)connection.Scalar(
                $"SELECT CAST(COUNT(*) AS BIGINT) FROM approval_box b JOIN approval_case c ON c.id = b.approval WHERE b.account = @a AND b.box = '{box}'{also}",
                ("@a", account.ToString("D")), ("@today", ColumnValue.Of(today)))!;
            return new CaseCounts(
                Count("Todo", " AND @today IS NOT NULL"), Count("Todo", " AND c.due < @today"), Count("Started", " AND c.is_open = 1 AND @today IS NOT NULL"),
                Count("Copied", " AND b.seen = 0 AND @today IS NOT NULL"));
        },
        cancel);

    /// <inheritdoc/>
    public Task<bool> ConcernsAsync(Guid id, Guid account, CancellationToken cancel) => database.ReadAsync(
        connection => connection.Scalar("SELECT box FROM approval_box WHERE approval = @id AND account = @a LIMIT 1", ("@id", id.ToString("D")), ("@a", account.ToString("D"))) is not null,
        cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ApprovalCase>> RunningAsync(Guid? after, int limit, CancellationToken cancel) => database.ReadAsync<IReadOnlyList<ApprovalCase>>(
        connection => connection.Query(
            "SELECT body FROM approval_case WHERE is_running = 1 AND id > @after ORDER BY id LIMIT @limit", Read, ("@after", after?.ToString("D") ?? ""), ("@limit", (long)limit)),
        cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<NodeFigures>> FiguresAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel) => database.ReadAsync<IReadOnlyList<NodeFigures>>(
        connection => connection.Query(
            """
            SELECT flow, node, CAST(COUNT(*) AS BIGINT), CAST(AVG(ended_at - began_at) AS DOUBLE PRECISION), CAST(SUM(late) AS BIGINT), CAST(SUM(returned) AS BIGINT)
            FROM approval_visit WHERE began_at >= @from AND began_at < @to GROUP BY flow, node ORDER BY flow, node
            """,
            row => new NodeFigures(row.GetString(0), row.GetString(1), (int)row.GetInt64(2), row.GetDouble(3) / 3_600_000, (int)row.GetInt64(4), (int)row.GetInt64(5)),
            ("@from", from), ("@to", to)),
        cancel);

    /// <inheritdoc/>
    public Task<bool> SaveAsync(ApprovalCase one, IReadOnlyList<AuditEntry> entries, CancellationToken cancel) => database.WriteAsync(
        connection =>
        {
            var transaction = new StoreTransaction(connection);
            if (!IsCurrent(transaction, one))
                return false;
            Write(transaction, one, entries);
            return true;
        },
        cancel);

    /// <inheritdoc/>
    public bool IsCurrent(IStoreTransaction transaction, ApprovalCase one)
    {
        var connection = ((StoreTransaction)transaction).Connection;
        var version = connection.Scalar("SELECT version FROM approval_case WHERE id = @id", ("@id", one.Id.ToString("D"))) as long? ?? 0;
        return version == one.Version - 1
            && (!one.IsOpen || connection.Scalar("SELECT id FROM approval_case WHERE record = @r AND is_open = 1 AND id <> @id", ("@r", one.Record.Id.ToString("D")), ("@id", one.Id.ToString("D"))) is null);
    }

    /// <inheritdoc/>
    public void Write(IStoreTransaction transaction, ApprovalCase one, IReadOnlyList<AuditEntry> entries)
    {
        var (connection, id) = (((StoreTransaction)transaction).Connection, one.Id.ToString("D"));
        connection.Execute(
            """
            INSERT INTO approval_case VALUES (@id, @flow, @register, @record, @title, @state, @open, @running, @due, @started, @version, @body)
            ON CONFLICT (id) DO UPDATE SET title = excluded.title, state = excluded.state, is_open = excluded.is_open, is_running = excluded.is_running, due = excluded.due,
              version = excluded.version, body = excluded.body
            """,
            ("@id", id), ("@flow", one.Flow), ("@register", one.Record.Register), ("@record", one.Record.Id.ToString("D")), ("@title", one.Title), ("@state", one.State.ToString()),
            ("@open", one.IsOpen), ("@running", one.State == CaseState.Running), ("@due", ColumnValue.Of(one.Due)), ("@started", one.Started.At), ("@version", one.Version),
            ("@body", JsonSerializer.Serialize(one, Json)));
        connection.Execute("DELETE FROM approval_box WHERE approval = @id", ("@id", id));
        foreach (var (account, box, rank, seen) in Boxes(one))
            connection.Execute(
                "INSERT INTO approval_box VALUES (@a, @b, @id, @rank, @seen)", ("@a", account.ToString("D")), ("@b", box.ToString()), ("@id", id), ("@rank", rank), ("@seen", seen));
        connection.Execute("DELETE FROM record_task WHERE reason = @id", ("@id", id));
        foreach (var account in Readers(one))
            connection.Execute("INSERT INTO record_task VALUES (@a, @r, @id)", ("@a", account.ToString("D")), ("@r", one.Record.Id.ToString("D")), ("@id", id));
        WriteVisits(connection, one, id);
        audit.Append(transaction, entries);
    }

    private static void WriteVisits(RecordConnection connection, ApprovalCase one, string id)
    {
        foreach (var (visit, place) in one.Visits.Select((visit, place) => (visit, place)).Where(pair => pair.visit.To is not null))
            connection.Execute(
                "INSERT INTO approval_visit VALUES (@id, @p, @flow, @node, @from, @to, @late, @back) ON CONFLICT DO NOTHING",
                ("@id", id), ("@p", (long)place), ("@flow", one.Flow), ("@node", visit.Node), ("@from", visit.From), ("@to", visit.To!.Value),
                ("@late", Cloud.Platform.Calendar.SiteCalendar.DayOf(visit.To.Value) > visit.Due), ("@back", visit.Result is CaseStepKind.Return or CaseStepKind.SendBack));
    }

    // To-dos by their last day, everything else the newest first.
    private static IEnumerable<(Guid Account, CaseBox Box, long Rank, bool Seen)> Boxes(ApprovalCase one)
    {
        var tasks = one.Slots.SelectMany(slot => slot.Tasks).ToList();
        foreach (var account in tasks.Where(task => task.State == TaskState.Open).Select(task => task.Account).Distinct())
            yield return (account, CaseBox.Todo, one.Due?.DayNumber ?? DateOnly.MaxValue.DayNumber, true);
        foreach (var done in one.Trail.Where(step => step.Account != Guid.Empty && step.Kind is CaseStepKind.Agree or CaseStepKind.Refuse or CaseStepKind.Advise or CaseStepKind.Return
            or CaseStepKind.SendBack or CaseStepKind.Reassign or CaseStepKind.Delegate or CaseStepKind.AddSigner).GroupBy(step => step.Account))
            yield return (done.Key, CaseBox.Done, -done.Max(step => step.At.ToUnixTimeMilliseconds()), true);
        yield return (one.Started.Account, CaseBox.Started, -one.Started.At.ToUnixTimeMilliseconds(), true);
        foreach (var copy in one.Copies)
            yield return (copy.Account, CaseBox.Copied, -copy.At.ToUnixTimeMilliseconds(), copy.SeenAt is not null);
    }

    // An administrator who only hands a task on needs no look at the record.
    private static IEnumerable<Guid> Readers(ApprovalCase one) => one.Slots.SelectMany(slot => slot.Tasks)
        .Where(task => task is { State: TaskState.Open or TaskState.Delegated, Steward: false }).Select(task => task.Account).Concat(one.Copies.Select(copy => copy.Account)).Distinct();

    private static ApprovalCase Read(DbDataReader row) => JsonSerializer.Deserialize<ApprovalCase>(row.GetString(0), Json) ?? throw new InvalidDataException("a stored case is empty");

    private static JsonSerializerOptions MakeJson()
    {
        // Not the records' own options: those refuse members that are not known any more, and a case outlives versions of the program.
        var options = new JsonSerializerOptions(RecordJson.Options)
        {
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip, RespectRequiredConstructorParameters = false, IgnoreReadOnlyProperties = true,
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
