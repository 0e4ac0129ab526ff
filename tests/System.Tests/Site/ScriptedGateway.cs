using System.Buffers;
using MQTTnet;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;
using Telemetry.Model;

namespace System.Tests.Site;

/// <summary>
/// A gateway as the wire sees it, without devices behind it: a test says what it sends. It keeps what is not acknowledged and
/// sends it again after a rebirth, as a real one does, and disturbs the order when it is told to.
/// </summary>
internal sealed class ScriptedGateway(Installation site, Disorder? disorder = null) : IAsyncDisposable
{
    private const string Point = "moment-ratio";
    private const int Remembered = 1_000;
    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SequenceCounter _seq = new();
    private readonly AliasTable _aliases = new();
    private readonly Random _random = new(disorder?.Seed ?? 0);
    private readonly SortedDictionary<(int Reset, ulong Sequence), Entry> _pending = [];
    private readonly List<Entry> _sent = [];
    private readonly Queue<Entry> _overtaken = [];
    private readonly List<ulong> _epochs = [101];
    private Payload? _swapped;
    private string? _swappedTopic;
    private ulong _sequence;
    private long _count;

    private sealed record Entry(int Reset, ulong Sequence, string Device, Lane Lane, DateTimeOffset At, double Value);

    /// <summary>Records that the cloud has not acknowledged.</summary>
    public int Waiting
    {
        get { lock (_pending) return _pending.Count; }
    }

    /// <summary>Records sent a second time, records overtaken, messages that the link sent twice or swapped, rebirths that the cloud asked for.</summary>
    public (long Duplicates, long Overtaken, long Faults, long Rebirths) Disturbed { get; private set; }

    public async Task ConnectAsync(CancellationToken cancel)
    {
        _client.ApplicationMessageReceivedAsync += OnCommandAsync;
        await _client.ConnectAsync(
            new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", site.PlainPort).WithClientId(Installation.GatewayName)
                .WithKeepAlivePeriod(TimeSpan.FromSeconds(8)).WithWillTopic(Topic(SparkplugMessageType.NDeath))
                .WithWillPayload(PayloadWriter.ToArray(BirthDeath.NodeDeath(0, Now))).Build(),
            cancel);
        await _client.SubscribeAsync(Topic(SparkplugMessageType.NCmd), cancellationToken: cancel);
        await BirthAsync();
    }

    /// <summary>Takes a reading into its memory and sends it, and whatever disorder is due.</summary>
    public async Task SendAsync(string device, Lane lane, DateTimeOffset at, double value)
    {
        await _turn.WaitAsync();
        try
        {
            var entry = new Entry(_epochs.Count - 1, ++_sequence, device, lane, at, value);
            lock (_pending)
                _pending.Add((entry.Reset, entry.Sequence), entry);
            _count++;
            if (disorder is null)
                await PublishAsync(entry);
            else
                await DisturbAsync(entry, disorder);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Its store was replaced: a new epoch begins at sequence 1; what is not acknowledged keeps its old one.</summary>
    public async Task ResetEpochAsync()
    {
        await FlushAsync();
        _epochs.Add(_epochs[^1] + 100);
        _sequence = 0;
        await BirthAsync();
    }

    /// <summary>Sends what records of other devices were to overtake.</summary>
    public async Task FlushAsync()
    {
        await _turn.WaitAsync();
        try
        {
            while (_overtaken.TryDequeue(out var entry))
                await PublishAsync(entry);
            await SwapBackAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_client.IsConnected)
            await _client.DisconnectAsync();
        _client.Dispose();
        _turn.Dispose();
    }

    private static long Now => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task DisturbAsync(Entry entry, Disorder disturb)
    {
        // A device's own order is the transport's to keep; what it breaks, the host refuses.
        while (_overtaken.TryPeek(out var first) && (first.Device == entry.Device || _random.Next(3) == 0 || _overtaken.Any(e => e.Device == entry.Device)))
            await PublishAsync(_overtaken.Dequeue());
        if (_random.NextDouble() < disturb.Overtaken)
        {
            _overtaken.Enqueue(entry);
            Disturbed = Disturbed with { Overtaken = Disturbed.Overtaken + 1 };
        }
        else
        {
            await PublishAsync(entry, disturb.Faults > 0 && _count % disturb.Faults == 0 ? _random.Next(1, 3) : 0);
        }

        if (_sent.Count < Remembered)
            _sent.Add(entry);
        else
            _sent[_random.Next(Remembered)] = entry;
        if (_random.NextDouble() >= disturb.Duplicates)
            return;
        await PublishAsync(_sent[_random.Next(_sent.Count)]);
        Disturbed = Disturbed with { Duplicates = Disturbed.Duplicates + 1 };
    }

    // 1 = the link delivers it twice, 2 = the link delivers the next one first.
    private async Task PublishAsync(Entry entry, int fault = 0)
    {
        var (topic, payload) = (Topic(SparkplugMessageType.DData, entry.Device), Message(entry));
        if (fault > 0)
            Disturbed = Disturbed with { Faults = Disturbed.Faults + 1 };
        if (fault == 2 && _swapped is null)
        {
            (_swapped, _swappedTopic) = (payload, topic);
            return;
        }

        await PublishAsync(topic, payload);
        if (fault == 1)
            await PublishAsync(topic, payload);
        await SwapBackAsync();
    }

    private async Task SwapBackAsync()
    {
        if (_swapped is { } earlier)
            await PublishAsync(_swappedTopic!, earlier);
        _swapped = null;
    }

    private Payload Message(Entry entry)
    {
        var at = entry.At.ToUnixTimeMilliseconds();
        var payload = new Payload { Timestamp = (ulong)at, Seq = _seq.Next() };
        payload.Metrics.Add(MetricFactory.Double(MetricKey.Aliased(_aliases.Assign(entry.Device, Point, SparkplugDataType.Double).Alias!.Value), entry.Value, at));
        DeliveryEnvelope.Attach(payload, _epochs[entry.Reset], (byte)entry.Lane, [entry.Sequence], [1]);
        return payload;
    }

    private async Task BirthAsync()
    {
        await _turn.WaitAsync();
        try
        {
            var birth = BirthDeath.NodeBirth(0, _seq.Birth(), Now);
            birth.Metrics.Add(MetricFactory.UInt64(MetricNames.DeliveryEpoch, _epochs[^1], Now));
            birth.Metrics.Add(MetricFactory.Int64(MetricNames.ConfigVersion, 0, Now));
            await PublishAsync(Topic(SparkplugMessageType.NBirth), birth);
            foreach (var device in site.Files.Cranes)
            {
                var alias = _aliases.Assign(device, Point, SparkplugDataType.Double).Alias!.Value;
                var born = new Payload { Timestamp = (ulong)Now, Seq = _seq.Next(), Metrics = { MetricFactory.Null(MetricKey.Birth(Point, alias), SparkplugDataType.Double, Now) } };
                await PublishAsync(Topic(SparkplugMessageType.DBirth, device), born);
            }

            Entry[] again;
            lock (_pending)
                again = [.. _pending.Values];
            _overtaken.Clear();
            _swapped = null;
            foreach (var entry in again)
                await PublishAsync(entry);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task OnCommandAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        if (PayloadReader.TryDecode(received.ApplicationMessage.Payload.ToArray(), out var command, out _) != OperationStatus.Done)
            return;
        foreach (var metric in command!.Metrics)
            if (metric.Name == MetricNames.DeliveryAck && metric.TryReadBytes(out var bytes) && AckMessage.TryDecode(bytes.Span, out var ack, out _) == OperationStatus.Done)
                Held(ack!);
        if (!BirthDeath.AsksForRebirth(command))
            return;
        Disturbed = Disturbed with { Rebirths = Disturbed.Rebirths + 1 };
        await BirthAsync();
    }

    private void Held(AckMessage ack)
    {
        var reset = _epochs.IndexOf(ack.Epoch);
        lock (_pending)
            foreach (var key in _pending.Keys.Where(key => key.Reset == reset && IsHeld(key.Sequence)).ToList())
                _pending.Remove(key);

        bool IsHeld(ulong sequence) => sequence <= ack.HighWater || ack.Islands.Any(island => island.First <= sequence && sequence <= island.Last);
    }

    private static string Topic(SparkplugMessageType type, string? device = null) => (device is null
        ? SparkplugTopic.ForNode(type, Installation.Project, Installation.GatewayName)
        : SparkplugTopic.ForDevice(type, Installation.Project, Installation.GatewayName, device)).ToString();

    private Task PublishAsync(string topic, Payload payload) =>
        _client.PublishAsync(new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(PayloadWriter.ToArray(payload)).Build(), CancellationToken.None);
}
