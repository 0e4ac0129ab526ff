namespace Cloud.Platform.Audit;

/// <summary>An entry as it stands in the trail.</summary>
/// <param name="Sequence">Its number; grows by one.</param>
/// <param name="Entry">What happened.</param>
/// <param name="Hash">Covers it and everything before it.</param>
public sealed record AuditRecord(long Sequence, AuditEntry Entry, string Hash);

/// <summary>Which entries are asked for.</summary>
/// <param name="Object">To this object, or to anything whose name begins with it when it ends in <c>/</c>; null = any.</param>
/// <param name="Account">By this account; null = by any.</param>
/// <param name="Actions">These; null = any.</param>
/// <param name="From">At or after; null = since ever.</param>
/// <param name="To">Before; null = until now.</param>
/// <param name="Before">Older than this number; null = from the newest.</param>
/// <param name="Limit">1–500.</param>
/// <param name="Text">Part of a name, an address, an object or a detail; null = any.</param>
public sealed record AuditFilter(
    string? Object = null, Guid? Account = null, IReadOnlyCollection<string>? Actions = null, DateTimeOffset? From = null, DateTimeOffset? To = null,
    long? Before = null, int Limit = 100, string? Text = null);

/// <summary>Reads the audit trail; the newest first.</summary>
public interface IAuditReader
{
    /// <summary>A page.</summary>
    Task<IReadOnlyList<AuditRecord>> ListAsync(AuditFilter filter, CancellationToken cancel);
}
