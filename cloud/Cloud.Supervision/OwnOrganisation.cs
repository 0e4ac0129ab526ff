using Cloud.Platform.Organisations;
using Cloud.Platform.Registers;

namespace Cloud.Supervision;

/// <summary>People of an enterprise report for their own enterprise only; authorities and machines of the platform for any.</summary>
internal static class OwnOrganisation
{
    /// <summary>The fault of a record that speaks for another enterprise.</summary>
    public static IEnumerable<FieldFault> Faults(OrganisationId organisation, ActionContext context, string field = "organisation")
    {
        if (context.Actor.OrganisationId is { } own && own != organisation && context.Actor.Grants.All(grant => grant.Party is not null))
            yield return new FieldFault(field, "只能填报本单位的信息");
    }
}
