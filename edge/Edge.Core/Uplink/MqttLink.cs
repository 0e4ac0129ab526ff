using System.Buffers;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Edge.Core.Uplink;

/// <summary>One MQTT connection from CONNECT to its end.</summary>
internal sealed class MqttLink : IAsyncDisposable
{
    private static readonly MqttClientFactory Factory = new();
    private readonly IMqttClient _client = Factory.CreateMqttClient();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeSpan _timeout;

    private MqttLink(TimeSpan timeout) => _timeout = timeout;

    /// <summary>Takes a message from the server; called one at a time, must return soon.</summary>
    public delegate void Received(string topic, ReadOnlySequence<byte> payload);

    /// <summary>Faults with <see cref="IOException"/> when the connection is lost.</summary>
    public Task Closed => _closed.Task;

    /// <exception cref="IOException">The server cannot be reached, does not answer or refuses.</exception>
    public static async Task<MqttLink> ConnectAsync(MqttClientOptions options, Received received, CancellationToken cancel)
    {
        var link = new MqttLink(options.Timeout);
        link._client.ApplicationMessageReceivedAsync += message =>
        {
            received(message.ApplicationMessage.Topic, message.ApplicationMessage.Payload);
            return Task.CompletedTask;
        };
        link._client.DisconnectedAsync += lost =>
        {
            link._closed.TrySetException(new IOException($"The connection is lost: {lost.ReasonString ?? lost.Exception?.Message ?? lost.Reason.ToString()}"));
            return Task.CompletedTask;
        };
        // Nobody may be waiting when it comes; that is no unobserved fault.
        _ = link._closed.Task.ContinueWith(t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        try
        {
            var answer = await link.LimitedAsync(end => link._client.ConnectAsync(options, end), cancel);
            if (answer.ResultCode != MqttClientConnectResultCode.Success)
                throw new IOException($"The server refuses: {answer.ResultCode} {answer.ReasonString}");
            return link;
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            link._client.Dispose();
            throw fault as IOException ?? new IOException($"The server cannot be reached: {(fault.InnerException ?? fault).Message}", fault);
        }
    }

    /// <exception cref="IOException">A filter was refused.</exception>
    public async Task SubscribeAsync(IEnumerable<string> filters, CancellationToken cancel)
    {
        var options = new MqttClientSubscribeOptions();
        options.TopicFilters.AddRange(filters.Select(filter => new MqttTopicFilter { Topic = filter, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce }));
        var answer = await LimitedAsync(end => _client.SubscribeAsync(options, end), cancel);
        if (answer.Items.FirstOrDefault(item => item.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2) is { } refused)
            throw new IOException($"The subscription {refused.TopicFilter.Topic} is refused: {refused.ResultCode}");
    }

    /// <summary>Publishes at QoS 0 (returns when written) or QoS 1 (returns when acknowledged).</summary>
    /// <exception cref="IOException">The connection is lost, or the server refuses the message.</exception>
    public async Task PublishAsync(string topic, ReadOnlyMemory<byte> payload, bool acknowledged, CancellationToken cancel)
    {
        var message = new MqttApplicationMessage
        {
            Topic = topic,
            Payload = new ReadOnlySequence<byte>(payload),
            QualityOfServiceLevel = acknowledged ? MqttQualityOfServiceLevel.AtLeastOnce : MqttQualityOfServiceLevel.AtMostOnce,
        };
        var answer = await LimitedAsync(end => _client.PublishAsync(message, end), cancel);
        if (!answer.IsSuccess)
            throw new IOException($"The server refuses {topic}: {answer.ReasonCode} {answer.ReasonString}");
    }

    /// <summary>Asks for a sign of life.</summary>
    /// <exception cref="IOException">There was none in time.</exception>
    public Task ProbeAsync(CancellationToken cancel) => LimitedAsync(
        async end =>
        {
            await _client.PingAsync(end);
            return true;
        },
        cancel);

    /// <summary>Says goodbye. Under MQTT 5 the will is published all the same, as Sparkplug asks of a node that leaves.</summary>
    public async Task DisconnectAsync(CancellationToken cancel)
    {
        if (_client.IsConnected)
            await _client.DisconnectAsync(new MqttClientDisconnectOptions { Reason = MqttClientDisconnectOptionsReason.DisconnectWithWillMessage }, cancel);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    // The client's own time-out holds only for calls without a token; a server that takes everything and says nothing must
    // not hold a session for ever.
    private async Task<T> LimitedAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(_timeout);
        try
        {
            return await ask(limit.Token);
        }
        catch (OperationCanceledException fault) when (!cancel.IsCancellationRequested)
        {
            throw new IOException("The server does not answer in time", fault);
        }
    }
}
