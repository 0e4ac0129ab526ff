using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Permissions;
using Cloud.Platform.Security;
using Telemetry.Model;

namespace Cloud.Host.Api;

/// <summary>Whose a project is: its parties see it, and nobody else's enterprise does.</summary>
public static class PartyEndpoints
{
    private const int Most = 100;

    /// <summary>A party with its name.</summary>
    public sealed record PartyView(OrganisationId Organisation, string Name, string Kind, string KindLabel);

    /// <summary>The parties as somebody enters them.</summary>
    public sealed record PartiesDraft([property: Required] IReadOnlyList<ProjectParty> Parties);

    /// <summary>Maps <c>/api/projects/{project}/parties</c>.</summary>
    public static void MapParties(this IEndpointRouteBuilder routes)
    {
        var parties = routes.MapGroup("/api/projects/{project}/parties").WithTags("projects").AddEndpointFilter<ProjectAccess>();
        parties.MapGet("", GetAsync).WithSummary("参建单位").Produces<IReadOnlyList<PartyView>>();
        parties.MapPut("", PutAsync).Needs(AccessKind.Manage).WithSummary("修改参建单位").Produces<IReadOnlyList<PartyView>>();
    }

    private static async Task<IResult> GetAsync(
        string project, ProjectScopes scopes, IOrganisationStore organisations, OrganisationKinds kinds, CancellationToken cancel) =>
        TypedResults.Ok(await ViewsAsync(scopes.Of(new ProjectId(project))?.Parties ?? [], organisations, kinds, cancel));

    private static async Task<IResult> PutAsync(
        string project, PartiesDraft body, Actor actor, ProjectScopes scopes, IProjectScopeStore store, IOrganisationStore organisations, OrganisationKinds kinds,
        SecurityJournal journal, CancellationToken cancel)
    {
        if (body.Parties.Count > Most)
            return Problems.Invalid(new Dictionary<string, string[]> { ["parties"] = [$"不能超过{Most}个参建单位"] });
        foreach (var party in body.Parties)
            if (await organisations.FindAsync(party.Organisation, cancel) is not { State: OrganisationState.Active } found || found.Kind != party.Kind
                || kinds.Find(found.Kind)?.Category != OrganisationCategory.Enterprise)
                return Problems.Invalid(new Dictionary<string, string[]> { ["parties"] = [$"单位 {party.Organisation} 不存在、未通过核验，或类型不符"] });
        var before = scopes.Of(new ProjectId(project))?.Parties ?? [];
        await store.SetPartiesAsync(new ProjectId(project), [.. body.Parties.Distinct()], cancel);
        await scopes.RefreshAsync(cancel);
        await journal.WriteAsync(actor, "project.parties", $"project/{project}", new { before, after = body.Parties }, cancel);
        return TypedResults.Ok(await ViewsAsync(body.Parties, organisations, kinds, cancel));
    }

    private static async Task<List<PartyView>> ViewsAsync(
        IReadOnlyList<ProjectParty> parties, IOrganisationStore organisations, OrganisationKinds kinds, CancellationToken cancel)
    {
        var views = new List<PartyView>();
        foreach (var party in parties)
            views.Add(new PartyView(
                party.Organisation, (await organisations.FindAsync(party.Organisation, cancel))?.Name ?? "", party.Kind, kinds.Find(party.Kind)?.Label ?? party.Kind));
        return views;
    }
}
