using System.Buffers;
using System.Threading.Channels;
using Edge.Core.Outbox;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using Telemetry.Model;

namespace Edge.Core.Uplink.Azure;

/// <summary>What a session works with; the same for all sessions of an uplink.</summary>
internal sealed record AzureContext(
    AzureIotHubOptions Options, IOutbox Outbox, IDeviceDirectory Directory, IGatewayCommands Commands, UplinkMeter Meter, TimeProvider Time, ILogger Logger);

/// <summary>One connection to the hub: twin, methods, data, until the link is lost, the token grows old or the gateway stops.</summary>
internal sealed class AzureSession
{
    private const int MaxUnanswered = 32;
    private readonly AzureContext _context;
    private readonly Action<bool> _online;
    private readonly DeliveryPump _pump;
    private readonly CommandDesk _desk;
    private readonly Channel<(OutboxBatch Batch, Task Published)> _unanswered = Channel.CreateBounded<(OutboxBatch, Task)>(MaxUnanswered);
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly TaskCompletionSource _twin = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] _reported = [];
    private int _request;

    public AzureSession(AzureContext context, Action<bool> online)
    {
        (_context, _online) = (context, online);
        // The PUBACK's own time-out comes first and ends the session; the pump's is a second net.
        var delivery = context.Options.Delivery with { AckTimeoutSeconds = Math.Max(context.Options.Delivery.AckTimeoutSeconds, context.Options.AnswerSeconds * 2) };
        _pump = new DeliveryPump(context.Outbox, delivery, context.Meter, context.Time);
        _desk = new CommandDesk(context.Commands, context.Meter, context.Logger);
    }

    /// <summary>Returns when a new token is due; throws <see cref="IOException"/> when the link was lost.</summary>
    public async Task<string> RunAsync(CancellationToken cancel)
    {
        await using var link = await MqttLink.ConnectAsync(ConnectOptions(), Receive, cancel);
        await link.SubscribeAsync([AzureTopic.TwinResponses, AzureTopic.DesiredChanges, AzureTopic.Methods], cancel);
        await link.PublishAsync(AzureTopic.GetTwin(Interlocked.Increment(ref _request)), ReadOnlyMemory<byte>.Empty, acknowledged: false, cancel);
        await Task.WhenAny(_twin.Task, link.Closed).WaitAsync(TimeSpan.FromSeconds(_context.Options.AnswerSeconds), _context.Time, cancel);
        if (link.Closed.IsCompleted)
            await link.Closed;
        try
        {
            _online(true);
            await Together.RunAsync(
            [
                end => link.Closed.WaitAsync(end),
                end => _pump.RunAsync((batch, stop) => SendAsync(link, batch, stop), link.ProbeAsync, end),
                AnsweredAsync,
                end => ReportAsync(link, end),
                end => FollowDirectoryAsync(end),
                end => _desk.RunAsync((command, result, stop) => AnswerAsync(link, command, result, stop), end),
                TokenAgesAsync,
            ], cancel);
            return "a new token is due";
        }
        finally
        {
            _online(false);
            if (!link.Closed.IsCompleted)
                await GoodbyeAsync(link);
        }
    }

    // Messages follow each other without waiting; the hub answers in their order.
    private async Task SendAsync(MqttLink link, OutboxBatch batch, CancellationToken cancel)
    {
        var options = _context.Options;
        var topic = AzureTopic.Events(
            options.DeviceId,
            ("$.mid", $"{batch.Epoch}-{batch.Records[0].Id.Sequence}-{batch.Records[^1].Id.Sequence}"),
            ("$.ct", "application/json"), ("$.ce", "utf-8"), ("lane", AzureJson.LaneName(batch.Lane)));
        await _unanswered.Writer.WaitToWriteAsync(cancel);
        var published = link.PublishAsync(topic, AzureJson.Batch(options.DeviceId, batch), acknowledged: true, cancel);
        await _unanswered.Writer.WriteAsync((batch, published), cancel);
    }

    private async Task AnsweredAsync(CancellationToken cancel)
    {
        await foreach (var (batch, published) in _unanswered.Reader.ReadAllAsync(cancel))
        {
            await published;
            var held = batch.Records.Aggregate(SequenceRanges.Empty, (set, record) => set.Add(record.Id.Sequence));
            await _pump.AcknowledgeAsync(batch.Epoch, held, cancel);
        }
    }

    private async Task ReportAsync(MqttLink link, CancellationToken cancel)
    {
        var period = TimeSpan.FromSeconds(_context.Options.StatusSeconds);
        while (true)
        {
            var reported = AzureJson.Reported(_context.Outbox.Status, _context.Directory.Current, GatewayVersion.Text);
            if (!reported.AsSpan().SequenceEqual(_reported))
                await link.PublishAsync(AzureTopic.PatchReported(Interlocked.Increment(ref _request)), _reported = reported, acknowledged: false, cancel);
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            await Task.WhenAny(_changes.Reader.ReadAsync(pause.Token).AsTask(), Task.Delay(period, _context.Time, pause.Token));
            await pause.CancelAsync();
            cancel.ThrowIfCancellationRequested();
        }
    }

    private async Task FollowDirectoryAsync(CancellationToken cancel)
    {
        var seen = _context.Directory.Current;
        while (true)
        {
            seen = await _context.Directory.WaitForChangeAsync(seen, cancel);
            _changes.Writer.TryWrite(true);
        }
    }

    private async Task AnswerAsync(MqttLink link, GatewayCommand command, CommandResult? result, CancellationToken cancel)
    {
        if (result is null)
        {
            _changes.Writer.TryWrite(true);
            return;
        }

        var status = result.Ok ? 200 : command is GatewayCommand.Unusable ? 400 : 500;
        var json = System.Text.Encoding.UTF8.GetBytes(CommandJson.WriteResult(command.Id, result));
        await link.PublishAsync(AzureTopic.MethodResult(status, command.Id), json, acknowledged: false, cancel);
    }

    private Task TokenAgesAsync(CancellationToken cancel) => Task.Delay(
        _context.Options.SharedAccessKeyFile.Length > 0 ? TimeSpan.FromMinutes(_context.Options.TokenMinutes) * 0.8 : Timeout.InfiniteTimeSpan, _context.Time, cancel);

    private async Task GoodbyeAsync(MqttLink link)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2), _context.Time);
        try
        {
            await link.DisconnectAsync(limit.Token);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or MQTTnet.Exceptions.MqttCommunicationException)
        {
            SessionLog.Ended(_context.Logger, fault.Message);
        }
    }

    // Runs on the connection's receive loop: it only sorts.
    private void Receive(string topic, ReadOnlySequence<byte> payload)
    {
        var message = AzureTopic.Parse(topic);
        var bytes = payload.ToArray();
        switch (message.Kind)
        {
            case AzureMessageKind.TwinResponse when message.Name == "200" && !_twin.Task.IsCompleted:
                Configure(AzureJson.Configuration(bytes, wholeTwin: true));
                _twin.TrySetResult();
                break;
            case AzureMessageKind.TwinResponse when message.Name is "200" or "204":
                break;
            case AzureMessageKind.TwinResponse:
                _context.Meter.Refused($"twin-{message.Name}");
                _twin.TrySetResult();
                break;
            case AzureMessageKind.Desired:
                Configure(AzureJson.Configuration(bytes, wholeTwin: false));
                break;
            case AzureMessageKind.Method:
                _desk.Post(AzureJson.Method(message.Name, message.Request, bytes));
                break;
            default:
                _context.Meter.Refused("foreign-topic");
                break;
        }
    }

    private void Configure(string? json)
    {
        if (json is not null)
            _desk.Post(new GatewayCommand.Configure(json));
    }

    private MqttClientOptions ConnectOptions()
    {
        var options = _context.Options;
        return new MqttClientOptionsBuilder()
            .WithTcpServer(options.Host.Length > 0 ? options.Host : options.HubName, options.Port)
            .WithProtocolVersion(MqttProtocolVersion.V311)
            .WithClientId(options.DeviceId)
            .WithCredentials($"{options.HubName}/{options.DeviceId}/?api-version={AzureTopic.ApiVersion}", Password())
            .WithCleanSession(true)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(options.KeepAliveSeconds))
            .WithTimeout(TimeSpan.FromSeconds(options.AnswerSeconds))
            .WithTryPrivate(false)
            .WithWillTopic(AzureTopic.Events(options.DeviceId, ("kind", "offline")))
            .WithWillPayload("""{"kind":"offline"}""")
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithTls(options.Tls)
            .Build();
    }

    private string Password()
    {
        var options = _context.Options;
        return options.SharedAccessKeyFile.Length == 0
            ? ""
            : SasToken.Create(
                options.HubName, options.DeviceId, File.ReadAllText(options.SharedAccessKeyFile), _context.Time.GetUtcNow().AddMinutes(options.TokenMinutes));
    }
}
