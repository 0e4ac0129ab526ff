using Cloud.Platform;
using Cloud.Platform.Areas;
using Cloud.Platform.Audit;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Permissions;
using Cloud.Platform.Security;
using Telemetry.Model;

namespace Cloud.Host.Api;

/// <summary>The three look-ups that prove the rest: who may do this, what may this user do, who saw this.</summary>
public static class PermissionEndpoints
{
    /// <summary>Somebody who may, and by which grant.</summary>
    public sealed record Holder(Guid Account, string UserName, string DisplayName, OrganisationId? Organisation, GrantEndpoints.GrantView By);

    /// <summary>What an account may do.</summary>
    /// <param name="Account">Which.</param>
    /// <param name="MayBeIn">False when it is frozen, expired, or its organisation is.</param>
    /// <param name="Grants">In force today.</param>
    /// <param name="Rights">Each right with where it holds.</param>
    /// <param name="Projects">Every project that it sees, with what it may do there.</param>
    public sealed record AccountRights(
        UserEndpoints.AccountView Account, bool MayBeIn, IReadOnlyList<GrantEndpoints.GrantView> Grants, IReadOnlyList<RightView> Rights,
        IReadOnlyList<ProjectRights> Projects);

    /// <summary>A right and where it holds.</summary>
    public sealed record RightView(Rights Right, IReadOnlyList<string> Areas, IReadOnlyList<OrganisationId> Parties);

    /// <summary>What may be done to a project.</summary>
    public sealed record ProjectRights(string Project, IReadOnlyList<AccessKind> Allowed);

    /// <summary>An entry of the trail.</summary>
    public sealed record TrailView(
        long Sequence, DateTimeOffset At, Guid Account, string Name, string? Address, string Action, string Object, string? Detail, string Hash);

    /// <summary>A page of the trail, the newest first.</summary>
    public sealed record TrailList(IReadOnlyList<TrailView> Items, long? Next);

    /// <summary>Maps <c>/api/permissions</c>.</summary>
    public static void MapPermissions(this IEndpointRouteBuilder routes)
    {
        var permissions = routes.MapGroup("/api/permissions").WithTags("permissions");
        permissions.MapGet("holders", HoldersAsync).WithSummary("谁可以这样做").Produces<IReadOnlyList<Holder>>();
        permissions.MapGet("accounts/{id}", OfAsync).WithSummary("这个用户可以做什么").Produces<AccountRights>();
        var logs = permissions.MapGroup("").Needs(Rights.ReadLogs, Rights.ReadLogs);
        logs.MapGet("seen", SeenAsync).WithSummary("谁看过它").WithDescription("object: person/…, organisation/…, project/…, warning/…, or a record as register/id; ends in / for all below. Exports of its register count.")
            .Produces<TrailList>();
        logs.MapGet("trail", TrailAsync).WithSummary("审计日志").Produces<TrailList>();
        logs.MapGet("sign-ins", SignInsAsync).WithSummary("登录日志").Produces<TrailList>();
    }

    private static async Task<IResult> HoldersAsync(
        Actor actor, Access access, RoleCatalogue roles, ProjectScopes scopes, AreaTree areas, IGrantStore grants, IUserStore users, PeopleAccess people,
        IOrganisationStore organisations, TimeProvider time, CancellationToken cancel, string? right = null, Role? role = null, string? project = null,
        string? area = null)
    {
        if (!access.AllowsSomewhere(actor, Rights.ManageGrants) && !access.AllowsSomewhere(actor, Rights.ReadLogs))
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden", "没有权限", "只有能授权或审计的人员可以查询");
        var asked = Fields.Named<Rights>(right);
        if ((asked is null or Rights.None) == (role is null) || (right is not null && asked is null))
            return Problems.BadRequest("right", "请指定一项权限或一个角色");
        if (area is not null && areas.Find(area) is null)
            return Problems.BadRequest("area", "没有这个行政区划或功能区");
        var scope = project is null ? null : Identifier.IsValid(project) ? scopes.Of(new ProjectId(project)) : null;
        if (project is not null && scope is null)
            return Problems.NotFound("项目");
        var today = SiteDay.Of(time);
        var wanted = roles.All.Where(r => role is { } one ? r.Role == one : r.Rights.HasFlag(asked!.Value)).Select(r => r.Role).ToArray();
        var holders = new List<Holder>();
        foreach (var entry in await grants.InForceAsync(wanted, cancel))
        {
            var covered = scope is not null ? entry.Grant.Covers(scope.Area, scope.Organisations)
                : area is null || entry.Grant.Area.Covers(areas.Find(area)!.Code);
            if (!covered || !entry.Grant.HoldsOn(today) || await users.FindAsync(entry.Account, cancel) is not { State: AccountState.Active } account
                || (!access.AllowsSomewhere(actor, Rights.ReadLogs) && !await people.CoversAsync(actor, Rights.ManageGrants, account.Organisation, cancel)))
                continue;
            holders.Add(new Holder(
                account.Id, account.UserName, account.DisplayName, account.Organisation,
                await GrantEndpoints.ViewAsync(entry, areas, organisations, users, cancel)));
        }

        return TypedResults.Ok(holders);
    }

    private static async Task<IResult> OfAsync(
        Guid id, Actor actor, Access access, RoleCatalogue roles, ActorSource actors, ProjectScopes scopes, AreaTree areas, IGrantStore grants, IUserStore users,
        PeopleAccess people, IOrganisationStore organisations, TimeProvider time, CancellationToken cancel)
    {
        var account = await users.FindAsync(id, cancel);
        if (account is null || (id != actor.AccountId && !access.AllowsSomewhere(actor, Rights.ReadLogs)
            && !await people.CoversAsync(actor, Rights.ManageGrants, account.Organisation, cancel)))
            return Problems.NotFound("账号");
        var today = SiteDay.Of(time);
        var held = (await grants.OfAsync(id, cancel)).Where(entry => entry.WithdrawnAt is null && entry.Grant.HoldsOn(today)).ToList();
        var views = new List<GrantEndpoints.GrantView>();
        foreach (var entry in held)
            views.Add(await GrantEndpoints.ViewAsync(entry, areas, organisations, users, cancel));
        var subject = (await actors.OfAccountAsync(id, null, cancel))?.Actor;
        var rights = Enum.GetValues<Rights>().Where(right => right != Rights.None).Select(right => (Right: right, Grants: held.Where(g => roles.Gives(g.Grant.Role, right)).ToList()))
            .Where(entry => entry.Grants.Count > 0)
            .Select(entry => new RightView(
                entry.Right, [.. entry.Grants.Select(g => areas.Find(g.Grant.Area)?.FullName ?? g.Grant.Area.Value).Distinct()],
                [.. entry.Grants.Where(g => g.Grant.Party is not null).Select(g => g.Grant.Party!.Value).Distinct()]));
        var projects = scopes.All.Select(scope => new ProjectRights(
            scope.Project.Value, [.. Enum.GetValues<AccessKind>().Where(kind => access.Allows(subject, scope.Project, kind))]));
        return TypedResults.Ok(new AccountRights(
            new UserEndpoints.AccountView(account), subject is not null, views, [.. rights], [.. projects.Where(project => project.Allowed.Count > 0).OrderBy(p => p.Project, StringComparer.Ordinal)]));
    }

    private static async Task<IResult> SeenAsync(string @object, IAuditReader trail, CancellationToken cancel, long? cursor = null, int limit = 100)
    {
        if (limit is < 1 or > 500)
            return Problems.BadRequest("limit", "须在1至500之间");
        var looks = await trail.ListAsync(
            new AuditFilter(@object, Actions: [SecurityJournal.Seen, SecurityJournal.Unmasked, SecurityJournal.Exported], Before: cursor, Limit: limit + 1), cancel);

        // Who took the register out as a file has seen its records.
        if (@object.Split('/') is [{ Length: > 0 } register, _])
            looks = [.. looks.Concat(await trail.ListAsync(new AuditFilter(register, Actions: [SecurityJournal.Exported], Before: cursor, Limit: limit + 1), cancel))
                .OrderByDescending(look => look.Sequence)];
        return TypedResults.Ok(Page(looks, limit));
    }

    private static Task<IResult> TrailAsync(
        IAuditReader trail, CancellationToken cancel, string? @object = null, Guid? account = null, string? action = null, DateTimeOffset? from = null,
        DateTimeOffset? to = null, long? cursor = null, int limit = 100) =>
        ListAsync(trail, new AuditFilter(@object, account, action is null ? null : [action], from, to, cursor), limit, cancel);

    private static Task<IResult> SignInsAsync(IAuditReader trail, CancellationToken cancel, Guid? account = null, long? cursor = null, int limit = 100) =>
        ListAsync(
            trail, new AuditFilter(null, account, [SecurityJournal.SignedIn, SecurityJournal.SignInFailed], Before: cursor),
            limit, cancel);

    private static async Task<IResult> ListAsync(IAuditReader trail, AuditFilter filter, int limit, CancellationToken cancel)
    {
        if (limit is < 1 or > 500)
            return Problems.BadRequest("limit", "须在1至500之间");
        return TypedResults.Ok(Page(await trail.ListAsync(filter with { Limit = limit + 1 }, cancel), limit));
    }

    private static TrailList Page(IReadOnlyList<AuditRecord> found, int limit)
    {
        var items = found.Take(limit).Select(r => new TrailView(
            r.Sequence, r.Entry.At, r.Entry.Account, r.Entry.Name, r.Entry.Address, r.Entry.Action, r.Entry.Object, r.Entry.Detail, r.Hash)).ToArray();
        return new TrailList(items, found.Count > limit ? items[^1].Sequence : null);
    }
}
