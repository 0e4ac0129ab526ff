using System.Text.Json.Nodes;
using Cloud.Platform.Registers;

namespace Cloud.Host.Api.Registers;

/// <summary>Outcomes of the engine as answers.</summary>
internal static class RecordAnswers
{
    public static IResult Of(RecordOutcome outcome, RegisterDescriptor register, HttpContext http, DateOnly today, bool creates) => outcome switch
    {
        RecordOutcome.Stored stored => Stored(stored, register, http, today, creates),
        RecordOutcome.NotFound => Problems.NotFound("记录"),
        RecordOutcome.Forbidden forbidden => Problems.Of(StatusCodes.Status403Forbidden, "forbidden", "没有权限", forbidden.Reason),
        RecordOutcome.Stale => Problems.Of(StatusCodes.Status412PreconditionFailed, "stale-version", "记录已被他人修改", "请刷新后再提交，您填写的内容不会丢失"),
        RecordOutcome.VersionMissing => Problems.Of(StatusCodes.Status428PreconditionRequired, "version-required", "缺少版本", "请在 If-Match 中给出所见的版本"),
        RecordOutcome.KeyReused => Problems.Of(StatusCodes.Status422UnprocessableEntity, "key-reused", "幂等键已用于另一个请求", "请为新的请求使用新的 Idempotency-Key"),
        RecordOutcome.Invalid invalid => Problems.Invalid(Errors(invalid.Faults)),
        RecordOutcome.Refused refused => Problems.Conflict("refused", refused.Sentence),
        _ => throw new InvalidOperationException(outcome.GetType().Name),
    };

    /// <summary>Faults by field.</summary>
    public static Dictionary<string, string[]> Errors(IEnumerable<FieldFault> faults) =>
        faults.GroupBy(fault => fault.Field).ToDictionary(group => group.Key, group => group.Select(fault => fault.Reason).Distinct().ToArray());

    /// <summary>A text member of a body; null when it is none.</summary>
    public static string? Text(JsonNode? body, string name) =>
        body is JsonObject members && members[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static IResult Stored(RecordOutcome.Stored stored, RegisterDescriptor register, HttpContext http, DateOnly today, bool creates)
    {
        var line = RecordLine.Of(stored.Record, register, null, today);
        http.Response.Headers.ETag = RecordRequestReader.Tag(line.Version);
        if (stored.Replayed)
            http.Response.Headers["Idempotent-Replayed"] = "true";
        return creates ? TypedResults.Created($"/api/registers/{register.Name}/records/{line.Id:D}", line) : TypedResults.Ok(line);
    }
}
