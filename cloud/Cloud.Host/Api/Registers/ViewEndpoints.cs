using System.Text.Json;
using System.Text.Json.Nodes;
using Cloud.Platform.Export;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Cloud.Platform.Security;
using Cloud.Platform.Views;
using Microsoft.Extensions.Options;

namespace Cloud.Host.Api.Registers;

/// <summary>Read-only answers over registers.</summary>
public static class ViewEndpoints
{
    private const int MostRows = 10_000;

    /// <summary>One line of the list of views.</summary>
    public sealed record ViewLine(string Name, LabelView Label, string Module, LabelView ModuleLabel, IReadOnlyList<string> Clauses);

    /// <summary>Views that the person may ask.</summary>
    public sealed record ViewList(IReadOnlyList<ViewLine> Items);

    /// <summary>All that a page needs to draw a view.</summary>
    public sealed record ViewView(string Name, LabelView Label, string Module, LabelView ModuleLabel, IReadOnlyList<string> Clauses, IReadOnlyList<FieldView> Query, IReadOnlyList<FieldView> Columns);

    /// <summary>The rows, at most 10 000.</summary>
    public sealed record RowList(IReadOnlyList<JsonObject> Items, bool More);

    /// <summary>Maps <c>/api/views</c>.</summary>
    public static void MapViews(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/api/views").WithTags("views");
        all.MapGet("", List).WithSummary("可用的统计与查询视图").Produces<ViewList>();
        all.MapGet("/{view}", Get).WithSummary("视图的条件与栏目").Produces<ViewView>();
        all.MapGet("/{view}/rows", RowsAsync).WithSummary("视图的结果；条件以同名参数给出，format=xlsx|docx|pdf|csv|text 时为文件").Produces<RowList>();
    }

    private static IResult List(Actor actor, ViewCatalogue views) => TypedResults.Ok(new ViewList(
        [.. views.All.Where(view => view.Offers(actor)).Select(view => new ViewLine(view.Name, RegisterView.Of(view.Label), view.Module, ModuleOf(view), view.Clauses))]));

    private static IResult Get(string view, Actor actor, ViewCatalogue views) => views.Find(view) is { } found && found.Offers(actor)
        ? TypedResults.Ok(new ViewView(found.Name, RegisterView.Of(found.Label), found.Module, ModuleOf(found), found.Clauses, RegisterView.Of(found.Query), RegisterView.Of(found.Columns)))
        : Problems.NotFound("视图");

    private static LabelView ModuleOf(ViewDescriptor view) => RegisterView.Of(ModuleAttribute.Of(view.Type, view.Module));

    private static async Task<IResult> RowsAsync(
        string view, string? format, HttpContext http, Actor actor, ViewCatalogue views, ViewDesk desk, SecurityJournal journal, IOptions<ExportOptions> options,
        CancellationToken cancel)
    {
        if (views.Find(view) is not { } found || !found.Offers(actor))
            return Problems.NotFound("视图");
        var question = http.Request.Query.Where(pair => pair.Key != "format" && pair.Value.ToString().Length > 0).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        var (rows, faults) = await desk.RunAsync(actor, found, question, cancel);
        if (rows is null)
            return Problems.BadRequest(RecordAnswers.Errors(faults));
        if (!string.IsNullOrEmpty(format))
            return await FileAsync(found, await rows.Take(MostRows).ToListAsync(cancel), ExportEndpoints.Choose(format, ExportFormat.Csv) ?? ExportFormat.Json, actor, journal, options.Value.Font, cancel);
        var items = await rows.Take(MostRows + 1).Select(row => JsonSerializer.SerializeToNode(row, found.RowType, RecordJson.Options)!.AsObject()).ToListAsync(cancel);
        return TypedResults.Ok(new RowList(items.Count > MostRows ? items[..MostRows] : items, items.Count > MostRows));
    }

    private static async Task<IResult> FileAsync(
        ViewDescriptor view, IReadOnlyCollection<object> rows, ExportFormat format, Actor actor, SecurityJournal journal, string? font, CancellationToken cancel)
    {
        var table = new TableData(view.Label.Zh, [.. view.Columns.Select(column => column.Unit is { } unit ? $"{column.Label.Zh}（{unit}）" : column.Label.Zh)], rows.Select(row => RecordCells.Of(view.Columns, row)).ToAsyncEnumerable());
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        if (!await RecordExport.WriteTableAsync(table, format, font, file, cancel))
        {
            await file.DisposeAsync();
            return Problems.BadRequest("format", "视图可导出 xlsx、docx、pdf、csv、text");
        }

        await journal.ExportAsync(actor, $"view/{view.Name}", rows.Count, new { format, count = rows.Count }, cancel);
        file.Position = 0;
        return TypedResults.Stream(file, ExportEndpoints.ContentType(format), $"{view.Label.Zh}.{ExportEndpoints.Extension(format)}");
    }
}
