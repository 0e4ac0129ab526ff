using System.Buffers;
using FirmwareSim.Machines;
using MQTTnet;
using MQTTnet.Protocol;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;

namespace FirmwareSim.Fleet;

/// <summary>
/// One gateway of the fleet: one crane, one message a period, everything unacknowledged kept and sent again after a
/// reconnect, as a real gateway does, but without a disk.
/// </summary>
public sealed class FleetGateway(FleetOptions options, int number, FleetCounters counters, TimeProvider time) : IDisposable
{
    private static readonly string[] PointNames = ["moment-ratio", "load", "radius", "hook-height", "slewing-angle", "wind-speed"];

    private readonly Noise _noise = Noise.For(options.Seed, $"gateway-{number}");
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly SequenceCounter _seq = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SortedDictionary<ulong, (byte Lane, Payload Payload)> _pending = [];
    private readonly ulong _epoch = (ulong)(options.Seed + 1) << 32 | (uint)(number + 1);
    private ulong _sequence;
    private byte _bdSeq;
    private bool _up;

    private string Project => $"{options.Project}-{number / options.PerProject}";

    private string Gateway => $"{options.Project}-gw-{number}";

    private int Points => Math.Min(options.Points, PointNames.Length);

    /// <summary>Runs until cancelled; the first message is spread over the period so that the fleet does not beat in time.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        _client.ApplicationMessageReceivedAsync += OnMessageAsync;
        await Task.Delay(options.Interval * _noise.Uniform(0, 1), time, cancel);
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await ConnectAsync(cancel);
                await SendUntilBrokenAsync(cancel);
            }
            catch (MQTTnet.Exceptions.MqttCommunicationException)
            {
                counters.Failed();
            }
            finally
            {
                if (_up) counters.Session(up: false);
                _up = false;
            }

            await Task.Delay(TimeSpan.FromSeconds(_noise.Uniform(1, 5)), time, cancel);
        }
    }

    private async Task ConnectAsync(CancellationToken cancel)
    {
        _bdSeq = BirthDeath.NextBdSeq(_bdSeq);
        var death = PayloadWriter.ToArray(BirthDeath.NodeDeath(_bdSeq, Now()));
        await _client.ConnectAsync(new MqttClientOptionsBuilder()
            .WithTcpServer(options.Host, options.Port)
            .WithClientId(Gateway)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(10))
            .WithWillTopic(SparkplugTopic.ForNode(SparkplugMessageType.NDeath, Project, Gateway).ToString())
            .WithWillPayload(death).WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .Build(), cancel);
        await _client.SubscribeAsync(SparkplugTopic.ForNode(SparkplugMessageType.NCmd, Project, Gateway).ToString(), MqttQualityOfServiceLevel.AtLeastOnce, cancel);
        _up = true;
        counters.Session(up: true);
        await BirthAsync(cancel);
    }

    private async Task BirthAsync(CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            await SendBirthsAsync(cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task SendBirthsAsync(CancellationToken cancel)
    {
        var node = BirthDeath.NodeBirth(_bdSeq, _seq.Birth(), Now());
        node.Metrics.Add(MetricFactory.UInt64(MetricKey.Named(MetricNames.DeliveryEpoch), _epoch, Now()));
        await PublishAsync(SparkplugTopic.ForNode(SparkplugMessageType.NBirth, Project, Gateway), node, cancel);

        var device = new Payload { Timestamp = (ulong)Now(), Seq = _seq.Next() };
        for (var i = 0; i < Points; i++)
            device.Metrics.Add(MetricFactory.Null(MetricKey.Birth(PointNames[i], (ulong)(i + 1)), SparkplugDataType.Double, Now()));
        device.Metrics.Add(MetricFactory.Null(MetricKey.Birth(MetricNames.Event, 100), SparkplugDataType.String, Now()));
        await PublishAsync(SparkplugTopic.ForDevice(SparkplugMessageType.DBirth, Project, Gateway, Device), device, cancel);
        foreach (var (_, (_, payload)) in Snapshot())
        {
            payload.Seq = _seq.Next();
            await PublishAsync(SparkplugTopic.ForDevice(SparkplugMessageType.DData, Project, Gateway, Device), payload, cancel);
            counters.RecordSent(again: true);
        }
    }

    private string Device => $"crane-{number}";

    private async Task SendUntilBrokenAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(options.Interval, time);
        var alarmShare = options.AlarmsPerSecond * options.Interval.TotalSeconds / options.Gateways;
        while (_client.IsConnected && await timer.WaitForNextTickAsync(cancel))
        {
            var alarm = _noise.Chance(alarmShare);
            await _turn.WaitAsync(cancel);
            try
            {
                await PublishAsync(SparkplugTopic.ForDevice(SparkplugMessageType.DData, Project, Gateway, Device), NextRecord(alarm), cancel);
                counters.RecordSent(again: false);
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    private Payload NextRecord(bool alarm)
    {
        var now = Now();
        var payload = new Payload { Timestamp = (ulong)now, Seq = _seq.Next() };
        var ratio = alarm ? _noise.Uniform(101, 108) : _noise.Uniform(20, 80);
        for (var i = 0; i < Points; i++)
            payload.Metrics.Add(MetricFactory.Double(MetricKey.Aliased((ulong)(i + 1)), i == 0 ? ratio : _noise.Uniform(1, 50), now));
        var lane = (byte)(alarm ? 0 : 1);
        DeliveryEnvelope.Attach(payload, _epoch, lane, [++_sequence], [Points]);
        lock (_pending)
            _pending.Add(_sequence, (lane, payload));
        return payload;
    }

    private KeyValuePair<ulong, (byte Lane, Payload Payload)>[] Snapshot()
    {
        lock (_pending)
            return [.. _pending];
    }

    private async Task OnMessageAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        if (PayloadReader.TryDecode(received.ApplicationMessage.Payload.ToArray(), out var command, out _) != OperationStatus.Done)
            return;
        if (BirthDeath.AsksForRebirth(command!))
            await BirthAsync(CancellationToken.None);
        foreach (var metric in command!.Metrics)
            if (metric.Name == MetricNames.DeliveryAck && AckMessage.TryDecode(metric.BytesValue.Span, out var ack, out _) == OperationStatus.Done)
                Hold(ack!);
    }

    private void Hold(AckMessage ack)
    {
        if (ack.Epoch != _epoch)
            return;
        lock (_pending)
        {
            var held = _pending.Keys.Where(sequence =>
                sequence <= ack.HighWater || ack.Islands.Any(island => sequence >= island.First && sequence <= island.Last)).ToList();
            held.ForEach(sequence => _pending.Remove(sequence));
            counters.RecordsHeld(held.Count);
        }
    }

    private async Task PublishAsync(SparkplugTopic topic, Payload payload, CancellationToken cancel) =>
        await _client.PublishAsync(
            new MqttApplicationMessageBuilder().WithTopic(topic.ToString()).WithPayload(PayloadWriter.ToArray(payload)).Build(), cancel);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _turn.Dispose();
    }
}
