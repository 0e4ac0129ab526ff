using Telemetry.Model;

namespace Cloud.Platform.Permissions;

/// <summary>
/// The scopes of all projects in memory, because the live stream asks for one with every change. Read again when they have
/// changed here, or elsewhere a second ago.
/// </summary>
public sealed class ProjectScopes(IProjectScopeStore store, IdentityChanges changes)
{
    private readonly Lock _gate = new();
    private volatile Snapshot _now = new(-1, new Dictionary<ProjectId, ProjectScope>());

    /// <summary>The scope of a project as of the last <see cref="RefreshAsync"/>; null when there is no such project.</summary>
    public ProjectScope? Of(ProjectId project) => _now.Scopes.GetValueOrDefault(project);

    /// <summary>All of them as of the last <see cref="RefreshAsync"/>.</summary>
    public IEnumerable<ProjectScope> All => _now.Scopes.Values;

    /// <summary>Brings the scopes up to date; cheap when nothing has changed.</summary>
    public async ValueTask RefreshAsync(CancellationToken cancel)
    {
        var version = await changes.VersionAsync(cancel);
        if (_now.Version == version)
            return;
        var scopes = (await store.AllAsync(cancel)).ToDictionary(scope => scope.Project);
        lock (_gate)
        {
            // Of two that read at once, the one that began later has seen more.
            if (version > _now.Version)
                _now = new Snapshot(version, scopes);
        }
    }

    private sealed record Snapshot(long Version, IReadOnlyDictionary<ProjectId, ProjectScope> Scopes);
}
