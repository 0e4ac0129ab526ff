using Cloud.Platform.Areas;
using Cloud.Platform.Organisations;
using Cloud.Platform.Permissions;
using Telemetry.Model;

namespace Cloud.Storage.Records;

/// <summary>Where projects lie and whose they are, in the record store.</summary>
public sealed class RecordProjectScopes(RecordDatabase database, IdentityChanges changes) : IProjectScopeStore
{
    public Task<IReadOnlyList<ProjectScope>> AllAsync(CancellationToken cancel) => database.ReadAsync<IReadOnlyList<ProjectScope>>(
        connection =>
        {
            var parties = connection.Query(
                    "SELECT project, organisation, kind FROM project_party",
                    row => (Project: row.GetString(0), Party: new ProjectParty(OrganisationId.Parse(row.GetString(1), null), row.GetString(2))))
                .ToLookup(entry => entry.Project, entry => entry.Party);
            return connection.Query(
                "SELECT id, division FROM project",
                row => new ProjectScope(
                    new ProjectId(row.GetString(0)), AreaCode.TryParse(row.GetString(1), null, out var area) ? area : default, [.. parties[row.GetString(0)]]));
        },
        cancel);

    public Task SetPartiesAsync(ProjectId project, IReadOnlyList<ProjectParty> parties, CancellationToken cancel) => database.ChangeAsync(
        changes,
        connection =>
        {
            connection.Execute("DELETE FROM project_party WHERE project = @p", ("@p", project.Value));
            foreach (var party in parties)
            {
                connection.Execute(
                    "INSERT INTO project_party (project, organisation, kind) VALUES (@p, @o, @k) ON CONFLICT DO NOTHING",
                    ("@p", project.Value), ("@o", party.Organisation.ToString()), ("@k", party.Kind));
            }

            return true;
        },
        cancel);
}
