using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Edge.Core.Uplink;
using Edge.Core.Uplink.Sparkplug;
using TestKit;
using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;
using Telemetry.Model;
using TestKit.Network;
using TestKit.Uplink;

namespace Edge.Tests.Uplink;

/// <summary>A broker with a strict Sparkplug host in it: it knows a metric only from its birth, checks every <c>seq</c>, and acknowledges.</summary>
internal sealed class SparkplugRig(Func<SparkplugOptions, SparkplugOptions>? configure = null, Action<MqttServerOptionsBuilder, int>? serve = null) : UplinkRig
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, SequenceRanges> _held = [];
    private readonly SequenceChecker _seq = new();
    private readonly AliasTable _aliases = new();
    private MqttServer _server = null!;
    private long _stateTime = 1;

    public const string Project = "bridge-7", Gateway = "gw-1";

    /// <summary>Every Sparkplug message of the gateway, decoded.</summary>
    public ConcurrentQueue<(SparkplugTopic Topic, Payload Payload)> Messages { get; } = new();

    /// <summary>Breaches of the standard that the host has met.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    public GatewayDouble Double { get; } = new();

    /// <summary>Signalled with every message.</summary>
    public SemaphoreSlim Arrived { get; } = new(0);


    public int ServerPort { get; private set; }

    public override async Task StartHostAsync()
    {
        ServerPort = FreePort();
        var options = new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).WithDefaultEndpointPort(ServerPort);
        serve?.Invoke(options, ServerPort);
        _server = new MqttServerFactory().CreateMqttServer(options.Build());
        _server.InterceptingPublishAsync += e =>
        {
            if (e.ClientId == Gateway)
                Take(e.ApplicationMessage.Topic, e.ApplicationMessage.Payload);
            return Task.CompletedTask;
        };
        await _server.StartAsync();
        Proxy = new LinkProxy(ServerPort);
        await SetHostAsync(true);
    }

    public Task SetHostAsync(bool online) =>
        PublishAsync(SparkplugTopic.ForState("edge-cloud").ToString(), new HostState(online, Interlocked.Increment(ref _stateTime)).Encode(), retain: true);

    public Task CommandAsync(params Metric[] metrics) => CommandAsync(SparkplugTopic.ForNode(SparkplugMessageType.NCmd, Project, Gateway), metrics);

    public Task CommandAsync(SparkplugTopic topic, params Metric[] metrics)
    {
        var payload = new Payload { Timestamp = 1 };
        payload.Metrics.Add(metrics);
        return PublishAsync(topic.ToString(), PayloadWriter.ToArray(payload), retain: false);
    }

    public Task PublishAsync(string topic, byte[] payload, bool retain) => _server.InjectApplicationMessage(
        new InjectedMqttApplicationMessage(new MqttApplicationMessage
        {
            Topic = topic, Payload = new ReadOnlySequence<byte>(payload), Retain = retain, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        }), CancellationToken.None);

    /// <summary>Returns the first message for which the selector gives something.</summary>
    public async Task<T> UntilAsync<T>(Func<(SparkplugTopic Topic, Payload Payload), T?> select, CancellationToken cancel) where T : class
    {
        while (true)
        {
            foreach (var message in Messages)
                if (select(message) is { } found)
                    return found;
            await Arrived.WaitAsync(cancel);
        }
    }

    public Task<Payload> UntilAsync(SparkplugMessageType type, CancellationToken cancel, int count = 1) =>
        UntilAsync(_ => Messages.Where(m => m.Topic.Type == type).Skip(count - 1).FirstOrDefault().Payload, cancel);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.StopAsync(new MqttServerStopOptions());
        _server.Dispose();
    }

    protected override IUplink CreateUplink()
    {
        var options = new SparkplugOptions
        {
            Project = Project, Gateway = Gateway, Host = "127.0.0.1", Port = Proxy.Port,
            Tls = new TlsOptions { Enabled = false }, KeepAliveSeconds = 5, AnswerSeconds = 1, StatusSeconds = 3_600,
            Delivery = new DeliveryOptions { AckTimeoutSeconds = 1, BatchMilliseconds = 20, ReconnectMinSeconds = 0.05, ReconnectMaxSeconds = 0.2 },
        };
        return new SparkplugUplink(configure?.Invoke(options) ?? options, Outbox, Double, Double, TimeProvider.System, new TestLogger<SparkplugUplink>());
    }

    internal static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private void Take(string topicText, ReadOnlySequence<byte> bytes)
    {
        lock (_gate)
        {
            if (!SparkplugTopic.TryParse(topicText, out var topic) || PayloadReader.TryDecode(bytes, out var payload, out _) != OperationStatus.Done)
            {
                Faults.Enqueue($"unreadable {topicText}");
                return;
            }

            Check(topic, payload!);
            Messages.Enqueue((topic, payload!));
            Arrived.Release();
            if (topic.Type is SparkplugMessageType.NData or SparkplugMessageType.DData)
                TakeRecords(topic, payload!);
        }
    }

    private void Check(SparkplugTopic topic, Payload payload)
    {
        if (topic.Type == SparkplugMessageType.NDeath)
            return;
        var verdict = topic.Type == SparkplugMessageType.NBirth ? _seq.Birth(payload.Seq) : _seq.Next(payload.Seq);
        if (verdict != SequenceResult.InOrder)
            Faults.Enqueue($"{verdict} of {topic}");
        if (topic.Type is SparkplugMessageType.NBirth or SparkplugMessageType.DBirth && _aliases.Load(topic.Device, payload) is not AliasResult.Done and var loaded)
            Faults.Enqueue($"birth {loaded} of {topic}");
    }

    private void TakeRecords(SparkplugTopic topic, Payload payload)
    {
        if (DeliveryEnvelope.TryRead(payload, out var envelope, out _) != OperationStatus.Done)
            return;
        var at = 0;
        var received = new List<Received>();
        for (var i = 0; i < envelope!.Sequences.Count; i++)
        {
            var (readings, happened) = (new List<(string, double)>(), default(string));
            foreach (var metric in payload.Metrics.Skip(at).Take(envelope.MetricCounts[i]))
            {
                if (_aliases.Resolve(topic.Device, metric, out var definition) is var result && result != AliasResult.Done)
                    Faults.Enqueue($"{result} in {topic}");
                else if (definition!.Name == MetricNames.Event)
                    happened = metric.StringValue;
                else
                    readings.Add((definition.Name, metric.TryReadDouble(out var value, definition.Type) ? value : double.NaN));
            }

            at += envelope.MetricCounts[i];
            received.Add(new Received(envelope.Epoch, envelope.Sequences[i], (Lane)envelope.Lane, topic.Device ?? "", readings, happened));
        }

        Log.Add(received);
        if (!Acknowledging)
            return;
        var held = received.Aggregate(_held.GetValueOrDefault(envelope.Epoch, SequenceRanges.Empty), (set, r) => set.Add(r.Sequence));
        _held[envelope.Epoch] = held;
        var ack = new AckMessage(envelope.Epoch, held.HighWater, [.. held.Islands.Select(i => new AckRange(i.First, i.Last))]);
        _ = PublishAsync(SparkplugTopic.ForNode(SparkplugMessageType.NCmd, Project, Gateway).ToString(), PayloadWriter.ToArray(ack.ToCommand(1)), retain: false);
    }
}
