using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Warnings;

namespace Cloud.Host.Api;

/// <summary>
/// The pages behind the link in a notice: plain HTML without a script, so that the browsers inside WeChat and DingTalk
/// show it. Looking never acknowledges, because link previews look too; only the button does.
/// </summary>
public static class AcknowledgePages
{
    /// <summary>Maps <c>/a/{token}</c>.</summary>
    public static void MapAcknowledgePages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/a/{token}").AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        pages.MapMethods("", [HttpMethods.Get, HttpMethods.Head], async (
            string token, AcknowledgeLinks links, IDirectory directory, HttpContext context, CancellationToken cancel) =>
            await PageAsync(await links.ShowAsync(token, cancel), directory, context, cancel));
        pages.MapPost("", async (string token, AcknowledgeLinks links, IDirectory directory, HttpContext context, CancellationToken cancel) =>
            await PageAsync(await links.AcknowledgeAsync(token, cancel), directory, context, cancel));
    }

    private static async Task<IResult> PageAsync(LinkAnswer answer, IDirectory directory, HttpContext context, CancellationToken cancel)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        headers.Vary = "Accept-Language";
        var words = AcknowledgeWords.For(context.Request);
        headers.ContentLanguage = words.Language;
        var project = answer.Warning is { } warning ? await directory.ProjectAsync(warning.Project, cancel) : null;
        var status = answer.Result switch
        {
            LinkResult.Unknown => StatusCodes.Status404NotFound,
            LinkResult.Expired => StatusCodes.Status410Gone,
            _ => StatusCodes.Status200OK,
        };
        return TypedResults.Content(AcknowledgeHtml.Page(answer, project, words), "text/html; charset=utf-8", statusCode: status);
    }
}
