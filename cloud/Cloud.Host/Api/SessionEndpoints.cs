using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Cloud.Host.Sessions;
using Cloud.Platform.Identity;
using Microsoft.AspNetCore.Authentication;

namespace Cloud.Host.Api;

/// <summary>Signing in and out.</summary>
public static class SessionEndpoints
{
    /// <summary>Name and password.</summary>
    public sealed record SignIn([property: Required, StringLength(64)] string UserName, [property: Required] string Password);

    /// <summary>Old and new password.</summary>
    public sealed record ChangePassword([property: Required] string Current, [property: Required] string Next);

    /// <summary>The signed-in person.</summary>
    public sealed record SessionView(UserView User, bool MustChangePassword);

    /// <summary>A person.</summary>
    public sealed record UserView(Guid Id, string UserName, string DisplayName, string Role);

    /// <summary>Maps <c>/api/session</c>.</summary>
    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        var session = routes.MapGroup("/api/session").WithTags("session");
        session.MapPost("", BeginAsync).AllowAnonymous().WithSummary("登录").Produces<SessionView>();
        session.MapGet("", (ClaimsPrincipal person) => TypedResults.Ok(View(person))).WithSummary("当前会话");
        session.MapDelete("", (Delegate)EndAsync).WithSummary("退出").Produces(StatusCodes.Status204NoContent);
        session.MapPost("password", ChangeAsync).WithSummary("修改密码").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> BeginAsync(SignIn body, HttpContext context, SignInService service, TimeProvider time, CancellationToken cancel)
    {
        var result = await service.SignInAsync(body.UserName, body.Password, cancel);
        switch (result)
        {
            case SignInResult.Accepted(var account):
                await SessionServices.BeginAsync(context, account, time);
                SessionGuard.IssueToken(context);
                return TypedResults.Ok(View(account));
            case SignInResult.Locked(var until):
                context.Response.Headers.RetryAfter = ((int)Math.Ceiling((until - time.GetUtcNow()).TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
                return Problems.Of(StatusCodes.Status429TooManyRequests, "locked", "账号已锁定", "密码错误次数过多，请稍后再试");
            default:
                return Problems.Of(StatusCodes.Status401Unauthorized, "wrong-password", "用户名或密码不正确");
        }
    }

    private static async Task<IResult> EndAsync(HttpContext context)
    {
        await context.SignOutAsync(SessionServices.Scheme);
        context.Response.Cookies.Delete(SessionGuard.CsrfCookie);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ChangeAsync(
        ChangePassword body, ClaimsPrincipal person, HttpContext context, SignInService service, TimeProvider time, CancellationToken cancel)
    {
        var (account, faults) = await service.ChangePasswordAsync(SessionServices.IdOf(person), body.Current, body.Next, cancel);
        if (account is null)
            return Problems.Invalid(faults);
        await SessionServices.BeginAsync(context, account, time);
        return TypedResults.NoContent();
    }

    private static SessionView View(UserAccount account) =>
        new(new UserView(account.Id, account.UserName, account.DisplayName, account.Role), account.MustChangePassword);

    private static SessionView View(ClaimsPrincipal person) => new(
        new UserView(
            SessionServices.IdOf(person),
            person.FindFirstValue(ClaimTypes.Name)!,
            person.FindFirstValue(ClaimTypes.GivenName)!,
            person.FindFirstValue(ClaimTypes.Role)!),
        SessionServices.MustChangePassword(person));
}
