using System.Security.Cryptography;
using System.Text;
using Cloud.Host.Api;
using Cloud.Platform.Identity;
using Cloud.Platform.Security;
using Microsoft.AspNetCore.Authorization;

namespace Cloud.Host.Sessions;

/// <summary>
/// What every request of somebody signed in must pass: a mutating one carries the token of its cookie in a header (so that
/// another site cannot send it), a first password is replaced and a second factor set up before anything else, a platform
/// role comes from a listed address, and a key stays within its scopes.
/// </summary>
public sealed class SessionGuard(RequestDelegate next, AddressGate addresses, SecurityJournal journal)
{
    /// <summary>Cookie that a page's script may read.</summary>
    public const string CsrfCookie = "edge-csrf";

    /// <summary>Header that repeats it.</summary>
    public const string CsrfHeader = "X-Edge-Csrf";

    /// <summary>What belongs to people alone: a key never reaches it, whatever its scopes.</summary>
    private static readonly string[] People = ["session", "account", "security", "single-sign-on", "grants"];

    /// <summary>What answers without an account, and therefore cannot be forged in somebody's name.</summary>
    private static readonly string[] Open = ["/api/session", "/api/session/certificate", "/api/enrolments", "/api/registrations"];

    /// <summary>Passes or refuses.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var isApi = context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase, out var rest);
        if (!isApi || context.SignedIn() is not { } signedIn)
        {
            await next(context);
            return;
        }

        var resource = rest.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()?.ToLowerInvariant() ?? "";
        if (await RefusalAsync(context, signedIn, resource) is { } refusal)
            await refusal.ExecuteAsync(context);
        else
            await next(context);
        if (context.Response.StatusCode == StatusCodes.Status403Forbidden || context.Features.Get<OutOfScope>() is not null)
            await journal.RefuseAsync(signedIn.Actor, context.Request.Method, context.Request.Path.Value ?? "", CancellationToken.None);
    }

    /// <summary>Gives the page a new token.</summary>
    public static void IssueToken(HttpContext context) => context.Response.Cookies.Append(
        CsrfCookie,
        Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
        new CookieOptions { HttpOnly = false, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/" });

    private async Task<Problem?> RefusalAsync(HttpContext context, SignedIn signedIn, string resource)
    {
        var (request, isChange) = (context.Request, IsMutating(context.Request.Method));
        if (context.Features.Get<ApiKey>() is { } key)
        {
            return People.Contains(resource) || !ApiKeys.Allows(key, resource, isChange)
                ? Problems.Of(StatusCodes.Status403Forbidden, "out-of-scope", "密钥的范围不包含这个操作", $"需要范围 {resource}:{(isChange ? "write" : "read")}")
                : null;
        }

        // What answers without an account answers the same with one that is not ready yet.
        if (!isChange && context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return null;
        if (isChange && !Open.Contains(request.Path.Value) && !HasToken(request))
            return Problems.Of(StatusCodes.Status403Forbidden, "csrf", "请求缺少防伪标记", "请刷新页面后重试");
        if (resource == "session")
            return null;
        if (signedIn.MustChangePassword)
            return Problems.Of(StatusCodes.Status403Forbidden, "password-change-required", "请先修改密码", "初始密码、重置后的密码和过期的密码须先修改");
        if (signedIn.MustSetUpSecondFactor && resource != "account")
            return Problems.Of(StatusCodes.Status403Forbidden, "second-factor-required", "请先设置动态口令", "您的角色须使用动态口令登录");
        return await addresses.AllowsAsync(signedIn.Actor, context.RequestAborted) ? null
            : Problems.Of(StatusCodes.Status403Forbidden, "address-refused", "当前地址不在管理地址名单内", $"您的地址是 {signedIn.Actor.Address}");
    }

    private static bool IsMutating(string method) =>
        !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);

    private static bool HasToken(HttpRequest request) =>
        request.Cookies[CsrfCookie] is { Length: > 0 } cookie
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(cookie), Encoding.ASCII.GetBytes(request.Headers[CsrfHeader].ToString()));
}

/// <summary>Marks a request that was answered as if the thing did not exist, because it lies out of the actor's scope.</summary>
public sealed record OutOfScope;
