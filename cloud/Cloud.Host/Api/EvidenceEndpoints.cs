using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Telemetry.Vision;
using Cloud.Telemetry.Warnings;
using Telemetry.Model;
using Telemetry.Model.Vision;

namespace Cloud.Host.Api;

/// <summary>What a camera saw when a warning was raised: picture, boxes, clip, and what people say about it.</summary>
public static class EvidenceEndpoints
{
    /// <summary>One object in the picture; sides are shares of its width and height.</summary>
    public sealed record BoxView(string Class, double Score, double Left, double Top, double Right, double Bottom);

    /// <summary>What a person says.</summary>
    public sealed record VerdictView(bool Confirmed, string By, DateTimeOffset At);

    /// <summary>One event of the detector.</summary>
    /// <param name="Id">Id of the event.</param>
    /// <param name="At">When it was confirmed.</param>
    /// <param name="Since">When it was first seen.</param>
    /// <param name="Box">What alarmed.</param>
    /// <param name="Boxes">Everything in the picture.</param>
    /// <param name="Observations">Frames that spoke for it.</param>
    /// <param name="Zone">Zone, or null.</param>
    /// <param name="Thresholds">The numbers that decided.</param>
    /// <param name="Model">Name of the detector.</param>
    /// <param name="ModelHash">SHA-256 of its file.</param>
    /// <param name="Picture">Address of the picture; null while it is under way.</param>
    /// <param name="Clip">Address of the clip; null while it is under way.</param>
    /// <param name="ClipCodec">Codec of the clip, for a browser that cannot play it.</param>
    /// <param name="Width">Width of the picture.</param>
    /// <param name="Height">Height of the picture.</param>
    /// <param name="Verdict">What a person says; null when nobody has.</param>
    public sealed record EvidenceView(
        string Id, DateTimeOffset At, DateTimeOffset Since, BoxView Box, IReadOnlyList<BoxView> Boxes, int Observations, string? Zone,
        IReadOnlyDictionary<string, double> Thresholds, string Model, string ModelHash, string? Picture, string? Clip, string? ClipCodec,
        int Width, int Height, VerdictView? Verdict);

    /// <summary>True when it is so, false for a false alarm.</summary>
    public sealed record VerdictBody(bool Confirmed);

    /// <summary>Verdicts by camera and point.</summary>
    public sealed record VerdictCount(string Device, string Point, int Confirmed, int False);

    /// <summary>Maps the evidence of warnings, the media of projects and the statistics of verdicts.</summary>
    public static void MapEvidence(this IEndpointRouteBuilder routes)
    {
        var warnings = routes.MapGroup("/api/warnings/{id}/evidence").WithTags("warnings");
        warnings.MapGet("", ListAsync).WithSummary("预警的视频证据").Produces<IReadOnlyList<EvidenceView>>().ProducesProblem(StatusCodes.Status404NotFound);
        warnings.MapPost("{seen}/verdict", JudgeAsync).WithSummary("确认或标记误报").Produces<EvidenceView>().ProducesProblem(StatusCodes.Status404NotFound);
        var project = routes.MapGroup("/api/projects/{project}").WithTags("vision").AddEndpointFilter<ProjectAccess>();
        project.MapGet("media/{hash}", Media).WithSummary("图片或视频片段").Produces<Stream>(StatusCodes.Status200OK, "image/jpeg", "video/mp4").ProducesProblem(StatusCodes.Status404NotFound);
        project.MapGet("vision/verdicts", CountAsync).WithSummary("按摄像机和类别统计确认与误报").Produces<IReadOnlyList<VerdictCount>>();
    }

    private static async Task<IResult> ListAsync(
        string id, Actor actor, IAccess access, IWarningStore store, WarningEvidence evidence, CancellationToken cancel) =>
        await FindAsync(id, AccessKind.Read, actor, access, store, cancel) is { } warning
            ? TypedResults.Ok<IReadOnlyList<EvidenceView>>([.. (await evidence.OfAsync(warning, cancel)).Select(one => View(warning.Project, one))])
            : Problems.NotFound("预警");

    private static async Task<IResult> JudgeAsync(
        string id, string seen, VerdictBody body, Actor actor, IAccess access, IWarningStore store, WarningEvidence evidence,
        IVisionVerdicts verdicts, RetrainingFolder retraining, TimeProvider time, CancellationToken cancel)
    {
        if (await FindAsync(id, AccessKind.Handle, actor, access, store, cancel) is not { } warning)
            return Problems.NotFound("预警");
        if ((await evidence.OfAsync(warning, cancel)).FirstOrDefault(one => one.Event.Id == seen) is not { } found)
            return Problems.NotFound("证据");
        var by = actor.DisplayName;
        var verdict = new VisionVerdict(seen, warning.Project, warning.Device, found.Event.Point, body.Confirmed, by, time.GetUtcNow());
        await verdicts.AddAsync(verdict, cancel);
        await retraining.PutAsync(warning.Project, found.Event, body.Confirmed, cancel);
        return TypedResults.Ok(View(warning.Project, found with { Verdict = verdict }));
    }

    private static IResult Media(string project, string hash, HttpContext context, IMediaStore media)
    {
        if (media.Find(new ProjectId(project), hash) is not { } file)
            return Problems.NotFound("文件");
        // The name is the content's hash: what it holds never changes.
        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return Results.File(file.Path, file.Type, enableRangeProcessing: true);
    }

    private static async Task<IResult> CountAsync(string project, IVisionVerdicts verdicts, CancellationToken cancel) =>
        TypedResults.Ok<IReadOnlyList<VerdictCount>>([
            .. (await verdicts.FindAsync(new ProjectId(project), null, cancel)).GroupBy(verdict => (verdict.Device, verdict.Point))
                .Select(group => new VerdictCount(group.Key.Device.Value, group.Key.Point, group.Count(v => v.Confirmed), group.Count(v => !v.Confirmed)))
                .OrderBy(count => count.Device, StringComparer.Ordinal).ThenBy(count => count.Point, StringComparer.Ordinal)]);

    private static async Task<Warning?> FindAsync(
        string id, AccessKind kind, Actor actor, IAccess access, IWarningStore store, CancellationToken cancel) =>
        await store.FindAsync(id, cancel) is { } warning && access.Allows(actor, warning.Project, kind) ? warning : null;

    private static EvidenceView View(ProjectId project, Evidence one)
    {
        var seen = one.Event;
        return new EvidenceView(
            seen.Id, DateTimeOffset.FromUnixTimeMilliseconds(seen.At), DateTimeOffset.FromUnixTimeMilliseconds(seen.Since), Box(seen.Box),
            [.. seen.Boxes.Select(Box)], seen.Observations, seen.Zone, seen.Thresholds, seen.Model, seen.ModelHash,
            one.HasPicture ? Address(project, seen.Picture!) : null, one.HasClip ? Address(project, one.Clip!.Clip) : null, one.Clip?.Codec,
            seen.Width, seen.Height, one.Verdict is { } verdict ? new VerdictView(verdict.Confirmed, verdict.By, verdict.At) : null);

        static BoxView Box(VisionBox box) => new(box.Class, box.Score, box.Left, box.Top, box.Right, box.Bottom);
    }

    private static string Address(ProjectId project, string hash) => $"/api/projects/{Uri.EscapeDataString(project.Value)}/media/{hash}";
}
