using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Telemetry.Model;

namespace Cloud.Platform.Permissions;

/// <summary>Decides by the rights of the roles and the scopes of the grants.</summary>
public sealed class Access(RoleCatalogue roles, ProjectScopes scopes) : IAccess
{
    /// <inheritdoc/>
    public bool Allows(Actor? actor, ProjectId project, AccessKind kind) =>
        actor is not null && scopes.Of(project) is { } scope && Covers(actor, RightOf(kind), scope.Area, scope.Organisations);

    /// <inheritdoc/>
    public bool AllowsSomewhere(Actor? actor, Rights rights) => actor is not null && actor.Grants.Any(grant => roles.Gives(grant.Role, rights));

    /// <summary>True when a grant gives the right over what lies in the area and belongs to these organisations.</summary>
    public bool Covers(Actor actor, Rights right, AreaCode area, IReadOnlyCollection<OrganisationId> parties) =>
        actor.Grants.Any(grant => roles.Gives(grant.Role, right) && grant.Covers(area, parties));

    /// <summary>The right that a kind of access needs.</summary>
    public static Rights RightOf(AccessKind kind) => kind switch
    {
        AccessKind.Read => Rights.ReadProjects,
        AccessKind.Handle => Rights.HandleWarnings,
        AccessKind.Write => Rights.ConfigureProjects,
        _ => Rights.ManageProjects,
    };
}
