using System.Globalization;
using Edge.Core.Outbox;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;
using Telemetry.Model;

namespace Edge.Core.Uplink.Sparkplug;

/// <summary>Publishes what belongs to one session, one message at a time: the order of <c>seq</c> is the order on the wire.</summary>
internal sealed class SparkplugPublisher(
    MqttLink link, SparkplugOptions options, byte bdSeq, IOutbox outbox, IDeviceDirectory directory, UplinkMeter meter, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SequenceCounter _seq = new();
    private readonly BirthBook _book = new();
    private ulong _bornEpoch;
    private string _reported = "";

    /// <summary>The configuration that the last birth was made from.</summary>
    public DirectorySnapshot Born { get; private set; } = directory.Current;

    /// <summary>Name of a metric that came by alias; null when no birth gave it.</summary>
    public string? NameOf(string? device, Metric metric) => _book.NameOf(device, metric);

    /// <summary>NBIRTH and all DBIRTHs.</summary>
    public async Task BirthAsync(string cause, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            await BirthInTurnAsync(cause, cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>One batch of records; gives birth first where the host could not understand it otherwise.</summary>
    public async Task SendAsync(OutboxBatch batch, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            if (batch.Epoch != _bornEpoch)
                await BirthInTurnAsync("epoch", cancel);
            var device = batch.Device.Value;
            if (_book.Learn(batch) || _book.TryRevive(device))
                await DeviceBirthAsync(device, cancel);
            await PublishAsync(DataTopic(device), Payload(batch), cancel);
            await BuryAsync(device, cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The answer to a command: its result, or the status of the gateway where it has none. Bypasses the outbox.</summary>
    public Task AnswerAsync(string? commandResult, CancellationToken cancel) => ReportAsync(commandResult, changedOnly: false, cancel);

    /// <summary>The status of the gateway, if it has changed since it was told last; bypasses the outbox.</summary>
    public Task ReportAsync(CancellationToken cancel) => ReportAsync(null, changedOnly: true, cancel);

    /// <summary>NDEATH, for an end that is meant: the broker does not publish the will then.</summary>
    public async Task DieAsync(CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            await PublishAsync(NodeTopic(SparkplugMessageType.NDeath), BirthDeath.NodeDeath(bdSeq, Now()), cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task ReportAsync(string? commandResult, bool changedOnly, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            var now = Now();
            var metrics = commandResult is null
                ? NodeMetrics.Read(outbox.Status, directory.Current, (name, type) => _book.DataKey(null, name, type), now).ToList()
                : [MetricFactory.String(_book.DataKey(null, MetricNames.CommandResult, SparkplugDataType.String), commandResult, now)];
            if (commandResult is null && !IsNews(metrics) && changedOnly)
                return;
            var payload = new Payload { Timestamp = (ulong)now, Seq = _seq.Next(), Metrics = { metrics } };
            await PublishAsync(NodeTopic(SparkplugMessageType.NData), payload, cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task BirthInTurnAsync(string cause, CancellationToken cancel)
    {
        meter.Born(cause);
        var (now, snapshot) = (Now(), directory.Current);
        _bornEpoch = outbox.Epoch;
        Born = snapshot;
        _book.Restart(snapshot);
        var payload = BirthDeath.NodeBirth(bdSeq, _seq.Birth(), now);
        payload.Metrics.Add(MetricFactory.UInt64(_book.NodeKey(MetricNames.DeliveryEpoch, SparkplugDataType.UInt64), _bornEpoch, now));
        var status = NodeMetrics.Read(outbox.Status, snapshot, _book.NodeKey, now).ToList();
        IsNews(status);
        payload.Metrics.Add(status);
        foreach (var name in (string[])[MetricNames.CommandResult, MetricNames.Event])
            payload.Metrics.Add(MetricFactory.Null(_book.NodeKey(name, SparkplugDataType.String), SparkplugDataType.String, now));
        // What the host may write comes by name, like the rebirth: a command must not depend on which births have been read.
        payload.Metrics.Add(MetricFactory.Null(MetricNames.DeliveryAck, SparkplugDataType.Bytes, now));
        foreach (var name in (string[])[MetricNames.ConfigDesired, MetricNames.CommandRequest])
            payload.Metrics.Add(MetricFactory.Null(name, SparkplugDataType.String, now));
        await PublishAsync(NodeTopic(SparkplugMessageType.NBirth), payload, cancel);
        foreach (var device in _book.Devices)
            await DeviceBirthAsync(device, cancel);
        foreach (var device in _book.Devices)
            await BuryAsync(device, cancel);
    }

    // The readings that say why come before it, and those that come while it lasts are data like any other.
    private async Task BuryAsync(string device, CancellationToken cancel)
    {
        if (_book.TryBury(device))
            await PublishAsync(
                SparkplugTopic.ForDevice(SparkplugMessageType.DDeath, options.Project, options.Gateway, device), new Payload { Timestamp = (ulong)Now(), Seq = _seq.Next() }, cancel);
    }

    // True when a value of the status is another than in the last birth or report.
    private bool IsNews(IReadOnlyList<Metric> status)
    {
        var values = string.Join('\n', status.Select(m => m.ValueCase == Metric.ValueOneofCase.StringValue ? m.StringValue : m.LongValue.ToString(CultureInfo.InvariantCulture)));
        var news = values != _reported;
        _reported = values;
        return news;
    }

    private Task DeviceBirthAsync(string device, CancellationToken cancel) =>
        PublishAsync(SparkplugTopic.ForDevice(SparkplugMessageType.DBirth, options.Project, options.Gateway, device), _book.DeviceBirth(device, _seq.Next(), Now()), cancel);

    private Payload Payload(OutboxBatch batch)
    {
        var payload = new Payload { Timestamp = (ulong)Now(), Seq = _seq.Next() };
        var device = batch.Device.Value.Length == 0 ? null : batch.Device.Value;
        var (sequences, counts) = (new ulong[batch.Records.Count], new int[batch.Records.Count]);
        for (var i = 0; i < batch.Records.Count; i++)
        {
            var before = payload.Metrics.Count;
            Write(payload, device, batch.Records[i]);
            (sequences[i], counts[i]) = (batch.Records[i].Id.Sequence, payload.Metrics.Count - before);
        }

        if (batch.IsHistorical)
            foreach (var metric in payload.Metrics)
                metric.IsHistorical = true;
        var fault = DeliveryEnvelope.Attach(payload, batch.Epoch, (byte)batch.Lane, sequences, counts);
        return fault == SparkplugFault.None ? payload : throw new InvalidOperationException($"A batch cannot be enveloped: {fault}.");
    }

    private void Write(Payload payload, string? device, OutboxRecord record)
    {
        var report = record.Report;
        if (device is not null)
        {
            foreach (var reading in InOrder(report.Readings))
            {
                var type = _book.TypeOf(device, reading.Point.Value);
                payload.Metrics.Add(ReadingMetric.Write(_book.DataKey(device, reading.Point.Value, BirthBook.DataType(type)), type, reading));
            }
        }

        // A record without anything in it still needs its metric, or it would never be acknowledged.
        if (report.Event is not null || report.Readings.Count == 0 || device is null)
            payload.Metrics.Add(MetricFactory.String(
                _book.DataKey(device, MetricNames.Event, SparkplugDataType.String), report.Event ?? """{"kind":"empty"}""", record.At.ToUnixTimeMilliseconds()));
    }

    // Readings of one poll mostly are.
    private static IEnumerable<Reading> InOrder(IReadOnlyList<Reading> readings)
    {
        for (var i = 1; i < readings.Count; i++)
            if (readings[i].Time < readings[i - 1].Time)
                return readings.OrderBy(r => r.Time);
        return readings;
    }

    private SparkplugTopic DataTopic(string device) => device.Length == 0
        ? NodeTopic(SparkplugMessageType.NData)
        : SparkplugTopic.ForDevice(SparkplugMessageType.DData, options.Project, options.Gateway, device);

    private SparkplugTopic NodeTopic(SparkplugMessageType type) => SparkplugTopic.ForNode(type, options.Project, options.Gateway);

    private Task PublishAsync(SparkplugTopic topic, Payload payload, CancellationToken cancel) =>
        link.PublishAsync(topic.ToString(), PayloadWriter.ToArray(payload), acknowledged: false, cancel);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
