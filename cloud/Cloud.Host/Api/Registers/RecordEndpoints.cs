using Cloud.Platform.Calendar;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;

namespace Cloud.Host.Api.Registers;

/// <summary>Records of any register.</summary>
public static class RecordEndpoints
{
    private const string Base = "/api/registers/{register}/records";

    /// <summary>Maps <c>/api/registers/{register}/records</c>.</summary>
    public static void MapRecords(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup(Base).WithTags("records");
        all.MapGet("", ListAsync).WithSummary("记录列表：filter、q、sort、columns、void、todo、cursor、limit、total、names").Produces<RecordList>();
        all.MapPost("", CreateAsync).WithSummary("登记一条记录").Produces<RecordLine>(StatusCodes.Status201Created);
        all.MapGet("/{id:guid}", GetAsync).SeenAsRecord().WithSummary("一条记录及可做的操作").Produces<RecordDetail>();
        all.MapPut("/{id:guid}", EditAsync).WithSummary("修改（If-Match 为所见版本）").Produces<RecordLine>();
        all.MapPost("/{id:guid}/actions/{action}", ActAsync).WithSummary("流转（If-Match 为所见版本，正文为表单）").Produces<RecordLine>();
        all.MapPost("/{id:guid}/void", VoidAsync).WithSummary("作废并说明原因").Accepts<VoidRequest>("application/json").Produces<RecordLine>();
        all.MapGet("/{id:guid}/history", HistoryAsync).SeenAsRecord().WithSummary("变更历史，含前后值").Produces<HistoryList>();
    }

    private static async Task<IResult> ListAsync(
        string register, string? columns, string? cursor, int? limit, bool? total, bool? names, HttpContext http, Actor actor, RegisterCatalogue catalogue, RecordDesk desk,
        ShownNames known, TimeProvider time, CancellationToken cancel)
    {
        if (Readable(catalogue, register, actor) is not { } descriptor)
            return Problems.NotFound("登记簿");
        if (!RecordRequestReader.TryCursor(cursor, out var mark))
            return Problems.BadRequest("cursor", "不是本列表给出的游标");
        if (limit is < 1 or > RecordQuery.LargestPage)
            return Problems.BadRequest("limit", $"须在1至{RecordQuery.LargestPage}之间");
        var selection = RecordRequestReader.Selection(http.Request);
        var (page, fault) = await desk.ListAsync(actor, descriptor, selection, mark, limit ?? 50, cancel);
        if (page is null)
            return Problems.BadRequest(fault!.Field, fault.Reason);
        var shown = Columns(descriptor, columns);
        var count = total == true ? await desk.CountAsync(actor, descriptor, selection, cancel) : (long?)null;
        var today = SiteCalendar.Today(time);
        var lines = page.Records.Select(record => RecordLine.Of(record, descriptor, shown, today)).ToList();
        var list = new RecordList(lines, RecordRequestReader.Cursor(page.Next), count, names == true ? await known.OfAsync(actor, descriptor, lines, cancel) : null);
        return Negotiated.Of(http, list, descriptor, async () => await known.OfAsync(actor, descriptor, page.Records, english: false, cancel), shown);
    }

    private static async Task<IResult> GetAsync(
        string register, Guid id, HttpContext http, Actor actor, RegisterCatalogue catalogue, RecordDesk desk, ShownNames known, Unmasking unmasking, TimeProvider time,
        CancellationToken cancel)
    {
        if (Readable(catalogue, register, actor) is not { } descriptor
            || await desk.OpenAsync(actor, descriptor, id, unmasking.Where(actor, descriptor), cancel) is not (var record, var offers, var canUnmask))
            return Problems.NotFound("记录");
        var tag = RecordRequestReader.Tag(record.Envelope.Version);
        http.Response.Headers.ETag = tag;
        if (http.Request.Headers.IfNoneMatch == tag)
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        var line = RecordLine.Of(record, descriptor, null, SiteCalendar.Today(time));
        var detail = new RecordDetail(line, offers.Actions, offers.Edit, offers.Void, canUnmask, await known.OfAsync(actor, descriptor, [line], cancel));
        return Negotiated.Of(http, detail, descriptor, async () => await known.OfAsync(actor, descriptor, [record], english: false, cancel), null);
    }

    private static Task<IResult> CreateAsync(
        string register, HttpContext http, Actor actor, RegisterCatalogue catalogue, RegisterEngine engine, TimeProvider time, CancellationToken cancel) =>
        DoAsync(register, http, actor, catalogue, time, (descriptor, request) => engine.CreateAsync(descriptor, request, cancel), cancel, creates: true);

    private static Task<IResult> EditAsync(
        string register, Guid id, HttpContext http, Actor actor, RegisterCatalogue catalogue, RegisterEngine engine, TimeProvider time, CancellationToken cancel) =>
        DoAsync(register, http, actor, catalogue, time, (descriptor, request) => engine.EditAsync(descriptor, id, request, cancel), cancel);

    private static Task<IResult> ActAsync(
        string register, Guid id, string action, HttpContext http, Actor actor, RegisterCatalogue catalogue, RegisterEngine engine, TimeProvider time, CancellationToken cancel) =>
        DoAsync(register, http, actor, catalogue, time, (descriptor, request) => engine.ActAsync(descriptor, id, action, request, cancel), cancel);

    private static Task<IResult> VoidAsync(
        string register, Guid id, HttpContext http, Actor actor, RegisterCatalogue catalogue, RegisterEngine engine, TimeProvider time, CancellationToken cancel) =>
        DoAsync(register, http, actor, catalogue, time, (descriptor, request) => engine.VoidAsync(descriptor, id, request with { Note = RecordAnswers.Text(request.Body, "reason"), Body = null }, cancel), cancel);

    private static async Task<IResult> HistoryAsync(
        string register, Guid id, Actor actor, RegisterCatalogue catalogue, RecordDesk desk, IRecordStore store, CancellationToken cancel)
    {
        if (Readable(catalogue, register, actor) is not { } descriptor || await desk.FindAsync(actor, descriptor, id, cancel) is null)
            return Problems.NotFound("记录");
        var history = await store.HistoryAsync(register, id, cancel);
        return TypedResults.Ok(new HistoryList([.. history.Select(entry => HistoryView.Of(entry, descriptor))]));
    }

    private static async Task<IResult> DoAsync(
        string register, HttpContext http, Actor actor, RegisterCatalogue catalogue, TimeProvider time,
        Func<RegisterDescriptor, RecordRequest, Task<RecordOutcome>> act, CancellationToken cancel, bool creates = false)
    {
        if (Known(catalogue, register, actor) is not { } descriptor)
            return Problems.NotFound("登记簿");
        var (request, refusal) = await RecordRequestReader.ReadAsync(http, actor, cancel);
        return refusal ?? RecordAnswers.Of(await act(descriptor, request!), descriptor, http, SiteCalendar.Today(time), creates);
    }

    /// <summary>The register when the person may read anything of it.</summary>
    internal static RegisterDescriptor? Readable(RegisterCatalogue catalogue, string name, Actor actor) => Known(catalogue, name, actor);

    private static RegisterDescriptor? Known(RegisterCatalogue catalogue, string name, Actor actor) =>
        catalogue.Find(name) is { } register && RegisterAccess.IsVisible(register, actor) ? register : null;

    /// <summary>The fields that are asked for; null = all.</summary>
    internal static IReadOnlyCollection<string>? Columns(RegisterDescriptor register, string? columns) => columns switch
    {
        null or "" => register.Columns,
        "*" => null,
        _ => [.. columns.Split(',').Distinct()],
    };
}
