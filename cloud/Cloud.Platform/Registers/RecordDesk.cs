using Cloud.Platform.Calendar;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;

namespace Cloud.Platform.Registers;

/// <summary>What a person asks of a register's records: filters as his page writes them.</summary>
public sealed record RecordSelection
{
    /// <summary>As <see cref="FilterParser"/> reads them; all must hold.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>Words that must be in the text; null = none.</summary>
    public string? Words { get; init; }

    /// <summary>Void ones too.</summary>
    public bool WithVoid { get; init; }

    /// <summary>True = only what the actor may act on and is awaited of him.</summary>
    public bool Awaited { get; init; }

    /// <summary>Column to sort by, <c>-</c> before it for the greatest first; null = newest first.</summary>
    public string? Sort { get; init; }
}

/// <summary>
/// Reads records for a person: every list, count, figure and single record goes through the same condition, which holds
/// the person's scope. Expected faults of the question are returned.
/// </summary>
public sealed class RecordDesk(IRecordStore store, IRecordScopes scopes, RecordPermissions permissions, TimeProvider time)
{
    private const int LongestWords = 200;
    private const int MostFilters = 40;
    private const int MostCells = 2_000;

    /// <summary>One record that the person may read; null otherwise.</summary>
    public async Task<StoredRecord?> FindAsync(Actor actor, RegisterDescriptor register, Guid id, CancellationToken cancel)
    {
        await scopes.RefreshAsync(cancel);
        return await store.FindAsync(register, id, permissions.Readable(actor, register), cancel);
    }

    /// <summary>One record with what the person may do to it as it stands, and whether another condition lets it through; null when he may not read it.</summary>
    public async Task<OpenedRecord?> OpenAsync(Actor actor, RegisterDescriptor register, Guid id, Condition besides, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(register);
        await scopes.RefreshAsync(cancel);
        var acts = register.Actions.Where(action => RecordPermissions.Offers(actor, register, RegisterVerb.Act, action.Name)).ToList();
        // What a person may do is asked together with the record: each condition alone would be a question of its own.
        var examined = await store.ExamineAsync(
            register, id, permissions.Readable(actor, register),
            [
                besides, May(actor, register, RegisterVerb.Edit), May(actor, register, RegisterVerb.Void),
                .. acts.Select(action => permissions.Allowed(actor, register, RegisterVerb.Act, action.Name)),
            ],
            cancel);
        if (examined is not { Record: var record, Passes: var passes })
            return null;
        var offers = record.Envelope.VoidReason is not null ? new RecordOffers([], false, false) : new RecordOffers(
            [.. acts.Where((action, i) => passes[3 + i] && action.From.Contains(record.Envelope.State)).Select(action => action.Name)], passes[1], passes[2]);
        return new OpenedRecord(record, offers, passes[0]);
    }

    /// <summary>Which actions, and whether an edit or a void, the person may do to a record as it stands; nothing to one that he may not read.</summary>
    public async Task<RecordOffers> OffersAsync(Actor actor, RegisterDescriptor register, StoredRecord record, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(record);
        return (await OpenAsync(actor, register, record.Envelope.Id, Condition.Nothing, cancel))?.Offers ?? new RecordOffers([], false, false);
    }

    /// <summary>Titles of those records of some ids that the person may read.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> TitlesAsync(Actor actor, RegisterDescriptor register, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        await scopes.RefreshAsync(cancel);
        return await store.TitlesAsync(register, ids, permissions.Readable(actor, register), cancel);
    }

    /// <summary>The condition of a selection within the person's scope, or what is wrong with the question.</summary>
    public async Task<(Condition? Where, FieldFault? Fault)> WhereAsync(Actor actor, RegisterDescriptor register, RecordSelection selection, CancellationToken cancel)
    {
        await scopes.RefreshAsync(cancel);
        if (selection.Filters.Count > MostFilters)
            return (null, new FieldFault("filter", $"最多{MostFilters}个筛选条件"));
        if (selection.Words?.Length > LongestWords)
            return (null, new FieldFault("q", $"检索词不能超过{LongestWords}字"));
        var parts = new List<Condition> { permissions.Readable(actor, register) };
        var today = SiteCalendar.Today(time);
        foreach (var filter in selection.Filters)
        {
            var (condition, fault) = FilterParser.Parse(register, filter, today);
            if (condition is null)
                return (null, new FieldFault("filter", fault!));
            parts.Add(condition);
        }

        if (selection.Awaited)
            parts.Add(permissions.Awaited(actor, register));
        if (!selection.WithVoid || selection.Awaited)
            parts.Add(new Condition.IsVoid(false));
        if (!string.IsNullOrWhiteSpace(selection.Words))
            parts.Add(new Condition.Words(selection.Words));
        return (Condition.And(parts), null);
    }

    /// <summary>One page, or what is wrong with the question.</summary>
    public async Task<(RecordPage? Page, FieldFault? Fault)> ListAsync(
        Actor actor, RegisterDescriptor register, RecordSelection selection, PageMark? after, int limit, CancellationToken cancel)
    {
        var (where, fault) = await WhereAsync(actor, register, selection, cancel);
        if (where is null)
            return (null, fault);
        var descending = selection.Sort?.StartsWith('-') == true;
        var sort = selection.Sort?.TrimStart('-');
        if (sort is not null && Column.Find(register, sort) is null)
            return (null, new FieldFault("sort", $"没有“{sort}”这一栏，或它不能排序"));
        return (await store.ListAsync(register, new RecordQuery { Where = where, Sort = sort, Descending = descending, After = after, Limit = limit }, cancel), null);
    }

    /// <summary>Count and the sums of all numbers of a selection.</summary>
    public async Task<(Totals? Totals, FieldFault? Fault)> TotalsAsync(Actor actor, RegisterDescriptor register, RecordSelection selection, CancellationToken cancel)
    {
        var (where, fault) = await WhereAsync(actor, register, selection, cancel);
        return where is null ? (null, fault) : (await store.TotalsAsync(register, where, [.. register.Fields.Where(field => field is { Numeric: true, Personal: false }).Select(field => field.Name)], cancel), null);
    }

    /// <summary>How many a selection has.</summary>
    public async Task<long> CountAsync(Actor actor, RegisterDescriptor register, RecordSelection selection, CancellationToken cancel) =>
        await WhereAsync(actor, register, selection, cancel) is ({ } where, _) ? await store.CountAsync(register, where, cancel) : 0;

    /// <summary>Figures of a selection by one or two columns, or what is wrong with the question.</summary>
    public async Task<(IReadOnlyList<PivotCell>? Cells, FieldFault? Fault)> PivotAsync(
        Actor actor, RegisterDescriptor register, RecordSelection selection, IReadOnlyList<Dimension> dimensions, Measure measure, string? of, CancellationToken cancel)
    {
        var (where, fault) = await WhereAsync(actor, register, selection, cancel);
        if (where is null)
            return (null, fault);
        if (dimensions.Count is 0 or > 2)
            return (null, new FieldFault("by", "须按一栏或两栏统计"));
        foreach (var dimension in dimensions)
            if (Column.Find(register, dimension.Column) is not { } column || !Groups(column, dimension.By))
                return (null, new FieldFault("by", $"不能按“{dimension.Column}”这样统计"));
        if (measure != Measure.Count && (of is null || Column.Find(register, of) is not { Numeric: true }))
            return (null, new FieldFault("of", "须指明一个数值栏"));
        return (await store.PivotAsync(register, new PivotQuery(where, dimensions, measure, of), MostCells, cancel), null);
    }

    /// <summary>The filter that lists exactly the records of one key of a dimension.</summary>
    public static string Drill(Dimension dimension, string? key) => (dimension.By, key) switch
    {
        (_, null) => $"{dimension.Column}:none",
        (Bucket.Month, _) => $"{dimension.Column}:month:{key}",
        (Bucket.Year, _) => $"{dimension.Column}:year:{key}",
        (Bucket.City, _) => $"{dimension.Column}:starts:{key}",
        _ => $"{dimension.Column}:eq:{key}",
    };

    private static bool Groups(Column column, Bucket by) => by switch
    {
        Bucket.Month or Bucket.Year => column.Kind == FieldKind.Date || (column.Kind == FieldKind.Instant && column.Field is not null),
        Bucket.City => column.Kind == FieldKind.Area,
        _ => column.Kind is not (FieldKind.LongText or FieldKind.Instant),
    };

    private Condition May(Actor actor, RegisterDescriptor register, RegisterVerb verb) =>
        RecordPermissions.Offers(actor, register, verb) ? permissions.Allowed(actor, register, verb) : Condition.Nothing;
}

/// <summary>A record as it is opened.</summary>
/// <param name="Record">The record.</param>
/// <param name="Offers">What the person may do to it.</param>
/// <param name="Besides">Whether the other condition lets it through.</param>
public sealed record OpenedRecord(StoredRecord Record, RecordOffers Offers, bool Besides);

/// <summary>What a person may do to a record now.</summary>
/// <param name="Actions">Names of transitions.</param>
/// <param name="Edit">True when its fields.</param>
/// <param name="Void">True when it may be declared void.</param>
public sealed record RecordOffers(IReadOnlyList<string> Actions, bool Edit, bool Void);
