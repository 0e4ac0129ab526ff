using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Export;

/// <summary>Records as cells for people: choices and ids by their names, times of the site, lists in one cell, personal data masked.</summary>
public static class RecordCells
{
    private static readonly TimeSpan SiteOffset = TimeSpan.FromHours(8);
    private static readonly string[] First = ["title", "state"];
    private static readonly string[] Last = ["owner", "due", "updatedAt", "updatedBy"];
    private static readonly Label UpdatedBy = new("更新人", "Updated by");

    /// <summary>A column of an export.</summary>
    /// <param name="Name">Of the field or of the envelope.</param>
    /// <param name="Heading">For people, with the unit.</param>
    /// <param name="Field">The field; null for the envelope's.</param>
    public sealed record CellColumn(string Name, string Heading, Field? Field);

    /// <summary>Title and state, then the columns that were chosen in their order; of all, the fields and what else a reader asks for.</summary>
    /// <param name="register">The register.</param>
    /// <param name="chosen">Names of fields and of the envelope; null = all.</param>
    /// <param name="words">The language.</param>
    public static IReadOnlyList<CellColumn> Columns(RegisterDescriptor register, IReadOnlyCollection<string>? chosen, CellWords words)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(words);
        var names = chosen ?? [.. register.Fields.Select(field => field.Name), .. Last];
        return [.. First.Where(name => name == "title" || !names.Contains(name)).Concat(names.Where(name => name != "title")).Distinct()
            .Select(name => Column(register, name, words)).OfType<CellColumn>()];
    }

    /// <summary>One record.</summary>
    public static IReadOnlyList<object?> Of(RegisterDescriptor register, StoredRecord record, JsonObject fields, IReadOnlyList<CellColumn> columns, CellWords words)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(record);
        if (PersonalData.IsIn(register.Fields))
            PersonalData.Mask(fields, register.Fields);
        return [.. columns.Select(column => column.Field is { } field ? Cell(field, fields[column.Name], words) : Envelope(register, record.Envelope, column.Name, words))];
    }

    /// <summary>One row of a view.</summary>
    public static IReadOnlyList<object?> Of(IReadOnlyList<Field> columns, JsonObject row, CellWords words)
    {
        ArgumentNullException.ThrowIfNull(columns);
        PersonalData.Mask(row, columns);
        return [.. columns.Select(column => Cell(column, row[column.Name], words))];
    }

    // A field of the same name as a column of the envelope gives way to it, as in lists.
    private static CellColumn? Column(RegisterDescriptor register, string name, CellWords words) =>
        name == "updatedBy" ? new CellColumn(name, words.Of(UpdatedBy), null)
        : Registers.Column.OfEnvelope.FirstOrDefault(column => column.Name == name) is { } envelope && register.Field(name) is var own && (own is null || own.Kind == envelope.Kind)
            ? new CellColumn(name, words.Of(own?.Label ?? envelope.Label), null)
        : register.Field(name) is { } field ? new CellColumn(name, words.Heading(field), field) : null;

    private static object? Envelope(RegisterDescriptor register, Envelope envelope, string name, CellWords words) => name switch
    {
        "title" => envelope.Title,
        "state" => envelope.VoidReason is null ? words.Of(register.State(envelope.State).Label) : words.Void,
        "project" => envelope.Project is { } project ? words.Name(project.Value) : null,
        "area" => words.Name(envelope.Area.Value),
        "owner" => envelope.Owner is { } owner ? words.Name(owner.ToString()) : null,
        "due" => envelope.Due?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "source" => words.Of(FieldReader.Choices(typeof(RecordSource)).First(choice => choice.Value == RecordJson.Name(envelope.Source.ToString())).Label),
        "createdAt" => Time(envelope.Created.At),
        "createdOn" => Time(envelope.Created.At)[..10],
        "updatedAt" => Time(envelope.Updated.At),
        "updatedBy" => envelope.Updated.Name,
        "version" => envelope.Version,
        _ => envelope.Id.ToString("D"),
    };

    /// <summary>One value of a field.</summary>
    internal static object? Cell(Field field, JsonNode? value, CellWords words) => value switch
    {
        null => null,
        JsonArray items => string.Join(field.Kind == FieldKind.Group ? "\n" : words.Comma, items.Select(item => TableData.Text(One(field, item, words)))),
        _ => One(field, value, words),
    };

    private static object? One(Field field, JsonNode? value, CellWords words) => (field.Kind, value) switch
    {
        (_, null) => null,
        (FieldKind.Group, JsonObject group) => string.Join(words.Semicolon, field.Fields
            .Select(inner => (inner.Label, Text: TableData.Text(Cell(inner, group[inner.Name], words)))).Where(part => part.Text.Length > 0).Select(part => words.Named(part.Label, part.Text))),
        (FieldKind.File, JsonObject file) => file["name"]?.ToString(),
        (FieldKind.Position, JsonObject position) => $"{position["longitude"]}, {position["latitude"]}",
        (FieldKind.Choice, _) => field.Choices.FirstOrDefault(choice => choice.Value == value.ToString()) is { } choice ? words.Of(choice.Label) : value.ToString(),
        (FieldKind.Boolean, JsonValue flag) => words.Flag(flag.GetValueKind() == JsonValueKind.True),
        (FieldKind.Number, JsonValue number) when number.GetValueKind() == JsonValueKind.Number => double.Parse(number.ToJsonString(), CultureInfo.InvariantCulture),
        (FieldKind.Integer, JsonValue number) when number.GetValueKind() == JsonValueKind.Number => long.Parse(number.ToJsonString(), CultureInfo.InvariantCulture),
        (FieldKind.Instant, JsonValue instant) => Time(DateTimeOffset.Parse(instant.ToString(), CultureInfo.InvariantCulture)),
        (FieldKind.Area or FieldKind.Project or FieldKind.Organisation or FieldKind.Person or FieldKind.Reference, _) => words.Name(value.ToString()),
        _ => value.ToString(),
    };

    private static string Time(DateTimeOffset at) => at.ToOffset(SiteOffset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
