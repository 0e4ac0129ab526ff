namespace Cloud.Platform.Identity;

/// <summary>A key by which another system acts as an account, within scopes and a quota.</summary>
/// <param name="Id">Time-ordered id.</param>
/// <param name="Account">As whom; the account's grants bound it.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Hash">SHA-256 of the secret, which is told once.</param>
/// <param name="Scopes">What it may be used for: <c>warnings:read</c>, <c>*:read</c>.</param>
/// <param name="PerMinute">Requests a minute.</param>
/// <param name="PerDay">Requests a site day.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresOn">Last day on which it works.</param>
/// <param name="UsedAt">Last request, at most a minute old; null = never.</param>
/// <param name="RevokedAt">When it was taken back; null = in force.</param>
public sealed record ApiKey(
    Guid Id, Guid Account, string Name, string Hash, IReadOnlyList<string> Scopes, int PerMinute, int PerDay, DateTimeOffset CreatedAt,
    DateOnly ExpiresOn, DateTimeOffset? UsedAt = null, DateTimeOffset? RevokedAt = null);

/// <summary>Where keys lie. Every answer to a write comes after the disk has it.</summary>
public interface IApiKeyStore
{
    /// <summary>By id.</summary>
    Task<ApiKey?> FindAsync(Guid id, CancellationToken cancel);

    /// <summary>Of an account, or all; the newest first.</summary>
    Task<IReadOnlyList<ApiKey>> ListAsync(Guid? account, CancellationToken cancel);

    /// <summary>Adds one.</summary>
    Task AddAsync(ApiKey key, CancellationToken cancel);

    /// <summary>Notes that it is in use.</summary>
    Task UsedAsync(Guid id, DateTimeOffset at, CancellationToken cancel);

    /// <summary>Takes it back; false when there is no such key in force.</summary>
    Task<bool> RevokeAsync(Guid id, DateTimeOffset at, CancellationToken cancel);
}
