using System.Text.Json;
using Cloud.Platform.Areas;
using Cloud.Platform.Permissions;
using Cloud.Supervision.Filing;
using Cloud.Telemetry.Projects;
using Telemetry.Model;

namespace Cloud.Host.Registers;

/// <summary>A project that was filed enters the directory of projects, with the parties that were filed.</summary>
internal sealed class ProjectOpening(IDirectory directory, IProjectScopeStore parties, ProjectScopes scopes, AreaTree areas) : IProjectOpening
{
    public async Task OpenAsync(ProjectId project, ProjectFiling filing, CancellationToken cancel)
    {
        var county = filing.County.Value;
        var opened = await directory.AddProjectAsync(
            new Project(
                project, filing.Name, null, county, areas.Find(filing.County)?.FullName ?? county, filing.Address, filing.Position!.Longitude, filing.Position.Latitude,
                "foundation"),
            cancel);
        if (opened)
            await parties.SetPartiesAsync(
                project, [.. filing.Parties.Select(party => new ProjectParty(party.Organisation, JsonNamingPolicy.KebabCaseLower.ConvertName(party.Kind.ToString())))], cancel);
        await scopes.RefreshAsync(cancel);
    }
}
