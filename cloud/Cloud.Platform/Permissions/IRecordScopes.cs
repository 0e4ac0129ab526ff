using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Telemetry.Model;

namespace Cloud.Platform.Permissions;

/// <summary>What the rights over records need to know about projects. Answers from memory.</summary>
public interface IRecordScopes
{
    /// <summary>Brings the answers up to date; cheap when nothing has changed.</summary>
    ValueTask RefreshAsync(CancellationToken cancel);

    /// <summary>Where a project lies; null when there is no such project.</summary>
    AreaCode? AreaOf(ProjectId project);

    /// <summary>The projects that an organisation takes part in as what a role stands for.</summary>
    IReadOnlyList<ProjectId> ProjectsOf(OrganisationId organisation, Role role);
}
