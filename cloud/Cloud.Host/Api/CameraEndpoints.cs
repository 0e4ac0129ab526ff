using Cloud.Platform.Clauses;
using System.ComponentModel.DataAnnotations;
using Cloud.Host.Video;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Projects;
using Telemetry.Model;
using Telemetry.Model.Vision;

namespace Cloud.Host.Api;

/// <summary>Settings of cameras over ONVIF, by way of their gateway: what they are, address, coding, clock, password, restart, reset.</summary>
[Clause("5.6.2-5.1", "5.6.2-5.2", "5.6.2-5.3", "5.6.2-6.1", "5.6.2-6.2")]
public static class CameraEndpoints
{
    /// <summary>Network settings.</summary>
    public sealed record NetworkBody([property: Required] string Token, [property: Required] string Address, [property: Range(1, 32)] int Prefix, bool Dhcp = false);

    /// <summary>Coding of a stream.</summary>
    public sealed record EncodingBody(
        [property: Required, RegularExpression("H264|H265", ErrorMessage = "编码只能是 H264 或 H265")] string Codec, [property: Range(16, 8_192)] int Width,
        [property: Range(16, 8_192)] int Height, [property: Range(1, 120)] double FrameRate, [property: Range(16, 100_000)] int KilobitsPerSecond,
        [property: Range(1, 1_000)] int KeyEvery);

    /// <summary>The new password; the platform's own copy changes with it.</summary>
    public sealed record PasswordBody([property: Required, StringLength(64, MinimumLength = 8)] string Password);

    /// <summary>A camera that is not configured yet.</summary>
    public sealed record ProbeBody(
        [property: Required] string Gateway, [property: Required, StringLength(200)] string Address, [property: StringLength(64)] string User = "",
        [property: StringLength(64)] string Password = "");

    /// <summary>A reset waits for a second person.</summary>
    public sealed record ResetView(bool Done, string Message);

    /// <summary>Maps the settings.</summary>
    public static void MapCameras(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/projects/{project}/cameras/probe", ProbeAsync).AddEndpointFilter<ProjectAccess>().WithTags("vision")
            .WithSummary("接入前读取摄像机信息与码流地址（ONVIF）").Produces<CameraDevice>();
        var camera = routes.Cameras();
        camera.MapGet("onvif", DescribeAsync).WithSummary("摄像机信息与参数（ONVIF）").Produces<CameraDevice>();
        camera.MapPut("onvif/network", NetworkAsync).WithSummary("设置摄像机 IP 地址").Produces(StatusCodes.Status204NoContent);
        camera.MapPut("onvif/encodings/{token}", EncodingAsync).WithSummary("设置码流参数").Produces<CameraDevice>();
        camera.MapPost("onvif/time", (HttpContext http, Actor actor, CameraControl control, CancellationToken cancel) =>
            SetAsync(new VideoQuestion(0, VideoAsk.SetTime), "time", "", http, actor, control, cancel)).WithSummary("摄像机校时").Produces(StatusCodes.Status204NoContent);
        camera.MapPut("onvif/password", PasswordAsync).WithSummary("修改摄像机密码").Produces(StatusCodes.Status204NoContent);
        camera.MapPost("onvif/restart", (HttpContext http, Actor actor, CameraControl control, CancellationToken cancel) =>
            SetAsync(new VideoQuestion(0, VideoAsk.Restart), "restart", "", http, actor, control, cancel)).WithSummary("重启摄像机").Produces(StatusCodes.Status204NoContent);
        camera.MapPost("onvif/reset", ResetAsync).WithSummary("摄像机恢复出厂设置（须两人先后确认）").Produces<ResetView>().Produces<ResetView>(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> ProbeAsync(string project, ProbeBody body, IDirectory directory, VideoLinks links, CancellationToken cancel)
    {
        if (Fields.Faults(body) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        if (!Identifier.IsValid(body.Gateway) || (await directory.GatewayAsync(new GatewayId(body.Gateway), cancel))?.Project.Value != project)
            return Problems.NotFound("网关");
        var question = new VideoQuestion(0, VideoAsk.Probe) { Address = body.Address, Name = body.User, Password = body.Password };
        var reply = await links.AskAsync(new ProjectId(project), new GatewayId(body.Gateway), question, VideoLinks.Usual, cancel);
        return reply.IsDone ? TypedResults.Ok(reply.Answer.Device) : CameraControl.Problem(reply);
    }

    private static async Task<IResult> DescribeAsync(HttpContext http, CameraControl control, CancellationToken cancel)
    {
        var reply = await control.AskAsync(http.Camera(), new VideoQuestion(0, VideoAsk.Device), cancel);
        return reply.IsDone ? TypedResults.Ok(reply.Answer.Device) : CameraControl.Problem(reply);
    }

    private static async Task<IResult> NetworkAsync(
        string project, NetworkBody body, HttpContext http, Actor actor, CameraControl control, IDirectory directory, CancellationToken cancel)
    {
        var faults = Fields.Faults(body);
        if (!System.Net.IPAddress.TryParse(body.Address, out var address) || address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork)
            faults["address"] = ["请填写 IPv4 地址"];
        else if ((await directory.DevicesAsync(new ProjectId(project), cancel)).FirstOrDefault(other => other.Id != http.Camera().Id && HostOf(other.Configuration.Address) == body.Address) is { } taken)
            faults["address"] = [$"地址已被设备 {taken.Configuration.Name} 使用"];
        return faults.Count > 0
            ? Problems.Invalid(faults)
            : await SetAsync(
                new VideoQuestion(0, VideoAsk.SetNetwork) { Network = new CameraNetwork(body.Token, body.Address, body.Prefix, body.Dhcp) }, "network", $"{body.Address}/{body.Prefix}",
                http, actor, control, cancel);
    }

    private static async Task<IResult> EncodingAsync(string token, EncodingBody body, HttpContext http, Actor actor, CameraControl control, CancellationToken cancel)
    {
        if (Fields.Faults(body) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        var wanted = new CameraEncoding(token, body.Codec, body.Width, body.Height, body.FrameRate, body.KilobitsPerSecond, body.KeyEvery);
        var set = await control.AskAsync(http.Camera(), new VideoQuestion(0, VideoAsk.SetEncoding) { Encoding = wanted }, cancel);
        if (!set.IsDone)
            return CameraControl.Problem(set);
        await control.LogAsync(http.Camera().Project, http.Camera().Id, actor, "encoding", $"{token} {body.Codec} {body.Width}x{body.Height}", cancel);
        // What the camera has now, not what it was told.
        return await DescribeAsync(http, control, cancel);
    }

    private static async Task<IResult> PasswordAsync(
        PasswordBody body, HttpContext http, Actor actor, CameraControl control, IDirectory directory, IGrainFactory grains, CancellationToken cancel)
    {
        if (Fields.Faults(body) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        var camera = http.Camera();
        var reply = await control.AskAsync(camera, new VideoQuestion(0, VideoAsk.SetPassword) { Password = body.Password }, cancel);
        if (!reply.IsDone)
            return CameraControl.Problem(reply);
        await directory.UpdateDeviceAsync(camera with { Configuration = camera.Configuration with { Password = body.Password } }, cancel);
        await grains.Gateway(camera.Project, camera.Gateway).ConfigurationChangedAsync(cancel);
        await control.LogAsync(camera.Project, camera.Id, actor, "password", "", cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> ResetAsync(HttpContext http, Actor actor, CameraControl control, CancellationToken cancel)
    {
        var camera = http.Camera();
        if (!control.ConfirmReset(camera, actor))
        {
            await control.LogAsync(camera.Project, camera.Id, actor, "reset", "requested", cancel);
            return TypedResults.Accepted((string?)null, new ResetView(false, "恢复出厂设置须由另一名有配置权限的人员在10分钟内再次确认"));
        }

        var reply = await control.AskAsync(camera, new VideoQuestion(0, VideoAsk.Reset), cancel);
        if (!reply.IsDone)
            return CameraControl.Problem(reply);
        await control.LogAsync(camera.Project, camera.Id, actor, "reset", "done", cancel);
        return TypedResults.Ok(new ResetView(true, "摄像机已恢复出厂设置"));
    }

    private static async Task<IResult> SetAsync(
        VideoQuestion question, string action, string detail, HttpContext http, Actor actor, CameraControl control, CancellationToken cancel)
    {
        var camera = http.Camera();
        var reply = await control.AskAsync(camera, question, cancel);
        if (!reply.IsDone)
            return CameraControl.Problem(reply);
        await control.LogAsync(camera.Project, camera.Id, actor, action, detail, cancel);
        return Results.NoContent();
    }

    /// <summary>Host of a stream's address; empty when it is none.</summary>
    internal static string HostOf(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.Host : "";
}
