using System.Globalization;

namespace Cloud.Platform.Registers;

/// <summary>
/// Reads filters as people's pages write them: <c>dueOn:lt:2026-12-01</c>, <c>state:in:draft,submitted</c>, <c>name:contains:桥</c>,
/// <c>reply:none</c>, <c>createdAt:ge:2026-11-01T00:00:00Z</c>, <c>due:overdue</c>, <c>area:within:210100</c>.
/// </summary>
public static class FilterParser
{
    private const int MostValues = 200;

    /// <summary>The condition, or what is wrong with the text.</summary>
    public static (Condition? Condition, string? Fault) Parse(RegisterDescriptor register, string text, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(':', 3);
        if (parts.Length < 2 || Column.Find(register, parts[0]) is not { } column)
            return (null, $"没有“{parts[0]}”这一栏，或它不能筛选");
        var value = parts.Length == 3 ? parts[2] : null;
        return parts[1] switch
        {
            "none" => (new Condition.Compare(column.Name, Comparison.None, []), null),
            "some" => (new Condition.Compare(column.Name, Comparison.Some, []), null),
            "overdue" when column.Name == "due" => (new Condition.Compare("due", Comparison.Lt, [ColumnValue.Of(today)!]), null),
            "within" when column.Name == "area" && Areas.AreaCode.TryParse(value, null, out var area) => (new Condition.Within(area), null),
            "in" when value is not null => In(column, value.Split(',')),
            "month" or "year" when value is not null => Span(column, parts[1], value),
            _ when value is not null && Operator(parts[1], column) is { } by => Compare(column, by, value),
            _ => (null, $"“{column.Label.Zh}”不支持条件“{parts[1]}”"),
        };
    }

    /// <summary>A text as a value of a column; null when it is none.</summary>
    public static object? Value(Column column, string text)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column.Kind switch
        {
            FieldKind.Integer => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null,
            FieldKind.Number => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null,
            FieldKind.Boolean => text switch { "true" => true, "false" => false, _ => null },
            FieldKind.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? ColumnValue.Of(day) : null,
            FieldKind.Instant => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? ColumnValue.Of(instant) : null,
            _ => text.Length <= 400 ? text : null,
        };
    }

    private static Comparison? Operator(string text, Column column) => text switch
    {
        "eq" => Comparison.Eq,
        "ne" => Comparison.Ne,
        "lt" => Comparison.Lt,
        "le" => Comparison.Le,
        "gt" => Comparison.Gt,
        "ge" => Comparison.Ge,
        "contains" when column.Kind is FieldKind.Text or FieldKind.LongText => Comparison.Contains,
        "starts" when column.Kind is FieldKind.Text or FieldKind.LongText or FieldKind.Area => Comparison.StartsWith,
        _ => null,
    };

    private static (Condition?, string?) Compare(Column column, Comparison by, string text) => Value(column, text) is { } value
        ? (new Condition.Compare(column.Name, by, [value]), null) : (null, Wrong(column, text));

    private static (Condition?, string?) In(Column column, string[] texts)
    {
        if (texts.Length > MostValues)
            return (null, $"“{column.Label.Zh}”最多筛选{MostValues}个值");
        var values = texts.Select(text => (text, value: Value(column, text))).ToList();
        return values.Find(pair => pair.value is null) is { text: { } wrong }
            ? (null, Wrong(column, wrong)) : (new Condition.Compare(column.Name, Comparison.In, [.. values.Select(pair => pair.value!)]), null);
    }

    // A month or a year of a day is a span of its text.
    private static (Condition?, string?) Span(Column column, string span, string text)
    {
        if (column.Kind is not (FieldKind.Date or FieldKind.Instant) || text.Length != (span == "month" ? 7 : 4) || !text.All(c => char.IsAsciiDigit(c) || c == '-'))
            return (null, Wrong(column, text));
        if (column.Field is not null || column.Kind == FieldKind.Date)
            return (new Condition.Compare(column.Name, Comparison.StartsWith, [text]), null);
        var first = DateTimeOffset.ParseExact(span == "month" ? text + "-01" : text + "-01-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var after = span == "month" ? first.AddMonths(1) : first.AddYears(1);
        return (Condition.And(
            new Condition.Compare(column.Name, Comparison.Ge, [ColumnValue.Of(first)!]), new Condition.Compare(column.Name, Comparison.Lt, [ColumnValue.Of(after)!])), null);
    }

    private static string Wrong(Column column, string text) => $"“{text[..Math.Min(40, text.Length)]}”不是“{column.Label.Zh}”的值";
}
