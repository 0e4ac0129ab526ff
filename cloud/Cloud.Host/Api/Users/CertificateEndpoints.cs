using System.ComponentModel.DataAnnotations;
using System.Text;
using Cloud.Host.Sessions;
using Cloud.Platform.Identity;
using Cloud.Platform.Security;

namespace Cloud.Host.Api;

/// <summary>Sign-in with a certificate: a challenge, signed with the holder's key.</summary>
public static class CertificateEndpoints
{
    private const string Kind = "certificate";

    /// <summary>What is to be signed: the UTF-8 bytes of the text.</summary>
    public sealed record ChallengeView(string Challenge);

    /// <summary>The signed challenge with the certificate.</summary>
    public sealed record Proof(
        [property: Required, StringLength(100)] string Challenge, [property: Required, StringLength(16_384)] string Certificate,
        [property: Required, StringLength(1_024)] string Signature);

    /// <summary>Maps the routes beside those of the session and of one's own account.</summary>
    public static void MapCertificates(this IEndpointRouteBuilder routes)
    {
        var session = routes.MapGroup("/api/session/certificate").WithTags("session").AllowAnonymous();
        session.MapPost("challenge", Challenge).WithSummary("证书登录的挑战").Produces<ChallengeView>();
        session.MapPost("", BeginAsync).WithSummary("证书登录").Produces<SessionEndpoints.SessionView>();
        routes.MapPost("/api/account/certificate", LinkAsync).WithTags("account").WithSummary("关联证书").Produces(StatusCodes.Status204NoContent);
    }

    private static IResult Challenge(ICertificateProof proof, Challenges challenges) =>
        !proof.IsOffered ? Problems.Of(StatusCodes.Status404NotFound, "not-offered", "未启用证书登录", "平台没有配置受信任的证书机构")
        : challenges.Next() is { } challenge ? TypedResults.Ok(new ChallengeView(challenge))
        : Problems.Of(StatusCodes.Status429TooManyRequests, "busy", "请求过多", "请稍后再试");

    private static async Task<IResult> BeginAsync(
        Proof body, HttpContext context, ICertificateProof proof, Challenges challenges, ICredentialStore credentials, SignInService signIn, CancellationToken cancel)
    {
        var holder = Check(body, proof, challenges);
        var credential = holder is null ? null : await credentials.FindAsync(Kind, holder.Issuer, holder.Subject, cancel);
        var result = credential is null ? new SignInResult.Refused() : await signIn.VouchAsync(credential.Account, SignInMethod.Certificate, cancel);
        return await SessionEndpoints.AnswerAsync(context, result, holder?.Label ?? Kind, cancel);
    }

    private static async Task<IResult> LinkAsync(
        Proof body, Actor actor, ICertificateProof proof, Challenges challenges, ICredentialStore credentials, SecurityJournal journal, TimeProvider time,
        CancellationToken cancel)
    {
        if (Check(body, proof, challenges) is not { } holder)
            return Problems.Invalid(new Dictionary<string, string[]> { ["certificate"] = ["证书不受信任、已过期，或签名不正确"] });
        if (!await credentials.AddAsync(new Credential(actor.AccountId, Kind, holder.Issuer, holder.Subject, holder.Label, time.GetUtcNow()), cancel))
            return Problems.Conflict("already-linked", "该证书已关联账号");
        await journal.WriteAsync(actor, "credential.link", $"account/{actor.AccountId}", new { holder.Label }, cancel);
        return TypedResults.NoContent();
    }

    private static CertificateHolder? Check(Proof body, ICertificateProof proof, Challenges challenges)
    {
        var signature = new byte[1_024];
        return Fields.Faults(body).Count == 0 && challenges.Use(body.Challenge) && Convert.TryFromBase64String(body.Signature, signature, out var length)
            ? proof.Verify(body.Certificate, Encoding.UTF8.GetBytes(body.Challenge), signature.AsSpan(0, length))
            : null;
    }
}
