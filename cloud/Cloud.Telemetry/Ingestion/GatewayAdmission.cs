using System.Net;
using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Projects;
using MQTTnet.Protocol;
using MQTTnet.Server;
using Telemetry.Model;

namespace Cloud.Telemetry.Ingestion;

/// <summary>Who may connect: a gateway of the register, under its own name, with its own certificate in force.</summary>
internal sealed class GatewayAdmission(IDirectory directory, IGatewayCertificates? certificates, BrokerOptions options, IngestionMetrics metrics)
{
    // A client that asks for a longer keep-alive than this gets one and a half of it, as MQTT says.
    private static readonly TimeSpan ShortKeepAlive = TimeSpan.FromSeconds(10);

    // Within this time of its last byte a machine is taken to be there still; a site's way to the network changes slower.
    private static readonly TimeSpan StillThere = TimeSpan.FromSeconds(3);

    /// <summary>The connection, or null with the answer set.</summary>
    public async Task<GatewayConnection?> AdmitAsync(ValidatingConnectionEventArgs attempt, GatewayConnection? present, CancellationToken cancel)
    {
        if (!Identifier.IsValid(attempt.ClientId))
            return Refuse(attempt, Refusal.BadClientId, MqttConnectReasonCode.ClientIdentifierNotValid);
        var gateway = new GatewayId(attempt.ClientId);
        if (await CheckCertificateAsync(attempt, gateway, cancel) is { } reason)
            return Refuse(attempt, reason, MqttConnectReasonCode.NotAuthorized);
        if (await directory.GatewayAsync(gateway, cancel) is not { } entry)
            return Refuse(attempt, Refusal.UnknownGateway, MqttConnectReasonCode.NotAuthorized);
        if (entry.Revoked)
            return Refuse(attempt, Refusal.RevokedGateway, MqttConnectReasonCode.NotAuthorized);
        var serial = attempt.IsSecureConnection ? attempt.ClientCertificate.SerialNumber : null;
        if (present is not null)
        {
            // Two machines with one name would take the session from each other for ever: the one that is there keeps it. A
            // copied disk has the certificate too, and its sequence numbers would pass for resends of the other's.
            if (!string.Equals(present.CertificateSerial, serial, StringComparison.Ordinal) || IsElsewhere(present, attempt.RemoteEndPoint))
                return Refuse(attempt, Refusal.DuplicateGateway, MqttConnectReasonCode.NotAuthorized);
            metrics.Takeover();
        }

        attempt.ReasonCode = MqttConnectReasonCode.Success;
        return new GatewayConnection(
            entry.Project, gateway, serial, attempt.RemoteEndPoint, LongestSilence(attempt.KeepAlivePeriod), (attempt.ChannelAdapter as GatewayChannelAdapter)?.Channel);
    }

    private async Task<string?> CheckCertificateAsync(ValidatingConnectionEventArgs attempt, GatewayId gateway, CancellationToken cancel)
    {
        if (!attempt.IsSecureConnection)
            return null;
        if (attempt.ClientCertificate is not { } certificate)
            return Refusal.NoCertificate;
        return await certificates!.ValidateAsync(certificate, gateway, cancel) switch
        {
            CertificateVerdict.Accepted => null,
            CertificateVerdict.WrongName => Refusal.CertificateWrongName,
            CertificateVerdict.Revoked => Refusal.CertificateRevoked,
            CertificateVerdict.Unknown => Refusal.UnknownGateway,
            _ => Refusal.CertificateUntrusted,
        };
    }

    private static bool IsElsewhere(GatewayConnection present, EndPoint remote) =>
        present.Silence < StillThere && present.Remote is IPEndPoint there && remote is IPEndPoint here && !there.Address.Equals(here.Address);

    private TimeSpan LongestSilence(ushort? keepAliveSeconds)
    {
        var keepAlive = TimeSpan.FromSeconds(keepAliveSeconds is null or 0 ? 60 : keepAliveSeconds.Value);
        var usual = TimeSpan.FromSeconds(options.OfflineAfterSeconds);
        return keepAlive <= ShortKeepAlive || keepAlive * 1.5 < usual ? usual : keepAlive * 1.5;
    }

    private GatewayConnection? Refuse(ValidatingConnectionEventArgs attempt, string reason, MqttConnectReasonCode code)
    {
        metrics.Refused(reason);
        attempt.ReasonCode = code;
        attempt.ReasonString = reason;
        return null;
    }
}
