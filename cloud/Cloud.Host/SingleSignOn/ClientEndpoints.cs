using System.Globalization;
using Cloud.Host.Api;
using Cloud.Host.Sessions;
using Cloud.Platform.Identity;
using Cloud.Platform.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Client.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Cloud.Host.SingleSignOn;

/// <summary>Other systems vouch for our people: the way there and back. Only an account that its owner has linked is let in.</summary>
public static class ClientEndpoints
{
    private const string Client = OpenIddictClientAspNetCoreDefaults.AuthenticationScheme;
    private const string Kind = "single-sign-on";
    private const string LinkFor = "link-for";

    /// <summary>A system that vouches, for the sign-in page.</summary>
    public sealed record ProviderView(string Name, string Label);

    /// <summary>Maps <c>/sso/sign-in</c>, <c>/sso/callback</c> and the list of systems.</summary>
    public static void MapSingleSignOnClient(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/single-sign-on/providers", (IOptions<SingleSignOnOptions> options) =>
            TypedResults.Ok(options.Value.Providers.Select(provider => new ProviderView(provider.Name, provider.Label)).ToArray()))
            .AllowAnonymous().WithTags("single-sign-on").WithSummary("可用于登录的其他系统");
        var sso = routes.MapGroup("/sso").AllowAnonymous().ExcludeFromDescription();
        sso.MapGet("sign-in/{provider}", Challenge);
        sso.MapMethods("callback/{provider}", ["GET", "POST"], ReturnAsync);
    }

    private static IResult Challenge(string provider, bool? link, HttpContext context, IOptions<SingleSignOnOptions> options)
    {
        if (options.Value.Providers.All(known => known.Name != provider))
            return Problems.NotFound("登录方式");
        var properties = new AuthenticationProperties { RedirectUri = "/" };
        properties.Items[OpenIddictClientAspNetCoreConstants.Properties.RegistrationId] = provider;
        if (link == true && context.SignedIn() is { } signedIn)
            properties.Items[LinkFor] = signedIn.Account.Id.ToString();
        return TypedResults.Challenge(properties, [Client]);
    }

    private static async Task<IResult> ReturnAsync(
        string provider, HttpContext context, SignInService signIn, ICredentialStore credentials, SecurityJournal journal, IOptions<SingleSignOnOptions> options,
        TimeProvider time, CancellationToken cancel)
    {
        var result = await context.AuthenticateAsync(Client);
        if (result.Principal is not { Identity.IsAuthenticated: true } principal || principal.GetClaim(Claims.Subject) is not { Length: > 0 } subject)
            return TypedResults.LocalRedirect("/sign-in?problem=single-sign-on");
        var known = options.Value.Providers.First(entry => entry.Name == provider);
        var issuer = known.Issuer!.AbsoluteUri;
        if (result.Properties?.Items.TryGetValue(LinkFor, out var owner) == true && context.SignedIn() is { } signedIn && signedIn.Account.Id.ToString() == owner)
        {
            var credential = new Credential(signedIn.Account.Id, Kind, issuer, subject, $"{known.Label} {principal.GetClaim(Claims.Name)}".Trim(), time.GetUtcNow());
            var linked = await credentials.AddAsync(credential, cancel);
            await journal.WriteAsync(signedIn.Actor, "credential.link", $"account/{signedIn.Account.Id}", new { provider, linked }, cancel);
            return TypedResults.LocalRedirect(linked ? "/account" : "/account?problem=already-linked");
        }

        if (await credentials.FindAsync(Kind, issuer, subject, cancel) is not { } found)
            return TypedResults.LocalRedirect("/sign-in?problem=not-linked");
        var vouched = await signIn.VouchAsync(found.Account, SignInMethod.SingleSignOn, cancel);
        await SessionEndpoints.AnswerAsync(context, vouched, string.Create(CultureInfo.InvariantCulture, $"{provider}:{subject}"), cancel);
        return TypedResults.LocalRedirect(vouched is SignInResult.Accepted ? "/" : "/sign-in?problem=account");
    }
}
