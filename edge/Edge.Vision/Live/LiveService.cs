using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using Edge.Core.Enrolment;
using Edge.Core.Vision;
using Edge.Vision.Cameras;
using Edge.Vision.Events;
using Edge.Vision.Fragments;
using Microsoft.Extensions.Options;

namespace Edge.Vision.Live;

/// <summary>
/// Sends a camera's encoded stream to the platform while somebody looks: as it is, never transcoded. One connection a session;
/// the platform ends it with the last viewer. A viewer that cannot follow is cut off and nothing else notices.
/// </summary>
public sealed class LiveService(
    GatewayLink gateway, CameraSet cameras, PlatformSocket platform, TimeProvider clock, ILogger<LiveService> log) : BackgroundService
{
    /// <summary>Sessions at one time.</summary>
    public const int MostSessions = 9;

    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(10);

    private readonly Channel<LiveOrder> _orders = Channel.CreateBounded<LiveOrder>(new BoundedChannelOptions(32) { FullMode = BoundedChannelFullMode.DropOldest });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        gateway.Wanted += order => _orders.Writer.TryWrite(order);
        var sessions = new Dictionary<string, Task>(StringComparer.Ordinal);
        await foreach (var order in _orders.Reader.ReadAllAsync(stoppingToken))
        {
            foreach (var (ended, _) in sessions.Where(session => session.Value.IsCompleted).ToList())
                sessions.Remove(ended);
            if (sessions.Count < MostSessions && !sessions.ContainsKey(order.Session) && cameras.Cameras.TryGetValue(order.Camera, out var camera))
                sessions[order.Session] = SendAsync(order, camera.Ring, stoppingToken);
        }
    }

    private async Task SendAsync(LiveOrder order, FragmentRing ring, CancellationToken cancel)
    {
        try
        {
            using var socket = await platform.OpenAsync(order.Address, cancel);
            log.Began(order.Camera, order.Session);
            using var following = ring.Follow(fromKey: true);
            using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var closing = WatchAsync(socket, gone);
            await foreach (var item in following.Items.ReadAllAsync(gone.Token))
                await WriteAsync(socket, item, gone.Token);
            await socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, "lagged", gone.Token);
            await closing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested) // the end of this task: the viewer asks again
        {
            log.Ended(order.Camera, order.Session, fault.Message);
        }
    }

    private async Task WriteAsync(WebSocket socket, FragmentItem item, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(SendLimit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        if (item.Start is { } start)
        {
            var description = new StreamDescription(start.Codec, start.Width, start.Height);
            await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(description, LiveJson.Default.StreamDescription), WebSocketMessageType.Text, true, both.Token);
            await socket.SendAsync(Message(0, clock.GetUtcNow(), start.Bytes), WebSocketMessageType.Binary, true, both.Token);
        }

        if (item.Fragment is { } fragment)
            await socket.SendAsync(Message((byte)(fragment.IsKey ? 1 : 2), fragment.At, fragment.Bytes), WebSocketMessageType.Binary, true, both.Token);
    }

    // One byte: 0 beginning, 1 key frame, 2 other; eight bytes: when it came from the camera, ms since 1970; then the boxes.
    private static byte[] Message(byte kind, DateTimeOffset at, byte[] boxes)
    {
        var message = new byte[9 + boxes.Length];
        message[0] = kind;
        BinaryPrimitives.WriteInt64BigEndian(message.AsSpan(1), at.ToUnixTimeMilliseconds());
        boxes.CopyTo(message, 9);
        return message;
    }

    // The platform says nothing but goodbye.
    private static async Task WatchAsync(WebSocket socket, CancellationTokenSource gone)
    {
        var buffer = new byte[256];
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), gone.Token)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (WebSocketException)
        {
            // The connection broke: the same.
        }

        await gone.CancelAsync();
    }
}

/// <summary>What a player must know before the first byte.</summary>
public sealed record StreamDescription(string Codec, int Width, int Height);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StreamDescription))]
internal sealed partial class LiveJson : JsonSerializerContext;

/// <summary>Opens a signed web socket to the platform, as the gateway.</summary>
public sealed class PlatformSocket(IOptions<VisionOptions> options, TimeProvider clock)
{
    /// <summary>Connects.</summary>
    /// <exception cref="IOException">The gateway is not enrolled, or its certificate cannot be read.</exception>
    public async Task<ClientWebSocket> OpenAsync(string target, CancellationToken cancel)
    {
        var files = new EnrolmentFiles(options.Value.CertificatesFolder);
        var platform = files.ReadPlatform() ?? throw new IOException("the gateway is not enrolled");
        var address = new UriBuilder(new Uri(platform, target)) { Scheme = platform.Scheme == Uri.UriSchemeHttps ? "wss" : "ws" }.Uri;
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.SetRequestHeader("Authorization", GatewaySignature.Of(files, "GET", address.PathAndQuery, clock.GetUtcNow()).ToString());
            await socket.ConnectAsync(address, cancel);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

internal static partial class Log
{
    [LoggerMessage(5501, LogLevel.Information, "{Camera}: shown live, session {Session}")]
    public static partial void Began(this ILogger logger, string camera, string session);

    [LoggerMessage(5502, LogLevel.Information, "{Camera}: live session {Session} ended: {Reason}")]
    public static partial void Ended(this ILogger logger, string camera, string session, string reason);
}
