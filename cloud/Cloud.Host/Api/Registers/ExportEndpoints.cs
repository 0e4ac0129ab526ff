using System.Runtime.CompilerServices;
using Cloud.Platform.Export;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Cloud.Platform.Security;
using Microsoft.Extensions.Options;

namespace Cloud.Host.Api.Registers;

/// <summary>The current list of a register as a file.</summary>
public static class ExportEndpoints
{
    private const int Page = 500;

    /// <summary>Maps <c>/api/registers/{register}/export</c>.</summary>
    public static void MapExport(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/api/registers/{register}").WithTags("registers").MapGet("/export", ExportAsync)
            .WithSummary("按当前筛选导出：format=xlsx|docx|pdf|csv|text|xml|json，lang=zh|en，其余参数与列表相同").Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream");

    private static async Task<IResult> ExportAsync(
        string register, string? format, string? columns, string? lang, HttpContext http, Actor actor, RegisterCatalogue catalogue, RecordDesk desk, ShownNames known,
        SecurityJournal journal, IOptions<ExportOptions> options, CancellationToken cancel)
    {
        if (RecordEndpoints.Readable(catalogue, register, actor) is not { } descriptor)
            return Problems.NotFound("登记簿");
        if (Choose(format, ExportFormat.Xlsx) is not { } form)
            return Problems.BadRequest("format", "没有这种格式");
        var selection = RecordRequestReader.Selection(http.Request);
        var (first, fault) = await desk.ListAsync(actor, descriptor, selection, null, Page, cancel);
        if (first is null)
            return Problems.BadRequest(fault!.Field, fault.Reason);
        var count = first.Next is null ? first.Records.Count : await desk.CountAsync(actor, descriptor, selection, cancel);
        var most = form is ExportFormat.Pdf or ExportFormat.Docx ? options.Value.MostPaperRecords : options.Value.MostRecords;
        if (count > most)
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, "too-many", "记录过多", $"当前筛选有{count}条，这种格式最多导出{most}条，请缩小筛选或改用其他格式");

        // Written to a file first: a fault half-way is then an answer and not half a file.
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            await RecordExport.WriteAsync(
                descriptor, PagesAsync(actor, descriptor, selection, desk, first, cancel).Select(async (page, stop) => await known.OfAsync(actor, descriptor, page, IsEnglish(lang), stop)),
                RecordEndpoints.Columns(descriptor, columns), IsEnglish(lang), form, options.Value.Font, file, cancel);
            await journal.ExportAsync(actor, register, count, new { format = form, count, query = http.Request.QueryString.Value }, cancel);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }

        file.Position = 0;
        return TypedResults.Stream(file, ContentType(form), $"{(IsEnglish(lang) ? descriptor.Label.En : descriptor.Label.Zh)}.{Extension(form)}");
    }

    /// <summary>True when a file is asked for in English.</summary>
    internal static bool IsEnglish(string? lang) => lang == "en";

    private static async IAsyncEnumerable<IReadOnlyList<StoredRecord>> PagesAsync(
        Actor actor, RegisterDescriptor register, RecordSelection selection, RecordDesk desk, RecordPage first, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var page = first; ;)
        {
            yield return page.Records;
            if (page.Next is null || await desk.ListAsync(actor, register, selection, page.Next, Page, cancel) is not ({ } next, _))
                yield break;
            page = next;
        }
    }

    /// <summary>The choice of a name, whatever its case; null when there is none of that name.</summary>
    internal static TChoice? Choose<TChoice>(string? name, TChoice usual)
        where TChoice : struct, Enum =>
        string.IsNullOrEmpty(name) ? usual : name.All(char.IsAsciiLetter) && Enum.TryParse<TChoice>(name, ignoreCase: true, out var choice) ? choice : null;

    internal static string ContentType(ExportFormat format) => format switch
    {
        ExportFormat.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ExportFormat.Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ExportFormat.Pdf => "application/pdf",
        ExportFormat.Csv => "text/csv; charset=utf-8",
        ExportFormat.Text => "text/plain; charset=utf-8",
        ExportFormat.Xml => "application/xml",
        _ => "application/json",
    };

    internal static string Extension(ExportFormat format) => format == ExportFormat.Text ? "txt" : RecordJson.Name(format.ToString());
}
