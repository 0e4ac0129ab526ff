using Cloud.Platform.Organisations;

namespace Cloud.Platform.Registers;

/// <summary>Who else sees a saved query. Its result is everybody's own: it carries no rights.</summary>
public enum QuerySharing
{
    /// <summary>Nobody.</summary>
    Own,

    /// <summary>People of the same organisation.</summary>
    Organisation,

    /// <summary>Everybody who may read the register.</summary>
    Everybody,
}

/// <summary>A question about a register that was given a name.</summary>
/// <param name="Id">Of the query.</param>
/// <param name="Register">Which register.</param>
/// <param name="Account">Whose it is.</param>
/// <param name="OwnerName">Name of who.</param>
/// <param name="Organisation">Where the owner belongs; null when nowhere.</param>
/// <param name="Name">1–60 characters.</param>
/// <param name="Sharing">Who else sees it.</param>
/// <param name="Query">As in the address of the list, without the leading question mark; at most 4 000 characters.</param>
/// <param name="Version">Grows with each change.</param>
public sealed record SavedQuery(
    Guid Id, string Register, Guid Account, string OwnerName, OrganisationId? Organisation, string Name, QuerySharing Sharing, string Query, long Version);

/// <summary>Where saved queries lie.</summary>
public interface ISavedQueries
{
    /// <summary>Those of a register that an account sees: its own and shared ones, by name.</summary>
    Task<IReadOnlyList<SavedQuery>> ListAsync(string register, Guid account, OrganisationId? organisation, CancellationToken cancel);

    /// <summary>Adds it, or replaces the owner's own in the version before. False when it is another's or has changed.</summary>
    Task<bool> SaveAsync(SavedQuery query, CancellationToken cancel);

    /// <summary>Takes the owner's own away. False when there is none.</summary>
    Task<bool> RemoveAsync(Guid id, Guid account, CancellationToken cancel);
}
