using System.Threading.RateLimiting;
using Cloud.Host.Pages.Entry;
using Cloud.Host.Pages.Public;
using Cloud.Host.Sessions;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Security;
using Microsoft.Extensions.Options;

namespace Cloud.Host.Api;

/// <summary>Enterprises register themselves, without an account and therefore within limits.</summary>
public static class RegistrationEndpoints
{
    private const string Proofs = "registration-proof";

    /// <summary>How far a registration has come.</summary>
    public sealed record StatusView(OrganisationId Id, string Name, OrganisationState State, string? Note, DateTimeOffset CreatedAt, DateTimeOffset? DecidedAt);

    /// <summary>Adds the limit of guesses at an applicant's password, by address.</summary>
    public static void AddRegistrationLimit(this IServiceCollection services) => services.AddRateLimiter(limiter => limiter.AddPolicy(
        Proofs,
        context => RateLimitPartition.GetFixedWindowLimiter(
            SessionServices.AddressOf(context) ?? "",
            _ => new FixedWindowRateLimiterOptions
            {
                Window = TimeSpan.FromHours(1),
                PermitLimit = context.RequestServices.GetRequiredService<IOptions<IdentityOptions>>().Value.RegistrationsPerHour,
            })));

    /// <summary>Maps <c>/api/registrations</c>.</summary>
    public static void MapRegistrations(this IEndpointRouteBuilder routes)
    {
        var registrations = routes.MapGroup("/api/registrations").WithTags("registrations").AllowAnonymous();
        registrations.MapPost("", ApplyAsync).RequireRateLimiting(PublicPages.Limit).WithSummary("企业注册").Produces<StatusView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status429TooManyRequests);
        registrations.MapPut("", CompleteAsync).RequireRateLimiting(Proofs).WithSummary("补正被退回的注册").Produces<StatusView>();
        registrations.MapPost("status", StatusAsync).RequireRateLimiting(Proofs).WithSummary("查询注册进度").Produces<StatusView>();
    }

    /// <summary>Who asks: the account that was made with the registration.</summary>
    public sealed record Applicant(string UserName, string Password);

    private static async Task<IResult> ApplyAsync(
        Registrations.Draft body, HttpContext context, Registrations registrations, RegistrationLimit limit, SecurityJournal journal, CancellationToken cancel)
    {
        if (await registrations.FaultsAsync(body, isNew: true, cancel) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        if (!limit.Takes(SessionServices.AddressOf(context)))
            return Problems.Of(StatusCodes.Status429TooManyRequests, "too-many-registrations", "本地址一小时内的注册次数过多，请稍后再试");
        if (await registrations.ApplyAsync(body, cancel) is not { } added)
            return Problems.Conflict("credit-code-taken", "该统一社会信用代码已登记；如有疑问请联系所在县（市、区）住房城乡建设主管部门");
        await journal.WriteAsync(Applying(context, body.DisplayName), "organisation.register", $"organisation/{added.Id}", new { added.Name, added.CreditCode, added.Area }, cancel);
        return TypedResults.Created("/api/registrations/status", View(added));
    }

    private static async Task<IResult> CompleteAsync(
        Registrations.Draft body, HttpContext context, Registrations registrations, SecurityJournal journal, CancellationToken cancel)
    {
        if ((await registrations.MineAsync(body.UserName, body.Password, cancel)).Organisation is not { } mine)
            return Problems.Of(StatusCodes.Status401Unauthorized, "wrong-password", "用户名或密码不正确");
        if (mine.State is not (OrganisationState.Returned or OrganisationState.Applied))
            return Problems.Conflict("already-decided", "该注册已经核验，请登录后修改");
        if (await registrations.FaultsAsync(body, isNew: false, cancel) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        var (completed, fault) = await registrations.CompleteAsync(mine, body.Organisation, cancel);
        if (completed is not { } edited)
            return Problems.Conflict("credit-code-taken", fault!);
        await journal.WriteAsync(Applying(context, body.DisplayName), "organisation.complete", $"organisation/{edited.Id}", new { edited.Name, edited.CreditCode }, cancel);
        return TypedResults.Ok(View(edited));
    }

    private static async Task<IResult> StatusAsync(Applicant body, Registrations registrations, CancellationToken cancel) =>
        (await registrations.MineAsync(body.UserName, body.Password, cancel)).Organisation is { } mine
            ? TypedResults.Ok(View(mine))
            : Problems.Of(StatusCodes.Status401Unauthorized, "wrong-password", "用户名或密码不正确");

    private static StatusView View(Organisation o) => new(o.Id, o.Name, o.State, o.Note, o.CreatedAt, o.DecidedAt);

    internal static Actor Applying(HttpContext context, string name) => new(Guid.Empty, name, null, null, [], SessionServices.AddressOf(context));
}
