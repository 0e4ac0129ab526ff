using System.Net.Sockets;
using System.Threading.Channels;
using Edge.Core.Vision;
using Microsoft.Extensions.Options;

namespace Edge.Vision.Events;

/// <summary>
/// The way to the gateway: sends what the spool holds, oldest first, and forgets it when the gateway has it in its outbox; learns
/// from the gateway which cameras to watch. While there is no gateway everything goes on, and events wait.
/// </summary>
public sealed class GatewayLink(IOptions<VisionOptions> options, EventSpool spool, TimeProvider clock, ILogger<GatewayLink> log) : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1), AskAgainAfter = TimeSpan.FromSeconds(15);

    private readonly Channel<VisionReport> _states = Channel.CreateBounded<VisionReport>(
        new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private int _isConnected;

    /// <summary>Raised with the cameras to watch.</summary>
    public event Action<IReadOnlyList<CameraOrder>>? Ordered;

    /// <summary>Raised when somebody wants to see a camera.</summary>
    public event Action<LiveOrder>? Wanted;

    public bool IsConnected => Volatile.Read(ref _isConnected) == 1;

    /// <summary>Tells a camera's state; the next one replaces it, so it is dropped while there is no gateway.</summary>
    public void Tell(VisionReport state)
    {
        if (!IsConnected)
            return;
        _states.Writer.TryWrite(state);
        _wake.Writer.TryWrite(true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        spool.Added += () => _wake.Writer.TryWrite(true);
        var isTold = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var channel = await VisionChannel.ConnectAsync(options.Value.SocketFile, stoppingToken);
                Volatile.Write(ref _isConnected, 1);
                log.Connected(spool.Waiting.Count);
                isTold = false;
                await ConverseAsync(channel, stoppingToken);
            }
            catch (Exception fault) when (fault is SocketException or IOException or InvalidDataException) // the one place of this loop
            {
                if (!isTold)
                    log.NoGateway(fault.Message);
                isTold = true;
            }
            finally
            {
                Volatile.Write(ref _isConnected, 0);
            }

            await Task.Delay(RetryAfter, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ConverseAsync(VisionChannel channel, CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var sent = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var (sending, reading) = (SendAsync(channel, sent, end.Token), ReadAsync(channel, end.Token));
        // Whichever ends first ends the conversation: a sender that failed must not leave events waiting for ever.
        var first = await Task.WhenAny(sending, reading);
        await end.CancelAsync();
        await Task.WhenAll(sending, reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }

    private async Task ReadAsync(VisionChannel channel, CancellationToken cancel)
    {
        while (await channel.ReadAsync(cancel) is { } message)
            Take(message);
    }

    private void Take(VisionMessage message)
    {
        if (message.Cameras is { } cameras)
            Ordered?.Invoke(cameras);
        if (message.Live is { } live)
            Wanted?.Invoke(live);
        if (message.Acknowledged is { } id)
            spool.Acknowledge(id);
        if (message.Refused is { Final: true } refused)
            spool.Refuse(refused.Id, refused.Reason);
        else if (message.Refused is { } later)
            log.Later(later.Id, later.Reason);
    }

    // What was sent and not answered is sent again after a while: a refusal for now, or an answer that was lost.
    private async Task SendAsync(VisionChannel channel, Dictionary<string, DateTimeOffset> sent, CancellationToken cancel)
    {
        while (true)
        {
            var waiting = spool.Waiting;
            var now = clock.GetUtcNow();
            foreach (var gone in sent.Keys.Except(waiting.Select(report => report.Id!)).ToList())
                sent.Remove(gone);
            foreach (var report in waiting)
            {
                if (sent.TryGetValue(report.Id!, out var at) && now - at < AskAgainAfter)
                    continue;
                sent[report.Id!] = now;
                await channel.WriteAsync(new VisionMessage { Report = report }, cancel);
            }

            while (_states.Reader.TryRead(out var state))
                await channel.WriteAsync(new VisionMessage { Report = state }, cancel);
            using var again = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            await Task.WhenAny(_wake.Reader.WaitToReadAsync(again.Token).AsTask(), Task.Delay(AskAgainAfter, clock, again.Token));
            await again.CancelAsync();
            cancel.ThrowIfCancellationRequested();
            _wake.Reader.TryRead(out _);
        }
    }
}

internal static partial class Log
{
    [LoggerMessage(5211, LogLevel.Information, "Connected with the gateway; {Waiting} events wait")]
    public static partial void Connected(this ILogger logger, int waiting);

    [LoggerMessage(5212, LogLevel.Warning, "There is no gateway: {Reason}. Events wait")]
    public static partial void NoGateway(this ILogger logger, string reason);

    [LoggerMessage(5213, LogLevel.Warning, "The gateway does not take event {Id} for now: {Reason}")]
    public static partial void Later(this ILogger logger, string id, string reason);
}
