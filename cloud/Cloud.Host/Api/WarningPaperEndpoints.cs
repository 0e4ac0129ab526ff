using Cloud.Host.Api.Registers;
using Cloud.Platform.Audit;
using Cloud.Platform.Export;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Supervision.Emergency;
using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Warnings;
using Microsoft.Extensions.Options;

namespace Cloud.Host.Api;

/// <summary>The disposal paper of a warning.</summary>
public static class WarningPaperEndpoints
{
    /// <summary>Maps <c>/api/warnings/{id}/paper</c>.</summary>
    public static void MapWarningPaper(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/warnings/{id}/paper", PrintAsync).WithTags("warnings").WithSummary("预警处置单：format=docx|pdf")
            .Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream").ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> PrintAsync(
        string id, string? format, Actor actor, IAccess access, WarningSheets sheets, IDirectory directory, IAuditTrail audit, TimeProvider time, IOptions<ExportOptions> options,
        CancellationToken cancel)
    {
        if (await sheets.FindAsync(id, cancel) is not { } sheet || !access.Allows(actor, sheet.Warning.Project, AccessKind.Read))
            return Problems.NotFound("预警");
        var project = await directory.ProjectAsync(sheet.Warning.Project, cancel);
        await audit.AppendAsync(
            [new AuditEntry(time.GetUtcNow(), actor.AccountId, actor.DisplayName, actor.Address, "warning.print", $"warning/{id}")], cancel);
        return PaperEndpoints.File(WarningPaper.Of(sheet, project?.Name ?? sheet.Warning.Project.Value, time.GetUtcNow()), format, options.Value);
    }
}
