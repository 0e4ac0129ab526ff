using System.Globalization;
using Cloud.Platform.Registers;
using Cloud.Platform.Search;
using Cloud.Storage.Records;

namespace Cloud.Storage.Registers;

/// <summary>Full-text search over the documents of all registers.</summary>
public sealed class RecordSearch(RecordDatabase database) : IRecordSearch
{
    private const int Largest = 100;
    private const int LongestFile = 500_000;

    /// <inheritdoc/>
    public Task<SearchPage> FindAsync(
        string words, IReadOnlyList<(RegisterDescriptor Register, Condition Scope)> scopes, long? after, int limit, CancellationToken cancel)
    {
        if (scopes.Count == 0 || database.Dialect.Search.Query(words) is not { } query)
            return Task.FromResult(new SearchPage([], null));
        limit = Math.Clamp(limit, 1, Largest);
        var parameters = new List<(string, object?)> { ("@query", query) };
        var alternatives = scopes.Select((scope, i) => Scope(scope.Register, scope.Scope, i, parameters)).ToList();
        var beyond = after is null ? "" : " AND d.document < @after";
        if (after is { } place)
            parameters.Add(("@after", place));
        var sql = string.Create(CultureInfo.InvariantCulture,
            $"""
            SELECT document, register, id, title, state, at, text FROM search_document d
            WHERE document IN ({database.Dialect.Search.Matches("@query")}) AND ({string.Join(" OR ", alternatives)}){beyond}
            ORDER BY document DESC LIMIT {limit + 1}
            """);
        return database.ReadAsync(
            connection =>
            {
                var hits = connection.Query(
                    sql,
                    row => new SearchHit(
                        new RecordKey(row.GetString(1), Guid.Parse(row.GetString(2))), row.GetString(3), row.GetString(4), Excerpt.Around(row.GetString(6), words), row.Instant(5), row.GetInt64(0)),
                    [.. parameters]);
                return new SearchPage([.. hits.Take(limit)], hits.Count > limit ? hits[limit - 1].Place : null);
            },
            cancel);
    }

    /// <inheritdoc/>
    public Task IndexFileAsync(RecordKey record, string hash, string text, CancellationToken cancel) => database.WriteAsync(
        connection =>
        {
            text = text.Length > LongestFile ? text[..LongestFile] : text;
            connection.Execute(
                "INSERT INTO search_file VALUES (@r, @h, @t) ON CONFLICT (record, hash) DO UPDATE SET text = excluded.text",
                ("@r", record.Id.ToString("D")), ("@h", hash), ("@t", text));
            SearchIndex.Refresh(connection, record.Id.ToString("D"));
        },
        cancel);

    private string Scope(RegisterDescriptor register, Condition scope, int at, List<(string, object?)> parameters)
    {
        var condition = new SqlCondition(register, database.Dialect, overDocuments: true, prefix: string.Create(CultureInfo.InvariantCulture, $"s{at}_"));
        var sql = $"(register = {condition.Parameter(register.Name)} AND {condition.Write(scope)})";
        parameters.AddRange(condition.Parameters);
        return sql;
    }
}
