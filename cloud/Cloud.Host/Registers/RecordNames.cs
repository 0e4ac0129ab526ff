using Cloud.Platform.Areas;
using Cloud.Platform.Organisations;
using Cloud.Platform.Papers;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;
using Cloud.Telemetry.Projects;
using Telemetry.Model;

namespace Cloud.Host.Registers;

/// <summary>Names of projects, organisations, areas, persons and records, and what of the first three a name stands for.</summary>
internal sealed class RecordNames(
    IDirectory directory, IOrganisationStore organisations, IPersonStore persons, AreaTree areas, IRecordStore store, RegisterCatalogue registers) : IRecordNames
{
    private const int MostOfAName = 50;

    public async ValueTask<string?> NameAsync(Field field, string id, bool english, CancellationToken cancel) => field.Kind switch
    {
        FieldKind.Project when Identifier.IsValid(id) => await directory.ProjectAsync(new ProjectId(id), cancel) is { } project ? (english ? project.NameEn : null) ?? project.Name : null,
        FieldKind.Organisation when OrganisationId.TryParse(id, null, out var organisation) => (await organisations.FindAsync(organisation, cancel))?.Name,
        FieldKind.Person when PersonId.TryParse(id, null, out var person) => (await persons.FindAsync(person, cancel))?.Name,
        FieldKind.Area when AreaCode.TryParse(id, null, out var code) => areas.Find(code) is { } area ? (english ? area.FullNameEn : null) ?? area.FullName : null,
        FieldKind.Reference when field.Register is { } name && registers.Find(name) is { } register && Guid.TryParse(id, out var record) =>
            (await store.FindAsync(register, record, Condition.Everything, cancel))?.Envelope.Title,
        _ => null,
    };

    public async ValueTask<string?> IdAsync(Field field, string name, CancellationToken cancel) => field.Kind switch
    {
        FieldKind.Area => Only(areas.All.Where(area => name == area.FullName || Same(name, area.FullNameEn)), areas.All.Where(area => name == area.Name || Same(name, area.NameEn)))?.Code.Value
            ?? areas.Zones.FirstOrDefault(zone => name == zone.Name || Same(name, zone.NameEn))?.Host.Value,
        FieldKind.Project => Only((await directory.ProjectsAsync(cancel)).Where(project => name == project.Name || Same(name, project.NameEn)))?.Id.Value,
        FieldKind.Organisation => (await organisations.FindByCreditCodeAsync(name, cancel)
            ?? Only((await organisations.ListAsync(new OrganisationFilter(Text: name, Limit: MostOfAName), cancel)).Where(one => one.Name == name)))?.Id.ToString(),
        _ => null,
    };

    // What is meant must be one: of two counties with a name in common, the full name says which.
    private static T? Only<T>(params IEnumerable<T>[] tries)
        where T : class => tries.Select(found => found.Take(2).ToList()).FirstOrDefault(found => found.Count > 0) is [var one] ? one : null;

    private static bool Same(string name, string? english) => string.Equals(name, english, StringComparison.OrdinalIgnoreCase);
}
