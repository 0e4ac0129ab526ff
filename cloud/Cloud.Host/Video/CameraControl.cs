using System.Collections.Concurrent;
using Cloud.Host.Api;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Supervision.Video;
using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Vision;
using Microsoft.Extensions.Options;
using Telemetry.Model;
using Telemetry.Model.Vision;

namespace Cloud.Host.Video;

/// <summary>Asks cameras at their gateways on behalf of people: who may steer now, what is written down, what an error means.</summary>
public sealed class CameraControl(VideoLinks links, IVideoRecords records, IAccess access, IOptions<VideoOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<(ProjectId, DeviceId), ControlLock> _locks = new();
    private readonly ConcurrentDictionary<(ProjectId, DeviceId), (Guid Account, DateTimeOffset At)> _resets = new();
    private static readonly TimeSpan ResetWindow = TimeSpan.FromMinutes(10);

    /// <summary>Who steers a camera now; null when nobody.</summary>
    public ControlHolder? Holder(DeviceEntry camera) => LockOf(camera).HolderAt(time.GetUtcNow());

    /// <summary>Takes the camera for a movement; the one who keeps it when that is somebody else.</summary>
    public async Task<ControlHolder?> TakeAsync(DeviceEntry camera, Actor actor, CancellationToken cancel)
    {
        if (!LockOf(camera).TryTake(actor.AccountId, actor.DisplayName, Priority(actor, camera.Project), time.GetUtcNow(), out var holder, out var isNew))
            return holder;
        if (isNew)
            await LogAsync(camera.Project, camera.Id, actor, "steer", "", cancel);
        return null;
    }

    /// <summary>Gives the camera back.</summary>
    public bool Release(DeviceEntry camera, Actor actor) => LockOf(camera).Release(actor.AccountId, time.GetUtcNow());

    /// <summary>True when a second person asks for the reset of a camera that somebody has asked for within ten minutes.</summary>
    public bool ConfirmReset(DeviceEntry camera, Actor actor)
    {
        var key = (camera.Project, camera.Id);
        var now = time.GetUtcNow();
        if (_resets.TryGetValue(key, out var first) && first.Account != actor.AccountId && now - first.At < ResetWindow)
            return _resets.TryRemove(new(key, first));
        _resets[key] = (actor.AccountId, now);
        return false;
    }

    /// <summary>Asks the camera's gateway.</summary>
    public Task<VideoReply> AskAsync(DeviceEntry camera, VideoQuestion question, CancellationToken cancel, TimeSpan? limit = null) =>
        links.AskAsync(camera.Project, camera.Gateway, question with { Camera = camera.Id.Value }, limit ?? VideoLinks.Usual, cancel);

    /// <summary>A file that an answer has named.</summary>
    public Stream Open(DeviceEntry camera, string file, long length) => new GatewayFileStream(links, camera.Project, camera.Gateway, file, length);

    /// <summary>Writes down what somebody did.</summary>
    public Task LogAsync(ProjectId project, DeviceId? camera, Actor actor, string action, string detail, CancellationToken cancel) =>
        records.LogAsync([new VideoLogEntry(Guid.CreateVersion7(), project, camera, time.GetUtcNow(), actor.DisplayName, action, detail)], cancel);

    /// <summary>What an error of a gateway or a camera is for the person who asked.</summary>
    public static IResult Problem(VideoReply reply) => reply.Answer.Error switch
    {
        VideoError.NotFound => Problems.NotFound("录像、文件或摄像机"),
        VideoError.Invalid => Problems.BadRequest("request", reply.Answer.Reason ?? "请求无效"),
        VideoError.Refused => Problems.Of(StatusCodes.Status422UnprocessableEntity, "camera-refused", "摄像机拒绝了操作", reply.Answer.Reason),
        VideoError.Unauthorised => Problems.Of(StatusCodes.Status422UnprocessableEntity, "camera-unauthorised", "摄像机的用户名或密码不正确", reply.Answer.Reason),
        VideoError.Malformed => Problems.Of(StatusCodes.Status502BadGateway, "camera-malformed", "摄像机的回答无法识别", reply.Answer.Reason),
        VideoError.NoAnswer => Problems.Of(StatusCodes.Status502BadGateway, "camera-silent", "摄像机没有应答", reply.Answer.Reason),
        "gateway-offline" => Problems.Of(StatusCodes.Status503ServiceUnavailable, "gateway-offline", "网关不在线", "网关恢复连接后可重试；现场录像不受影响"),
        "not-watched" => Problems.Of(StatusCodes.Status503ServiceUnavailable, "camera-not-watched", "网关上的视频服务未运行"),
        "timeout" => Problems.Of(StatusCodes.Status504GatewayTimeout, "timeout", "网关没有及时应答"),
        _ => Problems.Of(StatusCodes.Status502BadGateway, "video-failed", "网关未能完成操作", reply.Answer.Reason),
    };

    private ControlLock LockOf(DeviceEntry camera) =>
        _locks.GetOrAdd((camera.Project, camera.Id), _ => new ControlLock(TimeSpan.FromSeconds(options.Value.SteerSeconds)));

    private int Priority(Actor actor, ProjectId project) =>
        access.Allows(actor, project, AccessKind.Manage) ? 3 : access.Allows(actor, project, AccessKind.Write) ? 2 : 1;
}
