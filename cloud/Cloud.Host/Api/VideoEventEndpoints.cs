using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Series;
using Cloud.Telemetry.Vision;
using Telemetry.Model;
using Telemetry.Model.Vision;

namespace Cloud.Host.Api;

/// <summary>What the detectors have seen in a project: search, event timeline, review, statistics by class and camera.</summary>
[Clause("5.6.2-2.2")]
public static class VideoEventEndpoints
{
    private const int MostEvents = 5_000;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(92);

    /// <summary>A camera.</summary>
    /// <param name="Id">Device id.</param>
    /// <param name="Name">For people.</param>
    /// <param name="Host">Its IP address.</param>
    /// <param name="Gateway">Its gateway.</param>
    /// <param name="HasSub">True when it has a small stream.</param>
    public sealed record CameraView(string Id, string Name, string Host, string Gateway, bool HasSub);

    /// <summary>An event; under a hot-work permit it raised nothing.</summary>
    public sealed record EventView(
        string Id, string Camera, string Point, DateTimeOffset At, double Score, EvidenceEndpoints.BoxView Box, IReadOnlyList<EvidenceEndpoints.BoxView> Boxes,
        string? Picture, string? Clip, string? ClipCodec, DateTimeOffset? ClipFrom, DateTimeOffset? ClipTo, string? Permit, EvidenceEndpoints.VerdictView? Verdict);

    /// <summary>Cameras that fit, and their events, newest first.</summary>
    public sealed record SearchView(IReadOnlyList<CameraView> Cameras, IReadOnlyList<EventView> Events);

    /// <summary>Events of a class at a camera.</summary>
    public sealed record StatisticView(string Camera, string Point, int Events, int Confirmed, int False, int Open);

    /// <summary>What a person says about an event of an instant.</summary>
    public sealed record JudgeBody(bool Confirmed, DateTimeOffset At);

    /// <summary>Maps search, review and statistics.</summary>
    public static void MapVideoEvents(this IEndpointRouteBuilder routes)
    {
        var video = routes.MapGroup("/api/projects/{project}/video").WithTags("vision").AddEndpointFilter<ProjectAccess>();
        video.MapGet("search", SearchAsync).WithSummary("按摄像机 IP、名称、时间、预警类型检索").Produces<SearchView>();
        video.MapGet("statistics", StatisticsAsync).WithSummary("按类别和摄像机统计识别事件").Produces<IReadOnlyList<StatisticView>>();
        video.MapPost("events/{camera}/{seen}/verdict", JudgeAsync).Needs(AccessKind.Handle).WithSummary("确认或标记误报").Produces<EventView>();
    }

    private static async Task<IResult> SearchAsync(
        string project, string? address, string? name, string? kind, string? camera, DateTimeOffset? from, DateTimeOffset? to, IDirectory directory,
        ITimeSeriesStore store, IMediaStore media, IVisionVerdicts verdicts, TimeProvider time, CancellationToken cancel)
    {
        var id = new ProjectId(project);
        var cameras = (await CamerasAsync(id, directory, cancel))
            .Where(one => (address is null or "" || one.Host.Contains(address.Trim(), StringComparison.OrdinalIgnoreCase))
                && (name is null or "" || one.Name.Contains(name.Trim(), StringComparison.OrdinalIgnoreCase)) && (camera is null or "" || one.Id == camera)).ToList();
        var (begin, end) = (from ?? time.GetUtcNow().AddDays(-1), to ?? time.GetUtcNow().AddMinutes(1));
        if (end <= begin || end - begin > Longest)
            return Problems.BadRequest("to", "时间范围须为正且不超过 92 天");
        var wanted = cameras.Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        var events = await EventsAsync(id, begin, end, store, media, verdicts, cancel);
        return TypedResults.Ok(new SearchView(
            cameras, [.. events.Where(one => wanted.Contains(one.Camera) && (kind is null or "" || one.Point == kind)).OrderByDescending(one => one.At)]));
    }

    private static async Task<IResult> StatisticsAsync(
        string project, DateTimeOffset? from, DateTimeOffset? to, ITimeSeriesStore store, IMediaStore media, IVisionVerdicts verdicts, TimeProvider time,
        CancellationToken cancel)
    {
        var (begin, end) = (from ?? time.GetUtcNow().AddDays(-7), to ?? time.GetUtcNow().AddMinutes(1));
        if (end <= begin || end - begin > Longest)
            return Problems.BadRequest("to", "时间范围须为正且不超过 92 天");
        var events = await EventsAsync(new ProjectId(project), begin, end, store, media, verdicts, cancel);
        return TypedResults.Ok<IReadOnlyList<StatisticView>>([
            .. events.GroupBy(one => (one.Camera, one.Point)).OrderBy(group => group.Key.Camera, StringComparer.Ordinal).ThenBy(group => group.Key.Point, StringComparer.Ordinal)
                .Select(group => new StatisticView(group.Key.Camera, group.Key.Point, group.Count(), group.Count(one => one.Verdict is { Confirmed: true }),
                    group.Count(one => one.Verdict is { Confirmed: false }), group.Count(one => one.Verdict is null)))]);
    }

    private static async Task<IResult> JudgeAsync(
        string project, string camera, string seen, JudgeBody body, Actor actor, ITimeSeriesStore store, IMediaStore media, IVisionVerdicts verdicts,
        RetrainingFolder retraining, TimeProvider time, CancellationToken cancel)
    {
        var id = new ProjectId(project);
        var stored = await store.EventsAsync(new EventQuery(id, body.At.AddSeconds(-2), body.At.AddSeconds(2), new DeviceId(camera), 100), cancel);
        var found = stored.Select(item => VisionEvent.TryParse(item.Json, out var one) && one.Id == seen ? one : null).FirstOrDefault(one => one is not null);
        if (found is null)
            return Problems.NotFound("识别事件");
        var verdict = new VisionVerdict(seen, id, new DeviceId(camera), found.Point, body.Confirmed, actor.DisplayName, time.GetUtcNow());
        await verdicts.AddAsync(verdict, cancel);
        await retraining.PutAsync(id, found, body.Confirmed, cancel);
        return TypedResults.Ok(View(id, camera, found, null, media, verdict));
    }

    private static async Task<IReadOnlyList<CameraView>> CamerasAsync(ProjectId project, IDirectory directory, CancellationToken cancel) =>
    [
        .. (await directory.DevicesAsync(project, cancel)).Where(device => CameraEndpoints.HostOf(device.Configuration.Address).Length > 0 && device.Configuration.Address.StartsWith("rtsp", StringComparison.Ordinal))
            .Select(device => new CameraView(device.Id.Value, device.Configuration.Name, CameraEndpoints.HostOf(device.Configuration.Address), device.Gateway.Value,
                device.Configuration.Address.Contains('#', StringComparison.Ordinal))),
    ];

    private static async Task<IReadOnlyList<EventView>> EventsAsync(
        ProjectId project, DateTimeOffset from, DateTimeOffset to, ITimeSeriesStore store, IMediaStore media, IVisionVerdicts verdicts, CancellationToken cancel)
    {
        var stored = await store.EventsAsync(new EventQuery(project, from, to, null, MostEvents), cancel);
        var judged = (await verdicts.FindAsync(project, null, cancel)).ToDictionary(verdict => verdict.Event, StringComparer.Ordinal);
        var clips = new Dictionary<string, VisionClip>(StringComparer.Ordinal);
        foreach (var item in stored.Where(item => item.Kind == VisionClip.EventKind))
            if (VisionClip.TryParse(item.Json, out var clip))
                clips[clip.Id] = clip;
        var events = new Dictionary<string, EventView>(StringComparer.Ordinal);
        foreach (var item in stored.Where(item => item.Kind == VisionEvent.EventKind))
            if (item.Device is { } device && VisionEvent.TryParse(item.Json, out var seen))
                events[seen.Id] = View(project, device.Value, seen, clips.GetValueOrDefault(seen.Id), media, judged.GetValueOrDefault(seen.Id));
        return [.. events.Values];
    }

    private static EventView View(ProjectId project, string camera, VisionEvent seen, VisionClip? clip, IMediaStore media, VisionVerdict? verdict)
    {
        var root = $"/api/projects/{Uri.EscapeDataString(project.Value)}/media/";
        return new EventView(
            seen.Id, camera, seen.Point, DateTimeOffset.FromUnixTimeMilliseconds(seen.At), seen.Score, Box(seen.Box), [.. seen.Boxes.Select(Box)],
            seen.Picture is { } picture && media.Find(project, picture) is not null ? root + picture : null,
            clip is not null && media.Find(project, clip.Clip) is not null ? root + clip.Clip : null, clip?.Codec,
            clip is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(clip.From), clip is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(clip.To), seen.Permit,
            verdict is null ? null : new EvidenceEndpoints.VerdictView(verdict.Confirmed, verdict.By, verdict.At));

        static EvidenceEndpoints.BoxView Box(VisionBox box) => new(box.Class, box.Score, box.Left, box.Top, box.Right, box.Bottom);
    }
}
