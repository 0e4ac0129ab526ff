using System.Security.Cryptography.X509Certificates;
using Cloud.Host.Composition;
using Cloud.Platform.Certificates;
using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Projects;
using Microsoft.Extensions.Options;
using Telemetry.Model;

namespace Cloud.Host;

/// <summary>The platform's authority and the register together, as the broker asks them.</summary>
public sealed class GatewayCertificates : IGatewayCertificates, IDisposable
{
    private readonly CertificateAuthority _authority;
    private readonly IDirectory _directory;

    /// <summary>Issues the broker's certificate anew at each start.</summary>
    public GatewayCertificates(CertificateAuthority authority, IDirectory directory, IOptions<EnrolmentOptions> options)
    {
        (_authority, _directory) = (authority, directory);
        string[] names = ["localhost", "127.0.0.1", options.Value.BrokerHost, .. options.Value.ServerNames];
        Server = authority.IssueServer(names.Distinct(StringComparer.OrdinalIgnoreCase));
    }

    /// <inheritdoc/>
    public X509Certificate2 Server { get; }

    /// <inheritdoc/>
    public bool IsTrusted(X509Certificate2 certificate) => _authority.IsTrustedClient(certificate);

    /// <inheritdoc/>
    public async Task<CertificateVerdict> ValidateAsync(X509Certificate2 certificate, GatewayId claimed, CancellationToken cancel)
    {
        if (!_authority.IsTrustedClient(certificate))
            return CertificateVerdict.Untrusted;
        if (certificate.Subject != $"CN={claimed.Value}")
            return CertificateVerdict.WrongName;
        var gateway = await _directory.GatewayAsync(claimed, cancel);
        if (gateway is null)
            return CertificateVerdict.Unknown;
        return gateway.Revoked || !string.Equals(gateway.Enrolment?.CertificateSerial, certificate.SerialNumber, StringComparison.OrdinalIgnoreCase)
            ? CertificateVerdict.Revoked
            : CertificateVerdict.Accepted;
    }

    /// <inheritdoc/>
    public void Dispose() => Server.Dispose();
}
