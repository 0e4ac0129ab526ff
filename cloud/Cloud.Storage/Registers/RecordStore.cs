using System.Globalization;
using Cloud.Platform.Audit;
using Cloud.Platform.Registers;
using Cloud.Storage.Records;

namespace Cloud.Storage.Registers;

/// <summary>Records in the record database, a table for each register.</summary>
public sealed class RecordStore(RecordDatabase database, IAuditTrail audit) : IRecordStore
{
    /// <summary>The tables that all registers share.</summary>
    public static RecordSchema Schema => RegisterSchema.Schema;

    /// <inheritdoc/>
    public Task PrepareAsync(IReadOnlyList<RegisterDescriptor> registers, CancellationToken cancel) =>
        database.WriteAsync(connection => RegisterTables.Prepare(connection, registers), cancel);

    /// <inheritdoc/>
    public Task<StoredRecord?> FindAsync(RegisterDescriptor register, Guid id, Condition where, CancellationToken cancel)
    {
        var condition = new SqlCondition(register, database.Dialect);
        var sql = $"SELECT {ColumnSql.Envelope} FROM {register.Table} WHERE {condition.Write(Condition.And(new Condition.Is(id), where))}";
        return database.ReadAsync(connection => connection.Query(sql, row => RecordRow.Read(row, register.Name), condition.Parameters).SingleOrDefault(), cancel);
    }

    /// <inheritdoc/>
    public Task<RecordPage> ListAsync(RegisterDescriptor register, RecordQuery query, CancellationToken cancel)
    {
        var limit = Math.Clamp(query.Limit, 1, RecordQuery.LargestPage);
        var condition = new SqlCondition(register, database.Dialect);
        var where = condition.Write(query.Where);
        var direction = query.Sort is null || query.Descending ? "DESC" : "ASC";
        var sort = query.Sort is { } name ? ColumnSql.Of(register, name) : null;
        if (query.After is { } after)
            where += " AND " + After(condition, sort, after, direction == "DESC");
        var order = sort is null ? "place DESC" : $"{sort} {direction} {(direction == "ASC" ? "NULLS FIRST" : "NULLS LAST")}, place {direction}";
        var sql = string.Create(CultureInfo.InvariantCulture,
            $"SELECT {ColumnSql.Envelope}{(sort is null ? "" : $", {sort}")} FROM {register.Table} WHERE {where} ORDER BY {order} LIMIT {limit + 1}");
        return database.ReadAsync(
            connection =>
            {
                var rows = connection.Query(
                    sql, row => (Record: RecordRow.Read(row, register.Name), Mark: new PageMark(sort is null || row.IsDBNull(20) ? null : row.GetValue(20), row.GetInt64(0))), condition.Parameters);
                var next = rows.Count > limit ? rows[limit - 1].Mark : null;
                return new RecordPage([.. rows.Take(limit).Select(row => row.Record)], next);
            },
            cancel);
    }

    /// <inheritdoc/>
    public Task<long> CountAsync(RegisterDescriptor register, Condition where, CancellationToken cancel)
    {
        var condition = new SqlCondition(register, database.Dialect);
        var sql = $"SELECT CAST(COUNT(*) AS BIGINT) FROM {register.Table} WHERE {condition.Write(where)}";
        return database.ReadAsync(connection => (long)connection.Scalar(sql, condition.Parameters)!, cancel);
    }

    /// <inheritdoc/>
    public Task<Totals> TotalsAsync(RegisterDescriptor register, Condition where, IReadOnlyList<string> sums, CancellationToken cancel)
    {
        var condition = new SqlCondition(register, database.Dialect);
        var filter = condition.Write(where);
        var columns = string.Concat(sums.Select(name => $", CAST(SUM({ColumnSql.Of(register, name)}) AS DOUBLE PRECISION)"));
        var sql = $"SELECT CAST(COUNT(*) AS BIGINT){columns} FROM {register.Table} WHERE {filter}";
        return database.ReadAsync(
            connection => connection.Query(
                sql,
                row => new Totals(row.GetInt64(0), sums.Select((name, i) => (name, value: row.IsDBNull(i + 1) ? null : (double?)row.GetDouble(i + 1))).ToDictionary(pair => pair.name, pair => pair.value)),
                condition.Parameters).Single(),
            cancel);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PivotCell>> PivotAsync(RegisterDescriptor register, PivotQuery query, int limit, CancellationToken cancel)
    {
        var condition = new SqlCondition(register, database.Dialect);
        var where = condition.Write(query.Where);
        var keys = query.Dimensions.Select(dimension => Key(register, dimension)).ToList();
        var figure = query.Measure == Measure.Count ? "CAST(COUNT(*) AS DOUBLE PRECISION)"
            : $"CAST({(query.Measure == Measure.Average ? "AVG" : query.Measure.ToString().ToUpperInvariant())}({ColumnSql.Of(register, query.Of!)}) AS DOUBLE PRECISION)";
        var groups = string.Join(", ", Enumerable.Range(1, keys.Count).Select(i => i.ToString(CultureInfo.InvariantCulture)));
        var sql = string.Create(CultureInfo.InvariantCulture,
            $"SELECT {string.Join(", ", keys)}, {figure}, CAST(COUNT(*) AS BIGINT) FROM {register.Table} WHERE {where} GROUP BY {groups} ORDER BY {groups} LIMIT {limit}");
        return database.ReadAsync<IReadOnlyList<PivotCell>>(
            connection => connection.Query(
                sql,
                row => new PivotCell(
                    [.. Enumerable.Range(0, keys.Count).Select(i => row.IsDBNull(i) ? null : Convert.ToString(row.GetValue(i), CultureInfo.InvariantCulture))],
                    row.IsDBNull(keys.Count) ? null : row.GetDouble(keys.Count), row.GetInt64(keys.Count + 1)),
                condition.Parameters),
            cancel);
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

    private static string Key(RegisterDescriptor register, Dimension dimension)
    {
        var column = ColumnSql.Of(register, dimension.Column);
        return dimension.By switch
        {
            Bucket.Month => $"substr({column}, 1, 7)",
            Bucket.Year => $"substr({column}, 1, 4)",
            Bucket.City => $"substr({column}, 1, 4)",
            _ => column,
        };
    }

    private static string After(SqlCondition condition, string? sort, PageMark after, bool descending)
    {
        var place = condition.Parameter(after.Row);
        var beyond = descending ? "<" : ">";
        if (sort is null)
            return $"place {beyond} {place}";
        if (after.Value is null)
            return descending ? $"({sort} IS NULL AND place < {place})" : $"(({sort} IS NULL AND place > {place}) OR {sort} IS NOT NULL)";
        var value = condition.Parameter(after.Value);
        var nulls = descending ? $" OR {sort} IS NULL" : "";
        return $"(({sort}, place) {beyond} ({value}, {place}){nulls})";
    }
}
