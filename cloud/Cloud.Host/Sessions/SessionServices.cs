using System.Net;
using System.Security.Claims;
using Cloud.Host.Api;
using Cloud.Host.Composition;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Platform.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Cloud.Host.Sessions;

/// <summary>
/// Sessions in a cookie that only the server can read, or a key in the Authorization header. Either becomes an
/// <see cref="Actor"/> once per request; a session is over when idle, too old, ended, on another device, or when the password
/// has changed.
/// </summary>
public static class SessionServices
{
    /// <summary>Name of the scheme that chooses between cookie and key.</summary>
    public const string Scheme = "edge";

    /// <summary>Name of the cookie's scheme.</summary>
    public const string Cookie = "session";

    /// <summary>Longest description of a device that is kept.</summary>
    private const int DeviceLength = 200;

    private const string SessionClaim = "sid";

    /// <summary>Adds the schemes; everything needs an account unless it says otherwise.</summary>
    public static void AddSessions(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("edge");
        services.AddOptions<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>()
            .Configure<IOptions<StorageOptions>, ILoggerFactory>((keys, storage, logging) => keys.XmlRepository =
                new Microsoft.AspNetCore.DataProtection.Repositories.FileSystemXmlRepository(
                    Directory.CreateDirectory(Path.Combine(storage.Value.Folder, "keys")), logging));
        services.AddAuthentication(Scheme)
            .AddPolicyScheme(Scheme, null, policy => policy.ForwardDefaultSelector = context => KeyHandler.IsPresented(context.Request) ? KeyHandler.Scheme : Cookie)
            .AddScheme<AuthenticationSchemeOptions, KeyHandler>(KeyHandler.Scheme, null)
            .AddCookie(Cookie, cookie =>
            {
                cookie.Cookie.Name = "edge-session";
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                cookie.SlidingExpiration = true;
                cookie.Events.OnRedirectToLogin = context => RefuseAsync(context.HttpContext, StatusCodes.Status401Unauthorized);
                cookie.Events.OnRedirectToAccessDenied = context => RefuseAsync(context.HttpContext, StatusCodes.Status403Forbidden);
                cookie.Events.OnValidatePrincipal = ValidateAsync;
            });
        services.AddOptions<CookieAuthenticationOptions>(Cookie).Configure<IOptions<IdentityOptions>>(
            (cookie, identity) => cookie.ExpireTimeSpan = TimeSpan.FromMinutes(identity.Value.IdleMinutes));
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder(Scheme).RequireAuthenticatedUser().Build());
    }

    /// <summary>Begins a session.</summary>
    public static async Task<SignedIn?> BeginAsync(HttpContext context, UserAccount account, SignInMethod method, CancellationToken cancel)
    {
        var services = context.RequestServices;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var session = new UserSession(
            Guid.CreateVersion7(now), account.Id, account.SecurityStamp, method, now, now, AddressOf(context), DeviceOf(context.Request));
        await services.GetRequiredService<ISessionStore>().AddAsync(session, cancel);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, account.Id.ToString()), new Claim(SessionClaim, session.Id.ToString())], Cookie);
        await context.SignInAsync(Cookie, new ClaimsPrincipal(identity));
        SessionGuard.IssueToken(context);
        var signedIn = await services.GetRequiredService<ActorSource>().OfSessionAsync(session.Id, session.Address, cancel);
        await services.GetRequiredService<ProjectScopes>().RefreshAsync(cancel);
        return signedIn;
    }

    /// <summary>Ends the session of the request.</summary>
    public static async Task EndAsync(HttpContext context, CancellationToken cancel)
    {
        if (context.Features.Get<SignedIn>() is { Session: { } session } signedIn)
        {
            var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
            await context.RequestServices.GetRequiredService<ISessionStore>().EndAsync(signedIn.Account.Id, session.Id, now, cancel);
        }

        await context.SignOutAsync(Cookie);
        context.Response.Cookies.Delete(SessionGuard.CsrfCookie);
    }

    /// <summary>Who the request is from; null when nobody is signed in.</summary>
    public static SignedIn? SignedIn(this HttpContext context) => context.Features.Get<SignedIn>();

    /// <summary>The address of the request's sender as it is kept and compared.</summary>
    public static string? AddressOf(HttpContext context) => context.Connection.RemoteIpAddress is not { } address ? null
        : (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();

    /// <summary>What the browser calls itself, cut to what is kept.</summary>
    public static string? DeviceOf(HttpRequest request) => request.Headers.UserAgent.ToString() is { Length: > 0 } text
        ? text.Length <= DeviceLength ? text : text[..DeviceLength] : null;

    /// <summary>Who a running request is from by now, with the grants and scopes of now; null when it is over.</summary>
    public static async ValueTask<Actor?> NowAsync(HttpContext context, CancellationToken cancel)
    {
        var source = context.RequestServices.GetRequiredService<ActorSource>();
        await context.RequestServices.GetRequiredService<ProjectScopes>().RefreshAsync(cancel);
        var signedIn = context.SignedIn() switch
        {
            { Session: { } session } => await source.OfSessionAsync(session.Id, AddressOf(context), cancel),
            { Account: { } account } => await source.OfAccountAsync(account.Id, AddressOf(context), cancel),
            null => null,
        };
        return signedIn?.Actor;
    }

    /// <summary>Makes the actor known to the rest of the request.</summary>
    internal static async Task EnterAsync(HttpContext context, SignedIn signedIn)
    {
        context.Features.Set(signedIn);
        context.Features.Set(signedIn.Actor);
        await context.RequestServices.GetRequiredService<ProjectScopes>().RefreshAsync(context.RequestAborted);
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var (http, cancel) = (context.HttpContext, context.HttpContext.RequestAborted);
        var source = http.RequestServices.GetRequiredService<ActorSource>();
        if (!Guid.TryParse(context.Principal!.FindFirstValue(SessionClaim), out var id)
            || await source.OfSessionAsync(id, AddressOf(http), cancel) is not { } signedIn)
        {
            context.RejectPrincipal();
            return;
        }

        if (signedIn.Session!.Device != DeviceOf(http.Request))
        {
            // A cookie that shows up in another browser was taken from the one that it belongs to.
            await EndMovedAsync(http, signedIn, cancel);
            context.RejectPrincipal();
            return;
        }

        await EnterAsync(http, signedIn);
    }

    private static async Task EndMovedAsync(HttpContext http, SignedIn signedIn, CancellationToken cancel)
    {
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        await http.RequestServices.GetRequiredService<ISessionStore>().EndAsync(signedIn.Account.Id, signedIn.Session!.Id, now, cancel);
        await http.RequestServices.GetRequiredService<SecurityJournal>().MovedAsync(signedIn.Actor, cancel);
    }

    private static Task RefuseAsync(HttpContext context, int status) => (status == StatusCodes.Status401Unauthorized
        ? Problems.Of(status, "sign-in-required", "请先登录")
        : Problems.Of(status, "forbidden", "没有权限", "请联系管理员授予权限")).ExecuteAsync(context);
}
