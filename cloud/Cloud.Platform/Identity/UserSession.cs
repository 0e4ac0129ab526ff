namespace Cloud.Platform.Identity;

/// <summary>How somebody was let in.</summary>
public enum SignInMethod
{
    /// <summary>Name and password.</summary>
    Password,

    /// <summary>Name, password and a code.</summary>
    SecondFactor,

    /// <summary>A certificate.</summary>
    Certificate,

    /// <summary>Another system that vouches.</summary>
    SingleSignOn,
}

/// <summary>One sign-in on one device.</summary>
/// <param name="Id">Time-ordered id.</param>
/// <param name="Account">Whose.</param>
/// <param name="Stamp">Security stamp of the account when it began.</param>
/// <param name="Method">How.</param>
/// <param name="BeganAt">When.</param>
/// <param name="SeenAt">Last request, at most a minute old.</param>
/// <param name="Address">Where from.</param>
/// <param name="Device">What the browser calls itself.</param>
/// <param name="EndedAt">When it was ended by somebody; null = it runs, or ran out by itself.</param>
public sealed record UserSession(
    Guid Id, Guid Account, string Stamp, SignInMethod Method, DateTimeOffset BeganAt, DateTimeOffset SeenAt, string? Address, string? Device,
    DateTimeOffset? EndedAt = null);

/// <summary>Where sessions lie.</summary>
public interface ISessionStore
{
    /// <summary>By id.</summary>
    Task<UserSession?> FindAsync(Guid id, CancellationToken cancel);

    /// <summary>Of an account, the newest first, those seen since an instant and not ended.</summary>
    Task<IReadOnlyList<UserSession>> RunningAsync(Guid account, DateTimeOffset seenSince, CancellationToken cancel);

    /// <summary>Begins one.</summary>
    Task AddAsync(UserSession session, CancellationToken cancel);

    /// <summary>Notes that it is in use.</summary>
    Task SeenAsync(Guid id, DateTimeOffset at, CancellationToken cancel);

    /// <summary>Ends one of an account; false when there is no such running session.</summary>
    Task<bool> EndAsync(Guid account, Guid id, DateTimeOffset at, CancellationToken cancel);

    /// <summary>Ends all of an account but one; how many.</summary>
    Task<int> EndOthersAsync(Guid account, Guid? but, DateTimeOffset at, CancellationToken cancel);
}
