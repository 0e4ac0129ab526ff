using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Permissions;
using Telemetry.Model;

namespace Cloud.Host.Registers;

/// <summary>Where projects lie and whose they are, for the rights over records.</summary>
internal sealed class PartyScopes(ProjectScopes scopes, RoleCatalogue roles) : IRecordScopes
{
    public ValueTask RefreshAsync(CancellationToken cancel) => scopes.RefreshAsync(cancel);

    public AreaCode? AreaOf(ProjectId project) => scopes.Of(project)?.Area;

    public IReadOnlyList<ProjectId> ProjectsOf(OrganisationId organisation, Role role)
    {
        var kind = roles.Find(role)?.Kind;
        return [.. scopes.With(organisation)
            .Where(scope => scope.Parties.Any(party => party.Organisation == organisation && (kind is null || party.Kind == kind)))
            .Select(scope => scope.Project)];
    }
}
