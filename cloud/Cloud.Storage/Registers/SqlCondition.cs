using System.Globalization;
using Cloud.Platform.Areas;
using Cloud.Platform.Registers;
using Cloud.Storage.Records;

namespace Cloud.Storage.Registers;

/// <summary>Writes conditions as SQL over a register's table or the search documents; values become parameters.</summary>
/// <param name="register">Whose records.</param>
/// <param name="dialect">For which database.</param>
/// <param name="overDocuments">True over the search documents.</param>
/// <param name="prefix">Of the names of parameters.</param>
/// <param name="overAll">True where every record is looked at: then what a party is named in is read once, and not for each record anew.</param>
internal sealed class SqlCondition(RegisterDescriptor register, IRecordDialect dialect, bool overDocuments = false, string prefix = "v", bool overAll = false)
{
    private readonly List<(string, object?)> _parameters = [];

    public (string, object?)[] Parameters => [.. _parameters];

    /// <summary>A name for a value; the same for the same value, which several conditions of one scope ask for.</summary>
    public string Parameter(object? value)
    {
        foreach (var (known, same) in _parameters)
            if (Equals(same, value))
                return known;
        var name = string.Create(CultureInfo.InvariantCulture, $"@{prefix}{_parameters.Count}");
        _parameters.Add((name, value));
        return name;
    }

    public string Write(Condition condition) => condition switch
    {
        Condition.All { Parts.Count: 0 } => "1 = 1",
        Condition.Any { Parts.Count: 0 } => "1 = 0",
        Condition.All all => $"({string.Join(" AND ", all.Parts.Select(Write))})",
        Condition.Any any => $"({string.Join(" OR ", any.Parts.Select(Write))})",
        Condition.Compare compare => Compare(compare),
        Condition.Within within => Within(within.Area),
        Condition.PartyIs party => Party(party),
        Condition.AssignedTo assigned => $"id IN (SELECT record FROM record_assignee WHERE person = {Parameter(assigned.Person.ToString())})",
        Condition.AskedOf asked => $"id IN (SELECT record FROM record_task WHERE account = {Parameter(asked.Account.ToString())})",
        Condition.Branch branch => $"(disciplines & {((int)branch.Disciplines).ToString(CultureInfo.InvariantCulture)}) <> 0",
        Condition.AtMost most => $"secrecy <= {((int)most.Level).ToString(CultureInfo.InvariantCulture)}",
        Condition.IsVoid isVoid => $"is_void = {(isVoid.Value ? 1 : 0)}",
        Condition.Is one => $"id = {Parameter(one.Id.ToString("D"))}",
        Condition.Words words => Words(words.Text),
        _ => throw new NotSupportedException(condition.GetType().Name),
    };

    /// <summary>The SQL of a column.</summary>
    public string Column(string name) => ColumnSql.Of(register, name);

    private string Compare(Condition.Compare compare)
    {
        if (overDocuments && compare.Column is not ("state" or "project" or "area" or "owner" or "id" or "title"))
            throw new NotSupportedException($"Search documents have no {compare.Column}.");
        var column = Column(compare.Column);
        var values = compare.Values.Select(value => Bind(compare.Column, value)).ToList();
        return compare.By switch
        {
            Comparison.Eq => $"{column} = {Parameter(values[0])}",
            Comparison.Ne => $"({column} <> {Parameter(values[0])} OR {column} IS NULL)",
            Comparison.Lt => $"{column} < {Parameter(values[0])}",
            Comparison.Le => $"{column} <= {Parameter(values[0])}",
            Comparison.Gt => $"{column} > {Parameter(values[0])}",
            Comparison.Ge => $"{column} >= {Parameter(values[0])}",
            Comparison.In => values.Count == 0 ? "1 = 0" : $"{column} IN ({SqlLists.Names(values, Parameter)})",
            Comparison.Contains => $"{column} {dialect.Like} {Parameter(Like(values[0], "%"))} ESCAPE '\\'",
            Comparison.StartsWith => $"({column} >= {Parameter(values[0])} AND {column} < {Parameter(values[0] + "\uFFFF")})",
            Comparison.None => $"{column} IS NULL",
            _ => $"{column} IS NOT NULL",
        };
    }

    // Instants of the envelope are numbers, those of fields text.
    private static object Bind(string column, object value) => column is "createdAt" or "updatedAt" && value is string text
        ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds() : value;

    // A county is an equality that an index serves in order of making; for more, the index would only stand in the way of the order.
    private string Within(AreaCode area)
    {
        if (area.Level == AreaLevel.County)
            return $"area = {Parameter(area.Value)}";
        var column = overAll ? "area" : dialect.Unindexed("area");
        return $"({column} >= {Parameter(area.Prefix)} AND {column} < {Parameter(area.Prefix + ":")})";
    }

    private string Party(Condition.PartyIs party)
    {
        var organisation = Parameter(party.Organisation.ToString());
        var projects = party.Projects.Count == 0 ? "" : $" OR project IN ({SqlLists.Names(party.Projects.Select(project => (object)project.Value), Parameter)})";
        var named = overAll
            ? $"place IN (SELECT place FROM record_party WHERE organisation = {organisation} AND register = {Parameter(register.Name)})"
            : $"EXISTS (SELECT 1 FROM record_party WHERE organisation = {organisation} AND record = id)";
        return $"(owner = {organisation}{projects} OR {named})";
    }

    private string Words(string text) => dialect.Search.Query(text) is { } query
        ? $"id IN (SELECT d.id FROM search_document d WHERE d.register = {Parameter(register.Name)} AND d.document IN ({dialect.Search.Matches(Parameter(query))}))"
        : "1 = 0";

    private static string Like(object value, string before) =>
        before + value.ToString()!.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
}
