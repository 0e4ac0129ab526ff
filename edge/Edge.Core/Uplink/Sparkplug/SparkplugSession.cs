using System.Buffers;
using System.Threading.Channels;
using Edge.Core.Outbox;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;
using Telemetry.Model;

namespace Edge.Core.Uplink.Sparkplug;

/// <summary>What a session works with; the same for all sessions of an uplink.</summary>
internal sealed record SparkplugContext(
    SparkplugOptions Options, IOutbox Outbox, IDeviceDirectory Directory, IGatewayCommands Commands, UplinkMeter Meter, TimeProvider Time, ILogger Logger);

/// <summary>
/// One MQTT session: CONNECT with the death certificate as will, wait for the primary host, births, data, until the
/// link is lost, the host goes offline (then the standard asks for a death and a new connection), or the gateway stops.
/// </summary>
internal sealed class SparkplugSession
{
    private static readonly BoundedChannelOptions Latest = new(1) { FullMode = BoundedChannelFullMode.DropOldest };
    private readonly SparkplugContext _context;
    private readonly byte _bdSeq;
    private readonly Action<bool> _online;
    private readonly DeliveryPump _pump;
    private readonly CommandDesk _desk;
    private readonly Channel<AckMessage> _acks = Channel.CreateBounded<AckMessage>(Latest);
    private readonly Channel<bool> _rebirths = Channel.CreateBounded<bool>(Latest);
    private readonly TaskCompletionSource _hostOnline = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _hostOffline = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(5);

    private readonly string _stateTopic;
    private SparkplugPublisher? _publisher;
    private HostState? _host;

    public SparkplugSession(SparkplugContext context, byte bdSeq, Action<bool> online)
    {
        (_context, _bdSeq, _online) = (context, bdSeq, online);
        _pump = new DeliveryPump(context.Outbox, context.Options.Delivery, context.Meter, context.Time);
        _desk = new CommandDesk(context.Commands, context.Meter, context.Logger);
        _stateTopic = SparkplugTopic.ForState(context.Options.HostId).ToString();
    }

    /// <summary>Returns why it has ended when the host went offline; throws <see cref="IOException"/> when the link was lost.</summary>
    public async Task<string> RunAsync(CancellationToken cancel)
    {
        var (options, time) = (_context.Options, _context.Time);
        WatchCertificate();
        await using var link = await MqttLink.ConnectAsync(ConnectOptions(), Receive, cancel);
        using var publisher = new SparkplugPublisher(link, options, _bdSeq, _context.Outbox, _context.Directory, _context.Meter, time);
        Volatile.Write(ref _publisher, publisher);
        await link.SubscribeAsync(
            [_stateTopic, Own(SparkplugMessageType.NCmd), $"{SparkplugTopic.Namespace}/{options.Project}/DCMD/{options.Gateway}/+"], cancel);
        await AwaitHostAsync(link, cancel);
        try
        {
            await publisher.BirthAsync("connect", cancel);
            _online(true);
            await Together.RunAsync(
            [
                end => link.Closed.WaitAsync(end),
                end => _hostOffline.Task.WaitAsync(end),
                end => _pump.RunAsync(publisher.SendAsync, link.ProbeAsync, end),
                AcknowledgeAsync,
                end => RebirthAsync(publisher, end),
                end => FollowDirectoryAsync(publisher, end),
                end => ReportAsync(publisher, end),
                end => _desk.RunAsync((command, result, stop) => publisher.AnswerAsync(result is null ? null : CommandJson.WriteResult(command.Id, result), stop), end),
            ], cancel);
            return "the host is offline";
        }
        finally
        {
            _online(false);
            await EndAsync(link, publisher);
        }
    }

    /// <summary>
    /// Waits for the host's STATE. A broker may look up what a new subscription gets just before it keeps a newer STATE, and
    /// serve the subscription just after it has passed that on: asked again, it tells the newest.
    /// </summary>
    private async Task AwaitHostAsync(MqttLink link, CancellationToken cancel)
    {
        while (!_hostOnline.Task.IsCompleted)
        {
            await Task.WhenAny(_hostOnline.Task, link.Closed, Task.Delay(AskAgainAfter, _context.Time, cancel));
            cancel.ThrowIfCancellationRequested();
            if (link.Closed.IsCompleted)
                await link.Closed;
            if (!_hostOnline.Task.IsCompleted)
                await link.SubscribeAsync([_stateTopic], cancel);
        }
    }

    private async Task AcknowledgeAsync(CancellationToken cancel)
    {
        await foreach (var ack in _acks.Reader.ReadAllAsync(cancel))
            await _pump.AcknowledgeAsync(
                ack.Epoch, SequenceRanges.Restore(ack.HighWater, ack.Islands.Select(i => new SequenceRange(i.First, i.Last))), cancel);
    }

    // The host asks when it has met something it does not know: that message, at least, it has not taken.
    private async Task RebirthAsync(SparkplugPublisher publisher, CancellationToken cancel)
    {
        await foreach (var _ in _rebirths.Reader.ReadAllAsync(cancel))
        {
            await publisher.BirthAsync("host", cancel);
            _pump.RequestResend();
        }
    }

    private async Task FollowDirectoryAsync(SparkplugPublisher publisher, CancellationToken cancel)
    {
        while (true)
        {
            await _context.Directory.WaitForChangeAsync(publisher.Born, cancel);
            await publisher.BirthAsync("configuration", cancel);
        }
    }

    private async Task ReportAsync(SparkplugPublisher publisher, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(_context.Options.StatusSeconds), _context.Time);
        while (await timer.WaitForNextTickAsync(cancel))
            await publisher.ReportAsync(cancel);
    }

    // A certificate that has run out cuts the gateway off for good; a new enrolment is taken up by the next connection.
    private void WatchCertificate()
    {
        var remaining = MqttTls.ExpiryOf(_context.Options.Tls) - _context.Time.GetUtcNow();
        _context.Meter.CertificateLasts(remaining);
        if (remaining < TimeSpan.FromDays(30))
            SparkplugLog.CertificateEnds(_context.Logger, (int)remaining.Value.TotalDays);
    }

    private async Task EndAsync(MqttLink link, SparkplugPublisher publisher)
    {
        if (link.Closed.IsCompleted)
            return;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2), _context.Time);
        try
        {
            await publisher.DieAsync(limit.Token);
            await link.DisconnectAsync(limit.Token);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or MQTTnet.Exceptions.MqttCommunicationException)
        {
            // The will says the same, a little later.
            SparkplugLog.NoGoodbye(_context.Logger, fault.Message);
        }
    }

    // Runs on the connection's receive loop: it only sorts.
    private void Receive(string topic, ReadOnlySequence<byte> bytes)
    {
        if (topic == _stateTopic)
            ReceiveState(bytes);
        else if (!SparkplugTopic.TryParse(topic, out var parsed)
            || parsed.Group != _context.Options.Project || parsed.EdgeNode != _context.Options.Gateway)
            _context.Meter.Refused("foreign-topic");
        else if (PayloadReader.TryDecode(bytes, out var payload, out var fault) != OperationStatus.Done)
            _context.Meter.Refused(fault.ToString());
        else if (parsed.Type == SparkplugMessageType.NCmd)
            ReceiveNodeCommand(payload!);
        else if (parsed is { Type: SparkplugMessageType.DCmd, Device: { } device })
            ReceiveDeviceCommand(device, payload!);
    }

    private void ReceiveState(ReadOnlySequence<byte> bytes)
    {
        if (bytes.Length > SparkplugLimits.StateBytes || HostState.TryDecode(bytes.ToArray(), out var state, out _) != OperationStatus.Done)
        {
            _context.Meter.Refused("bad-state");
            return;
        }

        if (!state.Replaces(_host))
            return;
        _host = state;
        if (state.Online)
            _hostOnline.TrySetResult();
        else if (_hostOnline.Task.IsCompleted)
            _hostOffline.TrySetResult();
    }

    private void ReceiveNodeCommand(Payload payload)
    {
        foreach (var metric in payload.Metrics)
        {
            switch (NameOf(null, metric))
            {
                case MetricNames.Rebirth when metric.TryReadBoolean(out var wanted):
                    if (wanted)
                        _rebirths.Writer.TryWrite(true);
                    break;
                case MetricNames.DeliveryAck when metric.TryReadBytes(out var bytes) && AckMessage.TryDecode(bytes.Span, out var ack, out _) == OperationStatus.Done:
                    _acks.Writer.TryWrite(ack!);
                    break;
                case MetricNames.ConfigDesired when metric.TryReadString(out var json):
                    _desk.Post(new GatewayCommand.Configure(json));
                    break;
                case MetricNames.CommandRequest when metric.TryReadString(out var json) && CommandJson.ReadRequest(json) is { } command:
                    _desk.Post(command);
                    break;
                default:
                    _context.Meter.Refused("unknown-command");
                    break;
            }
        }
    }

    private void ReceiveDeviceCommand(string device, Payload payload)
    {
        foreach (var metric in payload.Metrics)
        {
            if (NameOf(device, metric) is { } point && Identifier.IsValid(point) && metric.TryReadDouble(out var value) && double.IsFinite(value))
                _desk.Post(new GatewayCommand.Write("", new DeviceId(device), new PointId(point), value));
            else
                _context.Meter.Refused("unknown-command");
        }
    }

    private string? NameOf(string? device, Metric metric) =>
        metric.HasName ? metric.Name : Volatile.Read(ref _publisher)?.NameOf(device, metric);

    private string Own(SparkplugMessageType type) => SparkplugTopic.ForNode(type, _context.Options.Project, _context.Options.Gateway).ToString();

    private MqttClientOptions ConnectOptions()
    {
        var options = _context.Options;
        if (options.Host.Length == 0)
            throw new IOException("No broker is known: the gateway is not enrolled");
        return new MqttClientOptionsBuilder()
            .WithTcpServer(options.Host, options.Port)
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId(options.Gateway)
            .WithCleanStart(true)
            .WithSessionExpiryInterval(0)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(options.KeepAliveSeconds))
            .WithTimeout(TimeSpan.FromSeconds(options.AnswerSeconds))
            .WithMaximumPacketSize(SparkplugLimits.PayloadBytes + (64 << 10))
            .WithoutPacketFragmentation()
            .WithWillTopic(Own(SparkplugMessageType.NDeath))
            .WithWillPayload(PayloadWriter.ToArray(BirthDeath.NodeDeath(_bdSeq, _context.Time.GetUtcNow().ToUnixTimeMilliseconds())))
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithTls(options.Tls)
            .Build();
    }
}
