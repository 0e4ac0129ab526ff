using System.Buffers;
using System.Globalization;
using System.Text.Json;
using FirmwareSim.Machines;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;

namespace FirmwareSim.Fleet;

/// <summary>
/// One gateway of the fleet: one crane, one message a period. What is not acknowledged is kept and sent again after a
/// reconnect or ten seconds, as a real gateway does, but without a disk. Messages keep to their intended instants: one
/// that is held up does not move those after it, and its latency counts from when it should have been sent.
/// </summary>
public sealed class FleetGateway : IDisposable
{
    private static readonly TimeSpan AckTimeout = TimeSpan.FromSeconds(10);

    private readonly FleetOptions _options;
    private readonly FleetCounters _counters;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly Noise _noise;
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly FleetMessages _messages;
    private readonly FleetPending _pending;
    private byte _bdSeq;
    private bool _up;
    private TimeSpan _next;

    /// <summary>A gateway that counts its time from <paramref name="began"/>.</summary>
    public FleetGateway(FleetOptions options, int number, FleetCounters counters, long began, TimeProvider time)
    {
        (_options, _counters, _time, _began) = (options, counters, time, began);
        _noise = Noise.For(options.Seed, string.Create(CultureInfo.InvariantCulture, $"gateway-{number}"));
        _messages = new FleetMessages(options, number, _noise);
        _pending = new FleetPending(_messages.Epoch, counters);
        _next = options.Ramp * _noise.Uniform(0, 1) + options.Interval * _noise.Uniform(0, 1);
    }

    private TimeSpan Elapsed => _time.GetElapsedTime(_began);

    /// <summary>Sends until <paramref name="sending"/>, and stays until <paramref name="ended"/> for what is on its way.</summary>
    public async Task RunAsync(CancellationToken sending, CancellationToken ended)
    {
        _client.ApplicationMessageReceivedAsync += OnMessageAsync;
        await Task.Delay(_options.Ramp * _noise.Uniform(0, 1), _time, sending);
        while (!ended.IsCancellationRequested)
        {
            try
            {
                await ConnectAsync(ended);
                await SendUntilBrokenAsync(sending, ended);
            }
            catch (MqttCommunicationException)
            {
                _counters.Failed();
            }
            finally
            {
                if (_up) _counters.Session(up: false);
                _up = false;
            }

            await Task.Delay(TimeSpan.FromSeconds(_noise.Uniform(1, (_options.RetryMost ?? TimeSpan.FromSeconds(5)).TotalSeconds)), _time, ended);
        }
    }

    private async Task ConnectAsync(CancellationToken cancel)
    {
        _bdSeq = BirthDeath.NextBdSeq(_bdSeq);
        var answer = await _client.ConnectAsync(new MqttClientOptionsBuilder()
            .WithTcpServer(_options.Host, _options.Port)
            .WithClientId(_messages.Gateway)
            .WithoutPacketFragmentation()
            .WithKeepAlivePeriod(_options.KeepAlive ?? TimeSpan.FromSeconds(10))
            .WithWillTopic(_messages.DeathTopic)
            .WithWillPayload(PayloadWriter.ToArray(BirthDeath.NodeDeath(_bdSeq, NowMs()))).WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .Build(), cancel);
        if (answer.ResultCode is not MqttClientConnectResultCode.Success)
            throw new MqttCommunicationException($"The broker refused {_messages.Gateway}: {answer.ResultCode}.");
        await _client.SubscribeAsync(_messages.CommandTopic, MqttQualityOfServiceLevel.AtLeastOnce, cancel);
        _up = true;
        _counters.Session(up: true);
        await InTurnAsync(() => BirthAsync(cancel), cancel);
    }

    private async Task BirthAsync(CancellationToken cancel)
    {
        await PublishAsync(_messages.NodeBirthTopic, _messages.NodeBirth(_bdSeq, NowMs()), cancel);
        await PublishAsync(_messages.DeviceBirthTopic, _messages.DeviceBirth(NowMs()), cancel);
        await ResendAsync(cancel);
    }

    private async Task ResendAsync(CancellationToken cancel)
    {
        foreach (var payload in _pending.TakeAll(Elapsed))
        {
            await PublishAsync(_messages.DataTopic, _messages.Again(payload), cancel);
            _counters.RecordSentAgain();
        }
    }

    private async Task SendUntilBrokenAsync(CancellationToken sending, CancellationToken ended)
    {
        while (_client.IsConnected && !ended.IsCancellationRequested)
        {
            if (_pending.OldestSentAt is { } oldest && Elapsed - oldest > AckTimeout)
                await InTurnAsync(() => ResendAsync(ended), ended);
            var wait = (sending.IsCancellationRequested ? Elapsed + TimeSpan.FromSeconds(1) : _next) - Elapsed;
            if (wait > TimeSpan.Zero)
                await DelayAsync(wait < AckTimeout ? wait : AckTimeout, sending, ended);
            if (sending.IsCancellationRequested || Elapsed < _next)
                continue;
            var (intended, phase) = (_next, _options.PhaseAt(_next));
            _next += _options.Interval / _options.Phases[phase].Factor;
            await InTurnAsync(() => SendAsync(intended, phase, ended), ended);
        }
    }

    // The end of the sending wakes everybody up once; after it only the end of the run does.
    private async Task DelayAsync(TimeSpan wait, CancellationToken sending, CancellationToken ended) =>
        await Task.Delay(wait, _time, sending.IsCancellationRequested ? ended : sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private Task SendAsync(TimeSpan intended, int phase, CancellationToken cancel)
    {
        var alarm = _noise.Chance(_options.AlarmsPerSecond * _options.Interval.TotalSeconds / _options.Gateways / _options.Phases[phase].Factor);
        var measuredAt = NowMs() - (long)(Elapsed - intended).TotalMilliseconds;
        var (sequence, payload) = _messages.Data(alarm, measuredAt, NowMs());
        _pending.Add(sequence, new FleetPending.Entry(payload, intended, Elapsed, phase, alarm));
        _counters.RecordSent(alarm);
        return PublishAsync(_messages.DataTopic, payload, cancel);
    }

    private async Task InTurnAsync(Func<Task> work, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task OnMessageAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        if (PayloadReader.TryDecode(received.ApplicationMessage.Payload.ToArray(), out var command, out _) != OperationStatus.Done)
            return;
        var birth = BirthDeath.AsksForRebirth(command!);
        foreach (var metric in command!.Metrics)
        {
            if (metric.Name == MetricNames.DeliveryAck && AckMessage.TryDecode(metric.BytesValue.Span, out var ack, out _) == OperationStatus.Done)
                _pending.Hold(ack!, Elapsed);
            else if (metric.Name == MetricNames.ConfigDesired && VersionOf(metric.StringValue) is { } version)
                (birth, _messages.ConfigurationVersion) = (true, version);
        }

        if (birth)
            await InTurnAsync(() => BirthAsync(CancellationToken.None), CancellationToken.None);
    }

    // A simulated gateway has nothing to set up: it takes every configuration and says so in its next birth.
    private static long? VersionOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty("version", out var version) && version.TryGetInt64(out var number) ? number : null;
    }

    private async Task PublishAsync(string topic, Payload payload, CancellationToken cancel) => await _client.PublishAsync(
        new MqttApplicationMessage { Topic = topic, Payload = new ReadOnlySequence<byte>(PayloadWriter.ToArray(payload)) }, cancel);

    private long NowMs() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _turn.Dispose();
    }
}
