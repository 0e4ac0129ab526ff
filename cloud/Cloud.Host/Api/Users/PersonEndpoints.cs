using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Permissions;
using Cloud.Platform.Persons;
using Cloud.Platform.Security;
using Microsoft.AspNetCore.Mvc;

namespace Cloud.Host.Api;

/// <summary>Persons: masked everywhere, in clear one at a time for a reason.</summary>
public static class PersonEndpoints
{
    /// <summary>A person, masked.</summary>
    public sealed record PersonView(
        PersonId Id, string Name, string IdNumber, string? Phone, OrganisationId? Organisation, string? OrganisationName, string? Position,
        DateTimeOffset CreatedAt, long Version);

    /// <summary>A page of persons.</summary>
    public sealed record PersonList(IReadOnlyList<PersonView> Items, string? Next);

    /// <summary>What may be changed; a phone that is left out stays.</summary>
    public sealed record PersonEdit(string? Phone, [property: StringLength(50)] string? Position, OrganisationId? Organisation);

    /// <summary>Maps <c>/api/persons</c>.</summary>
    public static void MapPersons(this IEndpointRouteBuilder routes)
    {
        var persons = routes.MapGroup("/api/persons").WithTags("persons").Needs(Rights.ReadPeople, Rights.ReadPeople);
        persons.MapGet("", ListAsync).WithSummary("人员列表（证件号和电话已脱敏）").Produces<PersonList>();
        persons.MapPost("", AddAsync).WithSummary("登记人员").Produces<PersonView>(StatusCodes.Status201Created);
        persons.MapGet("{id}", GetAsync).WithSummary("人员").Produces<PersonView>();
        persons.MapPut("{id}", EditAsync).WithSummary("修改人员（If-Match 携带版本）").Produces<PersonView>();
        persons.MapPost("{id}/unmask", UnmaskAsync).WithSummary("查看证件号和电话明文（须填写理由）").Produces<ClearPerson>();
        persons.MapPost("search", SearchAsync).WithSummary("按证件号查找").Produces<PersonView>();
    }

    /// <summary>A number to look for; in a body, because addresses end up in logs.</summary>
    public sealed record Search([property: Required] string IdNumber);

    private static async Task<PersonView> ViewAsync(Person p, IOrganisationStore organisations, CancellationToken cancel) => new(
        p.Id, p.Name, p.IdNumberMask, p.PhoneMask, p.Organisation, p.Organisation is { } id ? (await organisations.FindAsync(id, cancel))?.Name : null,
        p.Position, p.CreatedAt, p.Version);

    private static async Task<IResult> ListAsync(
        Actor actor, PeopleAccess people, IPersonStore persons, IOrganisationStore organisations, CancellationToken cancel, string? q = null,
        OrganisationId? organisation = null, string? cursor = null, int limit = 50)
    {
        if (limit is < 1 or > 200 || (cursor is not null && !Guid.TryParse(cursor, out _)))
            return Problems.BadRequest("cursor", "翻页参数有误");
        IReadOnlyCollection<OrganisationId>? seen = organisation is { } one ? [one] : null;
        var (areas, own) = people.Reach(actor, Rights.ReadPeople);
        if (areas is not null)
            seen = organisation is { } asked
                ? await people.CoversAsync(actor, Rights.ReadPeople, asked, cancel) ? [asked] : []
                : [.. (await organisations.ListAsync(new OrganisationFilter(Areas: areas, Own: own, Limit: 100_000), cancel)).Select(o => o.Id)];
        var after = cursor is null ? (PersonId?)null : PersonId.Parse(cursor, null);
        var found = await persons.ListAsync(new PersonFilter(q, null, seen, after, limit + 1), cancel);
        var views = new List<PersonView>();
        foreach (var person in found.Take(limit))
            views.Add(await ViewAsync(person, organisations, cancel));
        return TypedResults.Ok(new PersonList(views, found.Count > limit ? found[limit - 1].Id.ToString() : null));
    }

    private static async Task<IResult> GetAsync(
        PersonId id, Actor actor, PeopleAccess people, IPersonStore persons, IOrganisationStore organisations, SecurityJournal journal, CancellationToken cancel)
    {
        if (await FindAsync(id, actor, people, persons, cancel) is not { } person)
            return Problems.NotFound("人员");
        await journal.WriteAsync(actor, SecurityJournal.Seen, $"person/{id}", null, cancel);
        return TypedResults.Ok(await ViewAsync(person, organisations, cancel));
    }

    private static async Task<IResult> SearchAsync(
        Search body, Actor actor, PeopleAccess people, PersonDesk desk, IPersonStore persons, IOrganisationStore organisations, SecurityJournal journal,
        CancellationToken cancel)
    {
        if (await persons.FindByDigestAsync(desk.DigestOf(body.IdNumber), cancel) is not { } person
            || !await people.CoversAsync(actor, Rights.ReadPeople, person.Organisation, cancel))
            return Problems.NotFound("人员");
        await journal.WriteAsync(actor, SecurityJournal.Seen, $"person/{person.Id}", null, cancel);
        return TypedResults.Ok(await ViewAsync(person, organisations, cancel));
    }

    private static async Task<IResult> AddAsync(
        PersonDraft body, Actor actor, PeopleAccess people, PersonDesk desk, IOrganisationStore organisations, SecurityJournal journal, CancellationToken cancel)
    {
        var faults = desk.Faults(body);
        if (!await people.CoversAsync(actor, Rights.ManageAccounts, body.Organisation, cancel))
            faults["organisation"] = ["单位不存在，或不在您的管理范围内"];
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        if (await desk.AddAsync(body, cancel) is not { } added)
            return Problems.Conflict("person-exists", "该证件号已登记；如需变更所属单位，请由原单位办理");
        await journal.WriteAsync(actor, "person.create", $"person/{added.Id}", new { added.Name, idNumber = added.IdNumberMask, added.Organisation }, cancel);
        return TypedResults.Created($"/api/persons/{added.Id}", await ViewAsync(added, organisations, cancel));
    }

    private static async Task<IResult> EditAsync(
        PersonId id, PersonEdit body, [FromHeader(Name = "If-Match")] string? ifMatch, Actor actor, PeopleAccess people, PersonDesk desk, IPersonStore persons,
        IOrganisationStore organisations, SecurityJournal journal, CancellationToken cancel)
    {
        if (await FindAsync(id, actor, people, persons, cancel) is not { } person)
            return Problems.NotFound("人员");
        if (!await people.CoversAsync(actor, Rights.ManageAccounts, person.Organisation, cancel))
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden", "没有权限", "该人员不在您的管理范围内");
        if (OrganisationEndpoints.VersionOf(ifMatch) is not { } version)
            return Problems.Of(StatusCodes.Status428PreconditionRequired, "version-required", "缺少版本", "请在 If-Match 中携带版本");
        var faults = Fields.Faults(body);
        if (body.Phone is { Length: > 0 } phone && !OrganisationDesk.IsPhone(phone))
            faults["phone"] = ["请填写11位手机号码或带区号的固定电话"];
        if (body.Organisation is not null && body.Organisation != person.Organisation && !await people.CoversAsync(actor, Rights.ManageAccounts, body.Organisation, cancel))
            faults["organisation"] = ["单位不存在，或不在您的管理范围内"];
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        if (version != person.Version || await desk.EditAsync(person, body.Phone, body.Position, body.Organisation, cancel) is not { } edited)
            return Problems.Conflict("stale-version", "人员已被他人修改，请刷新后再提交");
        await journal.WriteAsync(
            actor, "person.edit", $"person/{id}",
            new { before = new { person.PhoneMask, person.Position, person.Organisation }, after = new { edited.PhoneMask, edited.Position, edited.Organisation } }, cancel);
        return TypedResults.Ok(await ViewAsync(edited, organisations, cancel));
    }

    private static async Task<IResult> UnmaskAsync(
        PersonId id, UserEndpoints.Reason body, Actor actor, PeopleAccess people, PersonDesk desk, IPersonStore persons, SecurityJournal journal,
        CancellationToken cancel)
    {
        if (await FindAsync(id, actor, people, persons, cancel) is not { } person)
            return Problems.NotFound("人员");
        if (!await people.CoversAsync(actor, Rights.UnmaskPeople, person.Organisation, cancel))
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden", "没有权限", "您的角色不能查看个人信息明文");
        if (Fields.Faults(body) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        await journal.UnmaskAsync(actor, $"person/{id}", body.Text.Trim(), cancel);
        return TypedResults.Ok(desk.Open(person));
    }

    private static async Task<Person?> FindAsync(PersonId id, Actor actor, PeopleAccess people, IPersonStore persons, CancellationToken cancel) =>
        await persons.FindAsync(id, cancel) is { } person && await people.CoversAsync(actor, Rights.ReadPeople, person.Organisation, cancel) ? person : null;
}
