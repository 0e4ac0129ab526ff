namespace Cloud.Platform.Audit;

/// <summary>
/// The append-only, hash-chained trail: nothing is ever changed or removed in it but by the retention policy, and a
/// removed or altered entry breaks the chain.
/// </summary>
public interface IAuditTrail
{
    /// <summary>Appends entries inside a transaction that the store has open: they are on disk exactly when the change is.</summary>
    void Append(IStoreTransaction transaction, IReadOnlyList<AuditEntry> entries);

    /// <summary>Appends entries that belong to no change of a record (a sign-in, an export); ends after they are on disk.</summary>
    Task AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancel);
}

/// <summary>A transaction of the record store, as those see it who write within it. Its implementation belongs to the store.</summary>
public interface IStoreTransaction;

/// <summary>One entry before it is chained.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Account">Who; empty for the platform.</param>
/// <param name="Name">Name of who, as it was then.</param>
/// <param name="Address">From where; null when unknown.</param>
/// <param name="Action">What: <c>record.create</c>, <c>record.export</c>, <c>person.unmask</c>.</param>
/// <param name="Object">To what: <c>project-filings/0199…</c>.</param>
/// <param name="Detail">Before and after, as JSON; null = nothing to add.</param>
public sealed record AuditEntry(DateTimeOffset At, Guid Account, string Name, string? Address, string Action, string Object, string? Detail = null);
