using System.Security.Cryptography;
using System.Text;
using Cloud.Host.Composition;
using Cloud.Platform.Certificates;
using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Projects;
using Microsoft.Extensions.Options;
using Telemetry.Model;

namespace Cloud.Host;

/// <summary>A one-time code as it is shown once.</summary>
public sealed record EnrolmentCode(string Gateway, string Code, DateTimeOffset ExpiresAt);

/// <summary>Gives one-time codes, and certificates for them.</summary>
public sealed class Enrolment(
    IDirectory directory, CertificateAuthority authority, IOptions<EnrolmentOptions> options, TimeProvider time)
{
    /// <summary>Opens a code of 16 characters (80 bits); an older one is void. Null when there is no such gateway.</summary>
    public async Task<EnrolmentCode?> OpenAsync(GatewayId gateway, CancellationToken cancel)
    {
        var code = RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 16);
        var expires = time.GetUtcNow().AddHours(options.Value.CodeHours);
        return await directory.OpenEnrolmentAsync(gateway, HashOf(code), expires, cancel)
            ? new EnrolmentCode(gateway.Value, code, expires)
            : null;
    }

    /// <summary>Uses a code up and issues the certificate of the request.</summary>
    /// <returns>The certificate, or the reason for the refusal. A wrong request does not use the code up.</returns>
    public async Task<(string? CertificatePem, string? Refusal)> EnrolAsync(GatewayId gateway, string code, string csr, CancellationToken cancel)
    {
        var (certificate, refusal) = authority.IssueClient(csr, gateway.Value);
        if (certificate is null)
            return (null, refusal);
        using (certificate)
        {
            var outcome = await directory.UseEnrolmentCodeAsync(gateway, HashOf(code), time.GetUtcNow(), cancel);
            if (outcome != EnrolmentOutcome.Accepted)
                return (null, outcome == EnrolmentOutcome.Expired ? "code: it has run out" : "code: wrong, or used already");
            await directory.SetCertificateAsync(gateway, certificate.SerialNumber, certificate.NotAfter, cancel);
            return (certificate.ExportCertificatePem(), null);
        }
    }

    // A code is random and long, so a plain hash of it is as good as a slow one.
    private static string HashOf(string code) =>
        Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(code.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant())));
}
