namespace Cloud.Platform.Registers;

/// <summary>
/// Where records lie. Every implementation passes the same contract suite. A commit is one transaction: records, history,
/// search, numbers, replay keys and audit entries together or not at all.
/// </summary>
public interface IRecordStore
{
    /// <summary>Makes the tables and columns that the registers need; called once before anything else.</summary>
    Task PrepareAsync(IReadOnlyList<RegisterDescriptor> registers, CancellationToken cancel);

    /// <summary>A record that a condition lets through; null otherwise.</summary>
    Task<StoredRecord?> FindAsync(RegisterDescriptor register, Guid id, Condition where, CancellationToken cancel);

    /// <summary>A record that a condition lets through, with which of some others let it through too, in one question; null when the condition does not.</summary>
    Task<ExaminedRecord?> ExamineAsync(RegisterDescriptor register, Guid id, Condition where, IReadOnlyList<Condition> also, CancellationToken cancel);

    /// <summary>Titles of the records of some ids that a condition lets through.</summary>
    Task<IReadOnlyDictionary<Guid, string>> TitlesAsync(RegisterDescriptor register, IReadOnlyCollection<Guid> ids, Condition where, CancellationToken cancel);

    /// <summary>One page.</summary>
    Task<RecordPage> ListAsync(RegisterDescriptor register, RecordQuery query, CancellationToken cancel);

    /// <summary>How many a condition lets through.</summary>
    Task<long> CountAsync(RegisterDescriptor register, Condition where, CancellationToken cancel);

    /// <summary>Count, and the sum of every number that has a column or is asked for.</summary>
    Task<Totals> TotalsAsync(RegisterDescriptor register, Condition where, IReadOnlyList<string> sums, CancellationToken cancel);

    /// <summary>Figures by columns, at most <paramref name="limit"/> cells, by key.</summary>
    Task<IReadOnlyList<PivotCell>> PivotAsync(RegisterDescriptor register, PivotQuery query, int limit, CancellationToken cancel);

    /// <summary>Stores a commit, or says why nothing of it was stored.</summary>
    Task<CommitOutcome> CommitAsync(RecordCommit commit, CancellationToken cancel);

    /// <summary>What was answered under a replay key; null when it was not used.</summary>
    Task<ReplayEntry?> ReplayAsync(Guid account, string key, CancellationToken cancel);

    /// <summary>Changes of a record, oldest first.</summary>
    Task<IReadOnlyList<HistoryEntry>> HistoryAsync(string register, Guid id, CancellationToken cancel);
}

/// <summary>A record with what some conditions say of it.</summary>
/// <param name="Record">The record.</param>
/// <param name="Passes">Whether each condition lets it through, in their order.</param>
public sealed record ExaminedRecord(StoredRecord Record, IReadOnlyList<bool> Passes);
