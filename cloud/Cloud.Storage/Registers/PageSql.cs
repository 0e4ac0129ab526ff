using System.Globalization;
using Cloud.Platform.Registers;
using Cloud.Storage.Records;

namespace Cloud.Storage.Registers;

/// <summary>The question for one page of a list.</summary>
internal sealed class PageSql
{
    private readonly RegisterDescriptor _register;
    private readonly SqlCondition _condition;

    public PageSql(RegisterDescriptor register, RecordQuery query, IRecordDialect dialect)
    {
        (_register, _condition) = (register, new SqlCondition(register, dialect));
        Limit = Math.Clamp(query.Limit, 1, RecordQuery.LargestPage);
        Sort = query.Sort is { } name ? ColumnSql.Of(register, name) : null;
        var where = _condition.Write(query.Where);
        var descending = Sort is null || query.Descending;
        Text = Sort is null && Anchor.Of(query.Where) is { Count: > 0 } anchors
            ? Newest(anchors, where, query.After, dialect)
            : Ordered(query.After is { } after ? $"{where} AND {After(after, descending)}" : where, descending);
    }

    /// <summary>Most records of the page; the question asks for one more.</summary>
    public int Limit { get; }

    /// <summary>The column sorted by, which comes after those of the envelope; null = newest first.</summary>
    public string? Sort { get; }

    /// <summary>SQL.</summary>
    public string Text { get; }

    /// <summary>Its values.</summary>
    public (string Name, object? Value)[] Parameters => _condition.Parameters;

    private string Ordered(string where, bool descending)
    {
        var direction = descending ? "DESC" : "ASC";
        var order = Sort is null ? "place DESC" : $"{Sort} {direction} {(descending ? "NULLS LAST" : "NULLS FIRST")}, place {direction}";
        return string.Create(CultureInfo.InvariantCulture,
            $"SELECT {ColumnSql.Envelope}{(Sort is null ? "" : $", {Sort}")} FROM {_register.Table} WHERE {where} ORDER BY {order} LIMIT {Limit + 1}");
    }

    private string Newest(IReadOnlyList<Anchor> anchors, string where, PageMark? after, IRecordDialect dialect)
    {
        var beyond = after is null ? null : _condition.Parameter(after.Row);
        var places = dialect.Newest([.. anchors.Select(anchor => Branch(anchor, where, beyond))], Limit + 1);
        return $"SELECT {ColumnSql.Envelope} FROM {_register.Table} WHERE place IN ({places}) ORDER BY place DESC";
    }

    private string Branch(Anchor anchor, string where, string? beyond)
    {
        var table = _register.Table;
        if (anchor is Anchor.Named named)
        {
            var before = beyond is null ? "" : $" AND named.place < {beyond}";
            return $"SELECT named.place FROM record_party named CROSS JOIN {table} WHERE named.organisation = {_condition.Parameter(named.Organisation.ToString())}"
                + $" AND named.register = {_condition.Parameter(_register.Name)}{before} AND {table}.place = named.place AND {where}";
        }

        var first = anchor switch
        {
            Anchor.Owner owner => $"owner = {_condition.Parameter(owner.Organisation.ToString())}",
            Anchor.Project project => $"project = {_condition.Parameter(project.Id.Value)}",
            Anchor.County county => $"area = {_condition.Parameter(county.Area.Value)}",
            Anchor.Listed listed => _condition.Write(listed.Condition),
            _ => throw new NotSupportedException(anchor.GetType().Name),
        };
        return $"SELECT place FROM {table} WHERE {first}{(beyond is null ? "" : $" AND place < {beyond}")} AND {where}";
    }

    private string After(PageMark after, bool descending)
    {
        var place = _condition.Parameter(after.Row);
        var beyond = descending ? "<" : ">";
        if (Sort is null)
            return $"place {beyond} {place}";
        if (after.Value is null)
            return descending ? $"({Sort} IS NULL AND place < {place})" : $"(({Sort} IS NULL AND place > {place}) OR {Sort} IS NOT NULL)";
        var value = _condition.Parameter(after.Value);
        var nulls = descending ? $" OR {Sort} IS NULL" : "";
        return $"(({Sort}, place) {beyond} ({value}, {place}){nulls})";
    }
}
