using System.ComponentModel.DataAnnotations;
using Cloud.Host.Sessions;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Permissions;

namespace Cloud.Host.Api;

/// <summary>Signing in and out.</summary>
public static class SessionEndpoints
{
    /// <summary>Name, password and, with a second factor, its code or a recovery code.</summary>
    public sealed record SignIn([property: Required, StringLength(64)] string UserName, [property: Required] string Password, string? Code = null);

    /// <summary>Old and new password.</summary>
    public sealed record ChangePassword([property: Required] string Current, [property: Required] string Next);

    /// <summary>The signed-in person.</summary>
    /// <param name="User">Who.</param>
    /// <param name="MustChangePassword">Nothing else before that.</param>
    /// <param name="MustSetUpSecondFactor">Nothing else before that.</param>
    /// <param name="SecondFactor">True when one is in force.</param>
    /// <param name="Rights">What some grant allows somewhere, so that a page offers nothing else; each thing decides for itself.</param>
    public sealed record SessionView(UserView User, bool MustChangePassword, bool MustSetUpSecondFactor, bool SecondFactor, IReadOnlyList<Rights> Rights);

    /// <summary>A person.</summary>
    public sealed record UserView(Guid Id, string UserName, string DisplayName, string Role, IReadOnlyList<RoleView> Roles, OrganisationView? Organisation);

    /// <summary>A role held.</summary>
    public sealed record RoleView(string Code, string Label, string LabelEn);

    /// <summary>Where somebody belongs.</summary>
    public sealed record OrganisationView(OrganisationId Id, string Name, string Kind);

    /// <summary>Maps <c>/api/session</c>.</summary>
    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        var session = routes.MapGroup("/api/session").WithTags("session");
        session.MapPost("", BeginAsync).AllowAnonymous().WithSummary("登录").Produces<SessionView>();
        session.MapGet("", CurrentAsync).WithSummary("当前会话").Produces<SessionView>();
        session.MapDelete("", (Delegate)EndAsync).WithSummary("退出").Produces(StatusCodes.Status204NoContent);
        session.MapPost("password", ChangeAsync).WithSummary("修改密码").Produces(StatusCodes.Status204NoContent);
    }

    /// <summary>What a sign-in of any kind answers.</summary>
    internal static async Task<IResult> AnswerAsync(HttpContext context, SignInResult result, string userName, CancellationToken cancel)
    {
        var services = context.RequestServices;
        var signedIn = await Arrival.EnterAsync(context, result, userName, cancel);
        switch (result)
        {
            case SignInResult.Accepted when signedIn is not null:
                return TypedResults.Ok(await ViewAsync(signedIn, services, cancel));
            case SignInResult.Locked(var until):
                var wait = until - services.GetRequiredService<TimeProvider>().GetUtcNow();
                context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
                return Problems.Of(StatusCodes.Status429TooManyRequests, "locked", "账号已锁定", "密码错误次数过多，请稍后再试");
            case SignInResult.CodeRequired:
                return Problems.Of(StatusCodes.Status401Unauthorized, "code-required", "请输入动态口令", "密码正确，还需要动态口令或恢复码");
            case SignInResult.CertificateRefused(var refusal):
                return Problems.Of(StatusCodes.Status401Unauthorized, "certificate-refused", "证书不能登录", refusal);
            case SignInResult.NotActive(var reason):
                return Problems.Of(StatusCodes.Status403Forbidden, "account-not-active", "账号不能登录", reason);
            default:
                return Problems.Of(StatusCodes.Status401Unauthorized, "wrong-password", "用户名或密码不正确");
        }
    }

    private static async Task<IResult> BeginAsync(SignIn body, HttpContext context, SignInService service, CancellationToken cancel)
    {
        if (Fields.Faults(body) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        return await AnswerAsync(context, await service.SignInAsync(body.UserName, body.Password, body.Code, cancel), body.UserName, cancel);
    }

    private static async Task<IResult> CurrentAsync(HttpContext context, CancellationToken cancel) =>
        context.SignedIn() is { } signedIn
            ? TypedResults.Ok(await ViewAsync(signedIn, context.RequestServices, cancel))
            : Problems.Of(StatusCodes.Status401Unauthorized, "sign-in-required", "请先登录");

    private static async Task<IResult> EndAsync(HttpContext context, CancellationToken cancel)
    {
        await SessionServices.EndAsync(context, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ChangeAsync(ChangePassword body, HttpContext context, CancellationToken cancel) =>
        await Arrival.ChangePasswordAsync(context, context.SignedIn()!, body.Current, body.Next, cancel) is { Count: > 0 } faults
            ? Problems.Invalid(faults) : TypedResults.NoContent();

    private static async Task<SessionView> ViewAsync(SignedIn signedIn, IServiceProvider services, CancellationToken cancel)
    {
        var (account, actor, roles) = (signedIn.Account, signedIn.Actor, services.GetRequiredService<RoleCatalogue>());
        var held = actor.Grants.Select(grant => grant.Role).Distinct().Select(role => roles.Find(role)).OfType<RoleDefinition>()
            .Select(role => new RoleView(role.Role.Code, role.Label, role.LabelEn)).ToArray();
        var organisation = account.Organisation is { } id ? await services.GetRequiredService<IOrganisationStore>().FindAsync(id, cancel) : null;
        var access = services.GetRequiredService<IAccess>();
        return new SessionView(
            new UserView(
                account.Id, account.UserName, account.DisplayName, held.FirstOrDefault()?.Code ?? "", held,
                organisation is null ? null : new OrganisationView(organisation.Id, organisation.Name, organisation.Kind)),
            signedIn.MustChangePassword, signedIn.MustSetUpSecondFactor, account.SecondFactor is { Confirmed: true },
            [.. Enum.GetValues<Rights>().Where(right => right != Rights.None && access.AllowsSomewhere(actor, right))]);
    }
}
