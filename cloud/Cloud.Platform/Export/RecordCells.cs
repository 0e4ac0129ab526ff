using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Export;

/// <summary>Records as cells for people: choices by their Chinese names, times of the site, lists in one cell, personal data masked.</summary>
public static class RecordCells
{
    private static readonly TimeSpan SiteOffset = TimeSpan.FromHours(8);

    /// <summary>A column of an export.</summary>
    /// <param name="Name">Of the field or of the envelope.</param>
    /// <param name="Heading">Chinese, with the unit.</param>
    /// <param name="Field">The field; null for the envelope's.</param>
    public sealed record CellColumn(string Name, string Heading, Field? Field);

    /// <summary>Title and state, then the fields in their order; those chosen, or all.</summary>
    public static IReadOnlyList<CellColumn> Columns(RegisterDescriptor register, IReadOnlyCollection<string>? chosen)
    {
        ArgumentNullException.ThrowIfNull(register);
        return
        [
            new CellColumn("title", "名称", null), new CellColumn("state", "状态", null),
            .. register.Fields.Where(field => chosen is null || chosen.Contains(field.Name))
                .Select(field => new CellColumn(field.Name, field.Unit is { } unit ? $"{field.Label.Zh}（{unit}）" : field.Label.Zh, field)),
            new CellColumn("due", "期限", null), new CellColumn("updatedAt", "更新时间", null), new CellColumn("updatedBy", "更新人", null), new CellColumn("id", "编号", null),
        ];
    }

    /// <summary>One record.</summary>
    public static IReadOnlyList<object?> Of(RegisterDescriptor register, StoredRecord record, JsonObject fields, IReadOnlyList<CellColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(record);
        if (PersonalData.IsIn(register.Fields))
            PersonalData.Mask(fields, register.Fields);
        return [.. columns.Select(column => column.Field is { } field ? Cell(field, fields[column.Name]) : Envelope(register, record.Envelope, column.Name))];
    }

    /// <summary>One row of a view.</summary>
    public static IReadOnlyList<object?> Of(IReadOnlyList<Field> columns, object row)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var fields = JsonSerializer.SerializeToNode(row, row.GetType(), RecordJson.Options)!.AsObject();
        PersonalData.Mask(fields, columns);
        return [.. columns.Select(column => Cell(column, fields[column.Name]))];
    }

    /// <summary>One value as text, ids by the names that are known of them.</summary>
    public static string Text(Field field, JsonNode? value, IReadOnlyDictionary<string, string> names)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(names);
        var text = TableData.Text(Cell(field, value));
        return field.Many ? string.Join("、", text.Split('、').Select(part => names.GetValueOrDefault(part, part))) : names.GetValueOrDefault(text, text);
    }

    private static object? Envelope(RegisterDescriptor register, Envelope envelope, string name) => name switch
    {
        "title" => envelope.Title,
        "state" => envelope.VoidReason is null ? register.State(envelope.State).Label.Zh : "已作废",
        "due" => envelope.Due?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "updatedAt" => Time(envelope.Updated.At),
        "updatedBy" => envelope.Updated.Name,
        _ => envelope.Id.ToString("D"),
    };

    /// <summary>One value of a field.</summary>
    internal static object? Cell(Field field, JsonNode? value) => value switch
    {
        null => null,
        JsonArray items => string.Join(field.Kind == FieldKind.Group ? "\n" : "、", items.Select(item => TableData.Text(One(field, item)))),
        _ => One(field, value),
    };

    private static object? One(Field field, JsonNode? value) => (field.Kind, value) switch
    {
        (_, null) => null,
        (FieldKind.Group, JsonObject group) => string.Join("；", field.Fields
            .Select(inner => (inner.Label.Zh, Text: TableData.Text(Cell(inner, group[inner.Name])))).Where(part => part.Text.Length > 0).Select(part => $"{part.Zh}：{part.Text}")),
        (FieldKind.File, JsonObject file) => file["name"]?.ToString(),
        (FieldKind.Position, JsonObject position) => $"{position["longitude"]}, {position["latitude"]}",
        (FieldKind.Choice, _) => field.Choices.FirstOrDefault(choice => choice.Value == value.ToString())?.Label.Zh ?? value.ToString(),
        (FieldKind.Boolean, JsonValue flag) => flag.GetValueKind() == JsonValueKind.True ? "是" : "否",
        (FieldKind.Number, JsonValue number) when number.GetValueKind() == JsonValueKind.Number => double.Parse(number.ToJsonString(), CultureInfo.InvariantCulture),
        (FieldKind.Integer, JsonValue number) when number.GetValueKind() == JsonValueKind.Number => long.Parse(number.ToJsonString(), CultureInfo.InvariantCulture),
        (FieldKind.Instant, JsonValue instant) => Time(DateTimeOffset.Parse(instant.ToString(), CultureInfo.InvariantCulture)),
        _ => value.ToString(),
    };

    private static string Time(DateTimeOffset at) => at.ToOffset(SiteOffset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
