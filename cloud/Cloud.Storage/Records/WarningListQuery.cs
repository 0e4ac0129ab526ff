using System.Globalization;
using Cloud.Telemetry.Warnings;

namespace Cloud.Storage.Records;

/// <summary>One page of warnings and the counts around it. The cursor is "started-milliseconds.id" of the last row shown.</summary>
internal sealed class WarningListQuery
{
    private readonly WarningFilter _filter;
    private readonly List<(string, object?)> _parameters = [];
    private readonly string _base;
    private readonly string _levels;
    private readonly string _handlings;
    private readonly string _condition;

    public WarningListQuery(WarningFilter filter, IRecordDialect dialect)
    {
        _filter = filter;
        var terms = new List<string> { "1 = 1" };
        if (filter.Projects is { } projects)
            terms.Add(projects.Count == 0 ? "1 = 0" : $"project IN ({Names("p", projects.Select(p => (object)p.Value))})");
        if (filter.Open is { } open)
            terms.Add(open ? "handling < 7" : "handling >= 7");
        Add(terms, "device = @device", "@device", filter.Device?.Value);
        Add(terms, "sensor_type = @type", "@type", filter.SensorType);
        Add(terms, "started_at >= @from", "@from", filter.From);
        Add(terms, "started_at < @to", "@to", filter.To);
        if (!string.IsNullOrWhiteSpace(filter.Text))
            Add(terms, $"(title || '\n' || title_en || '\n' || device_name || '\n' || device || '\n' || rule) {dialect.Like} @text ESCAPE '\\'", "@text", Like(filter.Text));
        _base = string.Join(" AND ", terms);
        _levels = filter.Levels.Count == 0 ? "" : $" AND level IN ({Names("l", filter.Levels.Select(l => (object)l))})";
        _handlings = filter.Handlings.Count == 0 ? "" : $" AND handling IN ({Names("h", filter.Handlings.Select(h => (object)(int)h))})";
        _condition = filter.Condition is null ? "" : $" AND condition = {(int)filter.Condition}";
    }

    public WarningPage Run(RecordConnection connection)
    {
        var limit = Math.Clamp(_filter.Limit, 1, WarningFilter.MaxLimit);
        var counts = new WarningCounts(
            Count(connection, "level", _handlings + _condition, value => value),
            Count(connection, "handling", _levels + _condition, value => (WarningHandling)value),
            Count(connection, "condition", _levels + _handlings, value => (WarningCondition)value));
        var after = "";
        if (_filter.Cursor is { Length: > 0 } cursor)
        {
            var (started, id) = Parse(cursor);
            after = " AND (started_at, id) < (@at, @after)";
            _parameters.Add(("@at", started));
            _parameters.Add(("@after", id));
        }

        var rows = connection.Query(
            $"SELECT {WarningRow.Columns} FROM warning WHERE {_base}{_levels}{_handlings}{_condition}{after} ORDER BY started_at DESC, id DESC LIMIT {limit + 1}",
            WarningRow.Read, [.. _parameters]);
        var next = rows.Count > limit
            ? string.Create(CultureInfo.InvariantCulture, $"{rows[limit - 1].StartedAt.ToUnixTimeMilliseconds()}.{rows[limit - 1].Id}") : null;
        return new WarningPage(rows.Count > limit ? rows[..limit] : rows, next, counts);
    }

    private static (long Started, string Id) Parse(string cursor)
    {
        var dot = cursor.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && long.TryParse(cursor.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var started)
            ? (started, cursor[(dot + 1)..])
            : throw new FormatException("The cursor is not one that this list has given.");
    }

    private static string Like(string text)
    {
        var escaped = text.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
        return $"%{escaped}%";
    }

    private void Add(List<string> terms, string term, string name, object? value)
    {
        if (value is null)
            return;
        terms.Add(term);
        _parameters.Add((name, value));
    }

    private string Names(string prefix, IEnumerable<object> values)
    {
        var names = new List<string>();
        foreach (var value in values)
        {
            names.Add(string.Create(CultureInfo.InvariantCulture, $"@{prefix}{names.Count}"));
            _parameters.Add((names[^1], value));
        }

        return string.Join(", ", names);
    }

    private Dictionary<T, int> Count<T>(RecordConnection connection, string column, string terms, Func<int, T> key) where T : notnull =>
        connection.Query(
            $"SELECT {column}, count(*) FROM warning WHERE {_base}{terms} GROUP BY {column}",
            r => (key(r.GetInt32(0)), r.GetInt32(1)), [.. _parameters]).ToDictionary(row => row.Item1, row => row.Item2);
}
