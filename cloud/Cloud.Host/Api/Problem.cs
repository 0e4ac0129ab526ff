using Microsoft.AspNetCore.Mvc;

namespace Cloud.Host.Api;

/// <summary>An error as problem details (RFC 9457), told in the language that the request prefers.</summary>
/// <param name="details">In Chinese.</param>
public sealed class Problem(ProblemDetails details) : IResult, IStatusCodeHttpResult
{
    /// <summary>Status of the answer.</summary>
    public int StatusCode => details.Status!.Value;

    int? IStatusCodeHttpResult.StatusCode => StatusCode;

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        if (Sentences.IsEnglish(httpContext.Request))
            Translate(httpContext.RequestServices.GetRequiredService<Sentences>());
        httpContext.Response.Headers.ContentLanguage = Sentences.IsEnglish(httpContext.Request) ? "en" : "zh-CN";
        httpContext.Response.Headers.Append("Vary", "Accept-Language");
        return TypedResults.Problem(details).ExecuteAsync(httpContext);
    }

    private void Translate(Sentences sentences)
    {
        details.Title = details.Title is { } title ? sentences.English(title) : null;
        details.Detail = details.Detail is { } detail ? sentences.English(detail) : null;
        if (details.Extensions.TryGetValue("errors", out var held) && held is IReadOnlyDictionary<string, string[]> errors)
        {
            details.Extensions["errors"] = errors.ToDictionary(error => error.Key, error => error.Value.Select(sentences.English).ToArray());
            details.Detail = string.Join("; ", errors.SelectMany(error => error.Value).Select(sentences.English));
        }
    }
}
