namespace Cloud.Platform.Audit;

/// <summary>What a comparison of the whole trail has found.</summary>
/// <param name="First">Number of the first entry; 0 when there is none.</param>
/// <param name="Last">Number of the last entry.</param>
/// <param name="Entries">How many.</param>
/// <param name="BrokenAt">Number of the first entry that does not fit; null = the chain is whole.</param>
/// <param name="Head">Hash of the last entry: written down elsewhere, it proves later that nothing was changed since.</param>
public sealed record AuditChain(long First, long Last, long Entries, long? BrokenAt, string Head);

/// <summary>Keeps the trail: compares it, writes it out, takes it in, and shortens it by the retention policy.</summary>
public interface IAuditKeeper
{
    /// <summary>Compares every entry with its hash and the one before.</summary>
    Task<AuditChain> VerifyAsync(CancellationToken cancel);

    /// <summary>Writes entries in order, one JSON line each, as <see cref="ImportAsync"/> reads them; how many.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="before">Older than this instant; null = all.</param>
    /// <param name="cancel">Ends it.</param>
    Task<long> ExportAsync(Stream to, DateTimeOffset? before, CancellationToken cancel);

    /// <summary>Takes a written trail into an empty one; how many entries.</summary>
    /// <exception cref="InvalidDataException">An entry does not fit the chain, or the trail is not empty; nothing is taken in.</exception>
    Task<long> ImportAsync(Stream from, CancellationToken cancel);

    /// <summary>Removes the entries before an instant that a file holds; the chain goes on from the last of them. How many.</summary>
    Task<long> PruneAsync(DateTimeOffset before, CancellationToken cancel);
}
