using System.Text.Json.Nodes;

namespace Cloud.Platform.Registers;

/// <summary>An id in a record that stands for something with a name.</summary>
/// <param name="Kind">Area, project, organisation, person or reference.</param>
/// <param name="Id">As the record holds it.</param>
/// <param name="Register">Register that a reference points into; null for the other kinds.</param>
public readonly record struct RecordId(FieldKind Kind, string Id, string? Register = null);

/// <summary>Finds what in a record is shown by its name.</summary>
public static class RecordIds
{
    /// <summary>True for a kind whose values are ids of something with a name.</summary>
    public static bool AreNamed(FieldKind kind) =>
        kind is FieldKind.Area or FieldKind.Project or FieldKind.Organisation or FieldKind.Person or FieldKind.Reference;

    /// <summary>Those of a record's fields, of groups and rows too; personal members are left out.</summary>
    /// <param name="record">JSON of the record, or of a group of it.</param>
    /// <param name="fields">Its fields.</param>
    /// <param name="found">Where they go.</param>
    public static void Collect(JsonObject record, IReadOnlyList<Field> fields, ISet<RecordId> found)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(found);
        foreach (var field in fields.Where(field => !field.Personal))
            foreach (var value in record[field.Name] is JsonArray many ? many : [record[field.Name]?.DeepClone()])
                if (value is JsonObject inner && field.Kind == FieldKind.Group)
                    Collect(inner, field.Fields, found);
                else if (AreNamed(field.Kind) && value is JsonValue text && text.TryGetValue<string>(out var id))
                    found.Add(new RecordId(field.Kind, id, field.Register));
    }

    /// <summary>Those of an envelope: area, project, reporting organisation.</summary>
    public static void Collect(Envelope envelope, ISet<RecordId> found)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(found);
        found.Add(new RecordId(FieldKind.Area, envelope.Area.Value));
        if (envelope.Project is { } project)
            found.Add(new RecordId(FieldKind.Project, project.Value));
        if (envelope.Owner is { } owner)
            found.Add(new RecordId(FieldKind.Organisation, owner.ToString()));
    }
}
