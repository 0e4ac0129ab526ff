using System.Buffers;
using System.Text.Json.Nodes;
using MQTTnet;
using MQTTnet.Protocol;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;

namespace System.Tests.Cluster;

/// <summary>
/// A gateway in this process: one numbered record a period, what is not acknowledged is kept and sent again, commands are
/// answered. The value of <c>load</c> is the record's sequence, so that the store tells what it holds.
/// </summary>
internal sealed class LedgerGateway(string project, string gateway, int port, bool inAlarm, TimeProvider time) : IAsyncDisposable
{
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stop = new();
    private readonly SortedDictionary<ulong, (DateTimeOffset SentAt, Payload Payload)> _pending = [];
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SequenceCounter _seq = new();
    private readonly Random _random = new(gateway.GetHashCode(StringComparison.Ordinal));
    private IMqttClient _client = null!;
    private Task _running = Task.CompletedTask;
    private long _newestAcknowledged;
    private bool _quiet;
    private byte _bdSeq;

    public string Project => project;

    public string Name => gateway;

    public string Device => $"{gateway}-crane";

    public ulong Epoch { get; } = (ulong)Guid.CreateVersion7().GetHashCode() + 1;

    public ulong Sequence { get; private set; }

    public int Sessions { get; private set; }

    /// <summary>When the newest acknowledged record was sent for the first time.</summary>
    public DateTimeOffset NewestAcknowledged => DateTimeOffset.FromUnixTimeMilliseconds(Volatile.Read(ref _newestAcknowledged));

    public int Pending
    {
        get { lock (_pending) return _pending.Count; }
    }

    public void Start() => _running = RunAsync();

    /// <summary>Makes nothing new; goes on sending what is not acknowledged.</summary>
    public void FallQuiet() => _quiet = true;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _turn.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            using (_client = new MqttClientFactory().CreateMqttClient())
            {
                _client.ApplicationMessageReceivedAsync += OnMessageAsync;
                try
                {
                    await ConnectAsync();
                    await SendAsync();
                }
                catch (Exception fault) when (fault is MQTTnet.Exceptions.MqttCommunicationException or OperationCanceledException or InvalidOperationException)
                {
                    // The session is over, or was refused: the next one goes on where this one was.
                }
            }

            // As a gateway does: half to all of a second before the next attempt.
            await Task.Delay(TimeSpan.FromSeconds(0.5 + (_random.NextDouble() / 2)), time, _stop.Token);
        }
    }

    private async Task ConnectAsync()
    {
        _bdSeq = BirthDeath.NextBdSeq(_bdSeq);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        var answer = await _client.ConnectAsync(
            new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithClientId(gateway).WithKeepAlivePeriod(TimeSpan.FromSeconds(5))
                .WithWillTopic(SparkplugTopic.ForNode(SparkplugMessageType.NDeath, project, gateway).ToString())
                .WithWillPayload(PayloadWriter.ToArray(BirthDeath.NodeDeath(_bdSeq, Now))).WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build(),
            limit.Token);
        if (answer.ResultCode is not MqttClientConnectResultCode.Success)
            throw new MQTTnet.Exceptions.MqttCommunicationException("refused");
        await _client.SubscribeAsync(SparkplugTopic.ForNode(SparkplugMessageType.NCmd, project, gateway).ToString(), MqttQualityOfServiceLevel.AtLeastOnce, limit.Token);
        Sessions++;
        await BirthAsync();
    }

    private async Task BirthAsync()
    {
        await _turn.WaitAsync(_stop.Token);
        try
        {
            var node = BirthDeath.NodeBirth(_bdSeq, _seq.Birth(), Now);
            node.Metrics.Add(MetricFactory.UInt64(MetricKey.Named(MetricNames.DeliveryEpoch), Epoch, Now));
            await PublishAsync(SparkplugTopic.ForNode(SparkplugMessageType.NBirth, project, gateway), node);
            var device = new Payload { Timestamp = (ulong)Now, Seq = _seq.Next() };
            device.Metrics.Add(MetricFactory.Null(MetricKey.Birth("moment-ratio", 1), SparkplugDataType.Double, Now));
            device.Metrics.Add(MetricFactory.Null(MetricKey.Birth("load", 2), SparkplugDataType.Double, Now));
            await PublishAsync(SparkplugTopic.ForDevice(SparkplugMessageType.DBirth, project, gateway, Device), device);
            await ResendAsync(TimeSpan.Zero);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task SendAsync()
    {
        using var timer = new PeriodicTimer(Period, time);
        while (_client.IsConnected && await timer.WaitForNextTickAsync(_stop.Token))
        {
            await _turn.WaitAsync(_stop.Token);
            try
            {
                await ResendAsync(TimeSpan.FromSeconds(10));
                if (!_quiet)
                    await PublishAsync(SparkplugTopic.ForDevice(SparkplugMessageType.DData, project, gateway, Device), NextRecord());
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    private async Task ResendAsync(TimeSpan olderThan)
    {
        List<Payload> again;
        lock (_pending)
            again = [.. _pending.Values.Where(p => time.GetUtcNow() - p.SentAt >= olderThan).Select(p => p.Payload)];
        foreach (var payload in again)
        {
            payload.Seq = _seq.Next();
            await PublishAsync(SparkplugTopic.ForDevice(SparkplugMessageType.DData, project, gateway, Device), payload);
        }
    }

    private Payload NextRecord()
    {
        var now = time.GetUtcNow();
        var payload = new Payload { Timestamp = (ulong)Now, Seq = _seq.Next() };
        lock (_pending)
        {
            Sequence++;
            payload.Metrics.Add(MetricFactory.Double(MetricKey.Aliased(1), inAlarm ? 105 : 50, Now));
            payload.Metrics.Add(MetricFactory.Double(MetricKey.Aliased(2), Sequence, Now));
            DeliveryEnvelope.Attach(payload, Epoch, lane: 1, [Sequence], [2]);
            _pending.Add(Sequence, (now, payload));
        }

        return payload;
    }

    private async Task OnMessageAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        if (PayloadReader.TryDecode(received.ApplicationMessage.Payload.ToArray(), out var command, out _) != OperationStatus.Done)
            return;
        if (BirthDeath.AsksForRebirth(command!))
            await BirthAsync();
        foreach (var metric in command!.Metrics)
        {
            if (metric.Name == MetricNames.DeliveryAck && AckMessage.TryDecode(metric.BytesValue.Span, out var ack, out _) == OperationStatus.Done)
                Hold(ack!);
            else if (metric.Name == MetricNames.CommandRequest)
                await AnswerAsync((string)JsonNode.Parse(metric.StringValue)!["id"]!);
        }
    }

    private async Task AnswerAsync(string id)
    {
        await _turn.WaitAsync(_stop.Token);
        try
        {
            var payload = new Payload { Timestamp = (ulong)Now, Seq = _seq.Next() };
            payload.Metrics.Add(MetricFactory.String(MetricNames.CommandResult, new JsonObject { ["id"] = id, ["ok"] = true, ["readings"] = new JsonArray() }.ToJsonString(), Now));
            await PublishAsync(SparkplugTopic.ForNode(SparkplugMessageType.NData, project, gateway), payload);
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Hold(AckMessage ack)
    {
        if (ack.Epoch != Epoch)
            return;
        lock (_pending)
        {
            foreach (var sequence in _pending.Keys.Where(s => s <= ack.HighWater || ack.Islands.Any(i => s >= i.First && s <= i.Last)).ToList())
            {
                Volatile.Write(ref _newestAcknowledged, Math.Max(_newestAcknowledged, _pending[sequence].SentAt.ToUnixTimeMilliseconds()));
                _pending.Remove(sequence);
            }
        }
    }

    private Task PublishAsync(SparkplugTopic topic, Payload payload) => _client.PublishAsync(
        new MqttApplicationMessageBuilder().WithTopic(topic.ToString()).WithPayload(PayloadWriter.ToArray(payload)).Build(), _stop.Token);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();
}
