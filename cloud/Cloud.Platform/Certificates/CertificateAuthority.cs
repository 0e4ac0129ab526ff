using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Cloud.Platform.Certificates;

/// <summary>
/// The platform's own authority (P-256, X.509 v3): one root in a folder, server certificates for the broker, client
/// certificates for gateways from their signing requests. Keys never leave the folder, which only the service may read.
/// </summary>
public sealed class CertificateAuthority : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private static readonly TimeSpan ClockAllowance = TimeSpan.FromHours(1);

    private readonly X509Certificate2 _root;
    private readonly TimeProvider _time;

    private CertificateAuthority(X509Certificate2 root, TimeProvider time) => (_root, _time) = (root, time);

    /// <summary>The root without its key, as gateways are given it.</summary>
    public string RootPem => _root.ExportCertificatePem();

    /// <summary>Opens the authority of a folder, or makes it (10 years).</summary>
    /// <exception cref="CryptographicException">The files are not what this class wrote.</exception>
    public static CertificateAuthority Open(string folder, TimeProvider time)
    {
        Directory.CreateDirectory(folder);
        var (certificatePath, keyPath) = (Path.Combine(folder, "authority.pem"), Path.Combine(folder, "authority.key"));
        if (File.Exists(certificatePath) && File.Exists(keyPath))
            return new CertificateAuthority(X509Certificate2.CreateFromPemFile(certificatePath, keyPath), time);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Edge gateway authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = time.GetUtcNow();
        var root = request.CreateSelfSigned(now - ClockAllowance, now.AddYears(10));

        // The key first: a certificate without its key would be taken for a complete authority.
        SecretFile.Write(keyPath, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(certificatePath, root.ExportCertificatePem());
        return new CertificateAuthority(root, time);
    }

    /// <summary>A certificate with key for the broker, valid for the names and addresses, one year.</summary>
    public X509Certificate2 IssueServer(IEnumerable<string> names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address)) alternatives.AddIpAddress(address);
            else alternatives.AddDnsName(name);
        }

        var request = new CertificateRequest("CN=Edge broker", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(alternatives.Build());
        using var certificate = Sign(request, ServerAuthentication);

        // TLS on some platforms refuses an ephemeral key; a PKCS#12 round trip gives it a usable one.
        using var withKey = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>A client certificate for a gateway from its request, one year.</summary>
    /// <param name="signingRequest">PEM, PKCS#10; only its key and subject are used.</param>
    /// <param name="gateway">Must be the request's common name.</param>
    /// <returns>The certificate, or the reason for the refusal (English, for the gateway's log).</returns>
    public (X509Certificate2? Certificate, string? Refusal) IssueClient(string signingRequest, string gateway)
    {
        CertificateRequest request;
        try
        {
            request = CertificateRequest.LoadSigningRequestPem(
                signingRequest, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.Default, RSASignaturePadding.Pkcs1);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            return (null, "csr: not a valid PKCS#10 request, or its signature does not match its key");
        }

        if (request.SubjectName.Name != $"CN={gateway}")
            return (null, $"csr: the subject must be CN={gateway}");
        using var key = request.PublicKey.GetECDsaPublicKey();
        if (key is null || key.KeySize != 256)
            return (null, "csr: the key must be ECDSA P-256");
        return (Sign(new CertificateRequest(request.SubjectName, request.PublicKey, HashAlgorithmName.SHA256), ClientAuthentication), null);
    }

    /// <summary>True when this authority issued it for client authentication and it is valid now.</summary>
    public bool IsTrustedClient(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = _time.GetUtcNow().LocalDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        return chain.Build(certificate);
    }

    /// <inheritdoc/>
    public void Dispose() => _root.Dispose();

    private X509Certificate2 Sign(CertificateRequest request, string purpose)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_root, true, false));
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7F;
        var now = _time.GetUtcNow();
        return request.Create(_root, now - ClockAllowance, now.AddYears(1), serial);
    }
}
