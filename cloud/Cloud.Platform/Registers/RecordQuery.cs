namespace Cloud.Platform.Registers;

/// <summary>A part of a register's records in an order.</summary>
public sealed record RecordQuery
{
    /// <summary>Most records of one page.</summary>
    public const int LargestPage = 500;

    /// <summary>What lets a record through: the person's filter and the scope of his rights.</summary>
    public required Condition Where { get; init; }

    /// <summary>Column to sort by; null = newest first.</summary>
    public string? Sort { get; init; }

    /// <summary>True = greatest first.</summary>
    public bool Descending { get; init; }

    /// <summary>Where the page before ended; null = first page.</summary>
    public PageMark? After { get; init; }

    /// <summary>Most records.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>Where a page ended: the next one begins after it, whatever was added or removed meanwhile.</summary>
/// <param name="Value">Value of the sort column of the last record; null = none.</param>
/// <param name="Row">Its place in the order of making.</param>
public sealed record PageMark(object? Value, long Row);

/// <summary>One page.</summary>
/// <param name="Records">In order.</param>
/// <param name="Next">Where it ended; null when nothing follows.</param>
public sealed record RecordPage(IReadOnlyList<StoredRecord> Records, PageMark? Next);

/// <summary>How a figure is made from records.</summary>
public enum Measure
{
    /// <summary>How many.</summary>
    Count,

    /// <summary>Sum of a number.</summary>
    Sum,

    /// <summary>Mean of a number.</summary>
    Average,

    /// <summary>Smallest number.</summary>
    Min,

    /// <summary>Greatest number.</summary>
    Max,
}

/// <summary>How coarsely a column is grouped.</summary>
public enum Bucket
{
    /// <summary>By its value.</summary>
    Value,

    /// <summary>A date by its month.</summary>
    Month,

    /// <summary>A date by its year.</summary>
    Year,

    /// <summary>An area by its city.</summary>
    City,
}

/// <summary>One side of a pivot.</summary>
/// <param name="Column">Name of a field or of the envelope.</param>
/// <param name="By">How coarsely.</param>
public sealed record Dimension(string Column, Bucket By = Bucket.Value);

/// <summary>Figures by one or two columns.</summary>
/// <param name="Where">What lets a record through.</param>
/// <param name="Dimensions">One or two.</param>
/// <param name="Measure">How a figure is made.</param>
/// <param name="Of">Column of the number; null for <see cref="Measure.Count"/>.</param>
public sealed record PivotQuery(Condition Where, IReadOnlyList<Dimension> Dimensions, Measure Measure = Measure.Count, string? Of = null);

/// <summary>One figure.</summary>
/// <param name="Keys">Value of each dimension; null = none.</param>
/// <param name="Figure">The figure; null when there was no number.</param>
/// <param name="Count">How many records it is made of.</param>
public sealed record PivotCell(IReadOnlyList<string?> Keys, double? Figure, long Count);

/// <summary>Count and sums.</summary>
/// <param name="Count">How many records.</param>
/// <param name="Sums">Sum of each number; null when no record has one.</param>
public sealed record Totals(long Count, IReadOnlyDictionary<string, double?> Sums);
