using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Telemetry.Model;

namespace Cloud.Platform.Registers;

/// <summary>A part of a register's records as a condition, run by the store.</summary>
internal sealed record RecordSet<TRecord>(IRecordStore Store, RegisterDescriptor Register, Condition Scope) : IRecordSet<TRecord>
    where TRecord : class
{
    private const int Page = 500;
    private const int MostGroups = 10_000;

    private IReadOnlyList<Condition> Parts { get; init; } = [];

    private bool Void { get; init; }

    private string? Sort { get; init; }

    private bool Descending { get; init; }

    private Condition Whole => Condition.And([Scope, .. Parts, Void ? Condition.Everything : new Condition.IsVoid(false)]);

    public IRecordSet<TRecord> In(ProjectId? project) =>
        project is { } id ? With(new Condition.Compare("project", Comparison.Eq, [id.Value])) : this;

    public IRecordSet<TRecord> InState<TState>(params IReadOnlyList<TState> states)
        where TState : struct, Enum =>
        With(new Condition.Compare("state", Comparison.In, [.. states.Select(state => RecordJson.Name(state.ToString()))]));

    public IRecordSet<TRecord> Where(Expression<Func<TRecord, bool>> test) => With(TestTranslator.Translate(Register, test));

    public IRecordSet<TRecord> Between<TValue>(Expression<Func<TRecord, TValue>> field, TValue? from, TValue? to)
        where TValue : struct
    {
        var column = TestTranslator.Column(Register, field);
        return With(Condition.And(
            from is { } first ? new Condition.Compare(column, Comparison.Ge, [ColumnValue.Of(first)!]) : Condition.Everything,
            to is { } last ? new Condition.Compare(column, Comparison.Le, [ColumnValue.Of(last)!]) : Condition.Everything));
    }

    public IRecordSet<TRecord> Among<TValue>(Expression<Func<TRecord, TValue>> field, IReadOnlyCollection<TValue> values) => With(values.Count == 0
        ? Condition.Nothing
        : new Condition.Compare(TestTranslator.Column(Register, field), Comparison.In, [.. values.Select(value => ColumnValue.Of(value)).OfType<object>().Distinct()]));

    public IRecordSet<TRecord> ById(IReadOnlyCollection<Reference<TRecord>> references) => With(references.Count == 0
        ? Condition.Nothing : new Condition.Compare("id", Comparison.In, [.. references.Select(reference => reference.ToString()).Distinct()]));

    public IRecordSet<TRecord> WithVoid() => this with { Void = true };

    public IRecordSet<TRecord> OrderBy<TValue>(Expression<Func<TRecord, TValue>> field, bool descending = false) =>
        this with { Sort = TestTranslator.Column(Register, field), Descending = descending };

    public Task<long> CountAsync(CancellationToken cancel) => Store.CountAsync(Register, Whole, cancel);

    public async Task<bool> AnyAsync(CancellationToken cancel) =>
        (await Store.ListAsync(Register, new RecordQuery { Where = Whole, Limit = 1 }, cancel)).Records.Count > 0;

    public async IAsyncEnumerable<Entry<TRecord>> ReadAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var query = new RecordQuery { Where = Whole, Sort = Sort, Descending = Descending, Limit = Page };
        for (RecordPage? page = null; page is null || page.Next is not null;)
        {
            page = await Store.ListAsync(Register, query with { After = page?.Next }, cancel);
            foreach (var stored in page.Records)
                yield return new Entry<TRecord>(stored.Envelope, (TRecord)RecordBody.Parse(stored.Body, typeof(TRecord)));
        }
    }

    public async Task<IReadOnlyDictionary<string, long>> CountByAsync<TValue>(Expression<Func<TRecord, TValue>> field, CancellationToken cancel)
    {
        var cells = await Store.PivotAsync(Register, new PivotQuery(Whole, [new Dimension(TestTranslator.Column(Register, field))]), MostGroups, cancel);
        return cells.ToDictionary(cell => cell.Keys[0] ?? "", cell => cell.Count);
    }

    public async Task<IReadOnlyDictionary<string, double>> SumByAsync<TValue, TNumber>(
        Expression<Func<TRecord, TValue>> field, Expression<Func<TRecord, TNumber>> number, CancellationToken cancel)
    {
        var query = new PivotQuery(Whole, [new Dimension(TestTranslator.Column(Register, field))], Measure.Sum, TestTranslator.Column(Register, number));
        return (await Store.PivotAsync(Register, query, MostGroups, cancel)).ToDictionary(cell => cell.Keys[0] ?? "", cell => cell.Figure ?? 0);
    }

    public async Task<double> SumAsync<TValue>(Expression<Func<TRecord, TValue>> field, CancellationToken cancel)
    {
        var column = TestTranslator.Column(Register, field);
        return (await Store.TotalsAsync(Register, Whole, [column], cancel)).Sums[column] ?? 0;
    }

    private RecordSet<TRecord> With(Condition part) => this with { Parts = [.. Parts, part] };
}
