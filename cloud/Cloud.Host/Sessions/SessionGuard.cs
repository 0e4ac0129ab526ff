using System.Security.Cryptography;
using System.Text;
using Cloud.Host.Api;

namespace Cloud.Host.Sessions;

/// <summary>
/// What every request of a signed-in person must pass: a mutating one carries the token of its cookie in a header (so
/// that another site cannot send it), and a first password is replaced before anything else.
/// </summary>
public sealed class SessionGuard(RequestDelegate next)
{
    /// <summary>Cookie that a page's script may read.</summary>
    public const string CsrfCookie = "edge-csrf";

    /// <summary>Header that repeats it.</summary>
    public const string CsrfHeader = "X-Edge-Csrf";

    /// <summary>Passes or refuses.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var isApi = context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
        if (!isApi || context.User.Identity?.IsAuthenticated != true)
        {
            await next(context);
            return;
        }

        var isSession = context.Request.Path.StartsWithSegments("/api/session", StringComparison.OrdinalIgnoreCase);
        if (IsMutating(context.Request.Method) && !IsSignIn(context.Request) && !HasToken(context.Request))
            await Problems.Of(StatusCodes.Status403Forbidden, "csrf", "请求缺少防伪标记", "请刷新页面后重试").ExecuteAsync(context);
        else if (!isSession && SessionServices.MustChangePassword(context.User))
            await Problems.Of(StatusCodes.Status403Forbidden, "password-change-required", "请先修改初始密码").ExecuteAsync(context);
        else
            await next(context);
    }

    /// <summary>Gives the page a new token.</summary>
    public static void IssueToken(HttpContext context) => context.Response.Cookies.Append(
        CsrfCookie,
        Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
        new CookieOptions { HttpOnly = false, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/" });

    private static bool IsMutating(string method) =>
        !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);

    private static bool IsSignIn(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path.Value is "/api/session" or "/api/enrolments";

    private static bool HasToken(HttpRequest request) =>
        request.Cookies[CsrfCookie] is { Length: > 0 } cookie
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(cookie), Encoding.ASCII.GetBytes(request.Headers[CsrfHeader].ToString()));
}
