using System.Security.Claims;
using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Supervision;

namespace Cloud.Host.Sessions;

/// <summary>Who acts, for everything behind it.</summary>
internal sealed class ActorFeature(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.User.Identity?.IsAuthenticated == true && Guid.TryParse(context.User.FindFirstValue(ClaimTypes.NameIdentifier), out var account))
        {
            var everywhere = AreaCode.Parse("210000", null);
            var grants = context.User.IsInRole(AdministratorsOnly.Role) ? Roles.Definitions.Select(role => new Grant(role.Role, everywhere, Secrecy: SecrecyLevel.Confidential)) : [];
            context.Features.Set(new Actor(account, context.User.Identity.Name ?? "", null, null, [.. grants], context.Connection.RemoteIpAddress?.ToString()));
        }

        return next(context);
    }
}
