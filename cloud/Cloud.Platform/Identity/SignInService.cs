using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace Cloud.Platform.Identity;

/// <summary>What a sign-in came to.</summary>
public abstract record SignInResult
{
    private SignInResult()
    {
    }

    /// <summary>The password is right.</summary>
    public sealed record Accepted(UserAccount Account) : SignInResult;

    /// <summary>Unknown name or wrong password; which of them is not told.</summary>
    public sealed record Refused : SignInResult;

    /// <summary>Too many wrong passwords.</summary>
    public sealed record Locked(DateTimeOffset Until) : SignInResult;
}

/// <summary>Signs people in, locks after repeated failures, changes passwords, and makes the first administrator.</summary>
public sealed class SignInService(IUserStore users, TimeProvider time) : IDisposable
{
    /// <summary>Wrong passwords that lock an account.</summary>
    public const int FailuresToLock = 5;

    /// <summary>Window of the failures, and how long the lock lasts.</summary>
    public static readonly TimeSpan LockTime = TimeSpan.FromMinutes(15);

    private readonly PasswordHasher<UserAccount> _hasher = new();
    private readonly Meter _meter = new("Cloud.Identity");
    private Counter<long>? _signIns;

    private Counter<long> SignIns => _signIns ??= _meter.CreateCounter<long>("edge.sign_ins", description: "Sign-ins by result");

    /// <summary>Checks a name and a password. An unknown name takes as long as a wrong password.</summary>
    public async Task<SignInResult> SignInAsync(string userName, string password, CancellationToken cancel)
    {
        var result = await CheckAsync(userName, password, cancel);
        SignIns.Add(1, new KeyValuePair<string, object?>("result", result.GetType().Name.ToLowerInvariant()));
        return result;
    }

    private async Task<SignInResult> CheckAsync(string userName, string password, CancellationToken cancel)
    {
        var account = await users.FindByNameAsync(userName, cancel);
        if (account is null || password.Length > PasswordRules.MaxLength)
        {
            _hasher.HashPassword(null!, password.Length > PasswordRules.MaxLength ? "" : password);
            return new SignInResult.Refused();
        }

        if (account.LockedUntil is { } until && until > time.GetUtcNow())
            return new SignInResult.Locked(until);
        if (_hasher.VerifyHashedPassword(account, account.PasswordHash, password) != PasswordVerificationResult.Failed)
        {
            var accepted = await users.UpdateAsync(account.Id, a => a with { Failures = 0, FirstFailureAt = null, LockedUntil = null }, cancel);
            return accepted is null ? new SignInResult.Refused() : new SignInResult.Accepted(accepted);
        }

        var failed = await users.UpdateAsync(account.Id, CountFailure, cancel);
        return failed?.LockedUntil is { } locked && locked > time.GetUtcNow() ? new SignInResult.Locked(locked) : new SignInResult.Refused();
    }

    /// <summary>Replaces a password; ends every other session of the account.</summary>
    /// <returns>The account with its new stamp, or the broken rules by field (<c>current</c>, <c>next</c>).</returns>
    public async Task<(UserAccount? Account, IReadOnlyDictionary<string, string[]> Faults)> ChangePasswordAsync(
        Guid id, string current, string next, CancellationToken cancel)
    {
        var account = await users.FindAsync(id, cancel);
        if (account is null || _hasher.VerifyHashedPassword(account, account.PasswordHash, current) == PasswordVerificationResult.Failed)
            return (null, new Dictionary<string, string[]> { ["current"] = ["当前密码不正确"] });
        var faults = PasswordRules.Faults(next, account.UserName).ToList();
        if (string.Equals(current, next, StringComparison.Ordinal))
            faults.Add("新密码不能与当前密码相同");
        if (faults.Count > 0)
            return (null, new Dictionary<string, string[]> { ["next"] = [.. faults] });
        var changed = await users.UpdateAsync(
            id,
            a => a with { PasswordHash = _hasher.HashPassword(a, next), MustChangePassword = false, SecurityStamp = NewStamp() },
            cancel);
        return (changed, new Dictionary<string, string[]>());
    }

    /// <summary>On an empty store: makes <c>admin</c> and returns its password, to be shown once. Null otherwise.</summary>
    public async Task<string?> CreateFirstAdministratorAsync(CancellationToken cancel)
    {
        if (!await users.IsEmptyAsync(cancel))
            return null;
        var password = NewPassword();
        var account = new UserAccount(Guid.CreateVersion7(time.GetUtcNow()), "admin", "管理员", "administrator", "", MustChangePassword: true, NewStamp());
        return await users.AddAsync(account with { PasswordHash = _hasher.HashPassword(account, password) }, cancel) ? password : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private UserAccount CountFailure(UserAccount account)
    {
        var now = time.GetUtcNow();
        var inWindow = account.FirstFailureAt is { } first && now - first < LockTime;
        var counted = account with { Failures = inWindow ? account.Failures + 1 : 1, FirstFailureAt = inWindow ? account.FirstFailureAt : now };
        return counted.Failures < FailuresToLock ? counted : counted with { Failures = 0, FirstFailureAt = null, LockedUntil = now + LockTime };
    }

    /// <summary>16 characters of four classes without look-alikes: about 90 bits.</summary>
    private static string NewPassword()
    {
        const string letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        while (true)
        {
            var password = RandomNumberGenerator.GetString(letters, 15) + "-";
            if (PasswordRules.Faults(password, "admin").Count == 0)
                return password;
        }
    }

    private static string NewStamp() => Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
}
