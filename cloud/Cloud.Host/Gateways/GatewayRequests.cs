using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Projects;
using Telemetry.Model;

namespace Cloud.Host;

/// <summary>
/// Knows a gateway by its signed request: <c>Authorization: EdgeGateway certificate.time.signature</c>, base64, the signature by the
/// certificate's key over method, target and time. The certificate is asked about as the broker asks.
/// </summary>
public sealed class GatewayRequests(IGatewayCertificates certificates, IDirectory directory, TimeProvider time)
{
    private const string Scheme = "EdgeGateway ";
    private const int MostHeader = 8_192;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>The gateway that sent the request, or null when the request does not prove it.</summary>
    public async Task<GatewayEntry?> FindAsync(HttpRequest request, CancellationToken cancel)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.Ordinal) || header.Length > MostHeader || header[Scheme.Length..].Split('.') is not [var certificate, var at, var signature])
            return null;
        if (!long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) || milliseconds > 253_402_300_799_999
            || (DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) - time.GetUtcNow()).Duration() > Window)
            return null;
        try
        {
            using var shown = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(certificate));
            using var key = shown.GetECDsaPublicKey();
            var text = $"{request.Method}\n{request.Path}{request.QueryString}\n{at}";
            if (key is null || !key.VerifyData(Encoding.UTF8.GetBytes(text), Convert.FromBase64String(signature), HashAlgorithmName.SHA256))
                return null;
            var name = shown.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
            if (!Identifier.IsValid(name) || await certificates.ValidateAsync(shown, new GatewayId(name), cancel) != CertificateVerdict.Accepted)
                return null;
            return await directory.GatewayAsync(new GatewayId(name), cancel);
        }
        catch (Exception fault) when (fault is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
