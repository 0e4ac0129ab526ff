using Cloud.Platform.Clauses;
using Cloud.Host.Video;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Telemetry.Vision;
using Telemetry.Model.Vision;

namespace Cloud.Host.Api;

/// <summary>Recordings in the ring of a camera's gateway: what there is, the files themselves, films and pictures out of them.</summary>
[Clause("5.6.2-2.2", "5.6.2-3.2", "5.6.2-4.1", "5.6.2-4.3")]
public static class RecordingEndpoints
{
    /// <summary>A recorded file.</summary>
    /// <param name="Address">Where it can be read, also in parts.</param>
    /// <param name="From">First frame.</param>
    /// <param name="To">Last frame.</param>
    /// <param name="Bytes">Size.</param>
    public sealed record FileView(string Address, DateTimeOffset From, DateTimeOffset To, long Bytes);

    /// <summary>A stretch without a recording.</summary>
    public sealed record GapView(DateTimeOffset From, DateTimeOffset To);

    /// <summary>What is recorded.</summary>
    public sealed record RecordingsView(IReadOnlyList<FileView> Files, IReadOnlyList<GapView> Gaps);

    /// <summary>A picture that was taken.</summary>
    /// <param name="Address">Where it can be fetched.</param>
    /// <param name="Type">Media type.</param>
    /// <param name="Sha256">Hash of its bytes.</param>
    /// <param name="At">When.</param>
    public sealed record SnapshotView(string Address, string Type, string Sha256, DateTimeOffset At);

    /// <summary>What is kept of a class.</summary>
    /// <param name="Class"><c>video pictures data</c>.</param>
    /// <param name="Camera">The camera; null for all.</param>
    /// <param name="Files">Files.</param>
    /// <param name="Bytes">Their size.</param>
    /// <param name="LimitBytes">Their limit; 0 = none of its own.</param>
    /// <param name="Days">Days kept at most.</param>
    /// <param name="Oldest">The oldest.</param>
    /// <param name="MissingSeconds">Seconds without a recording since the oldest.</param>
    /// <param name="BelowThirtyDays">True when less than thirty days are or can be kept (specification 5.6.2-4.1).</param>
    public sealed record StorageView(
        string Class, string? Camera, int Files, long Bytes, long LimitBytes, int Days, DateTimeOffset? Oldest, long MissingSeconds, bool BelowThirtyDays);

    private const int LeastDays = 30;

    /// <summary>Maps what concerns recordings.</summary>
    public static void MapRecordings(this IEndpointRouteBuilder routes)
    {
        var camera = routes.Cameras();
        camera.MapGet("recordings", ListAsync).WithSummary("录像清单与缺口").Produces<RecordingsView>();
        camera.MapGet("recordings/{file}", FileAsync).WithSummary("播放录像文件（支持分段读取）").Produces<Stream>(StatusCodes.Status200OK, "video/mp4").ProducesProblem(StatusCodes.Status404NotFound);
        camera.MapGet("clip", (DateTimeOffset from, DateTimeOffset to, HttpContext http, Actor actor, CameraControl control, CancellationToken cancel) =>
            FilmAsync(VideoAsk.Clip, "export", from, to, http, actor, control, cancel)).WithSummary("导出录像片段").Produces<Stream>(StatusCodes.Status200OK, "video/mp4");
        camera.MapGet("summary", (DateTimeOffset from, DateTimeOffset to, HttpContext http, Actor actor, CameraControl control, CancellationToken cancel) =>
            FilmAsync(VideoAsk.Summary, "summary", from, to, http, actor, control, cancel)).WithSummary("视频摘要（缩时）").Produces<Stream>(StatusCodes.Status200OK, "video/mp4");
        camera.MapPost("snapshots", SnapshotAsync).Needs(AccessKind.Handle).WithSummary("手动抓拍（JPG 或 BMP）").Produces<SnapshotView>(StatusCodes.Status201Created);
        camera.MapGet("storage", StorageAsync).WithSummary("分类存储情况").Produces<IReadOnlyList<StorageView>>();
    }

    private static async Task<IResult> ListAsync(DateTimeOffset from, DateTimeOffset to, HttpContext http, CameraControl control, CancellationToken cancel)
    {
        var camera = http.Camera();
        var reply = await control.AskAsync(camera, Between(VideoAsk.Recordings, from, to), cancel);
        if (!reply.IsDone)
            return CameraControl.Problem(reply);
        var root = $"/api/projects/{camera.Project.Value}/cameras/{camera.Id.Value}/recordings/";
        return TypedResults.Ok(new RecordingsView(
            [.. (reply.Answer.Files ?? []).Select(file => new FileView(root + file.File[(file.File.LastIndexOf('/') + 1)..] + ".mp4", At(file.From), At(file.To), file.Bytes))],
            [.. (reply.Answer.Gaps ?? []).Select(gap => new GapView(At(gap.From), At(gap.To)))]));
    }

    private static async Task<IResult> FileAsync(string file, HttpContext http, CameraControl control, CancellationToken cancel)
    {
        var camera = http.Camera();
        var name = Path.GetFileNameWithoutExtension(file);
        if (name.Split('-') is not [var first, var last] || !long.TryParse(first, out var from) || !long.TryParse(last, out var to) || from <= 0 || to < from)
            return Problems.NotFound("录像");
        var reply = await control.AskAsync(camera, new VideoQuestion(0, VideoAsk.Recordings) { From = from, To = to + 1 }, cancel);
        if (!reply.IsDone)
            return CameraControl.Problem(reply);
        if (reply.Answer.Files?.FirstOrDefault(one => one.File == $"v/{camera.Id.Value}/{name}") is not { } found)
            return Problems.NotFound("录像");
        // The name holds begin and end of a closed file: what it holds never changes.
        http.Response.Headers.CacheControl = "private, max-age=86400, immutable";
        return Results.Stream(control.Open(camera, found.File, found.Bytes), "video/mp4", enableRangeProcessing: true);
    }

    private static async Task<IResult> FilmAsync(
        string ask, string action, DateTimeOffset from, DateTimeOffset to, HttpContext http, Actor actor, CameraControl control, CancellationToken cancel)
    {
        var camera = http.Camera();
        var reply = await control.AskAsync(camera, Between(ask, from, to), cancel, VideoLinks.Long);
        if (!reply.IsDone || reply.Answer.File is not { } film)
            return CameraControl.Problem(reply);
        await control.LogAsync(camera.Project, camera.Id, actor, action, FormattableString.Invariant($"{from:O}/{to:O}"), cancel);
        http.Response.Headers["X-Content-SHA256"] = film.Sha256;
        var name = FormattableString.Invariant($"{camera.Id.Value}-{from.ToOffset(TimeSpan.FromHours(8)):yyyyMMdd-HHmmss}-{action}.mp4");
        return Results.Stream(control.Open(camera, film.File, film.Bytes), film.Type, name, enableRangeProcessing: true);
    }

    private static async Task<IResult> SnapshotAsync(
        string? format, HttpContext http, Actor actor, CameraControl control, IMediaStore media, TimeProvider time, CancellationToken cancel)
    {
        if (format is not (null or "jpg" or "bmp"))
            return Problems.BadRequest("format", "图片格式只能是 jpg 或 bmp");
        var camera = http.Camera();
        var reply = await control.AskAsync(camera, new VideoQuestion(0, VideoAsk.Snapshot) { Name = format ?? "jpg" }, cancel);
        if (!reply.IsDone || reply.Answer.File is not { Sha256: { } hash } picture)
            return CameraControl.Problem(reply);
        if (!await media.TakeAsync(camera.Project, hash, format ?? "jpg", control.Open(camera, picture.File, picture.Bytes), cancel))
            return Problems.Of(StatusCodes.Status507InsufficientStorage, "no-room", "图片未能保存到平台");
        await control.LogAsync(camera.Project, camera.Id, actor, "snapshot", hash, cancel);
        return TypedResults.Created($"/api/projects/{camera.Project.Value}/media/{hash}", new SnapshotView($"/api/projects/{camera.Project.Value}/media/{hash}", picture.Type, hash, time.GetUtcNow()));
    }

    private static async Task<IResult> StorageAsync(HttpContext http, CameraControl control, CancellationToken cancel)
    {
        var camera = http.Camera();
        var reply = await control.AskAsync(camera, new VideoQuestion(0, VideoAsk.Storage), cancel);
        return reply.IsDone
            ? TypedResults.Ok<IReadOnlyList<StorageView>>([.. (reply.Answer.Storage ?? []).Where(one => one.Camera is null || one.Camera == camera.Id.Value).Select(one => new StorageView(
                one.Class, one.Camera, one.Files, one.Bytes, one.LimitBytes, one.Days, one.Oldest is { } oldest ? At(oldest) : null, one.MissingSeconds,
                one.Class == "video" && one.Days < LeastDays))])
            : CameraControl.Problem(reply);
    }

    internal static VideoQuestion Between(string ask, DateTimeOffset from, DateTimeOffset to) =>
        new(0, ask) { From = from.ToUnixTimeMilliseconds(), To = to.ToUnixTimeMilliseconds() };

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
