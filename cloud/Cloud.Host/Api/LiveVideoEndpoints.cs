using System.Buffers.Text;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using Cloud.Host.Video;
using Cloud.Platform.Identity;
using Cloud.Telemetry.Projects;
using Telemetry.Model;
using Telemetry.Model.Vision;

namespace Cloud.Host.Api;

/// <summary>Live video: a viewer's web socket, and the web socket over which a gateway brings the stream.</summary>
public static class LiveVideoEndpoints
{
    private const int MostMessage = 16 << 20;
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(10), Goodbye = TimeSpan.FromSeconds(5);

    /// <summary>Maps both sides.</summary>
    public static void MapLiveVideo(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/projects/{project}/cameras/{device}/live", WatchAsync).AddEndpointFilter<ProjectAccess>()
            .WithTags("vision").WithSummary("实时视频（WebSocket，fMP4 片段）").Produces<Stream>(StatusCodes.Status200OK, "video/mp4")
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/api/gateway-media/live/{session}", BringAsync).AllowAnonymous()
            .WithTags("gateways").WithSummary("网关推送实时视频（WebSocket，以网关证书签名）").Produces<Stream>(StatusCodes.Status200OK, "video/mp4")
            .ProducesProblem(StatusCodes.Status401Unauthorized);
    }

    private static async Task<IResult> WatchAsync(
        string project, string device, string? stream, HttpContext context, Actor actor, LiveSources sources, IDirectory directory, CameraControl control,
        TimeProvider time, CancellationToken cancel)
    {
        var camera = (await directory.DevicesAsync(new ProjectId(project), cancel)).FirstOrDefault(one => one.Id.Value == device);
        if (camera is null)
            return Problems.NotFound("摄像机");
        if (stream is not (null or VideoOrder.Main or VideoOrder.Sub))
            return Problems.BadRequest("stream", "码流只能是 main 或 sub");
        if (!context.WebSockets.IsWebSocketRequest || !IsSameOrigin(context.Request))
            return Problems.BadRequest("upgrade", "实时视频须以 WebSocket 访问");
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var viewer = new LiveViewer();
        var (session, refusal) = await sources.OpenAsync(camera, stream ?? VideoOrder.Main, viewer, cancel);
        if (session is null)
        {
            await CloseAsync(socket, refusal!, cancel);
            return Results.Empty;
        }

        try
        {
            await control.LogAsync(camera.Project, camera.Id, actor, "live", stream ?? VideoOrder.Main, cancel);
            await SendAsync(socket, viewer, time, cancel);
        }
        finally
        {
            sources.Close(session, viewer);
        }

        return Results.Empty;
    }

    private static async Task<IResult> BringAsync(
        string session, HttpContext context, GatewayRequests gateways, LiveRelay relay, VideoLinks links, TimeProvider time, CancellationToken cancel)
    {
        if (await gateways.FindAsync(context.Request, cancel) is not { } gateway)
            return Problems.Of(StatusCodes.Status401Unauthorized, "unknown-gateway", "无法确认网关身份");
        var (live, link) = (relay.Find(gateway.Project, session), links.Find(gateway.Project, session));
        if (!context.WebSockets.IsWebSocketRequest || (live is null && link is null))
            return Problems.NotFound("观看会话");
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        if (link is not null)
        {
            await link.ServeAsync(socket, cancel);
            return Results.Empty;
        }

        await socket.SendAsync(new VideoOrder(VideoOrder.Live, live!.Stream.Name).Encode(), WebSocketMessageType.Text, true, cancel);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var taking = TakeAsync(socket, live, over.Token);
        await Task.WhenAny(taking, live.Over);
        relay.End(live);
        // Goodbye first: a receive that is cancelled would cut the connection.
        await CloseAsync(socket, "over", CancellationToken.None);
        await Task.WhenAny(taking, Task.Delay(Goodbye, time, cancel));
        await over.CancelAsync();
        await taking;
        return Results.Empty;
    }

    private static async Task TakeAsync(WebSocket socket, LiveSession live, CancellationToken cancel)
    {
        try
        {
            while (await ReceiveAsync(socket, cancel) is { } message)
                live.Take(message);
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException)
        {
            // The gateway has gone, or the last viewer has: the same end.
        }
    }

    private static async Task SendAsync(WebSocket socket, LiveViewer viewer, TimeProvider time, CancellationToken cancel)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var watching = LeftAsync(socket, viewer, time, gone);
        try
        {
            await foreach (var message in viewer.Messages.ReadAllAsync(gone.Token))
            {
                using var limit = new CancellationTokenSource(SendLimit, time);
                using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, gone.Token);
                await socket.SendAsync(message.Bytes, message.IsText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, true, both.Token);
            }

            await CloseAsync(socket, "over", gone.Token);
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException)
        {
            // A viewer that leaves or does not read: nothing is owed to it.
        }

        await gone.CancelAsync();
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await CloseAsync(socket, "over", CancellationToken.None);
    }

    // A viewer says goodbye, or a number: it gets it back with our time, so that it can tell how late a picture is.
    private static async Task LeftAsync(WebSocket socket, LiveViewer viewer, TimeProvider time, CancellationTokenSource gone)
    {
        var buffer = new byte[128];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), gone.Token) is { MessageType: not WebSocketMessageType.Close } said)
                if (said.EndOfMessage && Utf8Parser.TryParse(buffer.AsSpan(0, said.Count), out long number, out _))
                    viewer.Give(new LiveMessage(true, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"ping\":{number},\"now\":{time.GetUtcNow().ToUnixTimeMilliseconds()}}}"))));
        }
        catch (WebSocketException)
        {
            // Gone without a word.
        }

        await gone.CancelAsync();
    }

    private static async Task<LiveMessage?> ReceiveAsync(WebSocket socket, CancellationToken cancel)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[64 << 10];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), cancel);
            if (part.MessageType == WebSocketMessageType.Close || whole.Length + part.Count > MostMessage)
                return null;
            whole.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return whole.Length == 0 ? null : new LiveMessage(part.MessageType == WebSocketMessageType.Text, whole.ToArray());
        }
    }

    private static async Task CloseAsync(WebSocket socket, string reason, CancellationToken cancel)
    {
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, reason, cancel);
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException)
        {
            // It is closed, one way or the other.
        }
    }

    // A page of another site must not open the socket with this person's cookie.
    private static bool IsSameOrigin(HttpRequest request) =>
        request.Headers.Origin.ToString() is not { Length: > 0 } origin
        || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
}
