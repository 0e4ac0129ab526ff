using System.Globalization;
using System.Security.Claims;
using Cloud.Host.Api;
using Cloud.Host.Composition;
using Cloud.Platform.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Cloud.Host.Sessions;

/// <summary>Sessions in a cookie that only the server can read; over when idle, too old, or when the password has changed.</summary>
public static class SessionServices
{
    /// <summary>Name of the scheme.</summary>
    public const string Scheme = "session";

    private const string StampClaim = "stamp";
    private const string BeganClaim = "began";
    private const string MustChangeClaim = "must-change";

    /// <summary>Adds the scheme; everything needs an account unless it says otherwise.</summary>
    public static void AddSessions(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("edge");
        services.AddOptions<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>()
            .Configure<IOptions<StorageOptions>, ILoggerFactory>((keys, storage, logging) => keys.XmlRepository =
                new Microsoft.AspNetCore.DataProtection.Repositories.FileSystemXmlRepository(
                    Directory.CreateDirectory(Path.Combine(storage.Value.Folder, "keys")), logging));
        services.AddAuthentication(Scheme).AddCookie(Scheme, cookie =>
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
        services.AddOptions<CookieAuthenticationOptions>(Scheme).Configure<IOptions<IdentityOptions>>(
            (cookie, identity) => cookie.ExpireTimeSpan = TimeSpan.FromMinutes(identity.Value.IdleMinutes));
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder(Scheme).RequireAuthenticatedUser().Build());
    }

    /// <summary>Begins a session.</summary>
    public static Task BeginAsync(HttpContext context, UserAccount account, TimeProvider time) => context.SignInAsync(Scheme, new ClaimsPrincipal(
        new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, account.Id.ToString()),
                new Claim(ClaimTypes.Name, account.UserName),
                new Claim(ClaimTypes.GivenName, account.DisplayName),
                new Claim(ClaimTypes.Role, account.Role),
                new Claim(StampClaim, account.SecurityStamp),
                new Claim(BeganClaim, time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
                new Claim(MustChangeClaim, account.MustChangePassword ? "1" : "0"),
            ],
            Scheme)));

    /// <summary>The signed-in person's account id.</summary>
    public static Guid IdOf(ClaimsPrincipal person) => Guid.Parse(person.FindFirstValue(ClaimTypes.NameIdentifier)!);

    /// <summary>True while the first password must be replaced.</summary>
    public static bool MustChangePassword(ClaimsPrincipal person) => person.HasClaim(MustChangeClaim, "1");

    /// <summary>True when a session is too old, its account is gone, or the password has changed since.</summary>
    public static async Task<bool> IsOverAsync(HttpContext context, ClaimsPrincipal person)
    {
        var services = context.RequestServices;
        var longest = TimeSpan.FromHours(services.GetRequiredService<IOptions<IdentityOptions>>().Value.AbsoluteHours);
        var began = long.Parse(person.FindFirstValue(BeganClaim) ?? "0", CultureInfo.InvariantCulture);
        if (services.GetRequiredService<TimeProvider>().GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(began) > longest)
            return true;
        var account = await services.GetRequiredService<IUserStore>().FindAsync(IdOf(person), context.RequestAborted);
        return account is null || !person.HasClaim(StampClaim, account.SecurityStamp);
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (await IsOverAsync(context.HttpContext, context.Principal!))
            context.RejectPrincipal();
    }

    private static Task RefuseAsync(HttpContext context, int status) => (status == StatusCodes.Status401Unauthorized
        ? Problems.Of(status, "sign-in-required", "请先登录")
        : Problems.Of(status, "forbidden", "没有权限", "请联系管理员授予权限")).ExecuteAsync(context);
}
