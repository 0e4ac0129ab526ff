using Cloud.Platform.Areas;
using Cloud.Platform.Organisations;
using Cloud.Platform.Permissions;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;
using Cloud.Supervision.Personnel;
using Telemetry.Model;

namespace Cloud.Supervision.HazardousWorks;

/// <summary>The pool for one panel, with everybody's reason to stand aside.</summary>
internal static class ExpertPool
{
    /// <summary>All experts of a speciality whose region covers the project, in the order of their ids.</summary>
    public static async Task<IReadOnlyList<PoolLine>> TakeAsync(ProjectId project, ExpertReview review, ActionContext context, CancellationToken cancel)
    {
        var scopes = context.Service<ProjectScopes>();
        await scopes.RefreshAsync(cancel);
        var scope = scopes.Of(project);
        var parties = await PartiesAsync(scope, context, cancel);
        var inProject = await PeopleAsync(project, context, cancel);
        var asked = review.Exclusions.ToDictionary(one => one.Expert, one => one.Reason);
        var pool = new List<PoolLine>();
        await foreach (var entry in context.Records.Of<Expert>().InState(Expert.State.Active).ReadAsync(cancel))
        {
            var expert = entry.Record;
            var reference = new Reference<Expert>(entry.Envelope.Id);
            if (!expert.Specialities.Contains(review.Speciality) || (scope is not null && !expert.Region.Covers(scope.Area)))
                continue;
            pool.Add(new PoolLine
            {
                Expert = reference, Person = expert.Person, Name = expert.Name, Employer = expert.Employer,
                Excluded = Reason(expert, parties, inProject, context.Today) ?? asked.GetValueOrDefault(reference),
            });
        }

        return [.. pool.OrderBy(line => line.Expert.Value)];
    }

    private static string? Reason(Expert expert, (HashSet<OrganisationId> Ids, HashSet<string> Names) parties, HashSet<PersonId> inProject, DateOnly today) =>
        (expert.EmployerOrganisation is { } employer && parties.Ids.Contains(employer)) || parties.Names.Contains(expert.Employer) ? "所在单位是本项目参建单位"
        : inProject.Contains(expert.Person) ? "在本项目任职"
        : expert.TermUntil < today ? "聘期已满"
        : null;

    private static async Task<(HashSet<OrganisationId> Ids, HashSet<string> Names)> PartiesAsync(ProjectScope? scope, ActionContext context, CancellationToken cancel)
    {
        var (ids, names) = (new HashSet<OrganisationId>(scope?.Organisations ?? []), new HashSet<string>(StringComparer.Ordinal));
        foreach (var id in ids)
            if (await context.Service<IOrganisationStore>().FindAsync(id, cancel) is { } organisation)
                names.Add(organisation.Name);
        return (ids, names);
    }

    private static async Task<HashSet<PersonId>> PeopleAsync(ProjectId project, ActionContext context, CancellationToken cancel)
    {
        var people = new HashSet<PersonId>();
        await foreach (var entry in context.Records.Of<Appointment>().In(project).ReadAsync(cancel))
            if (entry.Record.Person is { } person)
                people.Add(person);
        return people;
    }
}
