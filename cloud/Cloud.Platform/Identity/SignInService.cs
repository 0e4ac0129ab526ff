using System.Diagnostics.Metrics;
using Cloud.Platform.Clauses;
using Cloud.Platform.Organisations;
using Microsoft.AspNetCore.Identity;

namespace Cloud.Platform.Identity;

/// <summary>Signs people in by password and code, and locks after repeated failures.</summary>
[Clause("7.0.2-4")]
public sealed class SignInService(IUserStore users, IOrganisationStore organisations, SecondFactors factors, TimeProvider time) : IDisposable
{
    /// <summary>Wrong passwords or codes that lock an account.</summary>
    public const int FailuresToLock = 5;

    /// <summary>Window of the failures, and how long the lock lasts.</summary>
    public static readonly TimeSpan LockTime = TimeSpan.FromMinutes(15);

    private readonly PasswordHasher<UserAccount> _hasher = new();
    private readonly Meter _meter = new("Cloud.Identity");
    private Counter<long>? _signIns;

    private Counter<long> SignIns => _signIns ??= _meter.CreateCounter<long>("edge.sign_ins", description: "Sign-ins by result");

    /// <summary>Checks a name, a password and, where the account has a second factor, a code. An unknown name takes as long as a wrong password.</summary>
    public async Task<SignInResult> SignInAsync(string userName, string password, string? code, CancellationToken cancel)
    {
        var result = await CheckAsync(userName, password, code, cancel);
        Count(result);
        return result;
    }

    /// <summary>
    /// The second step of one whose password was right a moment ago. A wrong code counts as a wrong password does; a password
    /// that has changed meanwhile makes the first step void.
    /// </summary>
    /// <param name="id">The account.</param>
    /// <param name="stamp">Its security stamp at the first step.</param>
    /// <param name="code">One-time or recovery code.</param>
    /// <param name="cancel">Gives up waiting for the disk.</param>
    public async Task<SignInResult> ProveCodeAsync(Guid id, string stamp, string code, CancellationToken cancel)
    {
        var result = await users.FindAsync(id, cancel) is not { SecondFactor.Confirmed: true } account || account.SecurityStamp != stamp ? new SignInResult.Refused()
            : account.LockedUntil is { } until && until > time.GetUtcNow() ? new SignInResult.Locked(until)
            : await BarAsync(account, cancel) is { } reason ? new SignInResult.NotActive(reason)
            : await AcceptAsync(account, code, cancel);
        Count(result);
        return result;
    }

    /// <summary>Lets in an account that another proof stands for: a certificate, a system that vouches.</summary>
    public async Task<SignInResult> VouchAsync(Guid id, SignInMethod method, CancellationToken cancel)
    {
        var result = await users.FindAsync(id, cancel) is not { } account ? new SignInResult.Refused()
            : await BarAsync(account, cancel) is { } reason ? new SignInResult.NotActive(reason)
            : (SignInResult)new SignInResult.Accepted(account, method);
        Count(result);
        return result;
    }

    /// <summary>Proves again that a signed-in person is the one: before a factor is removed, for example.</summary>
    public async Task<bool> IsPasswordAsync(Guid id, string password, CancellationToken cancel) =>
        password.Length <= PasswordRules.MaxLength && await users.FindAsync(id, cancel) is { PasswordHash.Length: > 0 } account
        && _hasher.VerifyHashedPassword(account, account.PasswordHash, password) != PasswordVerificationResult.Failed;

    /// <summary>Why an account may not be in, for the user; null when it may. Asked at sign-in and while a session runs.</summary>
    public async Task<string?> BarAsync(UserAccount account, CancellationToken cancel)
    {
        if (account.State is not AccountState.Active)
            return account.State switch
            {
                AccountState.Pending => "账号尚未通过核验",
                AccountState.Frozen => "账号已冻结，请联系管理员",
                _ => "账号已注销",
            };
        if (account.ExpiresOn is { } last && SiteDay.Of(time) > last)
            return "账号已过有效期";
        if (account.Organisation is not { } organisation)
            return null;
        return (await organisations.FindAsync(organisation, cancel))?.State is OrganisationState.Active ? null : "所属单位未通过核验或已冻结";
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private async Task<SignInResult> CheckAsync(string userName, string password, string? code, CancellationToken cancel)
    {
        var account = await users.FindByNameAsync(userName, cancel);
        if (account is null || account.PasswordHash.Length == 0 || password.Length > PasswordRules.MaxLength)
        {
            _hasher.HashPassword(null!, password.Length > PasswordRules.MaxLength ? "" : password);
            return new SignInResult.Refused();
        }

        if (account.LockedUntil is { } until && until > time.GetUtcNow())
            return new SignInResult.Locked(until);
        if (_hasher.VerifyHashedPassword(account, account.PasswordHash, password) == PasswordVerificationResult.Failed)
            return await FailAsync(account.Id, cancel);
        if (await BarAsync(account, cancel) is { } reason)
            return new SignInResult.NotActive(reason);
        if (account.SecondFactor is { Confirmed: true } && string.IsNullOrWhiteSpace(code))
            return new SignInResult.CodeRequired(account);
        return await AcceptAsync(account, code, cancel);
    }

    private async Task<SignInResult> AcceptAsync(UserAccount account, string? code, CancellationToken cancel)
    {
        var used = false;
        var accepted = await users.TouchAsync(
            account.Id,
            a =>
            {
                // Decided on what is stored now: of two sign-ins with one code, one is accepted.
                if (factors.Use(a, code ?? "") is not { } proved)
                    return a;
                used = true;
                return proved with { Failures = 0, FirstFailureAt = null, LockedUntil = null, LastSignInAt = time.GetUtcNow() };
            },
            cancel);
        if (accepted is null || !used)
            return await FailAsync(account.Id, cancel);
        return new SignInResult.Accepted(accepted, accepted.SecondFactor is { Confirmed: true } ? SignInMethod.SecondFactor : SignInMethod.Password);
    }

    private async Task<SignInResult> FailAsync(Guid id, CancellationToken cancel)
    {
        var failed = await users.TouchAsync(id, CountFailure, cancel);
        return failed?.LockedUntil is { } locked && locked > time.GetUtcNow() ? new SignInResult.Locked(locked) : new SignInResult.Refused();
    }

    private UserAccount CountFailure(UserAccount account)
    {
        var now = time.GetUtcNow();
        var inWindow = account.FirstFailureAt is { } first && now - first < LockTime;
        var counted = account with { Failures = inWindow ? account.Failures + 1 : 1, FirstFailureAt = inWindow ? account.FirstFailureAt : now };
        return counted.Failures < FailuresToLock ? counted : counted with { Failures = 0, FirstFailureAt = null, LockedUntil = now + LockTime };
    }

    private void Count(SignInResult result) => SignIns.Add(1, new KeyValuePair<string, object?>("result", result.GetType().Name.ToLowerInvariant()));
}
