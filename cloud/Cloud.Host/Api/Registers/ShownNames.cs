using System.Text.Json.Nodes;
using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Papers;
using Cloud.Platform.Registers;

namespace Cloud.Host.Api.Registers;

/// <summary>
/// What the ids in records stand for. Only ids in records that the person reads are looked up, and another register's record
/// only where he may read that too, so that no name is learnt by guessing ids.
/// </summary>
internal sealed class ShownNames(INameStore names, AreaTree areas, RegisterCatalogue catalogue, RecordDesk desk)
{
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
        var (found, asked) = (new Dictionary<string, string>(StringComparer.Ordinal), ids.ToHashSet());
        foreach (var (_, id, _) in asked.Where(one => one.Kind == FieldKind.Area))
            if (AreaCode.TryParse(id, null, out var area) && areas.Find(area)?.FullName is { } name)
                found[id] = name;
        foreach (var ((_, id), name) in await names.NamesAsync([.. asked.Select(one => (one.Kind, one.Id))], cancel))
            found[id] = name;
        foreach (var group in asked.Where(one => one.Kind == FieldKind.Reference).GroupBy(one => one.Register))
            if (group.Key is { } target && catalogue.Find(target) is { } other)
                foreach (var (id, title) in await desk.TitlesAsync(actor, other, [.. group.Select(one => Guid.TryParse(one.Id, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty)], cancel))
                    found[id.ToString("D")] = title;
        return found;
    }

    private static void Collect(JsonObject holder, IReadOnlyList<Field> fields, HashSet<(FieldKind, string, string?)> ids)
    {
        foreach (var field in fields)
            if (holder[field.Name] is JsonArray many)
                foreach (var value in many)
                    Collect(value, field, ids);
            else
                Collect(holder[field.Name], field, ids);
    }

    private static void Collect(JsonNode? value, Field field, HashSet<(FieldKind, string, string?)> ids)
    {
        if (value is JsonObject inner && field.Kind == FieldKind.Group)
            Collect(inner, field.Fields, ids);
        else if (!field.Personal && field.Kind is FieldKind.Area or FieldKind.Project or FieldKind.Organisation or FieldKind.Person or FieldKind.Reference
            && value is JsonValue text && text.TryGetValue<string>(out var id))
            ids.Add((field.Kind, id, field.Register));
    }
}
