using Cloud.Platform.Areas;
using Cloud.Platform.Organisations;
using Telemetry.Model;

namespace Cloud.Platform.Permissions;

/// <summary>A party of a project.</summary>
/// <param name="Organisation">Which enterprise.</param>
/// <param name="Kind">As what: code of a kind of organisation.</param>
public sealed record ProjectParty(OrganisationId Organisation, string Kind);

/// <summary>What decides who sees a project.</summary>
/// <param name="Project">Which.</param>
/// <param name="Area">Where it lies.</param>
/// <param name="Parties">Whose it is.</param>
public sealed record ProjectScope(ProjectId Project, AreaCode Area, IReadOnlyList<ProjectParty> Parties)
{
    /// <summary>The organisations, once each.</summary>
    public IReadOnlyCollection<OrganisationId> Organisations { get; } = [.. Parties.Select(party => party.Organisation).Distinct()];
}

/// <summary>Scopes of all projects. Answers to writes come after the disk has them.</summary>
public interface IProjectScopeStore
{
    /// <summary>Every project with its parties.</summary>
    Task<IReadOnlyList<ProjectScope>> AllAsync(CancellationToken cancel);

    /// <summary>Replaces the parties of a project.</summary>
    Task SetPartiesAsync(ProjectId project, IReadOnlyList<ProjectParty> parties, CancellationToken cancel);
}
