namespace Cloud.Platform.Security;

/// <summary>Why something is odd.</summary>
public enum AnomalyRule
{
    /// <summary>异常时段登录: a platform role signs in at night.</summary>
    OddHours,

    /// <summary>批量导出.</summary>
    BulkExport,

    /// <summary>频繁被拒绝: one account is refused again and again.</summary>
    ManyRefusals,

    /// <summary>密码猜测: one address fails to sign in again and again.</summary>
    PasswordGuessing,

    /// <summary>频繁查看个人信息.</summary>
    ManyUnmaskings,

    /// <summary>会话被移用: a session is used from another device than the one that began it.</summary>
    MovedSession,
}

/// <summary>Something odd that the security administrator looks into.</summary>
/// <param name="Id">Time-ordered id.</param>
/// <param name="Rule">Why.</param>
/// <param name="At">When it was noticed.</param>
/// <param name="Account">Who; null when nobody is known.</param>
/// <param name="Name">Who, for people: a name, a user name that was tried, an address.</param>
/// <param name="Address">Where from.</param>
/// <param name="Detail">What was seen, one sentence.</param>
/// <param name="Note">What came of it; null = open.</param>
/// <param name="ClosedBy">Who looked into it; null = open.</param>
/// <param name="ClosedAt">When; null = open.</param>
public sealed record SecurityItem(
    Guid Id, AnomalyRule Rule, DateTimeOffset At, Guid? Account, string Name, string? Address, string Detail,
    string? Note = null, string? ClosedBy = null, DateTimeOffset? ClosedAt = null);

/// <summary>Where security items lie.</summary>
public interface ISecurityItemStore
{
    /// <summary>The newest first; open ones only, or all.</summary>
    Task<IReadOnlyList<SecurityItem>> ListAsync(bool openOnly, Guid? before, int limit, CancellationToken cancel);

    /// <summary>How many are open.</summary>
    Task<int> OpenAsync(CancellationToken cancel);

    /// <summary>Adds one.</summary>
    Task AddAsync(SecurityItem item, CancellationToken cancel);

    /// <summary>Closes one; null when there is no such open item.</summary>
    Task<SecurityItem?> CloseAsync(Guid id, string note, string by, DateTimeOffset at, CancellationToken cancel);
}
