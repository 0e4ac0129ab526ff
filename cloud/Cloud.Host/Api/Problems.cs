using Microsoft.AspNetCore.Http.HttpResults;
using Telemetry.Model.Faults;

namespace Cloud.Host.Api;

/// <summary>Errors as problem details (RFC 9457): a stable <c>type</c>, a Chinese <c>title</c>, fields under <c>errors</c>.</summary>
public static class Problems
{
    /// <summary>400: the request cannot be read.</summary>
    public static ProblemHttpResult BadRequest(string field, string reason) =>
        Invalid(StatusCodes.Status400BadRequest, new Dictionary<string, string[]> { [field] = [reason] });

    /// <summary>400: several parts of the request cannot be read.</summary>
    public static ProblemHttpResult BadRequest(IReadOnlyDictionary<string, string[]> errors) => Invalid(StatusCodes.Status400BadRequest, errors);

    /// <summary>422: fields that break a rule.</summary>
    public static ProblemHttpResult Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        Invalid(StatusCodes.Status422UnprocessableEntity, errors);

    /// <summary>422 from the faults of a model check.</summary>
    public static ProblemHttpResult Invalid(IEnumerable<ModelFault> faults) => Invalid(
        faults.GroupBy(fault => fault.Path.Length == 0 ? "body" : fault.Path)
            .ToDictionary(group => group.Key, group => group.Select(fault => fault.Reason).ToArray()));

    /// <summary>404.</summary>
    public static ProblemHttpResult NotFound(string what) =>
        Of(StatusCodes.Status404NotFound, "not-found", "没有找到", $"{what}不存在，或者您无权查看");

    /// <summary>409.</summary>
    public static ProblemHttpResult Conflict(string type, string detail) =>
        Of(StatusCodes.Status409Conflict, type, "与现有状态冲突", detail);

    /// <summary>Any other.</summary>
    public static ProblemHttpResult Of(int status, string type, string title, string? detail = null) =>
        TypedResults.Problem(detail, statusCode: status, title: title, type: $"/problems/{type}");

    private static ProblemHttpResult Invalid(int status, IReadOnlyDictionary<string, string[]> errors) => TypedResults.Problem(
        statusCode: status,
        title: "提交的内容有误",
        type: "/problems/invalid",
        detail: string.Join("；", errors.SelectMany(error => error.Value)),
        extensions: new Dictionary<string, object?> { ["errors"] = errors });

    /// <summary>Adds problem details and the one place that turns exceptions into them.</summary>
    public static IServiceCollection AddProblems(this IServiceCollection services) =>
        services.AddProblemDetails().AddExceptionHandler<ExceptionProblems>();
}
