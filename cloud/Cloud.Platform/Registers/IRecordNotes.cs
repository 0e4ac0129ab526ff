using Cloud.Platform.Audit;

namespace Cloud.Platform.Registers;

/// <summary>What people add to records without changing them: comments and links.</summary>
public interface IRecordNotes
{
    /// <summary>Adds a comment; nothing is ever taken away from the record of who said what.</summary>
    Task CommentAsync(RecordComment comment, AuditEntry audit, CancellationToken cancel);

    /// <summary>Comments of a record, oldest first.</summary>
    Task<IReadOnlyList<RecordComment>> CommentsAsync(RecordKey record, CancellationToken cancel);

    /// <summary>Adds a link. False when the two are linked in this way already.</summary>
    Task<bool> LinkAsync(RecordLink link, AuditEntry audit, CancellationToken cancel);

    /// <summary>Links from and to a record that hold.</summary>
    Task<IReadOnlyList<RecordLink>> LinksAsync(RecordKey record, CancellationToken cancel);

    /// <summary>Ends a link of a record; who and when is kept. False when there is no such link.</summary>
    Task<bool> UnlinkAsync(RecordKey record, Guid link, AuditEntry audit, CancellationToken cancel);
}

/// <summary>Something said about a record.</summary>
/// <param name="Id">Of the comment.</param>
/// <param name="Record">About which.</param>
/// <param name="By">Who and when.</param>
/// <param name="Text">1–2 000 characters.</param>
public sealed record RecordComment(Guid Id, RecordKey Record, Stamp By, string Text);
