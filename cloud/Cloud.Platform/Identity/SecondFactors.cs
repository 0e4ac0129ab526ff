using System.Security.Cryptography;
using System.Text;
using Cloud.Platform.Persons;

namespace Cloud.Platform.Identity;

/// <summary>Enrols, checks and removes second factors.</summary>
public sealed class SecondFactors(IUserStore users, PersonalCipher cipher, TimeProvider time)
{
    /// <summary>Recovery codes of one set.</summary>
    public const int RecoveryCodes = 10;

    private const string Issuer = "Edge";

    /// <summary>Begins: a secret that counts only once a code has proved it. Null when a factor is confirmed already.</summary>
    public async Task<(string Secret, string Uri)?> BeginAsync(Guid id, CancellationToken cancel)
    {
        var secret = Totp.NewSecret();
        var account = await users.UpdateAsync(
            id,
            a => a.SecondFactor is { Confirmed: true } ? a : a with { SecondFactor = new SecondFactor(cipher.Encrypt(secret, Owner(id)), false, 0, []) },
            cancel);
        return account?.SecondFactor is { Confirmed: false } ? (secret, Totp.Uri(secret, Issuer, account.UserName)) : null;
    }

    /// <summary>What was begun and not proved yet, to be shown again; null when nothing was.</summary>
    public async Task<(string Secret, string Uri)?> PendingAsync(Guid id, CancellationToken cancel) =>
        await users.FindAsync(id, cancel) is { SecondFactor: { Confirmed: false } factor } account && cipher.Decrypt(factor.SecretBox, Owner(id)) is var secret
            ? (secret, Totp.Uri(secret, Issuer, account.UserName)) : null;

    /// <summary>Proves it with a code; the recovery codes are told this once. Null for a wrong code, or when nothing was begun.</summary>
    public async Task<IReadOnlyList<string>?> ConfirmAsync(Guid id, string code, CancellationToken cancel)
    {
        var codes = Enumerable.Range(0, RecoveryCodes).Select(_ => NewRecoveryCode()).ToArray();
        var done = false;
        await users.UpdateAsync(
            id,
            a =>
            {
                if (a.SecondFactor is not { Confirmed: false } factor
                    || Totp.Verify(cipher.Decrypt(factor.SecretBox, Owner(id)), code, time.GetUtcNow(), factor.LastStep) is not { } step)
                    return a;
                done = true;
                return a with { SecondFactor = factor with { Confirmed = true, LastStep = step, RecoveryHashes = [.. codes.Select(Hash)] } };
            },
            cancel);
        return done ? codes : null;
    }

    /// <summary>Takes it away; the caller has proved who it is.</summary>
    public Task RemoveAsync(Guid id, CancellationToken cancel) => users.UpdateAsync(id, a => a with { SecondFactor = null }, cancel);

    /// <summary>The account after a code or a recovery code was used up; null for a wrong one. Part of one transaction of the caller.</summary>
    internal UserAccount? Use(UserAccount account, string code)
    {
        if (account.SecondFactor is not { Confirmed: true } factor)
            return account;
        if (Totp.Verify(cipher.Decrypt(factor.SecretBox, Owner(account.Id)), code, time.GetUtcNow(), factor.LastStep) is { } step)
            return account with { SecondFactor = factor with { LastStep = step } };
        var hash = Hash(code.Trim().ToUpperInvariant());
        return factor.RecoveryHashes.Contains(hash)
            ? account with { SecondFactor = factor with { RecoveryHashes = [.. factor.RecoveryHashes.Where(known => known != hash)] } }
            : null;
    }

    private static string Owner(Guid id) => $"account/{id:D}/second-factor";

    private static string NewRecoveryCode()
    {
        // 10 characters of 32: 50 bits, and five wrong ones lock the account.
        var text = RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 10);
        return $"{text[..5]}-{text[5..]}";
    }

    private static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}
