using System.ComponentModel;
using Cloud.Host.Live;
using Cloud.Platform.Permissions;
using Cloud.Platform.Identity;
using Cloud.Telemetry.Projects;
using Telemetry.Model;

namespace Cloud.Host.Api;

/// <summary>The live stream.</summary>
public static class LiveEndpoints
{
    /// <summary>Adds what the stream works with.</summary>
    public static IServiceCollection AddLive(this IServiceCollection services) => services.AddSingleton<LiveSource>().AddSingleton<LiveStream>();

    /// <summary>Maps <c>/api/stream</c>.</summary>
    public static void MapLive(this IEndpointRouteBuilder routes) => routes.MapGet("/api/stream", StreamAsync)
        .WithTags("live").WithSummary("实时数据流（Server-Sent Events）")
        .WithDescription("Events: latest, device, gateway, warning, counts, project, reset. Begins with a snapshot; a comment every 15 s keeps the line alive.")
        .Produces<string>(StatusCodes.Status200OK, "text/event-stream")
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> StreamAsync(
        [Description("Id of a project; none = warnings, counts and project summaries of all.")] string? project,
        HttpContext context, Actor actor, IAccess access, IDirectory directory, LiveStream stream, CancellationToken cancel)
    {
        if (project is not null && !Identifier.IsValid(project))
            return Problems.BadRequest("project", "项目编号格式有误");
        if (project is not null
            && (!access.Allows(actor, new ProjectId(project), AccessKind.Read) || await directory.ProjectAsync(new ProjectId(project), cancel) is null))
            return Problems.NotFound("项目");
        await stream.RunAsync(context, project is null ? null : new ProjectId(project));
        return TypedResults.Empty;
    }
}
