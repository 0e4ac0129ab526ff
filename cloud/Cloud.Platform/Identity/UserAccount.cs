namespace Cloud.Platform.Identity;

/// <summary>A person who can sign in.</summary>
/// <param name="Id">Time-ordered id.</param>
/// <param name="UserName">1–64 characters, unique without regard to case.</param>
/// <param name="DisplayName">For people.</param>
/// <param name="Role">Name of the role; today <c>administrator</c>.</param>
/// <param name="PasswordHash">PBKDF2 with its parameters, as the hasher writes it.</param>
/// <param name="MustChangePassword">True until a first or reset password was replaced.</param>
/// <param name="SecurityStamp">Changes with the password; sessions that carry another one are over.</param>
/// <param name="Failures">Wrong passwords since the last right one, within the window.</param>
/// <param name="FirstFailureAt">Start of the window.</param>
/// <param name="LockedUntil">No sign-in before; null = not locked.</param>
public sealed record UserAccount(
    Guid Id,
    string UserName,
    string DisplayName,
    string Role,
    string PasswordHash,
    bool MustChangePassword,
    string SecurityStamp,
    int Failures = 0,
    DateTimeOffset? FirstFailureAt = null,
    DateTimeOffset? LockedUntil = null);

/// <summary>Where accounts lie. Every answer to a write comes after the disk has it.</summary>
public interface IUserStore
{
    /// <summary>True when there is no account at all (the first start).</summary>
    Task<bool> IsEmptyAsync(CancellationToken cancel);

    /// <summary>By name, without regard to case.</summary>
    Task<UserAccount?> FindByNameAsync(string userName, CancellationToken cancel);

    /// <summary>By id.</summary>
    Task<UserAccount?> FindAsync(Guid id, CancellationToken cancel);

    /// <summary>Adds an account; false when the name is taken.</summary>
    Task<bool> AddAsync(UserAccount account, CancellationToken cancel);

    /// <summary>
    /// Changes an account in one transaction: reads it, applies the change, writes the result; null when there is no such
    /// account.
    /// </summary>
    Task<UserAccount?> UpdateAsync(Guid id, Func<UserAccount, UserAccount> change, CancellationToken cancel);
}
