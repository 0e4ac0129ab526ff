using System.Net;
using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Protocol;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;
using Telemetry.Model;

namespace Cloud.Tests.Ingestion;

/// <summary>A gateway as the wire sees it: births, data with delivery envelopes, and what the host sends back.</summary>
internal sealed class GatewayStub : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly Channel<(string Topic, Payload? Payload, byte[] Raw)> _received = Channel.CreateUnbounded<(string, Payload?, byte[])>();
    private readonly SequenceCounter _sequence = new();
    private readonly AliasTable _aliases = new();
    private readonly string _id;
    private readonly string _project;
    private readonly TimeProvider _time;
    private byte _bdSeq;

    public GatewayStub(string id = "gw-1", string project = "site-1", ulong epoch = 77, TimeProvider? time = null)
    {
        (_id, _project, Epoch, _time) = (id, project, epoch, time ?? TimeProvider.System);
        _client.ApplicationMessageReceivedAsync += message =>
        {
            var raw = System.Buffers.BuffersExtensions.ToArray(message.ApplicationMessage.Payload);
            PayloadReader.TryDecode(raw, out var payload, out _);
            _received.Writer.TryWrite((message.ApplicationMessage.Topic, payload, raw));
            return Task.CompletedTask;
        };
        _client.DisconnectedAsync += _ =>
        {
            Disconnected.TrySetResult();
            return Task.CompletedTask;
        };
    }

    public ulong Epoch { get; }

    public TaskCompletionSource Disconnected { get; private set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    public async Task<MqttClientConnectResult> ConnectAsync(int port, X509Certificate2? certificate = null, X509Certificate2? authority = null, string? clientId = null, IPAddress? from = null)
    {
        Disconnected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithClientId(clientId ?? _id).WithCleanSession()
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(8)).WithTimeout(TimeSpan.FromSeconds(20))
            .WithWillTopic(Topic(SparkplugMessageType.NDeath)).WithWillPayload(PayloadWriter.ToArray(BirthDeath.NodeDeath(_bdSeq, Now)));
        if (from is not null)
            options = options.WithTcpServer(tcp => tcp.LocalEndpoint = new IPEndPoint(from, 0));
        if (certificate is not null)
            options = options.WithTlsOptions(tls => tls.UseTls().WithClientCertificates([certificate]).WithCertificateValidationHandler(
                check => authority is not null && check.Certificate is not null && check.SslPolicyErrors is not SslPolicyErrors.RemoteCertificateNotAvailable));
        return await _client.ConnectAsync(options.Build(), Cancel);
    }

    public async Task<MqttClientSubscribeResult> SubscribeAsync(string filter) =>
        await _client.SubscribeAsync(new MqttClientSubscribeOptionsBuilder().WithTopicFilter(filter).Build(), Cancel);

    /// <summary>Connects, subscribes commands, and is born with one device.</summary>
    public async Task StartAsync(int port, params string[] devices)
    {
        await ConnectAsync(port);
        await BornAsync(devices);
    }

    public async Task BornAsync(params string[] devices)
    {
        await SubscribeAsync($"spBv1.0/{_project}/NCMD/{_id}");
        await BirthAsync();
        foreach (var device in devices)
            await DeviceBirthAsync(device);
    }

    public Task BirthAsync(Action<Payload>? more = null)
    {
        var birth = BirthDeath.NodeBirth(_bdSeq, _sequence.Birth(), Now);
        birth.Metrics.Add(MetricFactory.UInt64(MetricNames.DeliveryEpoch, Epoch, Now));
        birth.Metrics.Add(MetricFactory.Int64(MetricNames.ConfigVersion, 0, Now));
        more?.Invoke(birth);
        return PublishAsync(Topic(SparkplugMessageType.NBirth), birth);
    }

    public Task DeviceBirthAsync(string device, params string[] points)
    {
        var birth = new Payload { Timestamp = (ulong)Now, Seq = _sequence.Next() };
        foreach (var point in points is [] ? ["moment-ratio", "wind-speed"] : points)
        {
            var alias = _aliases.Assign(device, point, SparkplugDataType.Double).Alias!.Value;
            birth.Metrics.Add(MetricFactory.Double(MetricKey.Birth(point, alias), 0, Now));
        }

        return PublishAsync(Topic(SparkplugMessageType.DBirth, device), birth);
    }

    public Task DeviceDeathAsync(string device) =>
        PublishAsync(Topic(SparkplugMessageType.DDeath, device), new Payload { Timestamp = (ulong)Now, Seq = _sequence.Next() });

    /// <summary>One DDATA with one record of one reading a value.</summary>
    public Task DataAsync(string device, ulong first, params double[] values) => DataAsync(device, first, Lane.Live, _time.GetUtcNow(), values);

    public Task DataAsync(string device, ulong first, Lane lane, DateTimeOffset at, params double[] values) =>
        PublishAsync(Topic(SparkplugMessageType.DData, device), Data(device, first, lane, at, values));

    public Payload Data(string device, ulong first, Lane lane, DateTimeOffset at, params double[] values)
    {
        var alias = _aliases.Assign(device, "moment-ratio", SparkplugDataType.Double).Alias!.Value;
        var payload = new Payload { Timestamp = (ulong)at.ToUnixTimeMilliseconds(), Seq = _sequence.Next() };
        for (var i = 0; i < values.Length; i++)
            payload.Metrics.Add(MetricFactory.Double(MetricKey.Aliased(alias), values[i], at.AddMilliseconds(i).ToUnixTimeMilliseconds()));
        DeliveryEnvelope.Attach(
            payload, Epoch, (byte)lane, [.. Enumerable.Range(0, values.Length).Select(i => first + (ulong)i)], [.. Enumerable.Repeat(1, values.Length)]);
        return payload;
    }

    /// <summary>One record of a device with one reading and an event, as a camera's is.</summary>
    public Task EventAsync(string device, ulong sequence, string point, double value, DateTimeOffset at, string json)
    {
        var alias = _aliases.Assign(device, point, SparkplugDataType.Double).Alias!.Value;
        var payload = new Payload
        {
            Timestamp = (ulong)Now, Seq = _sequence.Next(),
            Metrics = { MetricFactory.Double(MetricKey.Aliased(alias), value, at.ToUnixTimeMilliseconds()), MetricFactory.String(MetricNames.Event, json, Now) },
        };
        DeliveryEnvelope.Attach(payload, Epoch, (byte)Lane.Alarm, [sequence], [2]);
        return PublishAsync(Topic(SparkplugMessageType.DData, device), payload);
    }

    public Task EventAsync(ulong sequence, string json)
    {
        var payload = new Payload { Timestamp = (ulong)Now, Seq = _sequence.Next(), Metrics = { MetricFactory.String(MetricNames.Event, json, Now) } };
        DeliveryEnvelope.Attach(payload, Epoch, (byte)Lane.Live, [sequence], [1]);
        return PublishAsync(Topic(SparkplugMessageType.NData), payload);
    }

    public Task NodeAsync(Metric metric) =>
        PublishAsync(Topic(SparkplugMessageType.NData), new Payload { Timestamp = (ulong)Now, Seq = _sequence.Next(), Metrics = { metric } });

    public Task PublishAsync(string topic, Payload payload) => PublishAsync(topic, PayloadWriter.ToArray(payload));

    public async Task PublishAsync(string topic, byte[] payload) => await _client.PublishAsync(
        new MqttApplicationMessage { Topic = topic, PayloadSegment = payload, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtMostOnce }, Cancel);

    public string Topic(SparkplugMessageType type, string? device = null) =>
        (device is null ? SparkplugTopic.ForNode(type, _project, _id) : SparkplugTopic.ForDevice(type, _project, _id, device)).ToString();

    /// <summary>The next command with that metric; others before it are passed over.</summary>
    public async Task<Metric> CommandAsync(string metric)
    {
        while (true)
        {
            var (_, payload, _) = await NextAsync();
            if (payload?.Metrics.FirstOrDefault(m => m.Name == metric) is { } found)
                return found;
        }
    }

    /// <summary>The next raw message.</summary>
    public async Task<(string Topic, Payload? Payload, byte[] Raw)> NextAsync()
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        timeout.CancelAfter(TimeSpan.FromSeconds(30));
        return await _received.Reader.ReadAsync(timeout.Token);
    }

    /// <summary>Waits for an acknowledgement that covers the sequence.</summary>
    public async Task<AckMessage> AcknowledgedAsync(ulong sequence)
    {
        while (true)
        {
            var metric = await CommandAsync(MetricNames.DeliveryAck);
            Assert.True(metric.TryReadBytes(out var bytes));
            AckMessage.TryDecode(bytes.Span, out var ack, out var fault);
            Assert.Equal(SparkplugFault.None, fault);
            Assert.Equal(Epoch, ack!.Epoch);
            if (ack.HighWater >= sequence || ack.Islands.Any(i => i.First <= sequence && sequence <= i.Last))
                return ack;
        }
    }

    /// <summary>Takes what has come so far: true when an acknowledgement is among it.</summary>
    public bool TakeAcknowledged()
    {
        var found = false;
        while (_received.Reader.TryRead(out var message))
            found |= message.Payload?.Metrics.Any(m => m.Name == MetricNames.DeliveryAck) ?? false;
        return found;
    }

    public bool HasReceived => _received.Reader.TryPeek(out _);

    /// <summary>Ends the session by the book of a clean end (no will).</summary>
    public async Task DisconnectAsync()
    {
        await _client.DisconnectAsync(cancellationToken: Cancel);
        _bdSeq = BirthDeath.NextBdSeq(_bdSeq);
    }

    /// <summary>The process is gone: no DISCONNECT.</summary>
    public void Vanish() => _client.Dispose();

    public async ValueTask DisposeAsync()
    {
        if (_client.IsConnected)
            await _client.DisconnectAsync();
        _client.Dispose();
    }
}
