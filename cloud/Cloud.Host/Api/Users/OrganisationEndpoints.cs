using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Permissions;
using Cloud.Platform.Security;
using Microsoft.AspNetCore.Mvc;

namespace Cloud.Host.Api;

/// <summary>Authorities and enterprises.</summary>
public static class OrganisationEndpoints
{
    /// <summary>An organisation; its contact's phone is masked.</summary>
    public sealed record OrganisationView(
        OrganisationId Id, string Kind, string KindLabel, OrganisationCategory Category, string Name, string CreditCode, AreaCode Area, string AreaName,
        OrganisationState State, string Address, string Representative, string ContactName, string ContactPhone, OrganisationId? Parent, string? Note,
        string? DecidedBy, DateTimeOffset? DecidedAt, DateTimeOffset CreatedAt, long Version, bool MayDecide);

    /// <summary>A page of organisations.</summary>
    public sealed record OrganisationList(IReadOnlyList<OrganisationView> Items, string? Next);

    /// <summary>An authority as an administrator enters it.</summary>
    public sealed record AuthorityDraft([property: Required] OrganisationDraft Organisation, OrganisationId? Parent = null);

    /// <summary>Why.</summary>
    public sealed record Decision([property: StringLength(200)] string? Note = null);

    /// <summary>Maps <c>/api/organisations</c>.</summary>
    public static void MapOrganisations(this IEndpointRouteBuilder routes)
    {
        var organisations = routes.MapGroup("/api/organisations").WithTags("organisations").Needs(Rights.ReadPeople, Rights.None);
        organisations.MapGet("", ListAsync).WithSummary("单位列表").Produces<OrganisationList>();
        organisations.MapPost("", AddAsync).WithSummary("新建监管机构").Produces<OrganisationView>(StatusCodes.Status201Created);
        organisations.MapGet("{id}", GetAsync).WithSummary("单位").Produces<OrganisationView>();
        organisations.MapPut("{id}", EditAsync).WithSummary("修改单位（If-Match 携带版本）").Produces<OrganisationView>();
        organisations.MapPost("{id}/{action}", DecideAsync).WithSummary("核验、退回、冻结、恢复、注销单位").Produces<OrganisationView>();
        organisations.MapPost("{id}/unmask", UnmaskAsync).WithSummary("查看联系电话明文（须填写理由）").Produces<ClearPhone>();
    }

    /// <summary>A phone in clear.</summary>
    public sealed record ClearPhone(string Phone);

    internal static OrganisationView View(Organisation o, Actor actor, PeopleAccess people, OrganisationKinds kinds, AreaTree areas) => new(
        o.Id, o.Kind, kinds.Find(o.Kind)?.Label ?? o.Kind, kinds.Find(o.Kind)?.Category ?? OrganisationCategory.Enterprise, o.Name, o.CreditCode, o.Area,
        areas.Find(o.Area)?.FullName ?? o.Area.Value, o.State, o.Address, o.Representative, o.Contact.Name, o.Contact.PhoneMask, o.Parent, o.Note, o.DecidedBy,
        o.DecidedAt, o.CreatedAt, o.Version, people.Covers(actor, Rights.ManageOrganisations, o));

    /// <summary>The version that a client has seen; null when the header is missing or wrong.</summary>
    internal static long? VersionOf(string? header) =>
        long.TryParse(header?.Trim().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    private static async Task<IResult> ListAsync(
        Actor actor, PeopleAccess people, IOrganisationStore store, OrganisationKinds kinds, AreaTree areas, CancellationToken cancel, string? q = null,
        string? kind = null, string? state = null, string? area = null, string? cursor = null, int limit = 50)
    {
        if (limit is < 1 or > 200 || (cursor is not null && !Guid.TryParse(cursor, out _)))
            return Problems.BadRequest("cursor", "翻页参数有误");
        if (state is not null && Fields.Named<OrganisationState>(state) is null)
            return Problems.BadRequest("state", "没有这种状态");
        if (area is not null && areas.Find(area) is null)
            return Problems.BadRequest("area", "没有这个行政区划或功能区");
        var (reach, own) = people.Reach(actor, Rights.ReadPeople);
        if (area is not null && areas.Find(area)!.Code is var asked)
            (reach, own) = (reach is null ? [asked] : [.. reach.Where(r => asked.Covers(r)), .. reach.Any(r => r.Covers(asked)) ? new[] { asked } : []], []);
        var after = cursor is null ? (OrganisationId?)null : OrganisationId.Parse(cursor, null);
        var found = await store.ListAsync(new OrganisationFilter(q, kind, Fields.Named<OrganisationState>(state), reach, own, after, limit + 1), cancel);
        return TypedResults.Ok(new OrganisationList(
            [.. found.Take(limit).Select(o => View(o, actor, people, kinds, areas))], found.Count > limit ? found[limit - 1].Id.ToString() : null));
    }

    private static async Task<IResult> AddAsync(
        AuthorityDraft body, Actor actor, Access access, PeopleAccess people, OrganisationDesk desk, OrganisationKinds kinds, AreaTree areas,
        IOrganisationStore store, SecurityJournal journal, CancellationToken cancel)
    {
        var faults = desk.Faults(body.Organisation, OrganisationCategory.Authority);
        if (!faults.ContainsKey("area") && !access.Covers(actor, Rights.ManageOrganisations, areas.Find(body.Organisation.Area)!.Code, []))
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden", "没有权限", "该区域不在您的管辖范围内");
        if (body.Parent is { } parent && (await store.FindAsync(parent, cancel) is not { } above || kinds.Find(above.Kind)?.Category != OrganisationCategory.Authority
            || faults.ContainsKey("area") || !above.Area.Covers(areas.Find(body.Organisation.Area)!.Code)))
            faults["parent"] = ["上级机构不存在，或不管辖该区域"];
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        if (await desk.AddAsync(body.Organisation, OrganisationState.Active, body.Parent, cancel) is not { } added)
            return Problems.Conflict("credit-code-taken", "该统一社会信用代码已登记");
        await journal.WriteAsync(actor, "organisation.create", $"organisation/{added.Id}", new { added.Name, added.CreditCode, added.Area }, cancel);
        return TypedResults.Created($"/api/organisations/{added.Id}", View(added, actor, people, kinds, areas));
    }

    private static async Task<IResult> GetAsync(
        OrganisationId id, Actor actor, PeopleAccess people, OrganisationKinds kinds, AreaTree areas, IOrganisationStore store, CancellationToken cancel) =>
        await store.FindAsync(id, cancel) is { } found && people.Covers(actor, Rights.ReadPeople, found)
            ? TypedResults.Ok(View(found, actor, people, kinds, areas))
            : Problems.NotFound("单位");

    private static async Task<IResult> EditAsync(
        OrganisationId id, OrganisationDraft body, [FromHeader(Name = "If-Match")] string? ifMatch, Actor actor, PeopleAccess people, OrganisationDesk desk,
        OrganisationKinds kinds, AreaTree areas, IOrganisationStore store, SecurityJournal journal, CancellationToken cancel)
    {
        if (await store.FindAsync(id, cancel) is not { } found || !people.Covers(actor, Rights.ReadPeople, found))
            return Problems.NotFound("单位");
        var manages = people.Covers(actor, Rights.ManageOrganisations, found);
        if (!manages && !(actor.OrganisationId == id && actor.Holds(Role.OrganisationAdministrator)))
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden", "没有权限", "只有本单位管理员或主管部门可以修改");
        if (VersionOf(ifMatch) is not { } version)
            return Problems.Of(StatusCodes.Status428PreconditionRequired, "version-required", "缺少版本", "请在 If-Match 中携带版本");
        if (desk.Faults(body, kinds.Find(found.Kind)?.Category ?? OrganisationCategory.Enterprise) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        if (version != found.Version || await desk.EditAsync(found, body, byItself: !manages, cancel) is not { } edited)
            return Problems.Conflict("stale-version", "单位已被他人修改，或该统一社会信用代码已登记，请刷新后再提交");
        await journal.WriteAsync(
            actor, "organisation.edit", $"organisation/{id}",
            new { before = new { found.Name, found.CreditCode, found.Area }, after = new { edited.Name, edited.CreditCode, edited.Area, edited.State } }, cancel);
        return TypedResults.Ok(View(edited, actor, people, kinds, areas));
    }

    private static async Task<IResult> DecideAsync(
        OrganisationId id, string action, Decision body, Actor actor, PeopleAccess people, OrganisationDesk desk, OrganisationKinds kinds, AreaTree areas,
        IOrganisationStore store, Registrations registrations, SecurityJournal journal, CancellationToken cancel)
    {
        if (await store.FindAsync(id, cancel) is not { } found || !people.Covers(actor, Rights.ReadPeople, found))
            return Problems.NotFound("单位");
        if (!people.Covers(actor, Rights.ManageOrganisations, found))
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden", "没有权限", "该单位不在您的管辖范围内");
        OrganisationState? wanted = action switch
        {
            "verify" or "activate" => OrganisationState.Active,
            "return" => OrganisationState.Returned,
            "freeze" => OrganisationState.Frozen,
            "cancel" => OrganisationState.Cancelled,
            _ => null,
        };
        if (wanted is not { } to)
            return Problems.NotFound("操作");
        if (await desk.DecideAsync(actor, found, to, body.Note, cancel) is not { } decided)
            return Problems.Conflict("stale-version", "单位已被他人修改，请刷新后再操作");
        if (action == "verify")
            await registrations.AdmitAsync(decided, actor, cancel);
        await journal.WriteAsync(actor, $"organisation.{action}", $"organisation/{id}", new { before = found.State, after = decided.State, body.Note }, cancel);
        return TypedResults.Ok(View(decided, actor, people, kinds, areas));
    }

    private static async Task<IResult> UnmaskAsync(
        OrganisationId id, UserEndpoints.Reason body, Actor actor, PeopleAccess people, OrganisationDesk desk, IOrganisationStore store, SecurityJournal journal,
        CancellationToken cancel)
    {
        if (await store.FindAsync(id, cancel) is not { } found || !people.Covers(actor, Rights.ReadPeople, found))
            return Problems.NotFound("单位");
        if (!people.Covers(actor, Rights.UnmaskPeople, found))
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden", "没有权限", "您的角色不能查看个人信息明文");
        if (Fields.Faults(body) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        await journal.UnmaskAsync(actor, $"organisation/{id}", body.Text.Trim(), cancel);
        return TypedResults.Ok(new ClearPhone(desk.Phone(found)));
    }
}
