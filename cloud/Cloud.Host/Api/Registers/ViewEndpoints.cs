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
    /// <param name="Items">In order.</param>
    /// <param name="More">True when there are more.</param>
    /// <param name="Names">What the ids in them stand for.</param>
    /// <param name="Lists">Of each row, by column: the list of the records that the figure counts, as far as the person may open it.</param>
    public sealed record RowList(IReadOnlyList<JsonObject> Items, bool More, IReadOnlyDictionary<string, string> Names, IReadOnlyList<IReadOnlyDictionary<string, ListView>> Lists);

    /// <summary>A list of records.</summary>
    /// <param name="Register">The register.</param>
    /// <param name="Filters">As in the address of the list.</param>
    public sealed record ListView(string Register, IReadOnlyList<string> Filters);

    /// <summary>Maps <c>/api/views</c>.</summary>
    public static void MapViews(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/api/views").WithTags("views");
        all.MapGet("", List).WithSummary("可用的统计与查询视图").Produces<ViewList>();
        all.MapGet("/{view}", Get).WithSummary("视图的条件与栏目").Produces<ViewView>();
        all.MapGet("/{view}/rows", RowsAsync).WithSummary("视图的结果；条件以同名参数给出，format=xlsx|docx|pdf|csv|text 时为文件，lang=zh|en").Produces<RowList>();
    }

    private static IResult List(Actor actor, ViewCatalogue views) => TypedResults.Ok(new ViewList(
        [.. views.All.Where(view => view.Offers(actor)).Select(view => new ViewLine(view.Name, RegisterView.Of(view.Label), view.Module, ModuleOf(view), view.Clauses))]));

    private static IResult Get(string view, Actor actor, ViewCatalogue views) => views.Find(view) is { } found && found.Offers(actor)
        ? TypedResults.Ok(new ViewView(found.Name, RegisterView.Of(found.Label), found.Module, ModuleOf(found), found.Clauses, RegisterView.Of(found.Query), RegisterView.Of(found.Columns)))
        : Problems.NotFound("视图");

    private static LabelView ModuleOf(ViewDescriptor view) => RegisterView.Of(ModuleAttribute.Of(view.Type, view.Module));

    private static async Task<IResult> RowsAsync(
        string view, string? format, string? lang, HttpContext http, Actor actor, ViewCatalogue views, ViewDesk desk, RegisterCatalogue registers, ShownNames known, SecurityJournal journal,
        IOptions<ExportOptions> options, CancellationToken cancel)
    {
        if (views.Find(view) is not { } found || !found.Offers(actor))
            return Problems.NotFound("视图");
        var question = http.Request.Query.Where(pair => pair.Key is not ("format" or "lang") && pair.Value.ToString().Length > 0).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        var (rows, asked, faults) = await desk.RunAsync(actor, found, question, cancel);
        if (rows is null)
            return Problems.BadRequest(RecordAnswers.Errors(faults));
        var answers = await rows.Take(MostRows + 1).ToListAsync(cancel);
        var items = answers.Select(row => JsonSerializer.SerializeToNode(row, found.RowType, RecordJson.Options)!.AsObject()).ToList();
        items.ForEach(item => PersonalData.Mask(item, found.Columns));
        var (shown, english) = (items.Count > MostRows ? items[..MostRows] : items, ExportEndpoints.IsEnglish(lang));
        var words = new CellWords(english, await known.OfAsync(actor, found.Columns, shown, english, cancel));
        return string.IsNullOrEmpty(format)
            ? TypedResults.Ok(new RowList(shown, items.Count > MostRows, words.Names, [.. answers.Take(MostRows).Select(row => Lists(found, asked!, row, registers, actor))]))
            : await FileAsync(found, shown, words, ExportEndpoints.Choose(format, ExportFormat.Csv) ?? ExportFormat.Json, actor, journal, options.Value.Font, cancel);
    }

    private static Dictionary<string, ListView> Lists(ViewDescriptor view, object question, object row, RegisterCatalogue registers, Actor actor) => view.Listings
        .Select(listing => (listing, Register: registers.Of(listing.RecordType))).Where(one => RegisterAccess.IsVisible(one.Register, actor))
        .ToDictionary(one => one.listing.Column, one => new ListView(one.Register.Name, one.listing.Filters(question, row)));

    private static async Task<IResult> FileAsync(
        ViewDescriptor view, List<JsonObject> rows, CellWords words, ExportFormat format, Actor actor, SecurityJournal journal, string? font, CancellationToken cancel)
    {
        var table = new TableData(words.Of(view.Label), [.. view.Columns.Select(words.Heading)], rows.Select(row => RecordCells.Of(view.Columns, row, words)).ToAsyncEnumerable());
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        if (!await RecordExport.WriteTableAsync(table, format, font, file, cancel))
        {
            await file.DisposeAsync();
            return Problems.BadRequest("format", "视图可导出 xlsx、docx、pdf、csv、text");
        }

        await journal.ExportAsync(actor, $"view/{view.Name}", rows.Count, new { format, count = rows.Count }, cancel);
        file.Position = 0;
        return TypedResults.Stream(file, ExportEndpoints.ContentType(format), $"{words.Of(view.Label)}.{ExportEndpoints.Extension(format)}");
    }
}
