using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Cloud.Platform.Identity;

/// <summary>Whose certificate it is, once it has been proved.</summary>
/// <param name="Issuer">Distinguished name of the issuer.</param>
/// <param name="Subject">Thumbprint (SHA-256, hexadecimal).</param>
/// <param name="Label">Distinguished name of the holder, for people.</param>
public sealed record CertificateHolder(string Issuer, string Subject, string Label);

/// <summary>
/// Proves that somebody holds the key of a certificate of a trusted authority. One implementation a kind of certificate: this
/// platform has X.509 with RSA and ECDSA; a provincial authority with SM2 keys is another one behind the same method.
/// </summary>
public interface ICertificateProof
{
    /// <summary>True when an authority is configured.</summary>
    bool IsOffered { get; }

    /// <summary>Checks chain, validity and signature.</summary>
    /// <param name="certificate">The holder's certificate, PEM or DER in base64.</param>
    /// <param name="challenge">What was to be signed.</param>
    /// <param name="signature">The signature over it (SHA-256; RSA PKCS#1 v1.5, or ECDSA as r and s).</param>
    /// <returns>The holder; null when anything is wrong.</returns>
    CertificateHolder? Verify(string certificate, ReadOnlySpan<byte> challenge, ReadOnlySpan<byte> signature);
}

/// <summary>X.509 certificates of the authorities whose roots are configured.</summary>
public sealed class X509CertificateProof(IOptions<IdentityOptions> options, TimeProvider time) : ICertificateProof, IDisposable
{
    private const int Longest = 16_384;
    private readonly X509Certificate2Collection _roots = Load(options.Value.CertificateAuthorities);

    /// <inheritdoc/>
    public bool IsOffered => _roots.Count > 0;

    /// <inheritdoc/>
    public CertificateHolder? Verify(string certificate, ReadOnlySpan<byte> challenge, ReadOnlySpan<byte> signature)
    {
        if (certificate.Length > Longest || Read(certificate) is not { } held)
            return null;
        using (held)
            return IsTrusted(held) && IsSigned(held, challenge, signature)
                ? new CertificateHolder(held.Issuer, held.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant(), held.Subject)
                : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var root in _roots)
            root.Dispose();
    }

    private bool IsTrusted(X509Certificate2 held)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        return chain.Build(held) && !_roots.Any(root => root.RawDataMemory.Span.SequenceEqual(held.RawDataMemory.Span));
    }

    private static bool IsSigned(X509Certificate2 held, ReadOnlySpan<byte> challenge, ReadOnlySpan<byte> signature)
    {
        using var rsa = held.GetRSAPublicKey();
        if (rsa is not null)
            return rsa.KeySize >= 2048 && rsa.VerifyData(challenge, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var ecdsa = held.GetECDsaPublicKey();
        return ecdsa is not null && ecdsa.VerifyData(challenge, signature, HashAlgorithmName.SHA256);
    }

    private static X509Certificate2? Read(string text)
    {
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
