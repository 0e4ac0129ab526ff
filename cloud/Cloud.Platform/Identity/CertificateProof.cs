using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Cloud.Platform.Identity;

/// <summary>Whose certificate it is, once it has been proved.</summary>
/// <param name="Issuer">Distinguished name of the issuer.</param>
/// <param name="Subject">Thumbprint (SHA-256, hexadecimal).</param>
/// <param name="Label">Distinguished name of the holder, for people.</param>
/// <param name="ValidUntil">End of its validity.</param>
public sealed record CertificateHolder(string Issuer, string Subject, string Label, DateTimeOffset ValidUntil);

/// <summary>What a certificate came to.</summary>
public abstract record CertificateVerdict
{
    private CertificateVerdict()
    {
    }

    /// <summary>It is good, and its holder has proved the key.</summary>
    public sealed record Proved(CertificateHolder Holder) : CertificateVerdict;

    /// <summary>It is not.</summary>
    /// <param name="Reason">For the user.</param>
    public sealed record Refused(string Reason) : CertificateVerdict;
}

/// <summary>
/// Proves that somebody holds the key of a certificate of a trusted authority. One implementation a kind of certificate: this
/// platform has X.509 with RSA and ECDSA; a provincial authority with SM2 keys is another one behind the same methods.
/// </summary>
public interface ICertificateProof
{
    /// <summary>True when an authority is configured.</summary>
    bool IsOffered { get; }

    /// <summary>Checks chain, validity, revocation and signature.</summary>
    /// <param name="certificate">The holder's certificate, PEM or DER in base64.</param>
    /// <param name="challenge">What was to be signed.</param>
    /// <param name="signature">The signature over it (SHA-256; RSA PKCS#1 v1.5, or ECDSA as r and s or as a DER sequence).</param>
    CertificateVerdict Verify(string certificate, ReadOnlySpan<byte> challenge, ReadOnlySpan<byte> signature);

    /// <summary>Checks chain, validity and revocation of a certificate whose key was proved by TLS.</summary>
    /// <param name="certificate">The holder's certificate, PEM or DER in base64.</param>
    CertificateVerdict Accept(string certificate);
}

/// <summary>X.509 certificates of the authorities whose roots are configured.</summary>
public sealed class X509CertificateProof(IOptions<IdentityOptions> options, TimeProvider time) : ICertificateProof, IDisposable
{
    private const int Longest = 16_384;
    private readonly X509Certificate2Collection _roots = Load(options.Value.CertificateAuthorities);
    private readonly RevocationLists _revoked = new(options.Value.RevocationLists);

    /// <inheritdoc/>
    public bool IsOffered => _roots.Count > 0;

    /// <inheritdoc/>
    public CertificateVerdict Verify(string certificate, ReadOnlySpan<byte> challenge, ReadOnlySpan<byte> signature)
    {
        if (Read(certificate) is not { } held)
            return new CertificateVerdict.Refused("证书无法读取");
        using (held)
            return Fault(held) is { } fault ? new CertificateVerdict.Refused(fault)
                : SignatureFault(held, challenge, signature) is { } wrong ? new CertificateVerdict.Refused(wrong)
                : new CertificateVerdict.Proved(Of(held));
    }

    /// <inheritdoc/>
    public CertificateVerdict Accept(string certificate)
    {
        if (Read(certificate) is not { } held)
            return new CertificateVerdict.Refused("证书无法读取");
        using (held)
            return Fault(held) is { } fault ? new CertificateVerdict.Refused(fault) : new CertificateVerdict.Proved(Of(held));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var root in _roots)
            root.Dispose();
    }

    private static CertificateHolder Of(X509Certificate2 held) =>
        new(held.Issuer, held.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant(), held.Subject, held.NotAfter.ToUniversalTime());

    private string? Fault(X509Certificate2 held)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_roots);
        // Lists are kept by the operator: asking the authority at every sign-in would tie it to a foreign network.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        var built = chain.Build(held);
        if (_roots.Any(root => root.RawDataMemory.Span.SequenceEqual(held.RawDataMemory.Span)) || chain.ChainStatus.Any(status => status.Status is not X509ChainStatusFlags.NotTimeValid))
            return "证书不是受信任的机构签发的";
        if (!built)
            return "证书不在有效期内";
        return _revoked.Holds(held, _roots) ? "证书已被签发机构吊销" : null;
    }

    private static string? SignatureFault(X509Certificate2 held, ReadOnlySpan<byte> challenge, ReadOnlySpan<byte> signature)
    {
        const string wrong = "签名不正确，或挑战码已过期";
        using var rsa = held.GetRSAPublicKey();
        if (rsa is not null)
            return rsa.KeySize < 2048 ? "证书的密钥强度不足" : rsa.VerifyData(challenge, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) ? null : wrong;
        using var ecdsa = held.GetECDsaPublicKey();
        return ecdsa is not null
            && (ecdsa.VerifyData(challenge, signature, HashAlgorithmName.SHA256) || ecdsa.VerifyData(challenge, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))
            ? null : wrong;
    }

    private static X509Certificate2? Read(string text)
    {
        if (text.Length > Longest)
            return null;
        try
        {
            return text.Contains("-----BEGIN", StringComparison.Ordinal)
                ? X509Certificate2.CreateFromPem(text)
                : X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text));
        }
        catch (Exception wrong) when (wrong is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private static X509Certificate2Collection Load(IReadOnlyList<string> files)
    {
        var roots = new X509Certificate2Collection();
        foreach (var file in files)
            roots.ImportFromPemFile(file);
        return roots;
    }
}

/// <summary>Challenges for proofs: random, for five minutes, for one use. In the memory of this process and bounded.</summary>
public sealed class Challenges(TimeProvider time)
{
    private const int Most = 10_000;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _open = new();

    /// <summary>A new one; null when too many are open.</summary>
    public string? Next()
    {
        var now = time.GetUtcNow();
        if (_open.Count >= Most)
            foreach (var old in _open.Where(one => now - one.Value > Life))
                _open.TryRemove(old);
        if (_open.Count >= Most)
            return null;
        var challenge = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        _open[challenge] = now;
        return challenge;
    }

    /// <summary>Uses it up; false when it was never given, is too old, or was used.</summary>
    public bool Use(string challenge) => _open.TryRemove(challenge, out var given) && time.GetUtcNow() - given <= Life;
}
