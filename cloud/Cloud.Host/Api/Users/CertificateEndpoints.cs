using System.ComponentModel.DataAnnotations;
using Cloud.Host.Sessions;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;

namespace Cloud.Host.Api;

/// <summary>
/// Certificates of people: sign-in by one that the browser shows or by a signed challenge, binding to one's own account, and
/// revocation by the owner or whoever manages the account.
/// </summary>
public static class CertificateEndpoints
{
    /// <summary>What is to be signed: the UTF-8 bytes of the text.</summary>
    public sealed record ChallengeView(string Challenge);

    /// <summary>The signed challenge with the certificate.</summary>
    public sealed record Proof(
        [property: Required, StringLength(100)] string Challenge, [property: Required, StringLength(16_384)] string Certificate,
        [property: Required, StringLength(1_024)] string Signature);

    /// <summary>What the browser has shown.</summary>
    /// <param name="Offered">False when the platform trusts no authority.</param>
    /// <param name="Holder">Whose it is; null when none was shown or it was refused.</param>
    /// <param name="ValidUntil">End of its validity.</param>
    /// <param name="Fault">Why it was refused; null otherwise.</param>
    /// <param name="Address">Where the browser is asked for one; null when here.</param>
    public sealed record ShownView(bool Offered, string? Holder, DateTimeOffset? ValidUntil, string? Fault, Uri? Address);

    /// <summary>Which certificate, and why.</summary>
    public sealed record Revocation(
        [property: Required, StringLength(500)] string Issuer, [property: Required, StringLength(100)] string Subject,
        [property: Required, StringLength(200, MinimumLength = 2)] string Reason);

    /// <summary>Maps the routes beside those of the session, of one's own account and of others' accounts.</summary>
    public static void MapCertificates(this IEndpointRouteBuilder routes)
    {
        var session = routes.MapGroup("/api/session/certificate").WithTags("session").AllowAnonymous();
        session.MapPost("challenge", Challenge).WithSummary("证书登录的挑战").Produces<ChallengeView>();
        session.MapPost("", BeginAsync).WithSummary("证书登录：以签名的挑战").Produces<SessionEndpoints.SessionView>();
        var account = routes.MapGroup("/api/account/certificate").WithTags("account");
        account.MapGet("", Shown).WithSummary("浏览器出示的证书").Produces<ShownView>();
        account.MapPost("", LinkAsync).WithSummary("关联证书：以签名的挑战").Produces(StatusCodes.Status204NoContent);
        account.MapPost("shown", LinkShownAsync).WithSummary("关联浏览器出示的证书").Produces(StatusCodes.Status204NoContent);
        account.MapPost("revoke", RevokeAsync).WithSummary("吊销自己的证书").Produces(StatusCodes.Status204NoContent);
        var others = routes.MapGroup("/api/users/{id}/credentials").WithTags("users").Needs(Rights.ReadPeople, Rights.ManageAccounts);
        others.MapGet("", OfUserAsync).WithSummary("账号关联的证书和单点登录").Produces<IReadOnlyList<AccountEndpoints.CredentialView>>();
        others.MapPost("revoke", RevokeOfUserAsync).WithSummary("吊销账号的证书").Produces(StatusCodes.Status204NoContent);
    }

    private static IResult Challenge(CertificateDesk desk, Challenges challenges) =>
        !desk.IsOffered ? Problems.Of(StatusCodes.Status404NotFound, "not-offered", "未启用证书登录", "平台没有配置受信任的证书机构")
        : challenges.Next() is { } challenge ? TypedResults.Ok(new ChallengeView(challenge))
        : Problems.Of(StatusCodes.Status429TooManyRequests, "busy", "请求过多", "请稍后再试");

    private static async Task<IResult> BeginAsync(Proof body, HttpContext context, CertificateDesk desk, CancellationToken cancel)
    {
        var verdict = Checked(body, desk);
        var name = verdict is CertificateVerdict.Proved(var holder) ? holder.Label : Credential.Certificate;
        return await SessionEndpoints.AnswerAsync(context, await desk.SignInAsync(verdict, cancel), name, cancel);
    }

    private static IResult Shown(HttpContext context, CertificateDesk desk, PresentedCertificate presented)
    {
        var verdict = desk.IsOffered ? desk.Shown(context) : null;
        var holder = (verdict as CertificateVerdict.Proved)?.Holder;
        var fault = verdict is CertificateVerdict.Refused(var reason) ? context.RequestServices.GetRequiredService<Sentences>().For(context.Request, reason) : null;
        return TypedResults.Ok(new ShownView(desk.IsOffered, holder?.Label, holder?.ValidUntil, fault, presented.Elsewhere(context)));
    }

    private static async Task<IResult> LinkAsync(Proof body, Actor actor, CertificateDesk desk, CancellationToken cancel) =>
        await LinkedAsync(Checked(body, desk), actor, desk, cancel);

    private static async Task<IResult> LinkShownAsync(HttpContext context, Actor actor, CertificateDesk desk, CancellationToken cancel) =>
        await LinkedAsync(desk.Shown(context) ?? new CertificateVerdict.Refused("浏览器没有出示证书"), actor, desk, cancel);

    private static async Task<IResult> LinkedAsync(CertificateVerdict verdict, Actor actor, CertificateDesk desk, CancellationToken cancel)
    {
        if (verdict is not CertificateVerdict.Proved(var holder))
            return Problems.Invalid(new Dictionary<string, string[]> { ["certificate"] = [((CertificateVerdict.Refused)verdict).Reason] });
        return await desk.LinkAsync(actor, holder, cancel) is { } fault ? Problems.Conflict("already-linked", fault) : TypedResults.NoContent();
    }

    private static async Task<IResult> RevokeAsync(Revocation body, Actor actor, CertificateDesk desk, CancellationToken cancel) =>
        await RevokedAsync(body, actor, actor.AccountId, desk, cancel);

    private static async Task<IResult> OfUserAsync(
        Guid id, Actor actor, PeopleAccess people, IUserStore users, ICredentialStore credentials, CancellationToken cancel) =>
        await UserEndpoints.FindAsync(id, Rights.ReadPeople, actor, users, people, cancel) is null ? Problems.NotFound("账号")
            : TypedResults.Ok((await credentials.OfAsync(id, cancel)).Select(held => new AccountEndpoints.CredentialView(held)).ToArray());

    private static async Task<IResult> RevokeOfUserAsync(
        Guid id, Revocation body, Actor actor, PeopleAccess people, IUserStore users, CertificateDesk desk, CancellationToken cancel) =>
        await UserEndpoints.FindAsync(id, Rights.ManageAccounts, actor, users, people, cancel) is null ? Problems.NotFound("账号")
            : await RevokedAsync(body, actor, id, desk, cancel);

    private static async Task<IResult> RevokedAsync(Revocation body, Actor actor, Guid account, CertificateDesk desk, CancellationToken cancel) =>
        Fields.Faults(body) is { Count: > 0 } faults ? Problems.Invalid(faults)
        : await desk.RevokeAsync(actor, account, body.Issuer, body.Subject, body.Reason.Trim(), cancel) ? TypedResults.NoContent() : Problems.NotFound("证书");

    private static CertificateVerdict Checked(Proof body, CertificateDesk desk) => Fields.Faults(body).Count > 0
        ? new CertificateVerdict.Refused("签名不正确，或挑战码已过期") : desk.Check(new CertificateDesk.Signed(body.Challenge, body.Certificate, body.Signature));
}
