using Cloud.Platform.Audit;
using Cloud.Platform.Identity;
using Cloud.Platform.Import;
using Cloud.Platform.Registers;
using Microsoft.AspNetCore.Http.Features;

namespace Cloud.Host.Api.Registers;

/// <summary>Workbooks into registers.</summary>
public static class ImportEndpoints
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const long LargestBytes = 20 << 20;
    private const int ShownFaults = 200;

    /// <summary>What is wrong with a row.</summary>
    /// <param name="Row">As the workbook counts.</param>
    /// <param name="Column">Heading; null = the row as a whole.</param>
    /// <param name="Reason">Why.</param>
    public sealed record FaultView(int Row, string? Column, string Reason);

    /// <summary>What became of an import.</summary>
    /// <param name="Rows">Rows with anything in them.</param>
    /// <param name="Imported">Records stored.</param>
    /// <param name="FaultCount">Faults in all.</param>
    /// <param name="Faults">The first 200; the workbook with all of them comes when Accept asks for one.</param>
    public sealed record ImportView(int Rows, int Imported, int FaultCount, IReadOnlyList<FaultView> Faults);

    /// <summary>Maps <c>/api/registers/{register}/import</c>.</summary>
    public static void MapImport(this IEndpointRouteBuilder routes)
    {
        var one = routes.MapGroup("/api/registers/{register}").WithTags("registers");
        one.MapGet("/import-template", TemplateAsync).WithSummary("导入模板").Produces<byte[]>(StatusCodes.Status200OK, Workbook);
        one.MapPost("/import", ImportAsync).WithSummary("导入工作簿：check=true 只检查；有错时一行也不导入，Accept 为 xlsx 时返回标明错误的工作簿").Accepts<byte[]>(Workbook)
            .Produces<ImportView>().DisableAntiforgery();
    }

    private static async Task<IResult> TemplateAsync(string register, Actor actor, RegisterCatalogue catalogue, CancellationToken cancel)
    {
        if (RecordEndpoints.Readable(catalogue, register, actor) is not { } descriptor)
            return Problems.NotFound("登记簿");
        var file = new MemoryStream();
        await RecordImport.WriteTemplateAsync(descriptor, file, cancel);
        file.Position = 0;
        return TypedResults.Stream(file, Workbook, $"{descriptor.Label.Zh}-导入模板.xlsx");
    }

    private static async Task<IResult> ImportAsync(
        string register, bool? check, HttpContext http, Actor actor, RegisterCatalogue catalogue, RecordImport import, IAuditTrail audit, Sentences sentences, TimeProvider time,
        CancellationToken cancel)
    {
        if (RecordEndpoints.Readable(catalogue, register, actor) is not { } descriptor)
            return Problems.NotFound("登记簿");
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = LargestBytes;
        if (http.Request.ContentLength > LargestBytes)
            return Problems.Of(StatusCodes.Status413PayloadTooLarge, "too-large", "文件过大", "工作簿不能超过20 MB");
        using var file = new MemoryStream();
        await http.Request.Body.CopyToAsync(file, cancel);
        ImportResult result;
        try
        {
            result = await import.RunAsync(descriptor, new RecordRequest { Actor = actor }, file, check == true, cancel);
        }
        catch (WorkbookException fault)
        {
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, "workbook", "工作簿不能导入", fault.Message);
        }

        await audit.AppendAsync([new AuditEntry(
            time.GetUtcNow(), actor.AccountId, actor.DisplayName, actor.Address, "record.import", register,
            System.Text.Json.JsonSerializer.Serialize(new { rows = result.Count, imported = result.Imported, faults = result.Faults.Count }, RecordJson.Options))], cancel);
        return result.Faults.Count > 0 && http.Request.Headers.Accept.ToString().Contains(Workbook, StringComparison.Ordinal)
            ? await FaultsAsync(http, descriptor, result with { Faults = Told(result.Faults, http.Request, sentences) }, cancel)
            : TypedResults.Ok(new ImportView(
                result.Count, result.Imported, result.Faults.Count, [.. Told(result.Faults.Take(ShownFaults), http.Request, sentences).Select(fault => new FaultView(fault.Row, fault.Heading, fault.Reason))]));
    }

    // Thousands of rows are wrong in the same few ways.
    private static IReadOnlyList<ImportFault> Told(IEnumerable<ImportFault> faults, HttpRequest request, Sentences sentences)
    {
        if (!Sentences.IsEnglish(request))
            return [.. faults];
        var known = new Dictionary<string, string>();
        string English(string text) => known.TryGetValue(text, out var told) ? told : known[text] = sentences.English(text);
        return [.. faults.Select(fault => fault with { Heading = fault.Heading is { } heading ? English(heading) : null, Reason = English(fault.Reason) })];
    }

    private static async Task<IResult> FaultsAsync(HttpContext http, RegisterDescriptor register, ImportResult result, CancellationToken cancel)
    {
        var file = new MemoryStream();
        var english = Sentences.IsEnglish(http.Request);
        await RecordImport.WriteFaultsAsync(register, result, english, file, cancel);
        file.Position = 0;
        http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return TypedResults.Stream(file, Workbook, english ? $"{register.Label.En}-faults.xlsx" : $"{register.Label.Zh}-错误.xlsx");
    }
}
