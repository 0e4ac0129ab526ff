using System.Globalization;
using Cloud.Platform.Permissions;
using Cloud.Platform.Identity;
using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Warnings;
using Microsoft.AspNetCore.Mvc;
using Telemetry.Model;

namespace Cloud.Host.Api;

/// <summary>Warnings: list, sheet, handling, explanation.</summary>
public static class WarningEndpoints
{
    private static readonly TimeZoneInfo Site = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>A page of warnings, with counts over the whole filter.</summary>
    public sealed record WarningList(IReadOnlyList<WarningView> Items, string? Next, WarningCounts Counts);

    /// <summary>What an action needs; a member that an action does not know is left out.</summary>
    /// <param name="Person">Who it is assigned to: for assign.</param>
    /// <param name="Note">Free text, at most 2,000 characters.</param>
    /// <param name="Measures">What was done on site: for reply.</param>
    /// <param name="Reason">Why: for false-alarm and reopen.</param>
    public sealed record ActionBody(string? Person = null, string? Note = null, string? Measures = null, string? Reason = null);

    /// <summary>A reading that decided.</summary>
    public sealed record EvidenceView(string Point, DateTimeOffset Time, double? Value, int Quality, int Reason);

    /// <summary>Why the warning was raised.</summary>
    /// <param name="Decision">One sentence.</param>
    /// <param name="Reproduced">True when the stored readings give the same condition again.</param>
    /// <param name="Window">The readings that decided.</param>
    /// <param name="Steps">Every change of the rule's answer, with its time on the site.</param>
    public sealed record ExplanationView(string Decision, bool Reproduced, IReadOnlyList<EvidenceView> Window, IReadOnlyList<string> Steps);

    /// <summary>Maps <c>/api/warnings</c>.</summary>
    public static void MapWarnings(this IEndpointRouteBuilder routes)
    {
        var warnings = routes.MapGroup("/api/warnings").WithTags("warnings");
        warnings.MapGet("", ListAsync).WithSummary("预警列表与计数").Produces<WarningList>().ProducesProblem(StatusCodes.Status400BadRequest);
        warnings.MapGet("{id}", SheetAsync).Seen("warning", "id").WithSummary("预警详情").Produces<WarningDetail>().ProducesProblem(StatusCodes.Status404NotFound);
        warnings.MapPost("{id}/{action}", ActAsync).WithSummary("处置预警（If-Match 携带版本）").Produces<WarningView>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status428PreconditionRequired);
        routes.MapWarningPaper();
        warnings.MapGet("{id}/explanation", ExplainAsync).WithSummary("预警判定过程").Produces<ExplanationView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] WarningQuery query, Actor actor, IAccess access, IDirectory directory, IWarningStore store, CancellationToken cancel)
    {
        var (filter, faults) = query.Parse();
        if (faults.Count > 0)
            return Problems.BadRequest(faults);
        var wanted = filter.Projects ?? [.. (await directory.ProjectsAsync(cancel)).Select(project => project.Id)];
        var allowed = wanted.Where(project => access.Allows(actor, project, AccessKind.Read)).ToList();
        try
        {
            var page = await store.ListAsync(filter with { Projects = allowed }, cancel);
            return TypedResults.Ok(new WarningList([.. page.Items.Select(warning => new WarningView(warning))], page.Next, page.Counts));
        }
        catch (FormatException)
        {
            return Problems.BadRequest("cursor", "翻页标记无效，请从第一页重新查询");
        }
    }

    private static async Task<IResult> SheetAsync(
        string id, Actor actor, IAccess access, WarningSheets sheets, CancellationToken cancel) =>
        await sheets.FindAsync(id, cancel) is { } sheet && access.Allows(actor, sheet.Warning.Project, AccessKind.Read)
            ? TypedResults.Ok(new WarningDetail(sheet))
            : Problems.NotFound("预警");

    private static async Task<IResult> ActAsync(
        string id, string action, ActionBody? body, [FromHeader(Name = "If-Match")] string? ifMatch, Actor actor, IAccess access,
        IWarningStore store, WarningDesk desk, CancellationToken cancel)
    {
        if (WarningAction.Parse(action) is not { } kind)
            return Problems.NotFound("操作");
        if (await FindAsync(id, AccessKind.Handle, actor, access, store, cancel) is null)
            return Problems.NotFound("预警");
        if (string.IsNullOrEmpty(ifMatch))
            return Problems.Of(StatusCodes.Status428PreconditionRequired, "version-required", "缺少版本", "请在 If-Match 中携带预警的版本");
        if (VersionOf(ifMatch) is not { } version)
            return Problems.BadRequest("If-Match", "版本格式有误");
        var result = await desk.ActAsync(
            id, version, new WarningAction(kind, actor.DisplayName, body?.Reason ?? body?.Note, body?.Person, body?.Measures), cancel);
        return result.Outcome switch
        {
            ActionOutcome.Done => TypedResults.Ok(new WarningView(result.Warning!)),
            ActionOutcome.Stale => Problems.Conflict("stale-version", "这条预警刚被他人更新，请刷新后再操作"),
            _ => Problems.NotFound("预警"),
        };
    }

    private static async Task<IResult> ExplainAsync(
        string id, Actor actor, IAccess access, IWarningStore store, WarningExplanations explanations, CancellationToken cancel)
    {
        if (await FindAsync(id, AccessKind.Read, actor, access, store, cancel) is null || await explanations.ExplainAsync(id, cancel) is not { } found)
            return Problems.NotFound("预警");
        return TypedResults.Ok(new ExplanationView(found.Decision, found.Reproduced, [.. found.Window.Select(View)], [.. found.Steps.Select(Text)]));
    }

    /// <summary>The warning, unless it does not exist or the person may not: from outside both look the same.</summary>
    private static async Task<Warning?> FindAsync(
        string id, AccessKind kind, Actor actor, IAccess access, IWarningStore store, CancellationToken cancel) =>
        await store.FindAsync(id, cancel) is { } warning && access.Allows(actor, warning.Project, kind) ? warning : null;

    private static EvidenceView View(Reading reading) => new(
        reading.Point.Value, reading.Time, reading.Quality == Quality.Bad || !double.IsFinite(reading.Value) ? null : reading.Value,
        (int)reading.Quality, (int)reading.Reason);

    internal static string Text(ExplanationStep step) =>
        $"{TimeZoneInfo.ConvertTime(step.At, Site).ToString("MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)} {step.Text}";

    private static long? VersionOf(string header)
    {
        var text = header.Trim();
        if (text.Length > 2 && text[0] == '"' && text[^1] == '"')
            text = text[1..^1];
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
    }
}
