using Cloud.Platform.Notifications;
using Cloud.Platform.Identity;
using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Warnings;
using Telemetry.Model;

namespace Cloud.Host.Api;

/// <summary>The responsible chain of a project: who is told, in which order, over what.</summary>
public static class ChainEndpoints
{
    private const string TestPrefix = "chain-test-";

    /// <summary>A test that was handed in.</summary>
    /// <param name="Id">To ask how it went.</param>
    public sealed record TestView(string Id);

    /// <summary>Maps <c>/api/projects/{project}/chain</c>.</summary>
    public static void MapChain(this IEndpointRouteBuilder routes)
    {
        var chain = routes.MapGroup("/api/projects/{project}/chain").WithTags("chain").AddEndpointFilter<ProjectAccess>();
        chain.MapGet("", GetAsync).WithSummary("责任链").Produces<ResponsibleChain>().ProducesProblem(StatusCodes.Status404NotFound);
        chain.MapPut("", PutAsync).WithSummary("修改责任链").Produces<ResponsibleChain>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        chain.MapPost("test", TestAsync).WithSummary("向责任链发送测试通知").Produces<TestView>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        chain.MapGet("test/{id}", ResultAsync).WithSummary("测试通知的送达情况").Produces<IReadOnlyList<WarningDetail.Delivery>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> GetAsync(string project, IDirectory directory, IResponsibleChains chains, CancellationToken cancel) =>
        await directory.ProjectAsync(new ProjectId(project), cancel) is null
            ? Problems.NotFound("项目")
            : TypedResults.Ok(await chains.FindAsync(new ProjectId(project), cancel));

    private static async Task<IResult> PutAsync(
        string project, ResponsibleChain body, Actor actor, IDirectory directory, IResponsibleChains chains, CancellationToken cancel)
    {
        if (await directory.ProjectAsync(new ProjectId(project), cancel) is null)
            return Problems.NotFound("项目");
        if (body.Faults() is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        var chain = body with { Steps = [.. body.Steps.OrderBy(step => step.Order)] };
        await chains.SaveAsync(new ProjectId(project), chain, actor.DisplayName, cancel);
        return TypedResults.Ok(chain);
    }

    private static async Task<IResult> TestAsync(
        string project, Actor actor, IDirectory directory, ChainTest test, CancellationToken cancel) =>
        await directory.ProjectAsync(new ProjectId(project), cancel) is null
            ? Problems.NotFound("项目")
            : TypedResults.Ok(new TestView(await test.SendAsync(new ProjectId(project), actor.DisplayName, cancel)));

    private static async Task<IResult> ResultAsync(string project, string id, INotificationStore store, CancellationToken cancel)
    {
        var messages = (await store.ByReferenceAsync(id, cancel)).Where(message => message.Message.Scope == project).ToList();
        return messages.Count == 0 || !id.StartsWith(TestPrefix, StringComparison.Ordinal)
            ? Problems.NotFound("测试通知")
            : TypedResults.Ok(messages.Select(WarningDetail.Delivery.Of).ToList());
    }
}
