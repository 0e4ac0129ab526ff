using System.Text.Unicode;
using System.Threading.RateLimiting;
using Cloud.Host.Pages.Entry;
using Cloud.Host.Sessions;
using Cloud.Platform.Identity;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.Extensions.Options;

namespace Cloud.Host.Pages.Public;

/// <summary>Pages for people without an account, drawn on the server and without a script.</summary>
public static class PublicPages
{
    /// <summary>Name of the limit by address.</summary>
    public const string Limit = "public-pages";

    /// <summary>Adds the pages of this assembly, whichever program hosts it, and their limit.</summary>
    public static void AddPublicPages(this IServiceCollection services)
    {
        services.AddRazorPages().ConfigureApplicationPartManager(parts =>
        {
            var own = typeof(PublicPages).Assembly;
            if (parts.ApplicationParts.OfType<AssemblyPart>().Any(part => part.Assembly == own))
                return;
            foreach (var part in ApplicationPartFactory.GetApplicationPartFactory(own).GetApplicationParts(own))
                parts.ApplicationParts.Add(part);
        });
        services.AddWebEncoders(encoders => encoders.TextEncoderSettings = new System.Text.Encodings.Web.TextEncoderSettings(UnicodeRanges.All));
        services.AddAntiforgery(forgery =>
        {
            forgery.Cookie.Name = "edge-form";
            forgery.Cookie.SameSite = SameSiteMode.Strict;
            forgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddSingleton<HalfProofs>().AddSingleton<OrganisationChoices>().AddSingleton<RegistrationLimit>();
        services.AddRateLimiter(limiter => limiter.AddPolicy(
            Limit,
            context => RateLimitPartition.GetFixedWindowLimiter(
                SessionServices.AddressOf(context) ?? "",
                _ => new FixedWindowRateLimiterOptions
                {
                    Window = TimeSpan.FromMinutes(1),
                    PermitLimit = context.RequestServices.GetRequiredService<IOptions<IdentityOptions>>().Value.PublicLooksPerMinute,
                })));
    }
}
