using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;

namespace Conformance.Tests.Subjects;

/// <summary>An edge node that does what a host's test needs, right or wrong.</summary>
internal sealed class PlainNode(string project, string id) : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly SequenceCounter _seq = new();
    private ulong _next = 1;

    public const ulong Epoch = 77, Load = 1, Siren = 2;

    public async Task ConnectAsync(int port, CancellationToken cancel)
    {
        await _client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithClientId(id).WithCleanSession().WithKeepAlivePeriod(TimeSpan.FromSeconds(8))
            .WithWillTopic(Topic(SparkplugMessageType.NDeath)).WithWillPayload(PayloadWriter.ToArray(BirthDeath.NodeDeath(0, Now))).WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .Build(), cancel);
        await SubscribeAsync("spBv1.0/STATE/edge-cloud", cancel);
        await SubscribeAsync($"spBv1.0/{project}/+/{id}/#", cancel);
    }

    public Task<MqttClientSubscribeResult> SubscribeAsync(string filter, CancellationToken cancel) => _client.SubscribeAsync(
        new MqttClientSubscribeOptions { TopicFilters = [new MqttTopicFilter { Topic = filter, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce }] }, cancel);

    public async Task BirthAsync(string device, CancellationToken cancel)
    {
        var birth = BirthDeath.NodeBirth(0, _seq.Birth(), Now);
        birth.Metrics.Add(MetricFactory.UInt64(MetricNames.DeliveryEpoch, Epoch, Now));
        birth.Metrics.Add(MetricFactory.Int64(MetricNames.ConfigVersion, 0, Now));
        birth.Metrics.Add(MetricFactory.Null(MetricNames.DeliveryAck, SparkplugDataType.Bytes, Now));
        birth.Metrics.Add((string[])[MetricNames.ConfigDesired, MetricNames.CommandRequest, MetricNames.CommandResult] is var names ? names.Select(n => MetricFactory.Null(n, SparkplugDataType.String, Now)) : []);
        await PublishAsync(Topic(SparkplugMessageType.NBirth), birth, cancel);
        await PublishAsync(Topic(SparkplugMessageType.DBirth, device), new Payload
        {
            Timestamp = (ulong)Now, Seq = _seq.Next(),
            Metrics =
            {
                MetricFactory.Double(MetricKey.Birth("moment-ratio", Load), 0, Now),
                MetricFactory.Boolean(MetricKey.Birth("siren", Siren), false, Now),
            },
        }, cancel);
    }

    public async Task<ulong> DataAsync(string device, double value, CancellationToken cancel, int qos = 0)
    {
        var payload = new Payload { Timestamp = (ulong)Now, Seq = _seq.Next(), Metrics = { MetricFactory.Double(MetricKey.Aliased(Load), value, Now) } };
        DeliveryEnvelope.Attach(payload, Epoch, 1, [_next], [1]);
        await PublishAsync(Topic(SparkplugMessageType.DData, device), payload, cancel, qos);
        return _next++;
    }

    public void SkipOne() => _seq.Next();

    public Task DeviceDeathAsync(string device, DateTimeOffset at, CancellationToken cancel) => PublishAsync(
        Topic(SparkplugMessageType.DDeath, device), new Payload { Timestamp = (ulong)at.ToUnixTimeMilliseconds(), Seq = _seq.Next() }, cancel);

    public Task DeathAsync(CancellationToken cancel) => PublishAsync(Topic(SparkplugMessageType.NDeath), BirthDeath.NodeDeath(0, Now), cancel);

    public Task PublishAsync(string topic, Payload payload, CancellationToken cancel, int qos = 0) => PublishAsync(topic, PayloadWriter.ToArray(payload), qos, retain: false, cancel);

    public Task PublishAsync(string topic, byte[] payload, int qos, bool retain, CancellationToken cancel) => _client.PublishAsync(
        new MqttApplicationMessage { Topic = topic, PayloadSegment = payload, QualityOfServiceLevel = (MqttQualityOfServiceLevel)qos, Retain = retain }, cancel);

    public async ValueTask DisposeAsync()
    {
        if (_client.IsConnected)
            await _client.DisconnectAsync();
        _client.Dispose();
    }

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private string Topic(SparkplugMessageType type, string? device = null) =>
        (device is null ? SparkplugTopic.ForNode(type, project, id) : SparkplugTopic.ForDevice(type, project, id, device)).ToString();
}
