using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace Cloud.Telemetry.Ingestion;

/// <summary>The broker's packet adapter over a <see cref="GatewayChannel"/>; packets that are none are counted.</summary>
internal sealed class GatewayChannelAdapter(GatewayChannel channel, IngestionMetrics metrics) : IMqttChannelAdapter
{
    private readonly MqttChannelAdapter _inner = new(
        channel, new MqttPacketFormatterAdapter(new MqttBufferWriter(256, 65_535)), MqttNetNullLogger.Instance);

    private bool _hasSpoken;

    public GatewayChannel Channel => channel;

    public long BytesReceived => _inner.BytesReceived;

    public long BytesSent => _inner.BytesSent;

    public X509Certificate2 ClientCertificate => channel.ClientCertificate;

    public EndPoint RemoteEndPoint => channel.RemoteEndPoint;

    public EndPoint LocalEndPoint => channel.LocalEndPoint;

    public bool IsSecureConnection => channel.IsSecureConnection;

    public MqttPacketFormatterAdapter PacketFormatterAdapter => _inner.PacketFormatterAdapter;

    public Task ConnectAsync(CancellationToken cancellationToken) => _inner.ConnectAsync(cancellationToken);

    public Task DisconnectAsync(CancellationToken cancellationToken) => _inner.DisconnectAsync(cancellationToken);

    public async Task<MqttPacket> ReceivePacketAsync(CancellationToken cancellationToken)
    {
        try
        {
            var packet = await _inner.ReceivePacketAsync(cancellationToken);
            if (packet is null && !_hasSpoken)
                metrics.Refused(Refusal.NoConnect);
            _hasSpoken = true;
            return packet!;
        }
        catch (OperationCanceledException) when (!_hasSpoken)
        {
            metrics.Refused(Refusal.NoConnect);
            throw;
        }
        catch (Exception fault) when (IsMalformed(fault))
        {
            metrics.Refused(Refusal.MalformedPacket);
            throw new MqttProtocolViolationException("The packet is not MQTT.");
        }
    }

    public void ResetStatistics() => _inner.ResetStatistics();

    public Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken) => _inner.SendPacketAsync(packet, cancellationToken);

    public void Dispose() => _inner.Dispose();

    // Hostile bytes make the library's decoder throw whatever its reading of an array throws.
    private static bool IsMalformed(Exception fault) => fault
        is MqttProtocolViolationException { Message: not "The packet is longer than the limit." }
        or IndexOutOfRangeException or ArgumentException or NotSupportedException
        or InvalidOperationException and not ObjectDisposedException;
}
