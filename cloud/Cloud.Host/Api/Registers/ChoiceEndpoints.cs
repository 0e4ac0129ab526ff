using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Permissions;
using Cloud.Platform.Persons;
using Telemetry.Model;

namespace Cloud.Host.Api.Registers;

/// <summary>What a form offers where an organisation or a person is asked for: names, never personal data.</summary>
public static class ChoiceEndpoints
{
    private const int Most = 20;

    /// <summary>An organisation to choose: what the public register of enterprises shows as well.</summary>
    public sealed record OrganisationChoice(OrganisationId Id, string Name, string CreditCode, string Kind, string KindLabel);

    /// <summary>A person to choose.</summary>
    public sealed record PersonChoice(PersonId Id, string Name, string IdNumber, OrganisationId? Organisation, string? OrganisationName);

    /// <summary>Organisations.</summary>
    public sealed record OrganisationChoices(IReadOnlyList<OrganisationChoice> Items);

    /// <summary>Persons.</summary>
    public sealed record PersonChoices(IReadOnlyList<PersonChoice> Items);

    /// <summary>Maps <c>/api/choices</c>.</summary>
    public static void MapChoices(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/api/choices").WithTags("registers");
        all.MapGet("/organisations", OrganisationsAsync).WithSummary("可选的单位：q 为名称或信用代码的一部分，kind 为单位类型").Produces<OrganisationChoices>();
        all.MapGet("/persons", PersonsAsync).WithSummary("可选的人员：本单位的，以及管理范围内的").Produces<PersonChoices>();
    }

    private static async Task<IResult> OrganisationsAsync(string? q, string? kind, IOrganisationStore organisations, OrganisationKinds kinds, CancellationToken cancel)
    {
        if (q?.Length > 100)
            return Problems.BadRequest("q", "不能超过100字");
        var found = await organisations.ListAsync(new OrganisationFilter(string.IsNullOrWhiteSpace(q) ? null : q.Trim(), kind, OrganisationState.Active, Limit: Most), cancel);
        return TypedResults.Ok(new OrganisationChoices([.. found.Select(one => new OrganisationChoice(one.Id, one.Name, one.CreditCode, one.Kind, kinds.Find(one.Kind)?.Label ?? one.Kind))]));
    }

    private static async Task<IResult> PersonsAsync(
        string? q, OrganisationId? organisation, Actor actor, PeopleAccess people, IPersonStore persons, IOrganisationStore organisations, CancellationToken cancel)
    {
        if (q?.Length > 50)
            return Problems.BadRequest("q", "不能超过50字");
        var found = await persons.ListAsync(
            new PersonFilter(string.IsNullOrWhiteSpace(q) ? null : q.Trim(), null, await SeenAsync(organisation, actor, people, organisations, cancel), Limit: Most), cancel);
        var items = new List<PersonChoice>();
        foreach (var person in found)
            items.Add(new PersonChoice(
                person.Id, person.Name, person.IdNumberMask, person.Organisation, person.Organisation is { } id ? (await organisations.FindAsync(id, cancel))?.Name : null));
        return TypedResults.Ok(new PersonChoices(items));
    }

    // Null = of any organisation.
    private static async Task<IReadOnlyCollection<OrganisationId>?> SeenAsync(
        OrganisationId? asked, Actor actor, PeopleAccess people, IOrganisationStore organisations, CancellationToken cancel)
    {
        if (asked is { } one)
            return one == actor.OrganisationId || await people.CoversAsync(actor, Rights.ReadPeople, one, cancel) ? [one] : [];
        var (areas, own) = people.Reach(actor, Rights.ReadPeople);
        if (areas is null)
            return null;
        var seen = (await organisations.ListAsync(new OrganisationFilter(Areas: areas, Own: own, Limit: 100_000), cancel)).Select(found => found.Id).ToHashSet();
        if (actor.OrganisationId is { } mine)
            seen.Add(mine);
        return seen;
    }
}
