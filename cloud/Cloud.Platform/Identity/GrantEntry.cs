namespace Cloud.Platform.Identity;

/// <summary>A grant as it was given, and perhaps withdrawn; it is never deleted.</summary>
/// <param name="Id">Time-ordered id.</param>
/// <param name="Account">Who holds it.</param>
/// <param name="Grant">Role and scope.</param>
/// <param name="Reason">Why it was given.</param>
/// <param name="GivenBy">Account that gave it; empty for the platform.</param>
/// <param name="GivenAt">When.</param>
/// <param name="WithdrawnBy">Account that withdrew it; null = in force.</param>
/// <param name="WithdrawnAt">When; null = in force.</param>
public sealed record GrantEntry(
    Guid Id, Guid Account, Grant Grant, string Reason, Guid GivenBy, DateTimeOffset GivenAt, Guid? WithdrawnBy = null, DateTimeOffset? WithdrawnAt = null);

/// <summary>Where grants lie. Every answer to a write comes after the disk has it.</summary>
public interface IGrantStore
{
    /// <summary>Of an account, withdrawn ones included; the first given first, those of one instant by their roles.</summary>
    Task<IReadOnlyList<GrantEntry>> OfAsync(Guid account, CancellationToken cancel);

    /// <summary>By id.</summary>
    Task<GrantEntry?> FindAsync(Guid id, CancellationToken cancel);

    /// <summary>All that are not withdrawn, of every account that is not cancelled; of some roles when given.</summary>
    Task<IReadOnlyList<GrantEntry>> InForceAsync(IReadOnlyCollection<Role>? roles, CancellationToken cancel);

    /// <summary>
    /// Gives it if the check, made on what the account and everybody else of the role holds within the same transaction, has
    /// no objection.
    /// </summary>
    /// <returns>The objection; null = given.</returns>
    Task<string?> GiveAsync(GrantEntry grant, Func<IReadOnlyList<GrantEntry>, string?> check, CancellationToken cancel);

    /// <summary>Withdraws it; false when there is none in force with this id.</summary>
    Task<bool> WithdrawAsync(Guid id, Guid by, DateTimeOffset at, CancellationToken cancel);
}
