using System.Security.Cryptography;
using Cloud.Platform.Areas;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cloud.Platform.Identity;

/// <summary>Sets, changes and resets passwords, and makes the first administrator.</summary>
public sealed class Passwords(IUserStore users, IGrantStore grants, AreaTree areas, IOptions<IdentityOptions> options, TimeProvider time)
{
    /// <summary>Earlier passwords that may not come back, the present one among them.</summary>
    public const int History = 5;

    private readonly PasswordHasher<UserAccount> _hasher = new();

    /// <summary>True when a password must be replaced before anything else: a first or reset one, or one that is too old.</summary>
    public bool MustChange(UserAccount account) => account.MustChangePassword
        || (options.Value.PasswordDays > 0 && account.PasswordChangedAt is { } at && time.GetUtcNow() - at > TimeSpan.FromDays(options.Value.PasswordDays));

    /// <summary>The account with a first password, and every session over; not stored yet.</summary>
    public UserAccount With(UserAccount account, string password, bool mustChange) => account with
    {
        PasswordHash = _hasher.HashPassword(account, password),
        PasswordHistory = account.PasswordHash.Length == 0 ? account.PasswordHistory : [.. account.PasswordHistory.Prepend(account.PasswordHash).Take(History - 1)],
        PasswordChangedAt = time.GetUtcNow(),
        MustChangePassword = mustChange,
        SecurityStamp = NewStamp(),
    };

    /// <summary>Replaces a password; ends every other session of the account.</summary>
    /// <returns>The account with its new stamp, or the broken rules by field (<c>current</c>, <c>next</c>).</returns>
    public async Task<(UserAccount? Account, IReadOnlyDictionary<string, string[]> Faults)> ChangeAsync(
        Guid id, string current, string next, CancellationToken cancel)
    {
        var account = await users.FindAsync(id, cancel);
        if (account is null || current.Length > PasswordRules.MaxLength || !Matches(account, account.PasswordHash, current))
            return (null, new Dictionary<string, string[]> { ["current"] = ["当前密码不正确"] });
        var faults = PasswordRules.Faults(next, account.UserName).ToList();
        if (string.Equals(current, next, StringComparison.Ordinal))
            faults.Add("新密码不能与当前密码相同");
        else if (faults.Count == 0 && account.PasswordHistory.Any(hash => Matches(account, hash, next)))
            faults.Add($"新密码不能与最近{History}次用过的密码相同");
        if (faults.Count > 0)
            return (null, new Dictionary<string, string[]> { ["next"] = [.. faults] });
        var changed = await users.UpdateAsync(id, a => With(a, next, mustChange: false), cancel);
        return (changed, new Dictionary<string, string[]>());
    }

    /// <summary>A new random password that is told once and must be changed; null when there is no such account.</summary>
    public async Task<string?> ResetAsync(Guid id, CancellationToken cancel)
    {
        var password = NewPassword();
        var changed = await users.UpdateAsync(
            id, a => With(a, password, mustChange: true) with { Failures = 0, FirstFailureAt = null, LockedUntil = null }, cancel);
        return changed is null ? null : password;
    }

    /// <summary>On an empty store: makes <c>admin</c> and returns its password, to be shown once. Null otherwise.</summary>
    public async Task<string?> CreateFirstAdministratorAsync(CancellationToken cancel)
    {
        if (!await users.IsEmptyAsync(cancel))
            return null;
        var (password, now) = (NewPassword(), time.GetUtcNow());
        var account = With(
            new UserAccount(Guid.CreateVersion7(now), "admin", "管理员", "", true, "") { CreatedAt = now }, password, mustChange: true);
        if (!await users.AddAsync(account, cancel))
            return null;
        var grant = new Grant(Role.Administrator, areas.Root.Code, Secrecy: SecrecyLevel.Internal);
        await grants.GiveAsync(new GrantEntry(Guid.CreateVersion7(now), account.Id, grant, "首次启动", Guid.Empty, now), _ => null, cancel);
        return password;
    }

    /// <summary>16 characters of four classes without look-alikes: about 90 bits.</summary>
    public static string NewPassword()
    {
        const string letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        while (true)
        {
            var password = RandomNumberGenerator.GetString(letters, 15) + "-";
            if (PasswordRules.Faults(password, "admin").Count == 0)
                return password;
        }
    }

    private bool Matches(UserAccount account, string hash, string password) =>
        hash.Length > 0 && _hasher.VerifyHashedPassword(account, hash, password) != PasswordVerificationResult.Failed;

    private static string NewStamp() => Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
}
