using Cloud.Platform.Calendar;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cloud.Host.Api.Registers;

/// <summary>What registers there are, how they are drawn, and their figures.</summary>
public static class RegisterEndpoints
{
    /// <summary>Maps <c>/api/registers</c>.</summary>
    public static void MapRegisters(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/api/registers").WithTags("registers");
        all.MapGet("", List).WithSummary("可见的登记簿").Produces<RegisterList>();
        all.MapGet("/{register}", Get).WithSummary("登记簿的字段、状态、操作与栏目").Produces<RegisterView>();
        all.MapGet("/{register}/totals", TotalsAsync).WithSummary("当前筛选的合计").Produces<TotalsView>();
        all.MapGet("/{register}/pivot", PivotAsync).WithSummary("当前筛选的统计：by=栏[:month|year|city]（一或两个）、measure、of；每个数可下钻").Produces<PivotView>();
        routes.MapRecords();
        routes.MapNotes();
        routes.MapExport();
        routes.MapPapers();
        routes.MapImport();
        routes.MapQueries();
        routes.MapBatch();
        routes.MapSearch();
        routes.MapViews();
        routes.MapReminders();
        routes.MapTodo();
        routes.MapChoices();
        Unmasking.Map(routes);
        routes.MapCompliance();
        routes.MapSchema();
    }

    private static Ok<RegisterList> List(Actor actor, RegisterCatalogue catalogue) =>
        TypedResults.Ok(new RegisterList([.. catalogue.All.Where(register => RegisterAccess.IsVisible(register, actor)).Select(register => RegisterView.Line(register, actor))]));

    private static IResult Get(string register, Actor actor, RegisterCatalogue catalogue) =>
        RecordEndpoints.Readable(catalogue, register, actor) is { } descriptor ? TypedResults.Ok(RegisterView.Of(descriptor, actor)) : Problems.NotFound("登记簿");

    private static async Task<IResult> TotalsAsync(string register, HttpContext http, Actor actor, RegisterCatalogue catalogue, RecordDesk desk, CancellationToken cancel)
    {
        if (RecordEndpoints.Readable(catalogue, register, actor) is not { } descriptor)
            return Problems.NotFound("登记簿");
        var (totals, fault) = await desk.TotalsAsync(actor, descriptor, RecordRequestReader.Selection(http.Request), cancel);
        return totals is null ? Problems.BadRequest(fault!.Field, fault.Reason) : TypedResults.Ok(new TotalsView(totals.Count, totals.Sums));
    }

    private static async Task<IResult> PivotAsync(
        string register, string[] by, string? measure, string? of, HttpContext http, Actor actor, RegisterCatalogue catalogue, RecordDesk desk, ShownNames known,
        CancellationToken cancel)
    {
        if (RecordEndpoints.Readable(catalogue, register, actor) is not { } descriptor)
            return Problems.NotFound("登记簿");
        var dimensions = new List<Dimension>();
        foreach (var text in by)
        {
            var parts = text.Split(':', 2);
            var bucket = Bucket.Value;
            if (parts.Length == 2 && !(Enum.TryParse(parts[1], ignoreCase: true, out bucket) && Enum.IsDefined(bucket)))
                return Problems.BadRequest("by", $"不能按“{text}”统计");
            dimensions.Add(new Dimension(parts[0], bucket));
        }

        if (ExportEndpoints.Choose(measure, Measure.Count) is not { } how)
            return Problems.BadRequest("measure", "没有这种统计方式");
        var (cells, fault) = await desk.PivotAsync(actor, descriptor, RecordRequestReader.Selection(http.Request), dimensions, how, of, cancel);
        if (cells is null)
            return Problems.BadRequest(fault!.Field, fault.Reason);
        var filters = cells.Select(cell => new PivotCellView(
            cell.Keys, cell.Figure, cell.Count, [.. dimensions.Select((dimension, i) => RecordDesk.Drill(dimension, Spelled(descriptor, dimension, cell.Keys[i])))]));
        var ids = dimensions.SelectMany((dimension, i) => Column.Find(descriptor, dimension.Column) is { } column && dimension.By == Bucket.Value
            ? cells.Select(cell => cell.Keys[i]).OfType<string>().Distinct().Select(id => new RecordId(column.Kind, id, column.Field?.Register)) : []);
        return TypedResults.Ok(new PivotView(by, how, of, [.. filters], await known.OfAsync(actor, ids, english: false, cancel)));
    }

    // Columns hold flags as numbers.
    private static string? Spelled(RegisterDescriptor register, Dimension dimension, string? key) =>
        Column.Find(register, dimension.Column)!.Kind == FieldKind.Boolean ? key switch { "1" => "true", "0" => "false", _ => key } : key;
}
