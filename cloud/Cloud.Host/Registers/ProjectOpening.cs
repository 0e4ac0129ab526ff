using Cloud.Platform.Permissions;
using Cloud.Supervision.Filing;
using Cloud.Telemetry.Projects;
using Telemetry.Model;

namespace Cloud.Host.Registers;

/// <summary>A project that was filed enters the directory of projects.</summary>
internal sealed class ProjectOpening(IDirectory directory, IRecordScopes scopes) : IProjectOpening
{
    public async Task OpenAsync(ProjectId project, ProjectFiling filing, CancellationToken cancel)
    {
        var county = filing.County.Value;
        await directory.AddProjectAsync(
            new Project(project, filing.Name, null, county, Divisions.NameOf(county) ?? county, filing.Address, filing.Position!.Longitude, filing.Position.Latitude, "foundation"), cancel);
        await scopes.RefreshAsync(cancel);
    }
}
