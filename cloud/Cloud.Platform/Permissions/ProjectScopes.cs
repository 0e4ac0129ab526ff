using Cloud.Platform.Organisations;
using Telemetry.Model;

namespace Cloud.Platform.Permissions;

/// <summary>
/// The scopes of all projects in memory, because the live stream asks for one with every change. Read again when they have
/// changed here, or elsewhere a second ago.
/// </summary>
public sealed class ProjectScopes(IProjectScopeStore store, IdentityChanges changes)
{
    private readonly Lock _gate = new();
    private volatile Snapshot _now = new(-1, []);

    /// <summary>The scope of a project as of the last <see cref="RefreshAsync"/>; null when there is no such project.</summary>
    public ProjectScope? Of(ProjectId project) => _now.Scopes.GetValueOrDefault(project);

    /// <summary>All of them as of the last <see cref="RefreshAsync"/>.</summary>
    public IEnumerable<ProjectScope> All => _now.Scopes.Values;

    /// <summary>Those that an organisation takes part in, as of the last <see cref="RefreshAsync"/>; always in the same order.</summary>
    public IEnumerable<ProjectScope> With(OrganisationId organisation) => _now.ByParty[organisation];

    /// <summary>Brings the scopes up to date; cheap when nothing has changed.</summary>
    public async ValueTask RefreshAsync(CancellationToken cancel)
    {
        var version = await changes.VersionAsync(cancel);
        if (_now.Version == version)
            return;
        var scopes = await store.AllAsync(cancel);
        lock (_gate)
        {
            // Of two that read at once, the one that began later has seen more.
            if (version > _now.Version)
                _now = new Snapshot(version, scopes);
        }
    }

    private sealed class Snapshot(long version, IReadOnlyCollection<ProjectScope> scopes)
    {
        public long Version => version;

        public IReadOnlyDictionary<ProjectId, ProjectScope> Scopes { get; } = scopes.ToDictionary(scope => scope.Project);

        public ILookup<OrganisationId, ProjectScope> ByParty { get; } = scopes
            .SelectMany(scope => scope.Organisations, (scope, organisation) => (scope, organisation)).ToLookup(pair => pair.organisation, pair => pair.scope);
    }
}
