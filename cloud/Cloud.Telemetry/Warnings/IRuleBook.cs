using Telemetry.Model;

namespace Cloud.Telemetry.Warnings;

/// <summary>The rules in force, per project.</summary>
public interface IRuleBook
{
    /// <summary>Packs with the project's overrides. Cheap: held in memory after the first call.</summary>
    Task<ProjectRules> ForAsync(ProjectId project, CancellationToken cancel);
}
