using System.Text.Json.Nodes;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;

namespace Cloud.Host.Api.Registers;

/// <summary>One action on many records: each by itself, so that one that cannot does not hold up the others.</summary>
public static class BatchEndpoints
{
    private const int Most = 200;

    /// <summary>A record with the version that the person has seen.</summary>
    public sealed record BatchItem(Guid Id, long Version);

    /// <summary>What is to be done.</summary>
    /// <param name="Action">Name of a transition, or <c>void</c>.</param>
    /// <param name="Items">Records, at most 200.</param>
    /// <param name="Form">The form for all of them.</param>
    /// <param name="Reason">Why, when they are declared void.</param>
    public sealed record BatchDraft(string Action, IReadOnlyList<BatchItem> Items, JsonObject? Form = null, string? Reason = null);

    /// <summary>What became of one record.</summary>
    /// <param name="Id">Of the record.</param>
    /// <param name="Done">True when it was done.</param>
    /// <param name="Version">Its version now, when it was done.</param>
    /// <param name="Reason">Why not, when it was not.</param>
    public sealed record BatchResult(Guid Id, bool Done, long? Version, string? Reason);

    /// <summary>What became of all of them, in their order.</summary>
    public sealed record BatchAnswer(int Done, int Refused, IReadOnlyList<BatchResult> Items);

    /// <summary>Maps <c>/api/registers/{register}/batch</c>.</summary>
    public static void MapBatch(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/api/registers/{register}/batch").WithTags("records").MapPost("", RunAsync).WithSummary("批量操作，逐条给出结果").Produces<BatchAnswer>();

    private static async Task<IResult> RunAsync(
        string register, BatchDraft body, HttpContext http, Actor actor, RegisterCatalogue catalogue, RegisterEngine engine, Sentences sentences, CancellationToken cancel)
    {
        if (RecordEndpoints.Readable(catalogue, register, actor) is not { } descriptor)
            return Problems.NotFound("登记簿");
        if (body.Items.Count is 0 or > Most)
            return Problems.Invalid(new Dictionary<string, string[]> { ["items"] = [$"须为1至{Most}条"] });
        if (body.Action != "void" && descriptor.Action(body.Action) is null)
            return Problems.NotFound("操作");
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        var results = new List<BatchResult>();
        foreach (var item in body.Items)
        {
            var request = new RecordRequest
            {
                Actor = actor, Body = body.Form?.DeepClone(), Version = item.Version, Note = body.Reason, ReplayKey = key.Length is > 0 and <= 60 ? $"{key}/{item.Id:N}" : null,
            };
            results.Add(Result(item.Id, body.Action == "void"
                ? await engine.VoidAsync(descriptor, item.Id, request with { Body = null }, cancel) : await engine.ActAsync(descriptor, item.Id, body.Action, request, cancel)));
        }

        return TypedResults.Ok(new BatchAnswer(
            results.Count(result => result.Done), results.Count(result => !result.Done),
            [.. results.Select(result => result with { Reason = result.Reason is { } reason ? sentences.For(http.Request, reason) : null })]));
    }

    private static BatchResult Result(Guid id, RecordOutcome outcome) => outcome switch
    {
        RecordOutcome.Stored stored => new BatchResult(id, true, stored.Record.Envelope.Version, null),
        RecordOutcome.Refused refused => new BatchResult(id, false, null, refused.Sentence),
        RecordOutcome.Forbidden forbidden => new BatchResult(id, false, null, forbidden.Reason),
        RecordOutcome.Invalid invalid => new BatchResult(id, false, null, string.Join("；", invalid.Faults.Select(fault => $"{fault.Field}：{fault.Reason}"))),
        RecordOutcome.Stale => new BatchResult(id, false, null, "记录已被他人修改"),
        RecordOutcome.NotFound => new BatchResult(id, false, null, "记录不存在，或者您无权查看"),
        _ => new BatchResult(id, false, null, "请求有误"),
    };
}
