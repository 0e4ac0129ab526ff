using System.Buffers;
using System.Net;
using Conformance.Tests.Recording;
using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;
using Protocols.Tests.Interop;

namespace Conformance.Tests.Subjects;

/// <summary>A session of npm's sparkplug-client as an edge node over a real broker.</summary>
internal static class ForeignNode
{
    private const string Group = "p-1", Node = "gw-foreign", Device = "crane-1";

    public static async Task<Trace> RecordAsync(CancellationToken cancel)
    {
        var recording = new SessionRecording(TimeProvider.System);
        var port = Ports.Free();
        using var broker = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder()
            .WithDefaultEndpoint().WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).WithDefaultEndpointPort(port).Build());
        await broker.StartAsync();
        await using var proxy = new RecordingProxy(port, recording);
        await using var peer = Peer.Start("node", "sparkplug-conformance-node.mjs", $"tcp://127.0.0.1:{proxy.Port}", Group, Node, Device);
        await UntilAsync(recording, "DBIRTH", 1, cancel);
        await UntilSubscribedAsync(recording, cancel);
        await peer.SendAsync("node", cancel);
        await peer.SendAsync("data", cancel);
        await UntilAsync(recording, "DDATA", 300, cancel);

        await SendAsync(broker, SparkplugTopic.ForDevice(SparkplugMessageType.DCmd, Group, Node, Device), new Payload { Timestamp = 1, Metrics = { MetricFactory.Double("load", 5, 1) } });
        await SendAsync(broker, SparkplugTopic.ForNode(SparkplugMessageType.NCmd, Group, Node), BirthDeath.RebirthCommand(1));
        await UntilAsync(recording, "DBIRTH", 2, cancel);
        recording.Note("device-lost", Device);
        await peer.SendAsync("lost", cancel);
        await UntilAsync(recording, "DDEATH", 1, cancel);
        await peer.SendAsync("back", cancel);
        await UntilAsync(recording, "DBIRTH", 3, cancel);

        proxy.Cut();
        await UntilAsync(recording, "DBIRTH", 4, cancel);
        peer.CloseInput();
        await recording.UntilAsync(all => all.OfType<Closed>().Count() == 2, cancel);
        await broker.StopAsync(new MqttServerStopOptions());
        return new Trace(recording.Entries, subjectIsHost: false);
    }

    private static Task UntilAsync(SessionRecording recording, string type, int count, CancellationToken cancel) =>
        recording.UntilAsync(all => all.OfType<Published>().Count(p => p.FromClient && p.Topic.Contains($"/{type}/", StringComparison.Ordinal)) >= count, cancel);

    private static Task UntilSubscribedAsync(SessionRecording recording, CancellationToken cancel) => recording.UntilAsync(all => all.OfType<Subscribed>().Any(), cancel);

    private static Task SendAsync(MqttServer broker, SparkplugTopic topic, Payload payload) => broker.InjectApplicationMessage(
        new InjectedMqttApplicationMessage(new MqttApplicationMessage
        {
            Topic = topic.ToString(), Payload = new ReadOnlySequence<byte>(PayloadWriter.ToArray(payload)), QualityOfServiceLevel = MqttQualityOfServiceLevel.AtMostOnce,
        }), CancellationToken.None);
}
