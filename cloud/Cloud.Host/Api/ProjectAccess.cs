using Cloud.Host.Sessions;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Telemetry.Model;

namespace Cloud.Host.Api;

/// <summary>Says that a route needs more, or something else, than its method tells.</summary>
public sealed record AccessNeed(AccessKind Kind);

/// <summary>
/// Asks the one place that knows who may do what, for every route below a project. What may not be seen answers as if it did
/// not exist, so that nothing is learnt by guessing ids; what may be seen but not changed says so.
/// </summary>
public sealed class ProjectAccess(IAccess access) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var (actor, text) = (http.Features.Get<Actor>(), http.GetRouteValue("project") as string);
        if (!Identifier.IsValid(text))
            return Problems.NotFound("项目");
        var project = new ProjectId(text);
        if (!access.Allows(actor, project, AccessKind.Read))
        {
            http.Features.Set(new OutOfScope());
            return Problems.NotFound("项目");
        }

        var kind = http.GetEndpoint()?.Metadata.GetMetadata<AccessNeed>()?.Kind
            ?? (HttpMethods.IsGet(http.Request.Method) ? AccessKind.Read : AccessKind.Write);
        return access.Allows(actor, project, kind)
            ? await next(context)
            : Problems.Of(StatusCodes.Status403Forbidden, "forbidden", "没有权限", "请联系项目所属监督机构的管理员授予权限");
    }
}

/// <summary>As <see cref="ProjectAccess"/>, for what belongs to no project: the right must be held somewhere.</summary>
public sealed class RightAccess(IAccess access, Rights read, Rights change) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var needed = HttpMethods.IsGet(context.HttpContext.Request.Method) ? read : change;
        return access.AllowsSomewhere(context.HttpContext.Features.Get<Actor>(), needed)
            ? await next(context)
            : Problems.Of(StatusCodes.Status403Forbidden, "forbidden", "没有权限", "请联系管理员授予权限");
    }
}

/// <summary>Routes say in one word what they need.</summary>
public static class AccessRoutes
{
    /// <summary>Needs a right somewhere; None = an account is enough.</summary>
    public static RouteGroupBuilder Needs(this RouteGroupBuilder routes, Rights read, Rights change) =>
        routes.AddEndpointFilterFactory((_, next) => context =>
            new RightAccess(context.HttpContext.RequestServices.GetRequiredService<IAccess>(), read, change).InvokeAsync(context, next));

    /// <summary>Needs another kind of access to the project than the method tells.</summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder route, AccessKind kind) => route.WithMetadata(new AccessNeed(kind));
}
