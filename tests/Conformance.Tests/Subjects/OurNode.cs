using System.Buffers;
using System.Net;
using Conformance.Tests.Recording;
using Edge.Core.Drivers.Reporting;
using Edge.Core.Outbox;
using Edge.Core.Uplink;
using Edge.Core.Uplink.Sparkplug;
using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;
using Telemetry.Model;
using Telemetry.Model.Profiles;
using TestKit;
using TestKit.Uplink;

namespace Conformance.Tests.Subjects;

/// <summary>A session of the gateway's real uplink over a real broker, with a host that acknowledges, comes and goes.</summary>
internal sealed class OurNode : IAsyncDisposable
{
    private const string Project = "bridge-7", Gateway = "gw-1", Host = "edge-cloud";

    private readonly SessionRecording _recording = new(TimeProvider.System);
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly GatewayDouble _double = new();
    private readonly SqliteOutbox _outbox;
    private readonly MqttServer _broker;
    private readonly int _brokerPort = Ports.Free();
    private readonly RecordingProxy _proxy;
    private SequenceRanges _held = SequenceRanges.Empty;
    private volatile bool _lost;

    private OurNode()
    {
        _outbox = new SqliteOutbox(new OutboxOptions { Folder = _folder.Path, FallbackFolder = "", ReserveBytes = 0 }, TimeProvider.System, new TestLogger<SqliteOutbox>());
        _broker = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder()
            .WithDefaultEndpoint().WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).WithDefaultEndpointPort(_brokerPort).Build());
        _broker.InterceptingPublishAsync += AcknowledgeAsync;
        _proxy = new RecordingProxy(_brokerPort, _recording);
    }

    public static async Task<Trace> RecordAsync(CancellationToken cancel)
    {
        await using var node = new OurNode();
        await node.RunAsync(cancel);
        return new Trace(node._recording.Entries, subjectIsHost: false);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _proxy.DisposeAsync();
        await _broker.StopAsync(new MqttServerStopOptions());
        _broker.Dispose();
        await _outbox.DisposeAsync();
        _stop.Dispose();
        _folder.Dispose();
    }

    private async Task RunAsync(CancellationToken cancel)
    {
        await _broker.StartAsync();
        var options = new SparkplugOptions
        {
            Project = Project, Gateway = Gateway, Host = "127.0.0.1", Port = _proxy.Port, HostId = Host, Tls = new TlsOptions { Enabled = false }, StatusSeconds = 0.2,
            Delivery = new DeliveryOptions { BatchRecords = 1, BatchMilliseconds = 0, ReconnectMinSeconds = 0.05, ReconnectMaxSeconds = 0.1 },
        };
        using var uplink = new SparkplugUplink(options, _outbox, _double, _double, TimeProvider.System, new TestLogger<SparkplugUplink>());
        await StateAsync("other-host", online: true, 3_000);
        _recording.Note("other-host-online");
        await StateAsync(Host, online: false, 1_000);
        var running = uplink.RunAsync(_stop.Token);

        await WaitForTheHostAsync(cancel);
        await DeliverAsync(cancel);
        await ObeyAsync(cancel);
        await LoseADeviceAsync(cancel);
        await LeaveWithTheHostAsync(cancel);
        _proxy.Cut();
        await BirthsAsync(connection: 3, cancel);
        await _stop.CancelAsync();
        await running;
        await _recording.UntilAsync(all => all.OfType<Left>().Any(l => l.Connection == 3), cancel);
        ReportsByTheClock();
    }

    private async Task WaitForTheHostAsync(CancellationToken cancel)
    {
        await ToldAsync(1, cancel);
        await StateAsync(Host, online: true, 500);
        await ToldAsync(2, cancel);
        await StateAsync(Host, online: true, 2_000);
        await BirthsAsync(connection: 1, cancel);
    }

    // More messages than seq has numbers, every lane, devices and the gateway itself, good values and others.
    private async Task DeliverAsync(CancellationToken cancel)
    {
        for (var i = 0; i < 300; i++)
            await AppendAsync($"crane-{1 + (i % 2)}", i % 3 == 0 ? Lane.Alarm : Lane.Live, i, cancel);
        await AppendAsync("crane-1", Lane.History, 1_000, cancel, late: TimeSpan.FromMinutes(5));
        await AppendAsync("crane-2", Lane.History, 1_001, cancel, late: TimeSpan.FromMinutes(5));
        await AppendAsync("dust-9", Lane.Live, 7, cancel);
        await _outbox.AppendAsync(new DeviceReport(new DeviceId(""), [], Lane.Live, """{"kind":"clock-step","seconds":-3}"""), cancel);
        var now = TimeProvider.System.GetUtcNow();
        await _outbox.AppendAsync(new DeviceReport(
            new DeviceId("crane-1"),
            [
                new Reading(new PointId("moment-ratio"), now, 300, Quality.Uncertain, QualityReason.OutOfRange),
                Reading.Bad(new PointId("siren"), now.AddMilliseconds(-5), QualityReason.NoAnswer),
            ], Lane.Live), cancel);
        await DrainedAsync(cancel);
        await _recording.UntilAsync(all => all.Count(e => e is Published { FromClient: true } p && p.Topic.Contains("/NDATA/", StringComparison.Ordinal)) >= 2, cancel);
    }

    private async Task ObeyAsync(CancellationToken cancel)
    {
        var siren = new Trace(_recording.Entries, false).Of("DBIRTH").First(m => m.Device == "crane-1").Metric("siren")!.Alias;
        await PublishAsync(SparkplugTopic.ForDevice(SparkplugMessageType.DCmd, Project, Gateway, "crane-1"), MetricFactory.Boolean(MetricKey.Aliased(siren), true, Now()));
        await _double.Asked.Reader.ReadAsync(cancel);
        await _recording.UntilAsync(all => all.Any(e => e is Published { FromClient: true } p && System.Text.Encoding.UTF8.GetString(p.Payload).Contains("\"ok\"", StringComparison.Ordinal)), cancel);
        await DrainedAsync(cancel);
        await PublishAsync(SparkplugTopic.ForNode(SparkplugMessageType.NCmd, Project, Gateway), MetricFactory.Boolean(MetricNames.Rebirth, true, Now()));
        await _recording.UntilAsync(all => Count(all, "NBIRTH") == 2 && Count(all, "DBIRTH") >= 5, cancel);
    }

    private async Task LoseADeviceAsync(CancellationToken cancel)
    {
        _double.Change(_double.Current with { Devices = [.. _double.Current.Devices.Select(d => d.Id.Value == "crane-2" ? d with { IsLost = () => _lost } : d)] });
        await _recording.UntilAsync(all => Count(all, "NBIRTH") == 3, cancel);
        _lost = true;
        _recording.Note("device-lost", "crane-2");
        await _outbox.AppendAsync(new DeviceReport(
            new DeviceId("crane-2"), [Reading.Bad(new PointId("moment-ratio"), TimeProvider.System.GetUtcNow(), QualityReason.NoAnswer)], Lane.Live), cancel);
        await _recording.UntilAsync(all => Count(all, "DDEATH") == 1, cancel);
        _lost = false;
        await AppendAsync("crane-2", Lane.Live, 81, cancel);
        await DrainedAsync(cancel);
    }

    private async Task LeaveWithTheHostAsync(CancellationToken cancel)
    {
        await StateAsync(Host, online: false, 1_500);
        await AppendAsync("crane-1", Lane.Live, 82, cancel);
        await DrainedAsync(cancel);
        await StateAsync(Host, online: false, 4_000);
        await _recording.UntilAsync(all => all.OfType<Connected>().Count() == 2, cancel);
        await StateAsync(Host, online: true, 5_000);
        await BirthsAsync(connection: 2, cancel);
        await DrainedAsync(cancel);
    }

    // What the profiles ask for: the same value again at the next slot is reported, changed or not.
    private void ReportsByTheClock()
    {
        var schedule = new ReportSchedule(new ReportPolicy("every", "60s"));
        var reading = new Reading(new PointId("moment-ratio"), TimeProvider.System.GetUtcNow(), 81.5);
        schedule.Take(reading);
        if (schedule.Take(reading with { Time = reading.Time.AddSeconds(61) }))
            _recording.Note("reports-by-the-clock", "a point is reported at least once in its period, changed or not");
    }

    private ValueTask<RecordId> AppendAsync(string device, Lane lane, double value, CancellationToken cancel, TimeSpan late = default) => _outbox.AppendAsync(
        new DeviceReport(new DeviceId(device), [new Reading(new PointId("moment-ratio"), TimeProvider.System.GetUtcNow() - late, value)], lane), cancel);

    private async Task DrainedAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (_outbox.Status.Lanes.Sum(lane => lane.Records) > 0)
            await timer.WaitForNextTickAsync(cancel);
    }

    private Task BirthsAsync(int connection, CancellationToken cancel) => _recording.UntilAsync(
        all => all.OfType<Published>().Count(p => p.Connection == connection && p.Topic.Contains("/DBIRTH/", StringComparison.Ordinal)) >= 2, cancel);

    private Task ToldAsync(int count, CancellationToken cancel) => _recording.UntilAsync(all => all.OfType<Published>().Count(p => !p.FromClient && p.Topic.Contains("/STATE/", StringComparison.Ordinal)) >= count, cancel);

    private static int Count(IReadOnlyList<Entry> all, string type) => all.OfType<Published>().Count(p => p.FromClient && p.Topic.Contains($"/{type}/", StringComparison.Ordinal));

    private Task StateAsync(string host, bool online, long timestamp) => InjectAsync(SparkplugTopic.ForState(host).ToString(), new HostState(online, timestamp).Encode(), 1, retain: true);

    private Task PublishAsync(SparkplugTopic topic, params Metric[] metrics) =>
        InjectAsync(topic.ToString(), PayloadWriter.ToArray(new Payload { Timestamp = (ulong)Now(), Metrics = { metrics } }), 0, retain: false);

    private Task InjectAsync(string topic, byte[] payload, int qos, bool retain) => _broker.InjectApplicationMessage(
        new InjectedMqttApplicationMessage(new MqttApplicationMessage
        {
            Topic = topic, Payload = new ReadOnlySequence<byte>(payload), Retain = retain, QualityOfServiceLevel = (MqttQualityOfServiceLevel)qos,
        }), CancellationToken.None);

    private Task AcknowledgeAsync(InterceptingPublishEventArgs message)
    {
        if (message.ClientId != Gateway || PayloadReader.TryDecode(message.ApplicationMessage.Payload, out var payload, out _) != OperationStatus.Done
            || DeliveryEnvelope.TryRead(payload!, out var envelope, out _) != OperationStatus.Done)
            return Task.CompletedTask;
        _held = envelope!.Sequences.Aggregate(_held, (held, sequence) => held.Add(sequence));
        var ack = new AckMessage(envelope.Epoch, _held.HighWater, [.. _held.Islands.Select(i => new AckRange(i.First, i.Last))]);
        _ = InjectAsync(SparkplugTopic.ForNode(SparkplugMessageType.NCmd, Project, Gateway).ToString(), PayloadWriter.ToArray(ack.ToCommand(Now())), 0, retain: false);
        return Task.CompletedTask;
    }

    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
}
