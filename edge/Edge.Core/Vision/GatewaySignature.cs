using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Edge.Core.Enrolment;

namespace Edge.Core.Vision;

/// <summary>
/// How a gateway shows over HTTP who it is: its certificate and a signature with its key over method, target and time. Unlike
/// a TLS client certificate it passes a reverse proxy, and plain HTTP on loopback has it too.
/// </summary>
public static class GatewaySignature
{
    /// <summary>Scheme of the <c>Authorization</c> header.</summary>
    public const string Scheme = "EdgeGateway";

    /// <summary>The header's value for one request, with the certificate as it lies there now.</summary>
    /// <exception cref="IOException">The certificate or its key cannot be read.</exception>
    public static AuthenticationHeaderValue Of(EnrolmentFiles files, string method, string target, DateTimeOffset at)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(files.Certificate);
            using var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(files.Key));
            return Sign(certificate, key, method, target, at);
        }
        catch (Exception fault) when (fault is CryptographicException or UnauthorizedAccessException or ArgumentException)
        {
            throw new IOException($"the gateway's certificate cannot be used: {fault.Message}", fault);
        }
    }

    /// <summary>The header's value for one request.</summary>
    /// <param name="certificate">The gateway's certificate.</param>
    /// <param name="key">Its P-256 key.</param>
    /// <param name="method">Method in capitals.</param>
    /// <param name="target">Path and query.</param>
    /// <param name="at">When; the platform takes it for five minutes.</param>
    public static AuthenticationHeaderValue Sign(X509Certificate2 certificate, ECDsa key, string method, string target, DateTimeOffset at)
    {
        var time = at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var signature = key.SignData(Encoding.UTF8.GetBytes($"{method}\n{target}\n{time}"), HashAlgorithmName.SHA256);
        return new AuthenticationHeaderValue(Scheme, $"{Convert.ToBase64String(certificate.RawData)}.{time}.{Convert.ToBase64String(signature)}");
    }
}
