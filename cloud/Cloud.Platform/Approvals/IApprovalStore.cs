using Cloud.Platform.Audit;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Approvals;

/// <summary>The lists of a person.</summary>
public enum CaseBox
{
    /// <summary>待办.</summary>
    [Label("待办", "To do")]
    Todo,

    /// <summary>已办.</summary>
    [Label("已办", "Done")]
    Done,

    /// <summary>我发起的.</summary>
    [Label("我发起的", "Started")]
    Started,

    /// <summary>抄送我的.</summary>
    [Label("抄送我的", "Copied")]
    Copied,
}

/// <summary>Which cases of a list are asked for.</summary>
/// <param name="Account">Whose list.</param>
/// <param name="Box">Which list.</param>
/// <param name="Flow">Of this flow; null = of any.</param>
/// <param name="Text">Part of the title; null = any.</param>
/// <param name="OverdueOn">Overdue on this day; null = any.</param>
/// <param name="After">Mark of the page before; null = from the beginning.</param>
/// <param name="Limit">1–200.</param>
public sealed record CaseQuery(Guid Account, CaseBox Box, string? Flow, string? Text, DateOnly? OverdueOn, CaseMark? After, int Limit);

/// <summary>Where a page ends.</summary>
/// <param name="Rank">Rank of the last case.</param>
/// <param name="Id">Its id.</param>
public sealed record CaseMark(long Rank, Guid Id);

/// <summary>A page of cases: to-dos by their last day, others the newest first.</summary>
/// <param name="Cases">The cases.</param>
/// <param name="Next">Mark for the next page; null when there is none.</param>
public sealed record CasePage(IReadOnlyList<ApprovalCase> Cases, CaseMark? Next);

/// <summary>How many a person has.</summary>
/// <param name="Todo">To do.</param>
/// <param name="Overdue">Of them overdue.</param>
/// <param name="Started">Started and not over.</param>
/// <param name="Unseen">Told of and not opened.</param>
public sealed record CaseCounts(int Todo, int Overdue, int Started, int Unseen);

/// <summary>Figures of a node.</summary>
/// <param name="Flow">Name of the flow.</param>
/// <param name="Node">Name of the node.</param>
/// <param name="Visits">Finished stays.</param>
/// <param name="Hours">Mean length in hours.</param>
/// <param name="Late">Of them ended after their last day.</param>
/// <param name="Returned">Of them sent back.</param>
public sealed record NodeFigures(string Flow, string Node, int Visits, double Hours, int Late, int Returned);

/// <summary>Where cases lie. Every answer to a write comes after the disk has it.</summary>
public interface IApprovalStore
{
    /// <summary>By id.</summary>
    Task<ApprovalCase?> FindAsync(Guid id, CancellationToken cancel);

    /// <summary>The case of a record that is not over; null when there is none.</summary>
    Task<ApprovalCase?> OpenOfAsync(Guid record, CancellationToken cancel);

    /// <summary>All cases of a record, oldest first.</summary>
    Task<IReadOnlyList<ApprovalCase>> OfAsync(RecordKey record, CancellationToken cancel);

    /// <summary>A page of a person's list.</summary>
    Task<CasePage> ListAsync(CaseQuery query, CancellationToken cancel);

    /// <summary>How many a person has.</summary>
    Task<CaseCounts> CountsAsync(Guid account, DateOnly today, CancellationToken cancel);

    /// <summary>True when the case is on one of the person's lists.</summary>
    Task<bool> ConcernsAsync(Guid id, Guid account, CancellationToken cancel);

    /// <summary>Running cases after an id, by id.</summary>
    Task<IReadOnlyList<ApprovalCase>> RunningAsync(Guid? after, int limit, CancellationToken cancel);

    /// <summary>Figures of finished stays that began in a span, by flow and node.</summary>
    Task<IReadOnlyList<NodeFigures>> FiguresAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel);

    /// <summary>Stores a case of its own; false when somebody was faster.</summary>
    /// <param name="one">With its new version.</param>
    /// <param name="entries">What happened.</param>
    /// <param name="cancel">Gives up waiting for the disk.</param>
    Task<bool> SaveAsync(ApprovalCase one, IReadOnlyList<AuditEntry> entries, CancellationToken cancel);

    /// <summary>True when a case can be stored as the next version, inside a transaction of the records.</summary>
    bool IsCurrent(IStoreTransaction transaction, ApprovalCase one);

    /// <summary>Stores it inside that transaction.</summary>
    void Write(IStoreTransaction transaction, ApprovalCase one, IReadOnlyList<AuditEntry> entries);
}
