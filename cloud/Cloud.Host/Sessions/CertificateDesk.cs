using System.Globalization;
using System.Text;
using Cloud.Platform.Calendar;
using Cloud.Platform.Identity;
using Cloud.Platform.Security;

namespace Cloud.Host.Sessions;

/// <summary>Lets people in by their certificates, and binds, lists and revokes these.</summary>
public sealed class CertificateDesk(
    ICertificateProof proof, Challenges challenges, PresentedCertificate presented, ICredentialStore credentials, SignInService signIn, SecurityJournal journal,
    TimeProvider time)
{
    private const int LongestSignature = 1_024;

    /// <summary>A challenge that was signed outside the browser.</summary>
    /// <param name="Challenge">As it was given.</param>
    /// <param name="Certificate">PEM, or DER in base64.</param>
    /// <param name="Signature">Base64.</param>
    public sealed record Signed(string Challenge, string Certificate, string Signature);

    /// <summary>True when an authority is configured.</summary>
    public bool IsOffered => proof.IsOffered;

    /// <summary>What the browser has shown; null when nothing.</summary>
    public CertificateVerdict? Shown(HttpContext context) => presented.Of(context) is { } certificate ? proof.Accept(certificate) : null;

    /// <summary>Whether a signed challenge proves its certificate. The challenge is used up.</summary>
    public CertificateVerdict Check(Signed signed)
    {
        ArgumentNullException.ThrowIfNull(signed);
        var signature = new byte[LongestSignature];
        return challenges.Use(signed.Challenge) && Convert.TryFromBase64String(signed.Signature.Trim(), signature, out var length)
            ? proof.Verify(signed.Certificate.Trim(), Encoding.UTF8.GetBytes(signed.Challenge), signature.AsSpan(0, length))
            : new CertificateVerdict.Refused("签名不正确，或挑战码已过期");
    }

    /// <summary>Signs the holder in, or says why not.</summary>
    public async Task<SignInResult> SignInAsync(CertificateVerdict? verdict, CancellationToken cancel)
    {
        if (verdict is not CertificateVerdict.Proved(var holder))
            return new SignInResult.CertificateRefused(verdict is CertificateVerdict.Refused(var reason) ? reason : "浏览器没有出示证书");
        if (await credentials.FindAsync(Credential.Certificate, holder.Issuer, holder.Subject, cancel) is not { } bound)
            return new SignInResult.CertificateRefused("证书没有关联账号");
        if (bound.RevokedAt is not { } at)
            return await signIn.VouchAsync(bound.Account, SignInMethod.Certificate, cancel);
        var day = SiteCalendar.DayOf(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new SignInResult.CertificateRefused($"该证书已于{day}吊销：{bound.RevokedWhy}");
    }

    /// <summary>Binds a proved certificate to an account; why not, or null.</summary>
    public async Task<string?> LinkAsync(Actor actor, CertificateHolder holder, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(holder);
        if (!await credentials.AddAsync(new Credential(actor.AccountId, Credential.Certificate, holder.Issuer, holder.Subject, holder.Label, time.GetUtcNow()), cancel))
            return "该证书已关联账号，或曾被吊销";
        await journal.WriteAsync(actor, "credential.link", $"account/{actor.AccountId}", new { holder.Label, holder.ValidUntil }, cancel);
        return null;
    }

    /// <summary>Revokes a certificate of an account for ever; false when there is none in force.</summary>
    public async Task<bool> RevokeAsync(Actor by, Guid account, string issuer, string subject, string why, CancellationToken cancel)
    {
        if (!await credentials.RevokeAsync(account, Credential.Certificate, issuer, subject, time.GetUtcNow(), why, cancel))
            return false;
        await journal.WriteAsync(by, "credential.revoke", $"account/{account}", new { issuer, subject, why }, cancel);
        return true;
    }
}
