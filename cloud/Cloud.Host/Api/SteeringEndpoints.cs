using System.ComponentModel.DataAnnotations;
using Cloud.Host.Video;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Supervision.Video;
using Telemetry.Model.Vision;

namespace Cloud.Host.Api;

/// <summary>Steering of a camera: one person at a time, by rank, and written down.</summary>
public static class SteeringEndpoints
{
    /// <summary>Speeds, −1..1 of the full speed: right, up and near are above zero.</summary>
    public sealed record MoveBody([property: Range(-1, 1)] double Pan = 0, [property: Range(-1, 1)] double Tilt = 0, [property: Range(-1, 1)] double Zoom = 0);

    /// <summary>Name of a new preset, or a preset that is set anew.</summary>
    public sealed record PresetBody([property: Required, StringLength(64, MinimumLength = 1)] string Name, string? Token = null);

    /// <summary>Presets in their order, and seconds at each; none ends the cruise.</summary>
    public sealed record CruiseBody([property: MaxLength(32)] IReadOnlyList<string> Presets, [property: Range(2, 3_600)] double Seconds = 10);

    /// <summary>Who steers, and until when if nothing moves.</summary>
    public sealed record HolderView(string Name, DateTimeOffset Until, bool Mine);

    /// <summary>Maps what moves a camera.</summary>
    public static void MapSteering(this IEndpointRouteBuilder routes)
    {
        var ptz = routes.Cameras().MapGroup("ptz");
        ptz.MapGet("", Holder).WithSummary("云台占用情况").Produces<HolderView>().Produces(StatusCodes.Status204NoContent);
        Steer(ptz.MapPost("move", (MoveBody body, HttpContext http, Actor actor, CameraControl control, CancellationToken cancel) =>
            Fields.Faults(body) is { Count: > 0 } faults ? Task.FromResult<IResult>(Problems.Invalid(faults))
            : SteerAsync(new VideoQuestion(0, VideoAsk.Move) { Pan = body.Pan, Tilt = body.Tilt, Zoom = body.Zoom }, null, "", http, actor, control, cancel))).WithSummary("转动、变倍（最多持续 2 秒）");
        Steer(ptz.MapPost("stop", (HttpContext http, Actor actor, CameraControl control, CancellationToken cancel) =>
            SteerAsync(new VideoQuestion(0, VideoAsk.Stop), null, "", http, actor, control, cancel))).WithSummary("停止转动");
        Steer(ptz.MapPost("release", (HttpContext http, Actor actor, CameraControl control) =>
            control.Release(http.Camera(), actor) ? Results.NoContent() : Problems.Conflict("not-held", "云台当前不由您控制"))).WithSummary("交还云台");
        ptz.MapGet("presets", PresetsAsync).WithSummary("预置位").Produces<IReadOnlyList<CameraPreset>>();
        Steer(ptz.MapPost("presets", (PresetBody body, HttpContext http, Actor actor, CameraControl control, CancellationToken cancel) =>
            Fields.Faults(body) is { Count: > 0 } faults ? Task.FromResult<IResult>(Problems.Invalid(faults))
            : SteerAsync(new VideoQuestion(0, VideoAsk.Keep) { Name = body.Name, Preset = body.Token }, "preset", body.Name, http, actor, control, cancel))).WithSummary("保存预置位");
        Steer(ptz.MapPost("presets/{token}/go", (string token, HttpContext http, Actor actor, CameraControl control, CancellationToken cancel) =>
            SteerAsync(new VideoQuestion(0, VideoAsk.GoTo) { Preset = token }, null, "", http, actor, control, cancel))).WithSummary("转到预置位");
        Steer(ptz.MapDelete("presets/{token}", (string token, HttpContext http, Actor actor, CameraControl control, CancellationToken cancel) =>
            SteerAsync(new VideoQuestion(0, VideoAsk.Forget) { Preset = token }, "preset", token, http, actor, control, cancel))).WithSummary("删除预置位");
        Steer(ptz.MapPost("cruise", (CruiseBody body, HttpContext http, Actor actor, CameraControl control, CancellationToken cancel) =>
            Fields.Faults(body) is { Count: > 0 } faults ? Task.FromResult<IResult>(Problems.Invalid(faults))
            : SteerAsync(new VideoQuestion(0, VideoAsk.Cruise) { Presets = body.Presets, Dwell = body.Seconds }, "cruise", string.Join(' ', body.Presets), http, actor, control, cancel))).WithSummary("巡航");
    }

    private static RouteHandlerBuilder Steer(RouteHandlerBuilder route) => route.Needs(AccessKind.Handle)
        .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static IResult Holder(HttpContext http, Actor actor, CameraControl control) => control.Holder(http.Camera()) is { } holder
        ? TypedResults.Ok(View(holder, actor)) : Results.NoContent();

    private static async Task<IResult> PresetsAsync(HttpContext http, CameraControl control, CancellationToken cancel)
    {
        var reply = await control.AskAsync(http.Camera(), new VideoQuestion(0, VideoAsk.Presets), cancel);
        return reply.IsDone ? TypedResults.Ok(reply.Answer.Presets ?? []) : CameraControl.Problem(reply);
    }

    private static async Task<IResult> SteerAsync(
        VideoQuestion question, string? action, string detail, HttpContext http, Actor actor, CameraControl control, CancellationToken cancel)
    {
        var camera = http.Camera();
        if (await control.TakeAsync(camera, actor, cancel) is { } other)
            return Problems.Conflict("steered", $"云台正由 {other.Name} 控制，{other.Until.ToOffset(TimeSpan.FromHours(8)):HH:mm:ss} 后可用");
        var reply = await control.AskAsync(camera, question, cancel);
        if (!reply.IsDone)
            return CameraControl.Problem(reply);
        if (action is not null)
            await control.LogAsync(camera.Project, camera.Id, actor, action, detail, cancel);
        return Results.NoContent();
    }

    private static HolderView View(ControlHolder holder, Actor actor) => new(holder.Name, holder.Until, holder.Account == actor.AccountId);
}
