using Telemetry.Model;

namespace Cloud.Telemetry.Warnings;

/// <summary>The rules in force, per project.</summary>
public interface IRuleBook
{
    /// <summary>Packs with the project's overrides. One read of the record store; call it at activation and when told to reconfigure.</summary>
    Task<ProjectRules> ForAsync(ProjectId project, CancellationToken cancel);
}
