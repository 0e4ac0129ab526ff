using Microsoft.AspNetCore.Mvc;
using Telemetry.Model.Faults;

namespace Cloud.Host.Api;

/// <summary>Errors as problem details (RFC 9457): a stable <c>type</c>, a <c>title</c> in Chinese or English, fields under <c>errors</c>.</summary>
public static class Problems
{
    /// <summary>400: the request cannot be read.</summary>
    public static Problem BadRequest(string field, string reason) =>
        Invalid(StatusCodes.Status400BadRequest, new Dictionary<string, string[]> { [field] = [reason] });

    /// <summary>400: several parts of the request cannot be read.</summary>
    public static Problem BadRequest(IReadOnlyDictionary<string, string[]> errors) => Invalid(StatusCodes.Status400BadRequest, errors);

    /// <summary>422: fields that break a rule.</summary>
    public static Problem Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        Invalid(StatusCodes.Status422UnprocessableEntity, errors);

    /// <summary>422 from the faults of a model check.</summary>
    public static Problem Invalid(IEnumerable<ModelFault> faults) => Invalid(
        faults.GroupBy(fault => fault.Path.Length == 0 ? "body" : fault.Path)
            .ToDictionary(group => group.Key, group => group.Select(fault => fault.Reason).ToArray()));

    /// <summary>404.</summary>
    public static Problem NotFound(string what) =>
        Of(StatusCodes.Status404NotFound, "not-found", "没有找到", $"{what}不存在，或者您无权查看");

    /// <summary>409.</summary>
    public static Problem Conflict(string type, string detail) =>
        Of(StatusCodes.Status409Conflict, type, "与现有状态冲突", detail);

    /// <summary>Any other.</summary>
    public static Problem Of(int status, string type, string title, string? detail = null, IReadOnlyDictionary<string, object?>? more = null)
    {
        var details = new ProblemDetails { Status = status, Type = $"/problems/{type}", Title = title, Detail = detail };
        foreach (var (name, value) in more ?? new Dictionary<string, object?>())
            details.Extensions[name] = value;
        return new Problem(details);
    }

    private static Problem Invalid(int status, IReadOnlyDictionary<string, string[]> errors) => Of(
        status, "invalid", "提交的内容有误", string.Join("；", errors.SelectMany(error => error.Value)), new Dictionary<string, object?> { ["errors"] = errors });

    /// <summary>Adds problem details and the one place that turns exceptions into them.</summary>
    public static IServiceCollection AddProblems(this IServiceCollection services) =>
        services.AddSingleton<Sentences>().AddProblemDetails().AddExceptionHandler<ExceptionProblems>();
}
