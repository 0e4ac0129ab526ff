using Cloud.Platform.Registers;

namespace Cloud.Platform.Search;

/// <summary>Full-text search over all registers at once.</summary>
public interface IRecordSearch
{
    /// <summary>Records with all the words, newest change first, each within the condition of its register.</summary>
    /// <param name="words">What the person typed.</param>
    /// <param name="scopes">Registers to look in, with what may be read of each.</param>
    /// <param name="after">Place where the page before ended; null = first page.</param>
    /// <param name="limit">At most 100.</param>
    /// <param name="cancel">Ends it.</param>
    Task<SearchPage> FindAsync(string words, IReadOnlyList<(RegisterDescriptor Register, Condition Scope)> scopes, long? after, int limit, CancellationToken cancel);

    /// <summary>Adds the text of a file to the record that refers to it.</summary>
    Task IndexFileAsync(RecordKey record, string hash, string text, CancellationToken cancel);
}

/// <summary>One record found.</summary>
/// <param name="Record">Which.</param>
/// <param name="Title">What it is called.</param>
/// <param name="State">Its state.</param>
/// <param name="Excerpt">Text around the first word.</param>
/// <param name="At">Its newest change.</param>
/// <param name="Place">In the order of changes.</param>
public sealed record SearchHit(RecordKey Record, string Title, string State, string Excerpt, DateTimeOffset At, long Place);

/// <summary>One page of what was found.</summary>
/// <param name="Hits">Newest change first.</param>
/// <param name="Next">Place for the next page; null when nothing follows.</param>
public sealed record SearchPage(IReadOnlyList<SearchHit> Hits, long? Next);
