using System.Globalization;
using Cloud.Host.Video;
using Cloud.Platform.Identity;
using Cloud.Supervision.Video;
using Cloud.Telemetry.Projects;
using Telemetry.Model;
using Telemetry.Model.Vision;

namespace Cloud.Host.Api;

/// <summary>Live video as low-latency HLS, under addresses that are sealed and run out.</summary>
public static class HlsEndpoints
{
    private const string PlaylistType = "application/vnd.apple.mpegurl";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Where a camera can be seen, and until when the address holds.</summary>
    public sealed record StreamAddressView(string Address, DateTimeOffset Until);

    /// <summary>Maps the addresses and what lies under them.</summary>
    public static void MapHls(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/projects/{project}/cameras/{device}/stream-address", AddressAsync).AddEndpointFilter<ProjectAccess>()
            .WithTags("vision").WithSummary("有时效的 HLS 播放地址").Produces<StreamAddressView>().ProducesProblem(StatusCodes.Status404NotFound);
        var video = routes.MapGroup("/video/{token}").WithTags("vision").AllowAnonymous();
        video.MapGet("index.m3u8", StreamsAsync).WithSummary("HLS 主播放列表").Produces<string>(StatusCodes.Status200OK, PlaylistType).ProducesProblem(StatusCodes.Status401Unauthorized);
        video.MapGet("{stream}/index.m3u8", PlaylistAsync).WithSummary("LL-HLS 播放列表（支持阻塞刷新）").Produces<string>(StatusCodes.Status200OK, PlaylistType).ProducesProblem(StatusCodes.Status401Unauthorized);
        video.MapGet("{stream}/{file}", FileAsync).WithSummary("LL-HLS 初始化段、分片与部分分片").Produces<Stream>(StatusCodes.Status200OK, "video/mp4").ProducesProblem(StatusCodes.Status401Unauthorized);
    }

    private static async Task<IResult> AddressAsync(
        string project, string device, Actor actor, IDirectory directory, StreamAddresses addresses, CameraControl control, CancellationToken cancel)
    {
        if (await CameraAsync(new ProjectId(project), new DeviceId(device), directory, cancel) is not { } camera)
            return Problems.NotFound("摄像机");
        var (path, until) = addresses.Make(camera.Project, camera.Id);
        await control.LogAsync(camera.Project, camera.Id, actor, "live", "HLS", cancel);
        return TypedResults.Ok(new StreamAddressView(path, until));
    }

    private static async Task<IResult> StreamsAsync(string token, StreamAddresses addresses, IDirectory directory, HttpContext context, CancellationToken cancel)
    {
        if (addresses.Read(token) is not var (project, id))
            return Refused();
        if (await CameraAsync(project, id, directory, cancel) is not { } camera)
            return Problems.NotFound("摄像机");
        context.Response.Headers.CacheControl = "no-store";
        return Results.Text(HlsPlaylist.Streams(camera.Configuration.Address.Contains('#', StringComparison.Ordinal)), PlaylistType);
    }

    private static async Task<IResult> PlaylistAsync(
        string token, string stream, HttpContext context, StreamAddresses addresses, IDirectory directory, HlsStreams streams, TimeProvider time,
        CancellationToken cancel)
    {
        if (addresses.Read(token) is not var (project, id))
            return Refused();
        if (stream is not (VideoOrder.Main or VideoOrder.Sub) || await CameraAsync(project, id, directory, cancel) is not { } camera)
            return Problems.NotFound("摄像机");
        // The names are the protocol's (RFC 8216bis, 6.2.5.2), not ours to bind by.
        if (!TryNumber(context.Request.Query["_HLS_msn"], out var segment) || !TryNumber(context.Request.Query["_HLS_part"], out var part) || (part is not null && segment is null))
            return Problems.BadRequest("_HLS_msn", "播放列表的序号无效");
        using var limit = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            var (hls, refusal) = await streams.FindAsync(camera, stream, both.Token);
            if (hls is null)
                return Problems.Of(StatusCodes.Status503ServiceUnavailable, refusal ?? "no-stream", "摄像机当前没有画面");
            context.Response.Headers.CacheControl = "no-store";
            return await hls.PlaylistAsync(segment, (int?)part, both.Token) is { } text
                ? Results.Text(text, PlaylistType)
                : Problems.BadRequest("_HLS_msn", "所请求的分片不在当前直播范围内");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "no-stream", "摄像机当前没有画面");
        }
    }

    private static async Task<IResult> FileAsync(
        string token, string stream, string file, HttpContext context, StreamAddresses addresses, HlsStreams streams, TimeProvider time, CancellationToken cancel)
    {
        if (addresses.Read(token) is not var (project, id))
            return Refused();
        using var limit = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            if (await streams.FindAsync(new StreamKey(project, id, stream), both.Token) is not { } hls
                || await BytesAsync(hls, file, both.Token) is not { } pieces)
                return Problems.NotFound("分片");
            context.Response.Headers.CacheControl = "private, max-age=60";
            context.Response.ContentLength = pieces.Sum(piece => (long)piece.Length);
            context.Response.ContentType = "video/mp4";
            foreach (var piece in pieces)
                await context.Response.Body.WriteAsync(piece, cancel);
            return Results.Empty;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Problems.NotFound("分片");
        }
    }

    private static async Task<IReadOnlyList<byte[]>?> BytesAsync(HlsStream hls, string file, CancellationToken cancel) =>
        Path.GetFileNameWithoutExtension(file).Split('-') switch
        {
            ["init", var number] when TryNumber(number, out var init) && init is >= 0 and < int.MaxValue => hls.Init((int)init) is { } bytes ? [bytes] : null,
            ["segment", var number] when TryNumber(number, out var segment) && segment is not null => hls.Segment(segment.Value),
            ["part", var number, var index] when TryNumber(number, out var segment) && segment is not null && TryNumber(index, out var part) && part is not null =>
                await hls.PartAsync(segment.Value, (int)part.Value, cancel),
            _ => null,
        };

    private static bool TryNumber(string? text, out long? number)
    {
        number = null;
        if (string.IsNullOrEmpty(text))
            return true;
        var isNumber = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value < int.MaxValue;
        number = isNumber ? value : null;
        return isNumber;
    }

    private static async Task<DeviceEntry?> CameraAsync(ProjectId project, DeviceId camera, IDirectory directory, CancellationToken cancel) =>
        (await directory.DevicesAsync(project, cancel)).FirstOrDefault(one => one.Id == camera);

    private static IResult Refused() => Problems.Of(StatusCodes.Status401Unauthorized, "address-expired", "播放地址无效或已过期", "请重新获取播放地址");
}
