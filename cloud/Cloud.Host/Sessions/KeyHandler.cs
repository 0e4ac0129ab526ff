using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Cloud.Host.Api;
using Cloud.Platform.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Cloud.Host.Sessions;

/// <summary>Lets another system in by its key: <c>Authorization: Bearer edge_…</c>.</summary>
public sealed class KeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeys keys, ActorSource actors)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public new const string Scheme = "key";

    private const string Bearer = "Bearer edge_";

    /// <summary>True when the request carries a key of ours.</summary>
    public static bool IsPresented(HttpRequest request) => request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.Ordinal);

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsPresented(Request))
            return AuthenticateResult.NoResult();
        switch (await keys.UseAsync(Request.Headers.Authorization.ToString()["Bearer ".Length..].Trim(), Context.RequestAborted))
        {
            case KeyResult.Exhausted(var wait):
                Context.Features.Set(new Exhausted(wait));
                return AuthenticateResult.Fail("quota");
            case KeyResult.Accepted(var key)
                when await actors.OfAccountAsync(key.Account, SessionServices.AddressOf(Context), Context.RequestAborted) is { } signedIn:
                await SessionServices.EnterAsync(Context, signedIn with { Actor = signedIn.Actor with { Kind = ActorKind.Machine } });
                Context.Features.Set(key);
                var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, key.Account.ToString())], Scheme);
                return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme));
            default:
                return AuthenticateResult.Fail("key");
        }
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (Context.Features.Get<Exhausted>() is not { } exhausted)
            return Problems.Of(StatusCodes.Status401Unauthorized, "wrong-key", "接口密钥无效或已失效").ExecuteAsync(Context);
        Response.Headers.RetryAfter = ((int)Math.Ceiling(exhausted.Wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return Problems.Of(StatusCodes.Status429TooManyRequests, "quota", "接口调用次数超过配额", "请稍后再试，或申请更高的配额").ExecuteAsync(Context);
    }

    private sealed record Exhausted(TimeSpan Wait);
}
