using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;

namespace Cloud.Platform.Permissions;

/// <summary>
/// Scopes of people: an organisation lies in its area and is its own party; a person or an account lies where its
/// organisation does, and one without an organisation belongs to the province.
/// </summary>
public sealed class PeopleAccess(Access access, RoleCatalogue roles, IOrganisationStore organisations, AreaTree areas)
{
    /// <summary>True when the actor has the right over the organisation.</summary>
    public bool Covers(Actor actor, Rights right, Organisation organisation) => access.Covers(actor, right, organisation.Area, [organisation.Id]);

    /// <summary>True when the actor has the right over what belongs to the organisation, or to none.</summary>
    public async ValueTask<bool> CoversAsync(Actor actor, Rights right, OrganisationId? organisation, CancellationToken cancel)
    {
        if (organisation is not { } id)
            return access.Covers(actor, right, areas.Root.Code, []);
        return await organisations.FindAsync(id, cancel) is { } found && Covers(actor, right, found);
    }

    /// <summary>
    /// Where the right is held: areas of grants without a party, and the parties of the others. Null areas = everywhere.
    /// </summary>
    public (IReadOnlyCollection<AreaCode>? Areas, IReadOnlyCollection<OrganisationId> Own) Reach(Actor actor, Rights right)
    {
        var held = actor.Grants.Where(grant => roles.Gives(grant.Role, right)).ToList();
        var own = held.Where(grant => grant.Party is not null).Select(grant => grant.Party!.Value).Distinct().ToArray();
        var wide = held.Where(grant => grant.Party is null).Select(grant => grant.Area).Distinct().ToArray();
        return (wide.Contains(areas.Root.Code) ? null : wide, own);
    }
}
