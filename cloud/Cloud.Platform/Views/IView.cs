using Cloud.Platform.Registers;

namespace Cloud.Platform.Views;

/// <summary>
/// A read-only answer over registers: a typed question and typed rows. Found once at start; it appears in interface,
/// export, permissions and trace without anything else.
/// </summary>
/// <typeparam name="TQuery">A record class whose members are the question's fields, all optional.</typeparam>
/// <typeparam name="TRow">A record class whose members are the columns.</typeparam>
public interface IView<TQuery, TRow>
    where TQuery : class
    where TRow : class
{
    /// <summary>Name, label and who may ask.</summary>
    static abstract ViewDefinition Definition { get; }

    /// <summary>The rows, from records within the scope of the person who asks.</summary>
    static abstract IAsyncEnumerable<TRow> RunAsync(TQuery query, IRecords records, CancellationToken cancel);
}

/// <summary>What is declared of a view.</summary>
/// <param name="Name">Kebab-case; the path of its interface.</param>
/// <param name="Label">Chinese name.</param>
/// <param name="LabelEn">English name.</param>
/// <param name="By">Who may ask; the rows still come from records that each person may read.</param>
public sealed record ViewDefinition(string Name, string Label, string LabelEn, RoleSet By)
{
    /// <summary>Figures with the records that they count.</summary>
    public IReadOnlyList<ViewListing> Listings { get; init; } = [];

    /// <summary>Says which records a figure counts: whoever reads it opens their list.</summary>
    /// <typeparam name="TQuery">The view's question.</typeparam>
    /// <typeparam name="TRow">The view's row.</typeparam>
    /// <typeparam name="TRecord">Record class of the register that is listed.</typeparam>
    /// <param name="column">Member of the row: <c>nameof(Row.Count)</c>.</param>
    /// <param name="filters">Filters of the list, as in its address; null ones are left out.</param>
    public ViewDefinition Lists<TQuery, TRow, TRecord>(string column, Func<TQuery, TRow, IEnumerable<string?>> filters)
        where TQuery : class
        where TRow : class
        where TRecord : class =>
        this with { Listings = [.. Listings, new ViewListing(RecordJson.Name(column), typeof(TRecord), (query, row) => [.. filters((TQuery)query, (TRow)row).OfType<string>()])] };
}

/// <summary>A figure of a view with the records that it counts.</summary>
/// <param name="Column">Column of the figure.</param>
/// <param name="RecordType">Record class of the register.</param>
/// <param name="Filters">Filters of the list, from question and row.</param>
public sealed record ViewListing(string Column, Type RecordType, Func<object, object, IReadOnlyList<string>> Filters);

/// <summary>Filters of lists, as addresses spell them.</summary>
public static class ListFilter
{
    /// <summary>A value; null when it is open.</summary>
    public static string? Is(string column, object? value) => value switch
    {
        null => null,
        Enum choice => $"{column}:eq:{RecordJson.Name(choice.ToString())}",
        _ => $"{column}:eq:{value}",
    };

    /// <summary>From a day on; null when it is open.</summary>
    public static string? From(string column, DateOnly? day) => day is { } first ? $"{column}:ge:{ColumnValue.Of(first)}" : null;

    /// <summary>Up to a day; null when it is open.</summary>
    public static string? To(string column, DateOnly? day) => day is { } last ? $"{column}:le:{ColumnValue.Of(last)}" : null;
}
