using Cloud.Platform.Clauses;
using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Vision;
using Telemetry.Model;

namespace Cloud.Host.Api;

/// <summary>Groups of cameras with their layout and their tour, and the log of video.</summary>
[Clause("5.6.2-2.3")]
public static class VideoWallEndpoints
{
    private const int MostWalls = 100, MostLog = 2_000;
    private static readonly int[] Layouts = [1, 4, 9, 16];

    /// <summary>A group.</summary>
    public sealed record WallView(Guid Id, string Name, int Tiles, IReadOnlyList<string> Cameras, int DwellSeconds, string By);

    /// <summary>A group as it is entered: 1, 4, 9 or 16 tiles; 0 or 5–600 seconds for a tour.</summary>
    public sealed record WallBody(
        [property: Required, StringLength(60, MinimumLength = 1)] string Name, int Tiles, [property: MaxLength(64)] IReadOnlyList<string> Cameras, int DwellSeconds = 0);

    /// <summary>A line of the log.</summary>
    public sealed record LogView(Guid Id, string? Camera, DateTimeOffset At, string By, string Action, string Detail);

    /// <summary>Maps groups and log.</summary>
    public static void MapVideoWalls(this IEndpointRouteBuilder routes)
    {
        var video = routes.MapGroup("/api/projects/{project}/video").WithTags("vision").AddEndpointFilter<ProjectAccess>();
        video.MapGet("walls", async (string project, IVideoRecords records, CancellationToken cancel) =>
            TypedResults.Ok<IReadOnlyList<WallView>>([.. (await records.WallsAsync(new ProjectId(project), cancel)).Select(View)])).WithSummary("摄像机分组与布局");
        video.MapPost("walls", (string project, WallBody body, Actor actor, IDirectory directory, IVideoRecords records, CancellationToken cancel) =>
            PutAsync(project, null, body, actor, directory, records, cancel)).Needs(AccessKind.Handle).WithSummary("新建分组").Produces<WallView>(StatusCodes.Status201Created);
        video.MapPut("walls/{id:guid}", (string project, Guid id, WallBody body, Actor actor, IDirectory directory, IVideoRecords records, CancellationToken cancel) =>
            PutAsync(project, id, body, actor, directory, records, cancel)).Needs(AccessKind.Handle).WithSummary("修改分组").Produces<WallView>();
        video.MapDelete("walls/{id:guid}", async (string project, Guid id, IVideoRecords records, CancellationToken cancel) =>
            await records.RemoveWallAsync(new ProjectId(project), id, cancel) ? Results.NoContent() : Problems.NotFound("分组")).Needs(AccessKind.Handle).WithSummary("删除分组").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        video.MapGet("log", LogAsync).WithSummary("视频日志").Produces<IReadOnlyList<LogView>>();
    }

    private static async Task<IResult> PutAsync(
        string project, Guid? id, WallBody body, Actor actor, IDirectory directory, IVideoRecords records, CancellationToken cancel)
    {
        var faults = Fields.Faults(body);
        if (!Layouts.Contains(body.Tiles))
            faults["tiles"] = ["画面数只能是 1、4、9 或 16"];
        if (body.DwellSeconds is not (0 or (>= 5 and <= 600)))
            faults["dwellSeconds"] = ["轮巡间隔为 5 至 600 秒，0 为不轮巡"];
        var known = (await directory.DevicesAsync(new ProjectId(project), cancel)).Select(device => device.Id.Value).ToHashSet(StringComparer.Ordinal);
        if (body.Cameras.Count == 0 || body.Cameras.Any(camera => !known.Contains(camera)))
            faults["cameras"] = ["请选择项目内的摄像机"];
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        var walls = await records.WallsAsync(new ProjectId(project), cancel);
        if (id is not null && walls.All(wall => wall.Id != id))
            return Problems.NotFound("分组");
        if (id is null && walls.Count >= MostWalls)
            return Problems.Conflict("too-many", $"一个项目最多 {MostWalls} 个分组");
        var made = new VideoWall(id ?? Guid.CreateVersion7(), new ProjectId(project), body.Name.Trim(), body.Tiles, body.Cameras, body.DwellSeconds, actor.DisplayName);
        await records.PutAsync(made, cancel);
        return id is null ? TypedResults.Created($"/api/projects/{project}/video/walls/{made.Id}", View(made)) : TypedResults.Ok(View(made));
    }

    private static async Task<IResult> LogAsync(
        string project, string? camera, DateTimeOffset? from, DateTimeOffset? to, IVideoRecords records, TimeProvider time, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var device = camera is { Length: > 0 } ? new DeviceId(camera) : (DeviceId?)null;
        var entries = await records.LogAsync(new ProjectId(project), device, from ?? now.AddDays(-30), to ?? now.AddDays(1), MostLog, cancel);
        return TypedResults.Ok<IReadOnlyList<LogView>>([.. entries.Select(entry => new LogView(entry.Id, entry.Device?.Value, entry.At, entry.By, entry.Action, entry.Detail))]);
    }

    private static WallView View(VideoWall wall) => new(wall.Id, wall.Name, wall.Tiles, wall.Cameras, wall.DwellSeconds, wall.By);
}
