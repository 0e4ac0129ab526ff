using System.Collections.Concurrent;
using System.Buffers;
using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Projects;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MQTTnet;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Protocol;
using MQTTnet.Server;
using Protocols.Sparkplug;
using Telemetry.Model;

namespace Cloud.Telemetry.Ingestion;

/// <summary>
/// The MQTT broker inside the host. Messages of gateways go straight to the Sparkplug host and to nobody else; what the
/// host sends goes straight into the session of the one gateway.
/// </summary>
public sealed class EmbeddedBroker : IHostedService, ISparkplugChannel, IDisposable
{
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, GatewayConnection> _connections = new(StringComparer.Ordinal);
    private readonly BrokerOptions _options;
    private readonly IngestionMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly GatewayAdmission _admission;
    private readonly Lazy<ISparkplugReceiver> _receiver;
    private readonly GatewayListener _listener;
    private readonly StateFollowers _followers = new();
    private readonly MqttServer _server;
    private ITimer? _liveness;
    private long _startedAt;

    internal EmbeddedBroker(
        IOptions<BrokerOptions> options, IDirectory directory, IGatewayCertificates? certificates, Lazy<ISparkplugReceiver> receiver,
        IngestionMetrics metrics, TimeProvider time, ILogger<EmbeddedBroker> logger)
    {
        (_options, _metrics, _time, _receiver) = (options.Value, metrics, time, receiver);
        _admission = new GatewayAdmission(directory, certificates, _options, metrics);
        _listener = new GatewayListener(_options, certificates, metrics, time, logger);
        _server = new MqttServerFactory().CreateMqttServer(
            new MqttServerOptionsBuilder().WithoutDefaultEndpoint().WithoutEncryptedEndpoint()
                .WithDefaultCommunicationTimeout(TimeSpan.FromSeconds(_options.HandshakeSeconds)).Build(),
            [_listener], MqttNetNullLogger.Instance);
        _server.ValidatingConnectionAsync += ValidateAsync;
        _server.InterceptingPublishAsync += InterceptAsync;
        _server.InterceptingSubscriptionAsync += SubscribeAsync;
        _server.ClientDisconnectedAsync += DisconnectedAsync;
        _server.ClientAcknowledgedPublishPacketAsync += ConfirmedAsync;
    }

    /// <summary>Port of the TLS listener; -1 = none.</summary>
    public int TlsPort => _listener.TlsPort;

    /// <summary>Port of the plain listener on loopback; -1 = none.</summary>
    public int PlainPort => _listener.PlainPort;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _server.StartAsync();
        _startedAt = _time.GetUtcNow().ToUnixTimeMilliseconds();
        await PublishStateAsync(online: true, cancellationToken);
        _liveness = _time.CreateTimer(_ => EndSilent(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!_server.IsStarted)
            return;
        if (_liveness is not null)
            await _liveness.DisposeAsync();
        var told = _followers.Leave();
        await PublishStateAsync(online: false, cancellationToken);
        await Task.WhenAny(told, Task.Delay(LongestFarewell, _time, cancellationToken));
        await _server.StopAsync();
    }

    public async ValueTask SendAsync(GatewayId gateway, string topic, ReadOnlyMemory<byte> payload, CancellationToken cancel)
    {
        // Straight into the one session: publishing would offer the message to every subscriber there is.
        if (!_connections.ContainsKey(gateway.Value) || await SessionAsync(gateway) is not { } session)
            return;
        if (payload.Length >= SentOnce.LeastBytes)
            payload = new SentOnce(payload).Memory;
        session.TryEnqueueApplicationMessage(
            new MqttApplicationMessage { Topic = topic, Payload = new ReadOnlySequence<byte>(payload), QualityOfServiceLevel = MqttQualityOfServiceLevel.AtMostOnce },
            out _);
    }

    /// <summary>Null while a connection that was let in has no session yet, or none any more: the broker then knows no such name.</summary>
    private async Task<MqttSessionStatus?> SessionAsync(GatewayId gateway)
    {
        try
        {
            return await _server.GetSessionAsync(gateway.Value);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public async Task DisconnectAsync(GatewayId gateway, CancellationToken cancel)
    {
        if (_connections.ContainsKey(gateway.Value))
            await _server.DisconnectClientAsync(gateway.Value, new MqttServerClientDisconnectOptions { ReasonCode = MqttDisconnectReasonCode.NotAuthorized });
    }

    public void Dispose()
    {
        _liveness?.Dispose();
        _server.Dispose();
        _listener.Dispose();
    }

    private string StateTopic => SparkplugTopic.ForState(_options.HostId).ToString();

    private Task PublishStateAsync(bool online, CancellationToken cancel) => _server.InjectApplicationMessage(
        new InjectedMqttApplicationMessage(new MqttApplicationMessage
        {
            Topic = StateTopic,
            Payload = new ReadOnlySequence<byte>(new HostState(online, online ? _startedAt : Math.Max(_startedAt, _time.GetUtcNow().ToUnixTimeMilliseconds())).Encode()),
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
            Retain = true,
        }) { SenderClientId = "" },
        cancel);

    private async Task ValidateAsync(ValidatingConnectionEventArgs attempt)
    {
        var present = _connections.GetValueOrDefault(attempt.ClientId ?? "");
        if (await _admission.AdmitAsync(attempt, present, attempt.CancellationToken) is not { } admitted)
            return;
        _connections[admitted.Gateway.Value] = admitted;
        if (present is not null)
            _receiver.Value.Ended(present);
    }

    private Task InterceptAsync(InterceptingPublishEventArgs message)
    {
        // Only the host itself has no client id: its STATE goes the broker's way.
        if (string.IsNullOrEmpty(message.ClientId))
            return Task.CompletedTask;
        message.ProcessPublish = false;
        if (!_connections.TryGetValue(message.ClientId, out var connection))
            return Task.CompletedTask;
        if (connection.Topic(message.ApplicationMessage.Topic) is not { } topic)
        {
            _metrics.Refused(Refusal.BadTopic);
        }
        else if (!TopicAccess.MayPublish(connection.Project, connection.Gateway, topic))
        {
            _metrics.Refused(Refusal.ForeignTopic);
            message.Response.ReasonCode = MqttPubAckReasonCode.NotAuthorized;
        }
        else
        {
            _metrics.Message();
            _receiver.Value.Receive(connection, topic, message.ApplicationMessage.Payload);
        }

        return Task.CompletedTask;
    }

    private Task SubscribeAsync(InterceptingSubscriptionEventArgs subscription)
    {
        if (_connections.TryGetValue(subscription.ClientId, out var connection)
            && TopicAccess.MaySubscribe(connection.Project, connection.Gateway, subscription.TopicFilter.Topic))
        {
            if (subscription.TopicFilter.QualityOfServiceLevel > MqttQualityOfServiceLevel.AtMostOnce && subscription.TopicFilter.Topic == StateTopic)
                _followers.Follow(subscription.ClientId);
            return Task.CompletedTask;
        }

        _metrics.Refused(Refusal.ForeignSubscription);
        subscription.ProcessSubscription = false;
        subscription.Response.ReasonCode = MqttSubscribeReasonCode.NotAuthorized;
        return Task.CompletedTask;
    }

    private Task ConfirmedAsync(ClientAcknowledgedPublishPacketEventArgs confirmed)
    {
        if (confirmed.PublishPacket.Topic == StateTopic)
            _followers.Confirmed(confirmed.ClientId);
        return Task.CompletedTask;
    }

    private Task DisconnectedAsync(ClientDisconnectedEventArgs end)
    {
        _followers.Release(end.ClientId);
        // A taken-over session has ended already, and its successor must not be ended with it: the remote address tells them apart.
        if (end.DisconnectType is not MqttClientDisconnectType.Takeover
            && _connections.TryGetValue(end.ClientId, out var connection) && Equals(connection.Remote, end.RemoteEndPoint)
            && _connections.TryRemove(KeyValuePair.Create(end.ClientId, connection)))
            _receiver.Value.Ended(connection);
        return Task.CompletedTask;
    }

    private void EndSilent()
    {
        foreach (var (id, connection) in _connections)
        {
            if (!connection.IsSilent || !_connections.TryRemove(KeyValuePair.Create(id, connection)))
                continue;
            _metrics.Silent();
            _receiver.Value.Ended(connection);
            _ = _server.DisconnectClientAsync(id, new MqttServerClientDisconnectOptions { ReasonCode = MqttDisconnectReasonCode.KeepAliveTimeout });
        }
    }
}

internal static partial class Log
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "A connection could not be accepted.")]
    public static partial void AcceptFailed(ILogger logger, Exception fault);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Debug, Message = "A connection ended with a fault.")]
    public static partial void ConnectionFailed(ILogger logger, Exception fault);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Warning, Message = "A gateway's birth, death or report did not reach its grain (attempt {Attempt}).")]
    public static partial void PresenceFailed(ILogger logger, Exception fault, int attempt);

    [LoggerMessage(EventId = 2004, Level = LogLevel.Error, Message = "A batch of {Records} records of project {Project} was not stored and evaluated; it is tried again.")]
    public static partial void BatchFailed(ILogger logger, Exception fault, string project, int records);
}
