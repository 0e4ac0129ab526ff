using System.Data.Common;
using System.Globalization;
using Cloud.Platform.Registers;
using Cloud.Storage.Records;

namespace Cloud.Storage.Registers;

/// <summary>
/// Figures by one or two columns. A database that makes groups by sorting sorts every row to get a few cells; there the rows are
/// summed up as they come out of the index that holds all columns of figures.
/// </summary>
internal sealed class Pivot
{
    private readonly PivotQuery _query;
    private readonly bool _sumsUp;
    private readonly bool[] _numeric;
    private readonly RegisterDescriptor _register;
    private readonly string _select;
    private readonly string _where;

    public Pivot(RegisterDescriptor register, PivotQuery query, IRecordDialect dialect)
    {
        var condition = new SqlCondition(register, dialect, overAll: true);
        var where = condition.Write(query.Where);
        var keys = query.Dimensions.Select(dimension => Key(register, dimension)).ToList();
        var of = query.Of is { } name ? ColumnSql.Of(register, name) : "NULL";
        (_query, Parameters) = (query, condition.Parameters);
        _numeric = [.. query.Dimensions.Select(dimension => Column.Find(register, dimension.Column) is { Numeric: true })];
        _sumsUp = dialect.SortsToGroup && !IsInOrder(query);
        var figure = query.Measure == Measure.Count ? "CAST(COUNT(*) AS DOUBLE PRECISION)"
            : $"CAST({(query.Measure == Measure.Average ? "AVG" : query.Measure.ToString().ToUpperInvariant())}({of}) AS DOUBLE PRECISION)";
        var groups = string.Join(", ", Enumerable.Range(1, keys.Count).Select(i => i.ToString(CultureInfo.InvariantCulture)));
        _register = register;
        _select = $"SELECT {string.Join(", ", keys)}, {(_sumsUp ? of : $"{figure}, CAST(COUNT(*) AS BIGINT)")} FROM {register.Table}";
        _where = $" WHERE {where}{(_sumsUp ? "" : $" GROUP BY {groups} ORDER BY {groups}")}";
    }

    /// <summary>Values of the question.</summary>
    public (string Name, object? Value)[] Parameters { get; }

    /// <summary>The question with all that its answer depends on: what is summed up here has one SQL for every measure.</summary>
    public string Question(int limit) => string.Create(CultureInfo.InvariantCulture, $"{_query.Measure} {_select}{_where} LIMIT {limit}");

    public IReadOnlyList<PivotCell> Run(RecordConnection connection, int limit)
    {
        var sql = _select + StateHint.Of(connection, _register, _query.Where) + _where;
        return _sumsUp ? SummedUp(connection, sql, limit) : connection.Query(string.Create(CultureInfo.InvariantCulture, $"{sql} LIMIT {limit}"), Cell, Parameters);
    }

    // One plain column has an index in whose order the rows come, as long as nothing else than that index holds is asked for.
    private static bool IsInOrder(PivotQuery query) => query is { Dimensions: [{ By: Bucket.Value, Column: var column }], Measure: Measure.Count } && IsIn(query.Where, column);

    private static bool IsIn(Condition condition, string column) => condition switch
    {
        Condition.All all => all.Parts.All(part => IsIn(part, column)),
        Condition.Any any => any.Parts.All(part => IsIn(part, column)),
        Condition.Compare compare => compare.Column == column || compare.Column is "state" or "area",
        Condition.Within or Condition.Branch or Condition.AtMost or Condition.IsVoid => true,
        _ => false,
    };

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

    private PivotCell Cell(DbDataReader row)
    {
        var keys = _query.Dimensions.Count;
        return new PivotCell([.. Enumerable.Range(0, keys).Select(i => Text(row, i))], row.IsDBNull(keys) ? null : row.GetDouble(keys), row.GetInt64(keys + 1));
    }

    private IReadOnlyList<PivotCell> SummedUp(RecordConnection connection, string sql, int limit)
    {
        var cells = new Dictionary<(string?, string?), Sums>();
        var (two, of) = (_query.Dimensions.Count == 2, _query.Dimensions.Count);
        connection.Each(
            sql,
            row =>
            {
                var key = (Text(row, 0), two ? Text(row, 1) : null);
                if (!cells.TryGetValue(key, out var sums))
                    cells[key] = sums = new Sums();
                sums.Add(_query.Measure == Measure.Count || row.IsDBNull(of) ? null : row.GetDouble(of));
            },
            Parameters);
        return [.. cells
            .OrderBy(cell => cell.Key.Item1, Order(0)).ThenBy(cell => cell.Key.Item2, Order(1)).Take(limit)
            .Select(cell => new PivotCell(two ? [cell.Key.Item1, cell.Key.Item2] : [cell.Key.Item1], cell.Value.Figure(_query.Measure), cell.Value.Count))];
    }

    private string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null
        : column < _numeric.Length && _numeric[column] ? row.GetDouble(column).ToString(CultureInfo.InvariantCulture)
        : Convert.ToString(row.GetValue(column), CultureInfo.InvariantCulture);

    // As the database would: numbers by their value, text by its bytes, none first.
    private Comparer<string?> Order(int dimension) => dimension < _numeric.Length && _numeric[dimension]
        ? Comparer<string?>.Create((a, b) => Number(a).CompareTo(Number(b)))
        : Comparer<string?>.Create(string.CompareOrdinal);

    private static double Number(string? text) => text is null ? double.NegativeInfinity : double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>One cell while it grows.</summary>
    private sealed class Sums
    {
        private double _sum;
        private double _min = double.PositiveInfinity;
        private double _max = double.NegativeInfinity;
        private long _numbers;

        public long Count { get; private set; }

        public void Add(double? value)
        {
            Count++;
            if (value is not { } number)
                return;
            (_numbers, _sum, _min, _max) = (_numbers + 1, _sum + number, Math.Min(_min, number), Math.Max(_max, number));
        }

        public double? Figure(Measure measure) => measure switch
        {
            Measure.Count => Count,
            _ when _numbers == 0 => null,
            Measure.Sum => _sum,
            Measure.Average => _sum / _numbers,
            Measure.Min => _min,
            _ => _max,
        };
    }
}
