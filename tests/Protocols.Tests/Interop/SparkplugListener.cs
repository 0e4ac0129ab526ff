using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Server;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;

namespace Protocols.Tests.Interop;

/// <summary>A real broker on a free port and a host at it that reads everything of the namespace with our codec.</summary>
internal sealed class SparkplugListener : IAsyncDisposable
{
    private readonly MqttServer _broker;
    private readonly IMqttClient _client;
    private readonly Channel<(SparkplugTopic, Payload)> _messages = Channel.CreateUnbounded<(SparkplugTopic, Payload)>();

    private SparkplugListener(MqttServer broker, IMqttClient client, int port) =>
        (_broker, _client, Url) = (broker, client, $"tcp://127.0.0.1:{port}");

    public string Url { get; }

    public ChannelReader<(SparkplugTopic Topic, Payload Payload)> Messages => _messages.Reader;

    public static async Task<SparkplugListener> StartAsync(CancellationToken cancel)
    {
        var port = FreePort();
        var options = new MqttServerOptionsBuilder()
            .WithDefaultEndpoint().WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).WithDefaultEndpointPort(port).Build();
        var broker = new MqttServerFactory().CreateMqttServer(options);
        await broker.StartAsync();
        var listener = new SparkplugListener(broker, new MqttClientFactory().CreateMqttClient(), port);
        listener._client.ApplicationMessageReceivedAsync += listener.TakeAsync;
        await listener._client.ConnectAsync(
            new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithClientId("host").Build(), cancel);
        await listener._client.SubscribeAsync(SparkplugTopic.FilterOf(null), cancellationToken: cancel);
        return listener;
    }

    public Task PublishAsync(SparkplugTopic topic, Payload payload, CancellationToken cancel) => _client.PublishAsync(
        new MqttApplicationMessageBuilder().WithTopic(topic.ToString()).WithPayload(PayloadWriter.ToArray(payload)).Build(), cancel);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _broker.StopAsync();
        _broker.Dispose();
    }

    private Task TakeAsync(MqttApplicationMessageReceivedEventArgs e)
    {
        Assert.True(SparkplugTopic.TryParse(e.ApplicationMessage.Topic, out var topic));
        PayloadReader.TryDecode(e.ApplicationMessage.Payload, out var payload, out var fault);
        Assert.Equal(SparkplugFault.None, fault);
        return _messages.Writer.WriteAsync((topic, payload!)).AsTask();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
