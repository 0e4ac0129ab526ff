using System.Net.WebSockets;
using System.Threading.Channels;
using Edge.Core.Vision;
using Edge.Vision.Cameras;
using Edge.Vision.Control;
using Edge.Vision.Events;
using Edge.Vision.Status;
using Telemetry.Model.Vision;

namespace Edge.Vision.Live;

/// <summary>
/// Comes to the platform when it calls: one socket a session, for a camera's stream or for questions. The platform ends it when
/// nobody is there any more. A session that fails or cannot follow is cut off and nothing else notices.
/// </summary>
public sealed class VideoSessions(
    GatewayLink gateway, CameraSet cameras, PlatformSocket platform, ControlDesk desk, WatchMetrics metrics, TimeProvider clock, ILogger<VideoSessions> log)
    : BackgroundService
{
    /// <summary>Sessions at one time.</summary>
    public const int MostSessions = 18;

    private const int MostOrder = 1024;
    private static readonly TimeSpan OrderLimit = TimeSpan.FromSeconds(10);

    private readonly Channel<LiveOrder> _orders = Channel.CreateBounded<LiveOrder>(new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropOldest });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        gateway.Wanted += order => _orders.Writer.TryWrite(order);
        var sessions = new Dictionary<string, Task>(StringComparer.Ordinal);
        await foreach (var order in _orders.Reader.ReadAllAsync(stoppingToken))
        {
            foreach (var (ended, _) in sessions.Where(session => session.Value.IsCompleted).ToList())
                sessions.Remove(ended);
            if (sessions.Count >= MostSessions)
                metrics.Session("full");
            else if (!sessions.ContainsKey(order.Session))
                sessions[order.Session] = RunAsync(order, stoppingToken);
        }
    }

    private async Task RunAsync(LiveOrder order, CancellationToken cancel)
    {
        try
        {
            using var socket = await platform.OpenAsync(order.Address, cancel);
            var wanted = await OrderAsync(socket, cancel);
            log.Began(order.Camera, wanted.Kind, order.Session);
            metrics.Session(wanted.Kind);
            if (wanted.Kind == VideoOrder.Control)
                await desk.ServeAsync(socket, cancel);
            else if (cameras.Cameras.TryGetValue(order.Camera, out var camera))
                await new LiveSender(socket, clock).SendAsync(wanted.Stream == VideoOrder.Sub ? camera.Sub : camera.Main, cancel);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested) // the end of this task: the viewer asks again
        {
            metrics.Session("failed");
            log.Ended(order.Camera, order.Session, fault.Message);
        }
    }

    private async Task<VideoOrder> OrderAsync(ClientWebSocket socket, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(OrderLimit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        var buffer = new byte[MostOrder];
        var message = await socket.ReceiveAsync(buffer.AsMemory(), both.Token);
        return message.MessageType == WebSocketMessageType.Text && message.EndOfMessage && VideoOrder.TryParse(buffer.AsSpan(0, message.Count), out var order)
            ? order
            : throw new InvalidDataException("the platform said nothing that can be done");
    }
}

internal static partial class Log
{
    [LoggerMessage(5501, LogLevel.Information, "{Camera}: {Kind} for the platform, session {Session}")]
    public static partial void Began(this ILogger logger, string camera, string kind, string session);

    [LoggerMessage(5502, LogLevel.Information, "{Camera}: session {Session} ended: {Reason}")]
    public static partial void Ended(this ILogger logger, string camera, string session, string reason);
}
