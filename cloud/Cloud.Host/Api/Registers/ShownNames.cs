using System.Text.Json.Nodes;
using Cloud.Platform.Identity;
using Cloud.Platform.Papers;
using Cloud.Platform.Registers;

namespace Cloud.Host.Api.Registers;

/// <summary>
/// What the ids in records stand for. Only ids in records that the person reads are looked up, and another register's record
/// only where he may read that too, so that no name is learnt by guessing ids.
/// </summary>
internal sealed class ShownNames(IRecordNames names, RegisterCatalogue catalogue, RecordDesk desk)
{
    private static readonly Label Nameless = new("", "");

    /// <summary>Id to name; what has no name is left out.</summary>
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(
        Actor actor, RegisterDescriptor register, IReadOnlyList<RecordLine> lines, CancellationToken cancel)
    {
        var ids = new HashSet<(FieldKind Kind, string Id, string? Register)>();
        foreach (var line in lines)
        {
            ids.Add((FieldKind.Area, line.Area, null));
            if (line.Project is { } project)
                ids.Add((FieldKind.Project, project, null));
            if (line.Owner is { } owner)
                ids.Add((FieldKind.Organisation, owner, null));
            Collect(line.Record, register.Fields, ids);
        }

        return await OfAsync(actor, ids, cancel);
    }

    /// <summary>Of single ids that the person has read somewhere.</summary>
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(Actor actor, IEnumerable<(FieldKind Kind, string Id, string? Register)> ids, CancellationToken cancel)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (kind, id, target) in ids)
            if (await NameAsync(actor, kind, id, target, cancel) is { } name)
                found[id] = name;
        return found;
    }

    private static void Collect(JsonObject holder, IReadOnlyList<Field> fields, HashSet<(FieldKind, string, string?)> ids)
    {
        foreach (var field in fields)
            foreach (var value in holder[field.Name] is JsonArray many ? many : [holder[field.Name]?.DeepClone()])
                if (value is JsonObject inner && field.Kind == FieldKind.Group)
                    Collect(inner, field.Fields, ids);
                else if (!field.Personal && value is JsonValue text && text.TryGetValue<string>(out var id)
                    && field.Kind is FieldKind.Area or FieldKind.Project or FieldKind.Organisation or FieldKind.Person or FieldKind.Reference)
                    ids.Add((field.Kind, id, field.Register));
    }

    private async ValueTask<string?> NameAsync(Actor actor, FieldKind kind, string id, string? target, CancellationToken cancel)
    {
        if (kind is FieldKind.Area or FieldKind.Project or FieldKind.Organisation or FieldKind.Person)
            return await names.NameAsync(new Field { Name = "id", Label = Nameless, Kind = kind }, id, cancel);
        return kind == FieldKind.Reference && target is not null && catalogue.Find(target) is { } other && Guid.TryParse(id, out var record)
            ? (await desk.FindAsync(actor, other, record, cancel))?.Envelope.Title : null;
    }
}
