using Telemetry.Model;

namespace Cloud.Telemetry.Warnings;

/// <summary>Where the responsible chains of the projects are kept, every version of them.</summary>
public interface IResponsibleChains
{
    /// <summary>The chain in force; the empty one when the project has none.</summary>
    Task<ResponsibleChain> FindAsync(ProjectId project, CancellationToken cancel);

    /// <summary>Puts a chain in force, on disk when it ends. It must have no <see cref="ResponsibleChain.Faults"/>.</summary>
    Task SaveAsync(ProjectId project, ResponsibleChain chain, string by, CancellationToken cancel);
}
