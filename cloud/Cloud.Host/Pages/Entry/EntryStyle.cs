using System.Security.Cryptography;
using System.Text;

namespace Cloud.Host.Pages.Entry;

/// <summary>
/// The style sheet of the pages that are drawn on the server: the tokens and the base of the console, from the same files,
/// and what these pages add. Its name holds its hash, so that browsers keep it for ever.
/// </summary>
public static class EntryStyle
{
    private static readonly byte[] Sheet = [.. Read("tokens.css"), .. Read("base.css"), .. Read("entry.css")];
    private static readonly byte[] Script = Read("entry.js");
    private static readonly byte[] Mark = Read("mark.svg");

    /// <summary>Address of the style sheet.</summary>
    public static string Path { get; } = $"/entry/{Hash(Sheet)}.css";

    /// <summary>Address of the script, which only adds comfort: the night display, and seeing what one types.</summary>
    public static string ScriptPath { get; } = $"/entry/{Hash(Script)}.js";

    /// <summary>Address of the mark.</summary>
    public static string MarkPath { get; } = $"/entry/{Hash(Mark)}.svg";

    /// <summary>Maps the pages, what they look like, and the choice of a language.</summary>
    public static void MapEntry(this IEndpointRouteBuilder routes)
    {
        routes.MapRazorPages();
        var entry = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        Map(entry, Path, Sheet, "text/css; charset=utf-8");
        Map(entry, ScriptPath, Script, "text/javascript; charset=utf-8");
        Map(entry, MarkPath, Mark, "image/svg+xml");
        entry.MapGet("/entry/language/{language:regex(^(zh|en)$)}", (string language, string? returnUrl, HttpContext context) =>
        {
            context.Response.Cookies.Append(
                Tongue.Cookie, language,
                new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = "/" });
            return TypedResults.LocalRedirect(returnUrl is { Length: > 0 } url && IsOurs(url) ? url : "/sign-in");
        });
    }

    private static bool IsOurs(string url) => url[0] == '/' && (url.Length == 1 || url[1] is not ('/' or '\\')) && !url.Any(char.IsControl);

    private static void Map(RouteGroupBuilder entry, string path, byte[] content, string type) => entry.MapGet(path, (HttpContext context) =>
    {
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Bytes(content, type);
    });

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content))[..16];

    private static byte[] Read(string name)
    {
        using var stream = typeof(EntryStyle).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Encoding.UTF8.GetBytes(reader.ReadToEnd() + "\n");
    }
}
