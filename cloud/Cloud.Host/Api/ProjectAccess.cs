using Cloud.Platform.Permissions;
using Telemetry.Model;

namespace Cloud.Host.Api;

/// <summary>Asks the one place that knows who may do what, for every route below a project.</summary>
public sealed class ProjectAccess(IAccess access) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var project = http.GetRouteValue("project") as string;
        if (!Identifier.IsValid(project))
            return Problems.NotFound("项目");
        var kind = HttpMethods.IsGet(http.Request.Method) ? AccessKind.Read : AccessKind.Write;
        return access.Allows(http.User, new ProjectId(project), kind)
            ? await next(context)
            : Problems.Of(StatusCodes.Status403Forbidden, "forbidden", "没有权限", "请联系项目所属监督机构的管理员授予权限");
    }
}

/// <summary>As <see cref="ProjectAccess"/>, for what belongs to no project.</summary>
public sealed class PlatformAccess(IAccess access) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var kind = HttpMethods.IsGet(context.HttpContext.Request.Method) ? AccessKind.Read : AccessKind.Write;
        return access.AllowsPlatform(context.HttpContext.User, kind)
            ? await next(context)
            : Problems.Of(StatusCodes.Status403Forbidden, "forbidden", "没有权限", "请联系平台管理员授予权限");
    }
}
