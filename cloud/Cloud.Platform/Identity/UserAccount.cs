using Cloud.Platform.Organisations;
using Cloud.Platform.Persons;

namespace Cloud.Platform.Identity;

/// <summary>Whether an account may sign in.</summary>
public enum AccountState
{
    /// <summary>待核验: its organisation has not been verified yet.</summary>
    Pending,

    /// <summary>正常.</summary>
    Active,

    /// <summary>已冻结.</summary>
    Frozen,

    /// <summary>已注销: for ever.</summary>
    Cancelled,
}

/// <summary>A person or a machine that can be let in.</summary>
/// <param name="Id">Time-ordered id.</param>
/// <param name="UserName">1–64 characters, unique without regard to case.</param>
/// <param name="DisplayName">For people.</param>
/// <param name="PasswordHash">PBKDF2 with its parameters, as the hasher writes it; empty = no password signs in.</param>
/// <param name="MustChangePassword">True until a first or reset password was replaced.</param>
/// <param name="SecurityStamp">Changes with the password; sessions that carry another one are over.</param>
/// <param name="Failures">Wrong passwords or codes since the last right one, within the window.</param>
/// <param name="FirstFailureAt">Start of the window.</param>
/// <param name="LockedUntil">No sign-in before; null = not locked.</param>
public sealed record UserAccount(
    Guid Id,
    string UserName,
    string DisplayName,
    string PasswordHash,
    bool MustChangePassword,
    string SecurityStamp,
    int Failures = 0,
    DateTimeOffset? FirstFailureAt = null,
    DateTimeOffset? LockedUntil = null)
{
    /// <summary>Whether it may sign in.</summary>
    public AccountState State { get; init; } = AccountState.Active;

    /// <summary>A person or a machine.</summary>
    public ActorKind Kind { get; init; } = ActorKind.Person;

    /// <summary>The natural person; null for a machine or when not said.</summary>
    public PersonId? Person { get; init; }

    /// <summary>Where it belongs; null when nowhere.</summary>
    public OrganisationId? Organisation { get; init; }

    /// <summary>Last day (site time) on which it may sign in; null = for ever.</summary>
    public DateOnly? ExpiresOn { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last signed in; null = never.</summary>
    public DateTimeOffset? LastSignInAt { get; init; }

    /// <summary>When the password was set; null = before this was kept.</summary>
    public DateTimeOffset? PasswordChangedAt { get; init; }

    /// <summary>Hashes of earlier passwords, the newest first.</summary>
    public IReadOnlyList<string> PasswordHistory { get; init; } = [];

    /// <summary>The second factor; null = none.</summary>
    public SecondFactor? SecondFactor { get; init; }
}

/// <summary>A second factor by time-based codes (RFC 6238).</summary>
/// <param name="SecretBox">The encrypted secret.</param>
/// <param name="Confirmed">True once a code has proved that the person has it.</param>
/// <param name="LastStep">Time step of the last code accepted: a code works once.</param>
/// <param name="RecoveryHashes">SHA-256 of the recovery codes not used yet.</param>
public sealed record SecondFactor(string SecretBox, bool Confirmed, long LastStep, IReadOnlyList<string> RecoveryHashes);

/// <summary>Which accounts are asked for.</summary>
/// <param name="Text">Part of the user name or display name; null = any.</param>
/// <param name="Organisations">Of these; null = of any and of none.</param>
/// <param name="State">Null = any.</param>
/// <param name="Person">Of this person; null = of any.</param>
/// <param name="After">The last id of the page before; null = from the beginning.</param>
/// <param name="Limit">1–200.</param>
public sealed record AccountFilter(
    string? Text = null, IReadOnlyCollection<OrganisationId>? Organisations = null, AccountState? State = null, PersonId? Person = null,
    Guid? After = null, int Limit = 50);

/// <summary>Where accounts lie. Every answer to a write comes after the disk has it.</summary>
public interface IUserStore
{
    /// <summary>True when there is no account at all (the first start).</summary>
    Task<bool> IsEmptyAsync(CancellationToken cancel);

    /// <summary>By name, without regard to case.</summary>
    Task<UserAccount?> FindByNameAsync(string userName, CancellationToken cancel);

    /// <summary>By id.</summary>
    Task<UserAccount?> FindAsync(Guid id, CancellationToken cancel);

    /// <summary>A page, by id.</summary>
    Task<IReadOnlyList<UserAccount>> ListAsync(AccountFilter filter, CancellationToken cancel);

    /// <summary>Adds an account; false when the name is taken.</summary>
    Task<bool> AddAsync(UserAccount account, CancellationToken cancel);

    /// <summary>
    /// Changes an account in one transaction: reads it, applies the change, writes the result; null when there is no such
    /// account.
    /// </summary>
    Task<UserAccount?> UpdateAsync(Guid id, Func<UserAccount, UserAccount> change, CancellationToken cancel);

    /// <summary>As <see cref="UpdateAsync"/> for what changes with every sign-in and decides about nobody's rights: caches stay.</summary>
    Task<UserAccount?> TouchAsync(Guid id, Func<UserAccount, UserAccount> change, CancellationToken cancel);
}
