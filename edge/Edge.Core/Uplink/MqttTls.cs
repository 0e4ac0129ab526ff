using System.ComponentModel.DataAnnotations;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using MQTTnet;

namespace Edge.Core.Uplink;

/// <summary>Whom the gateway trusts and how it shows who it is. Files are read at every connect, so that a renewed certificate is taken up.</summary>
public sealed record TlsOptions
{
    /// <summary>False for plain TCP: tests and closed networks only.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>PEM file of the gateway's certificate; empty = none is shown.</summary>
    public string CertificateFile { get; set; } = "";

    /// <summary>PEM file of its private key.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>PEM file of the authority that signed the server's certificate; empty = the system's authorities.</summary>
    public string AuthorityFile { get; set; } = "";

    /// <summary>Name that the server's certificate must bear, when it differs from the host that is connected to.</summary>
    [StringLength(253)]
    public string ServerName { get; set; } = "";
}

/// <summary>Generated check of <see cref="TlsOptions"/>.</summary>
[OptionsValidator]
public sealed partial class TlsOptionsValidator : IValidateOptions<TlsOptions>;

/// <summary>TLS 1.2 or 1.3 for an MQTT connection.</summary>
internal static class MqttTls
{
    /// <exception cref="IOException">A file is missing or is no certificate.</exception>
    public static MqttClientOptionsBuilder WithTls(this MqttClientOptionsBuilder builder, TlsOptions options)
    {
        if (!options.Enabled)
            return builder;
        try
        {
            return builder.WithTlsOptions(tls =>
            {
                tls.UseTls().WithSslProtocols(SslProtocols.Tls12 | SslProtocols.Tls13).WithRevocationMode(X509RevocationMode.NoCheck);
                if (options.CertificateFile.Length > 0)
                    tls.WithClientCertificates([LoadOwn(options)]);
                if (options.AuthorityFile.Length > 0)
                {
                    var authority = X509CertificateLoader.LoadCertificateFromFile(options.AuthorityFile);
                    tls.WithCertificateValidationHandler(seen => IsTrusted(seen, authority));
                }

                if (options.ServerName.Length > 0)
                    tls.WithTargetHost(options.ServerName);
            });
        }
        catch (System.Security.Cryptography.CryptographicException fault)
        {
            throw new IOException($"A certificate file cannot be used: {fault.Message}", fault);
        }
    }

    /// <summary>When the gateway's certificate ends to be valid; null without one.</summary>
    public static DateTimeOffset? ExpiryOf(TlsOptions options)
    {
        if (!options.Enabled || options.CertificateFile.Length == 0 || !File.Exists(options.CertificateFile))
            return null;
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(options.CertificateFile);
        return new DateTimeOffset(certificate.NotAfter);
    }

    // The key comes from PEM; only a certificate from PKCS #12 carries it into every platform's TLS.
    private static X509Certificate2 LoadOwn(TlsOptions options)
    {
        using var pem = X509Certificate2.CreateFromPemFile(options.CertificateFile, options.KeyFile);
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
    }

    private static bool IsTrusted(MqttClientCertificateValidationEventArgs seen, X509Certificate2 authority)
    {
        if ((seen.SslPolicyErrors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var server = X509CertificateLoader.LoadCertificate(seen.Certificate.GetRawCertData());
        return chain.Build(server);
    }
}
