using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Permissions;
using Cloud.Platform.Security;

namespace Cloud.Host.Api;

/// <summary>Roles and who holds them where.</summary>
public static class GrantEndpoints
{
    /// <summary>A role that can be given.</summary>
    public sealed record RoleLine(Role Role, string Label, string LabelEn, RoleHolder Holder, string? Kind, IReadOnlyList<Rights> Rights, bool Separated);

    /// <summary>A grant as it was given.</summary>
    public sealed record GrantView(
        Guid Id, Guid Account, Role Role, AreaCode Area, string AreaName, OrganisationId? Party, string? PartyName, Disciplines Disciplines, SecrecyLevel Secrecy,
        DateOnly? From, DateOnly? To, string Reason, string GivenBy, DateTimeOffset GivenAt, string? WithdrawnBy, DateTimeOffset? WithdrawnAt);

    /// <summary>A grant as somebody gives it.</summary>
    public sealed record GrantDraft(
        Role Role, [property: Required] string Area, [property: Required, StringLength(200, MinimumLength = 2)] string Reason, OrganisationId? Party = null,
        Disciplines Disciplines = Disciplines.All, SecrecyLevel Secrecy = SecrecyLevel.Internal, DateOnly? From = null, DateOnly? To = null);

    /// <summary>Maps <c>/api/roles</c>, <c>/api/users/{id}/grants</c> and <c>/api/grants</c>.</summary>
    public static void MapGrants(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/roles", (RoleCatalogue roles) => TypedResults.Ok(roles.All.Select(View).ToArray())).WithTags("grants").WithSummary("角色");
        var of = routes.MapGroup("/api/users/{id}/grants").WithTags("grants").Needs(Rights.ReadPeople, Rights.None);
        of.MapGet("", OfAsync).WithSummary("账号的授权").Produces<IReadOnlyList<GrantView>>();
        of.MapPost("", GiveAsync).WithSummary("授权").Produces<GrantView>(StatusCodes.Status201Created);
        routes.MapDelete("/api/grants/{id}", WithdrawAsync).WithTags("grants").WithSummary("收回授权").Produces(StatusCodes.Status204NoContent);
    }

    /// <summary>A grant with the names that people read.</summary>
    internal static async Task<GrantView> ViewAsync(
        GrantEntry entry, AreaTree areas, IOrganisationStore organisations, IUserStore users, CancellationToken cancel)
    {
        var grant = entry.Grant;
        return new GrantView(
            entry.Id, entry.Account, grant.Role, grant.Area, areas.Find(grant.Area)?.FullName ?? grant.Area.Value, grant.Party,
            grant.Party is { } party ? (await organisations.FindAsync(party, cancel))?.Name : null,
            grant.Disciplines, grant.Secrecy, grant.From, grant.To, entry.Reason, await NameAsync(entry.GivenBy), entry.GivenAt,
            entry.WithdrawnBy is { } by ? await NameAsync(by) : null, entry.WithdrawnAt);

        async Task<string> NameAsync(Guid id) => id == Guid.Empty ? "平台" : (await users.FindAsync(id, cancel))?.DisplayName ?? id.ToString();
    }

    private static RoleLine View(RoleDefinition role) => new(
        role.Role, role.Label, role.LabelEn, role.Holder, role.Kind,
        [.. Enum.GetValues<Rights>().Where(right => right != Rights.None && role.Rights.HasFlag(right))], Role.Separated.Contains(role.Role));

    private static async Task<IResult> OfAsync(
        Guid id, Actor actor, PeopleAccess people, IUserStore users, IGrantStore grants, AreaTree areas, IOrganisationStore organisations, CancellationToken cancel)
    {
        if (await UserEndpoints.FindAsync(id, Rights.ReadPeople, actor, users, people, cancel) is null)
            return Problems.NotFound("账号");
        var views = new List<GrantView>();
        foreach (var entry in await grants.OfAsync(id, cancel))
            views.Add(await ViewAsync(entry, areas, organisations, users, cancel));
        return TypedResults.Ok(views);
    }

    private static async Task<IResult> GiveAsync(
        Guid id, GrantDraft body, Actor actor, GrantDesk desk, PeopleAccess people, IUserStore users, AreaTree areas, IOrganisationStore organisations,
        SecurityJournal journal, CancellationToken cancel)
    {
        if (await UserEndpoints.FindAsync(id, Rights.ReadPeople, actor, users, people, cancel) is null)
            return Problems.NotFound("账号");
        var faults = Fields.Faults(body);
        if (areas.Find(body.Area) is not { } area)
            faults["area"] = ["没有这个行政区划或功能区"];
        else if (faults.Count == 0)
        {
            var grant = new Grant(body.Role, area.Code, body.Party, body.Disciplines, body.Secrecy, body.From, body.To);
            var entry = await desk.GiveAsync(actor, id, grant, body.Reason.Trim(), cancel);
            await journal.WriteAsync(actor, "grant.give", $"account/{id}", new { grant = entry.Id, after = grant, body.Reason }, cancel);
            return TypedResults.Created($"/api/grants/{entry.Id}", await ViewAsync(entry, areas, organisations, users, cancel));
        }

        return Problems.Invalid(faults);
    }

    private static async Task<IResult> WithdrawAsync(
        Guid id, Actor actor, GrantDesk desk, PeopleAccess people, IGrantStore grants, IUserStore users, SecurityJournal journal, CancellationToken cancel)
    {
        if (await grants.FindAsync(id, cancel) is not { } entry
            || await UserEndpoints.FindAsync(entry.Account, Rights.ReadPeople, actor, users, people, cancel) is null)
            return Problems.NotFound("授权");
        await desk.WithdrawAsync(actor, id, cancel);
        await journal.WriteAsync(actor, "grant.withdraw", $"account/{entry.Account}", new { grant = id, before = entry.Grant }, cancel);
        return TypedResults.NoContent();
    }
}
