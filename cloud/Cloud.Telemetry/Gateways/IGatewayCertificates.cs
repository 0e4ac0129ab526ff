using System.Security.Cryptography.X509Certificates;
using Telemetry.Model;

namespace Cloud.Telemetry.Gateways;

/// <summary>What a gateway's certificate is worth.</summary>
public enum CertificateVerdict
{
    /// <summary>Issued by the platform's own authority for this gateway, in force.</summary>
    Accepted,

    /// <summary>Issued by someone else, expired, or not for client authentication.</summary>
    Untrusted,

    /// <summary>Its subject is another gateway.</summary>
    WrongName,

    /// <summary>The gateway is not in the register.</summary>
    Unknown,

    /// <summary>Revoked, or replaced by a newer one.</summary>
    Revoked,
}

/// <summary>The platform's own certificate authority, as the broker sees it.</summary>
public interface IGatewayCertificates
{
    /// <summary>Certificate with private key that the broker shows to gateways.</summary>
    X509Certificate2 Server { get; }

    /// <summary>Chain only, during the handshake: true when the platform's authority issued it and it is within its validity.</summary>
    bool IsTrusted(X509Certificate2 certificate);

    /// <summary>Everything, when the gateway has named itself: chain, CN = <paramref name="claimed"/>, register, revocation.</summary>
    Task<CertificateVerdict> ValidateAsync(X509Certificate2 certificate, GatewayId claimed, CancellationToken cancel);
}
