using System.Text.Json.Nodes;
using Cloud.Platform.Areas;
using Cloud.Platform.Export;
using Cloud.Platform.Identity;
using Cloud.Platform.Papers;
using Cloud.Platform.Registers;

namespace Cloud.Host.Api.Registers;

/// <summary>
/// What the ids in records stand for. Only ids in records that the person reads are looked up, and another register's record
/// only where he may read that too, so that no name is learnt by guessing ids.
/// </summary>
internal sealed class ShownNames(INameStore names, IRecordNames single, AreaTree areas, RegisterCatalogue catalogue, RecordDesk desk)
{
    private static readonly Field Project = new() { Name = "project", Label = new Label("项目", "Project"), Kind = FieldKind.Project };

    /// <summary>Id to name; what has no name is left out.</summary>
    public Task<IReadOnlyDictionary<string, string>> OfAsync(
        Actor actor, RegisterDescriptor register, IReadOnlyList<RecordLine> lines, CancellationToken cancel)
    {
        var ids = new HashSet<RecordId>();
        foreach (var line in lines)
        {
            ids.Add(new RecordId(FieldKind.Area, line.Area));
            if (line.Project is { } project)
                ids.Add(new RecordId(FieldKind.Project, project));
            if (line.Owner is { } owner)
                ids.Add(new RecordId(FieldKind.Organisation, owner));
            RecordIds.Collect(line.Record, register.Fields, ids);
        }

        return OfAsync(actor, ids, english: false, cancel);
    }

    /// <summary>Those of records as they are stored.</summary>
    public async Task<NamedRecords> OfAsync(
        Actor actor, RegisterDescriptor register, IReadOnlyList<StoredRecord> records, bool english, CancellationToken cancel)
    {
        var ids = new HashSet<RecordId>();
        foreach (var record in records)
        {
            RecordIds.Collect(record.Envelope, ids);
            RecordIds.Collect(JsonNode.Parse(record.Body)!.AsObject(), register.Fields, ids);
        }

        return new NamedRecords(records, await OfAsync(actor, ids, english, cancel));
    }

    /// <summary>Those of rows of a view.</summary>
    public Task<IReadOnlyDictionary<string, string>> OfAsync(Actor actor, IReadOnlyList<Field> columns, IEnumerable<JsonObject> rows, bool english, CancellationToken cancel)
    {
        var ids = new HashSet<RecordId>();
        foreach (var row in rows)
            RecordIds.Collect(row, columns, ids);
        return OfAsync(actor, ids, english, cancel);
    }

    /// <summary>Of single ids that the person has read somewhere.</summary>
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(Actor actor, IEnumerable<RecordId> ids, bool english, CancellationToken cancel)
    {
        var (found, asked) = (new Dictionary<string, string>(StringComparer.Ordinal), ids.ToHashSet());
        foreach (var ((_, id), name) in await names.NamesAsync([.. asked.Select(one => (one.Kind, one.Id))], cancel))
            found[id] = name;
        foreach (var group in asked.Where(one => one.Kind == FieldKind.Reference).GroupBy(one => one.Register))
            if (group.Key is { } target && catalogue.Find(target) is { } other)
                foreach (var (id, title) in await desk.TitlesAsync(actor, other, [.. group.Select(one => Guid.TryParse(one.Id, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty)], cancel))
                    found[id.ToString("D")] = title;
        foreach (var one in asked.Where(one => one.Kind == FieldKind.Area))
            if (AreaCode.TryParse(one.Id, null, out var area) && areas.Find(area) is { } place)
                found[one.Id] = (english ? place.FullNameEn : null) ?? place.FullName;
        // Few projects have an English name, and of them the store of names knows the Chinese one.
        foreach (var one in asked.Where(one => english && one.Kind == FieldKind.Project))
            if (await single.NameAsync(Project, one.Id, english: true, cancel) is { } name)
                found[one.Id] = name;
        return found;
    }
}
