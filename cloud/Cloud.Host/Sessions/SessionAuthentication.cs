using Microsoft.AspNetCore.Authentication;

namespace Cloud.Host.Sessions;

/// <summary>
/// Finds who a request is from. The usual middleware first asks every protocol of single sign-on whether the request is its own;
/// none of them has an address below <c>/api</c>, so requests of the interface go to sessions and keys at once.
/// </summary>
public sealed class SessionAuthentication(RequestDelegate next, IAuthenticationSchemeProvider schemes)
{
    // Otherwise the host puts the usual middleware before everything by itself.
    private const string IsSet = "__AuthenticationMiddlewareSet";

    private readonly AuthenticationMiddleware _usual = new(next, schemes);

    /// <summary>Puts it in the place of the usual one.</summary>
    public static void Use(WebApplication app)
    {
        ((IApplicationBuilder)app).Properties[IsSet] = true;
        app.UseMiddleware<SessionAuthentication>();
    }

    /// <summary>Finds out and goes on.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            await _usual.Invoke(context);
            return;
        }

        if ((await context.AuthenticateAsync(SessionServices.Scheme)).Principal is { } principal)
            context.User = principal;
        await next(context);
    }
}
