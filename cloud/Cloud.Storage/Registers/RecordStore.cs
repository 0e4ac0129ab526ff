using Cloud.Platform.Audit;
using Cloud.Platform.Registers;
using Cloud.Storage.Records;

namespace Cloud.Storage.Registers;

/// <summary>Records in the record database, a table for each register.</summary>
public sealed class RecordStore(RecordDatabase database, IAuditTrail audit) : IRecordStore, IDisposable
{
    private readonly ReckonedAnswers _answers = new(database);

    /// <summary>The tables that all registers share.</summary>
    public static RecordSchema Schema => RegisterSchema.Schema;

    /// <inheritdoc/>
    public async Task PrepareAsync(IReadOnlyList<RegisterDescriptor> registers, CancellationToken cancel)
    {
        await database.WriteAsync(connection => RegisterTables.Prepare(connection, registers), cancel);
        await database.LearnAsync(cancel);
    }

    /// <inheritdoc/>
    public Task<StoredRecord?> FindAsync(RegisterDescriptor register, Guid id, Condition where, CancellationToken cancel)
    {
        var condition = new SqlCondition(register, database.Dialect);
        var sql = $"SELECT {ColumnSql.Envelope} FROM {register.Table} WHERE {condition.Write(Condition.And(new Condition.Is(id), where))}";
        return database.ReadAsync(connection => connection.Query(sql, row => RecordRow.Read(row, register.Name), condition.Parameters).SingleOrDefault(), cancel);
    }

    /// <inheritdoc/>
    public Task<ExaminedRecord?> ExamineAsync(RegisterDescriptor register, Guid id, Condition where, IReadOnlyList<Condition> also, CancellationToken cancel)
    {
        var condition = new SqlCondition(register, database.Dialect);
        var (itself, scope) = (condition.Write(new Condition.Is(id)), condition.Write(where));
        // Many conditions are the same: each is asked once, and what lets the record be found at all holds.
        var (texts, columns) = (new List<string>(), new int[also.Count]);
        for (var i = 0; i < also.Count; i++)
        {
            var text = condition.Write(also[i]);
            columns[i] = text == scope ? -1 : texts.IndexOf(text) is var known and >= 0 ? known : texts.Count;
            if (columns[i] == texts.Count)
                texts.Add(text);
        }

        var sql = $"SELECT {ColumnSql.Envelope}{string.Concat(texts.Select(text => $", CASE WHEN {text} THEN 1 ELSE 0 END"))} FROM {register.Table} WHERE {itself} AND {scope}";
        return database.ReadAsync(
            connection => connection.Query(
                sql,
                row => new ExaminedRecord(RecordRow.Read(row, register.Name), Array.ConvertAll(columns, column => column < 0 || row.GetInt32(ColumnSql.EnvelopeColumns + column) == 1)),
                condition.Parameters).SingleOrDefault(),
            cancel);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<Guid, string>> TitlesAsync(RegisterDescriptor register, IReadOnlyCollection<Guid> ids, Condition where, CancellationToken cancel)
    {
        var titles = new Dictionary<Guid, string>();
        foreach (var some in ids.Chunk(RecordQuery.LargestPage))
        {
            var condition = new SqlCondition(register, database.Dialect);
            var sql = $"SELECT id, title FROM {register.Table} WHERE id IN ({SqlLists.Names(some.Select(id => (object)id.ToString("D")), condition.Parameter)}) AND {condition.Write(where)}";
            foreach (var (id, title) in await database.ReadAsync(
                connection => connection.Query(sql, row => (Guid.Parse(row.GetString(0)), row.GetString(1)), condition.Parameters), cancel))
                titles[id] = title;
        }

        return titles;
    }

    /// <inheritdoc/>
    public Task<RecordPage> ListAsync(RegisterDescriptor register, RecordQuery query, CancellationToken cancel)
    {
        var page = new PageSql(register, query, database.Dialect);
        return database.ReadAsync(
            connection =>
            {
                var rows = connection.Query(
                    page.Text, row => (Record: RecordRow.Read(row, register.Name), Mark: new PageMark(page.Sort is null || row.IsDBNull(ColumnSql.EnvelopeColumns) ? null : row.GetValue(ColumnSql.EnvelopeColumns), row.GetInt64(0))), page.Parameters);
                var next = rows.Count > page.Limit ? rows[page.Limit - 1].Mark : null;
                return new RecordPage([.. rows.Take(page.Limit).Select(row => row.Record)], next);
            },
            cancel);
    }

    /// <inheritdoc/>
    public Task<long> CountAsync(RegisterDescriptor register, Condition where, CancellationToken cancel)
    {
        var condition = new SqlCondition(register, database.Dialect, overAll: true);
        var filter = condition.Write(where);
        var parameters = condition.Parameters;
        string Sql(string hint) => $"SELECT CAST(COUNT(*) AS BIGINT) FROM {register.Table}{hint} WHERE {filter}";
        return _answers.OfAsync(
            register, where, (Sql(""), parameters), connection => (long)connection.Scalar(Sql(StateHint.Of(connection, register, where)), parameters)!, _ => 1, cancel);
    }

    /// <inheritdoc/>
    public Task<Totals> TotalsAsync(RegisterDescriptor register, Condition where, IReadOnlyList<string> sums, CancellationToken cancel)
    {
        var condition = new SqlCondition(register, database.Dialect, overAll: true);
        var filter = condition.Write(where);
        var columns = string.Concat(sums.Select(name => $", CAST(SUM({ColumnSql.Of(register, name)}) AS DOUBLE PRECISION)"));
        var parameters = condition.Parameters;
        string Sql(string hint) => $"SELECT CAST(COUNT(*) AS BIGINT){columns} FROM {register.Table}{hint} WHERE {filter}";
        return _answers.OfAsync(
            register, where, (Sql(""), parameters),
            connection => connection.Query(
                Sql(StateHint.Of(connection, register, where)),
                row => new Totals(row.GetInt64(0), sums.Select((name, i) => (name, value: row.IsDBNull(i + 1) ? null : (double?)row.GetDouble(i + 1))).ToDictionary(pair => pair.name, pair => pair.value)),
                parameters).Single(),
            _ => sums.Count, cancel);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PivotCell>> PivotAsync(RegisterDescriptor register, PivotQuery query, int limit, CancellationToken cancel)
    {
        var pivot = new Pivot(register, query, database.Dialect);
        return _answers.OfAsync(register, query.Where, (pivot.Question(limit), pivot.Parameters), connection => pivot.Run(connection, limit), cells => cells.Count, cancel);
    }

    /// <inheritdoc/>
    public Task<CommitOutcome> CommitAsync(RecordCommit commit, CancellationToken cancel) =>
        database.WriteAsync(connection => new CommitWriter(connection, audit).Write(commit), cancel);

    /// <inheritdoc/>
    public Task<ReplayEntry?> ReplayAsync(Guid account, string key, CancellationToken cancel) =>
        database.ReadAsync(connection => ReplaySql.Find(connection, account, key), cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<HistoryEntry>> HistoryAsync(string register, Guid id, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<HistoryEntry>>(connection => NoteSql.History(connection, register, id), cancel);

    /// <inheritdoc/>
    public void Dispose() => _answers.Dispose();
}
