using Cloud.Host.Api;
using Cloud.Telemetry.Projects;
using Telemetry.Model;

namespace Cloud.Host.Video;

/// <summary>Finds the camera that a route names and hands it on; what is no camera of the project answers as if it did not exist.</summary>
public sealed class CameraFilter(IDirectory directory) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var (project, device) = (http.GetRouteValue("project") as string ?? "", http.GetRouteValue("device") as string ?? "");
        var camera = (await directory.DevicesAsync(new ProjectId(project), http.RequestAborted)).FirstOrDefault(one => one.Id.Value == device);
        if (camera is null)
            return Problems.NotFound("摄像机");
        http.Features.Set(camera);
        return await next(context);
    }
}

/// <summary>Routes of one camera.</summary>
public static class CameraRoutes
{
    /// <summary>Below <c>/api/projects/{project}/cameras/{device}</c>, with the project's rights.</summary>
    public static RouteGroupBuilder Cameras(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/api/projects/{project}/cameras/{device}").WithTags("vision").AddEndpointFilter<ProjectAccess>().AddEndpointFilter<CameraFilter>();

    /// <summary>The camera that the filter has found.</summary>
    public static DeviceEntry Camera(this HttpContext context) => context.Features.Get<DeviceEntry>()!;
}
