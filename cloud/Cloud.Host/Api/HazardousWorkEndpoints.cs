using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Cloud.Supervision.HazardousWorks;

namespace Cloud.Host.Api;

/// <summary>The live monitoring of a hazardous work.</summary>
public static class HazardousWorkEndpoints
{
    /// <summary>Points with their newest values and limits, and open warnings.</summary>
    public sealed record MonitoringView(DateTimeOffset At, IReadOnlyList<MonitoredPoint> Points, IReadOnlyList<WarningView> Warnings);

    /// <summary>Maps <c>/api/hazardous-works/{id}/monitoring</c>.</summary>
    public static void MapHazardousWorks(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/hazardous-works/{id:guid}/monitoring", MonitoringAsync).WithTags("records")
            .WithSummary("危大工程监测：测点最新值、限值判定与未关闭的预警").Produces<MonitoringView>().ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> MonitoringAsync(Guid id, Actor actor, RegisterCatalogue registers, RecordDesk desk, WorkMonitoring monitoring, CancellationToken cancel)
    {
        if (await desk.FindAsync(actor, registers.Of(typeof(HazardousWork)), id, cancel) is not { Envelope.Project: { } project })
            return Problems.NotFound("记录");
        var state = await monitoring.OfAsync(id, project, cancel);
        return TypedResults.Ok(new MonitoringView(state.At, state.Points, [.. state.Warnings.Select(warning => new WarningView(warning))]));
    }
}
