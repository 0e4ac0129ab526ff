using Telemetry.Model;

namespace Cloud.Telemetry.Gateways;

/// <summary>
/// A gateway as the register knows it. Its id is unique over all projects, because it is the subject of its certificate.
/// </summary>
/// <param name="Id">Also the Sparkplug edge node id, the MQTT client id and the CN of the certificate.</param>
/// <param name="Project">Its project.</param>
/// <param name="Name">For people.</param>
/// <param name="DesiredVersion">Version of the desired configuration; 0 while nothing was changed from the cloud.</param>
/// <param name="Enrolment">Code and certificate.</param>
public sealed record GatewayEntry(
    GatewayId Id,
    ProjectId Project,
    string Name,
    long DesiredVersion = 0,
    EnrolmentState? Enrolment = null)
{
    /// <summary>True when its certificate may not be used any more.</summary>
    public bool Revoked => Enrolment?.RevokedAt is not null;
}

/// <summary>How far a gateway has come from a one-time code to a certificate.</summary>
/// <param name="CodeHash">Hash of the code that is open; null when none is, or it was used.</param>
/// <param name="CodeExpiresAt">When the code runs out.</param>
/// <param name="CertificateSerial">Serial number (hex) of the certificate that is in force.</param>
/// <param name="CertificateNotAfter">When it ends.</param>
/// <param name="RevokedAt">Since when the gateway is refused.</param>
/// <param name="RevokedReason">Why.</param>
public sealed record EnrolmentState(
    string? CodeHash = null,
    DateTimeOffset? CodeExpiresAt = null,
    string? CertificateSerial = null,
    DateTimeOffset? CertificateNotAfter = null,
    DateTimeOffset? RevokedAt = null,
    string? RevokedReason = null);

/// <summary>What became of a one-time code.</summary>
public enum EnrolmentOutcome
{
    /// <summary>Right, in time and not used before; it is used up now.</summary>
    Accepted,

    /// <summary>No such gateway, no open code, or another code.</summary>
    Wrong,

    /// <summary>The right code, too late.</summary>
    Expired,
}
