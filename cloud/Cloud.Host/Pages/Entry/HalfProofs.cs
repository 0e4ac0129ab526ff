using System.Globalization;
using Cloud.Platform.Identity;
using Microsoft.AspNetCore.DataProtection;

namespace Cloud.Host.Pages.Entry;

/// <summary>For what a proof is good, and therefore how long.</summary>
public enum HalfPurpose
{
    /// <summary>The code follows: five minutes.</summary>
    Code,

    /// <summary>A registration is completed: an hour.</summary>
    Registration,
}

/// <summary>
/// Says that the password of an account was right a moment ago, so that the next page does not ask for it again: sealed, for
/// one purpose and a short time, void as soon as the password changes. A page holds it; a password never stands in a page.
/// </summary>
public sealed class HalfProofs(IDataProtectionProvider protection, TimeProvider time)
{
    private readonly IDataProtector _seal = protection.CreateProtector("half-proof");

    /// <summary>What was proved.</summary>
    /// <param name="Account">For whom.</param>
    /// <param name="Stamp">Its security stamp then.</param>
    public sealed record Half(Guid Account, string Stamp);

    /// <summary>Seals it.</summary>
    public string Seal(HalfPurpose purpose, UserAccount account) =>
        Of(purpose).Protect(string.Create(CultureInfo.InvariantCulture, $"{account.Id:N}|{time.GetUtcNow().ToUnixTimeMilliseconds()}|{account.SecurityStamp}"));

    /// <summary>Opens it; null when it is not ours or too old.</summary>
    public Half? Open(HalfPurpose purpose, string? text)
    {
        if (text is not { Length: > 0 and < 2_000 })
            return null;
        try
        {
            var parts = Of(purpose).Unprotect(text).Split('|', 3);
            var sealedAt = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[1], CultureInfo.InvariantCulture));
            return time.GetUtcNow() - sealedAt <= Life(purpose) ? new Half(Guid.ParseExact(parts[0], "N"), parts[2]) : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    private static TimeSpan Life(HalfPurpose purpose) => purpose == HalfPurpose.Code ? TimeSpan.FromMinutes(5) : TimeSpan.FromHours(1);

    private IDataProtector Of(HalfPurpose purpose) => _seal.CreateProtector(purpose.ToString());
}
