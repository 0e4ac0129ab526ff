using Cloud.Platform.Areas;
using Cloud.Platform.Organisations;
using Cloud.Platform.Papers;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;
using Cloud.Telemetry.Projects;
using Telemetry.Model;

namespace Cloud.Host.Registers;

/// <summary>Names of projects, organisations, areas, persons and records, for papers.</summary>
internal sealed class RecordNames(
    IDirectory directory, IOrganisationStore organisations, IPersonStore persons, AreaTree areas, IRecordStore store, RegisterCatalogue registers) : IRecordNames
{
    public async ValueTask<string?> NameAsync(Field field, string id, CancellationToken cancel) => field.Kind switch
    {
        FieldKind.Project when Identifier.IsValid(id) => (await directory.ProjectAsync(new ProjectId(id), cancel))?.Name,
        FieldKind.Organisation when OrganisationId.TryParse(id, null, out var organisation) => (await organisations.FindAsync(organisation, cancel))?.Name,
        FieldKind.Person when PersonId.TryParse(id, null, out var person) => (await persons.FindAsync(person, cancel))?.Name,
        FieldKind.Area when AreaCode.TryParse(id, null, out var area) => areas.Find(area)?.FullName,
        FieldKind.Reference when field.Register is { } name && registers.Find(name) is { } register && Guid.TryParse(id, out var record) =>
            (await store.FindAsync(register, record, Condition.Everything, cancel))?.Envelope.Title,
        _ => null,
    };
}
