using Cloud.Platform.Audit;
using Cloud.Platform.Calendar;
using Cloud.Platform.Export;
using Cloud.Platform.Identity;
using Cloud.Platform.Papers;
using Cloud.Platform.Registers;
using Microsoft.Extensions.Options;

namespace Cloud.Host.Api.Registers;

/// <summary>Records on their papers.</summary>
public static class PaperEndpoints
{
    /// <summary>Maps <c>/api/registers/{register}/records/{id}/papers/{paper}</c>.</summary>
    public static void MapPapers(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/registers/{register}/records/{id:guid}/papers/{paper}", PrintAsync).WithTags("records")
            .WithSummary("打印文书：format=docx|pdf").Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream");

    /// <summary>A filled paper as a file; a problem when the form is not for papers.</summary>
    public static IResult File(Paper paper, string? format, ExportOptions options)
    {
        if (ExportEndpoints.Choose(format, ExportFormat.Docx) is not ({ } form and (ExportFormat.Docx or ExportFormat.Pdf)))
            return Problems.BadRequest("format", "文书可打印为 docx 或 pdf");
        var file = new MemoryStream();
        if (form == ExportFormat.Docx)
            PaperDocx.Write(paper, file);
        else
            using (var pdf = new PaperPdf(options.Font))
                pdf.Write(paper, file);
        return TypedResults.Bytes(file.ToArray(), ExportEndpoints.ContentType(form), $"{paper.Title}.{ExportEndpoints.Extension(form)}");
    }

    private static async Task<IResult> PrintAsync(
        string register, Guid id, string paper, string? format, Actor actor, RegisterCatalogue catalogue, RecordDesk desk, PaperFiller filler, IAuditTrail audit, TimeProvider time,
        IOptions<ExportOptions> options, CancellationToken cancel)
    {
        if (RecordEndpoints.Readable(catalogue, register, actor) is not { } descriptor || await desk.FindAsync(actor, descriptor, id, cancel) is not { } record
            || descriptor.Papers.FirstOrDefault(known => known.Name == paper) is not { } found)
            return Problems.NotFound("文书");
        if (found.WhyNot(descriptor, record) is { } reason)
            return Problems.Conflict("wrong-state", reason);
        var filled = await filler.FillAsync(found.Template(descriptor)!, descriptor, record, SiteCalendar.Today(time), cancel);
        await audit.AppendAsync(
            [new AuditEntry(time.GetUtcNow(), actor.AccountId, actor.DisplayName, actor.Address, "record.print", $"{register}/{id:D}", paper)], cancel);
        return File(filled, format, options.Value);
    }
}
