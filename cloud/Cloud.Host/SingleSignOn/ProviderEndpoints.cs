using System.Security.Claims;
using Cloud.Host.Sessions;
using Cloud.Platform.Identity;
using Cloud.Platform.Security;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Cloud.Host.SingleSignOn;

/// <summary>Other systems let our people in: authorization, tokens, who it is, signing out.</summary>
public static class ProviderEndpoints
{
    private const string Server = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    /// <summary>Maps <c>/sso</c>; what is no valid request is refused by the library before it comes here.</summary>
    public static void MapSingleSignOnProvider(this IEndpointRouteBuilder routes)
    {
        var sso = routes.MapGroup("/sso").AllowAnonymous().ExcludeFromDescription();
        sso.MapGet("authorize", AuthorizeAsync);
        sso.MapPost("token", TokenAsync);
        sso.MapGet("userinfo", UserInfoAsync);
        sso.MapGet("logout", LogoutAsync);
    }

    private static async Task<IResult> AuthorizeAsync(HttpContext context, SecurityJournal journal, RoleCatalogue roles, CancellationToken cancel)
    {
        var request = context.GetOpenIddictServerRequest()!;
        if (context.SignedIn() is not { MustChangePassword: false, MustSetUpSecondFactor: false } signedIn)
            return TypedResults.LocalRedirect($"/sign-in?returnUrl={Uri.EscapeDataString(SingleSignOnServices.AuthorizePath + context.Request.QueryString)}");
        await journal.WriteAsync(signedIn.Actor, "single-sign-on.out", $"client/{request.ClientId}", new { scopes = request.GetScopes() }, cancel);
        return TypedResults.SignIn(Principal(signedIn, request.GetScopes(), roles), authenticationScheme: Server);
    }

    private static async Task<IResult> TokenAsync(HttpContext context, ActorSource actors, RoleCatalogue roles, CancellationToken cancel)
    {
        var shown = (await context.AuthenticateAsync(Server)).Principal;

        // A code or a refresh token is worth no more than the account by now.
        if (shown is null || !Guid.TryParse(shown.GetClaim(Claims.Subject), out var id) || await actors.OfAccountAsync(id, null, cancel) is not { } signedIn)
        {
            return TypedResults.Forbid(
                new AuthenticationProperties(new Dictionary<string, string?> { [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.InvalidGrant }), [Server]);
        }

        return TypedResults.SignIn(Principal(signedIn, shown.GetScopes(), roles), authenticationScheme: Server);
    }

    private static async Task<IResult> UserInfoAsync(HttpContext context, ActorSource actors, RoleCatalogue roles, CancellationToken cancel)
    {
        var shown = (await context.AuthenticateAsync(Server)).Principal;
        if (shown is null || !Guid.TryParse(shown.GetClaim(Claims.Subject), out var id) || await actors.OfAccountAsync(id, null, cancel) is not { } signedIn)
            return TypedResults.Unauthorized();
        var answer = new Dictionary<string, object> { [Claims.Subject] = id.ToString() };
        foreach (var group in Principal(signedIn, shown.GetScopes(), roles).Claims.Where(claim => claim.Type is Claims.Name or Claims.PreferredUsername or Claims.Role).GroupBy(claim => claim.Type))
            answer[group.Key] = group.Key == Claims.Role ? group.Select(claim => claim.Value).ToArray() : group.First().Value;
        return TypedResults.Ok(answer);
    }

    private static async Task<IResult> LogoutAsync(HttpContext context, CancellationToken cancel)
    {
        await SessionServices.EndAsync(context, cancel);
        return TypedResults.SignOut(new AuthenticationProperties { RedirectUri = "/" }, [Server]);
    }

    private static ClaimsPrincipal Principal(SignedIn signedIn, IEnumerable<string> scopes, RoleCatalogue roles)
    {
        var identity = new ClaimsIdentity(Server, Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, signedIn.Account.Id.ToString());
        identity.SetScopes(scopes);
        if (identity.HasScope(Scopes.Profile))
            identity.SetClaim(Claims.Name, signedIn.Account.DisplayName).SetClaim(Claims.PreferredUsername, signedIn.Account.UserName);
        if (identity.HasScope(Scopes.Roles))
            identity.SetClaims(Claims.Role, [.. signedIn.Actor.Grants.Select(grant => grant.Role).Where(role => roles.Find(role) is not null).Select(role => role.Code).Distinct()]);
        identity.SetDestinations(_ => [Destinations.AccessToken, Destinations.IdentityToken]);
        return new ClaimsPrincipal(identity);
    }
}
