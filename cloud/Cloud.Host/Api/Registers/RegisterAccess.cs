using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Platform.Registers;

namespace Cloud.Host.Api.Registers;

/// <summary>Which registers a person knows of at all.</summary>
internal static class RegisterAccess
{
    /// <summary>
    /// True when a role of the person may do anything in it, or when it can assign records to persons or a flow asks them:
    /// what was assigned must be found even by somebody without any role in it.
    /// </summary>
    public static bool IsVisible(RegisterDescriptor register, Actor actor) =>
        register.Rights.Any(right => right.Roles.Any(actor.Holds)) || (register.Assigns && actor.PersonId is not null) || register.IsDecided;
}
