using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Permissions;
using Cloud.Telemetry.Projects;
using Telemetry.Model;

namespace Cloud.Host.Registers;

/// <summary>Where projects lie, from the directory.</summary>
internal sealed class DirectoryScopes(IDirectory directory) : IRecordScopes
{
    private volatile Dictionary<ProjectId, AreaCode> _areas = [];

    public async ValueTask RefreshAsync(CancellationToken cancel) =>
        _areas = (await directory.ProjectsAsync(cancel)).Where(project => AreaCode.TryParse(project.Division, null, out _))
            .ToDictionary(project => project.Id, project => AreaCode.Parse(project.Division, null));

    public AreaCode? AreaOf(ProjectId project) => _areas.TryGetValue(project, out var area) ? area : null;

    public IReadOnlyList<ProjectId> ProjectsOf(OrganisationId organisation, Role role) => [];
}
