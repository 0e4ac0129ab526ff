using System.Globalization;
using System.Text.Json.Nodes;
using Cloud.Platform.Approvals;
using Cloud.Platform.Export;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Papers;

/// <summary>Fills templates with records: choices and ids by their names, opinions of the approval with who gave them, personal data masked.</summary>
public sealed class PaperFiller(IRecordNames names, IApprovalStore approvals)
{
    /// <summary>A record on a paper.</summary>
    /// <param name="template">The paper.</param>
    /// <param name="register">Register of the record.</param>
    /// <param name="stored">The record.</param>
    /// <param name="day">Day of printing.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Paper> FillAsync(PaperTemplate template, RegisterDescriptor register, StoredRecord stored, DateOnly day, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(stored);
        var record = JsonNode.Parse(stored.Body)!.AsObject();
        PersonalData.Mask(record, register.Fields);
        var ids = record.DeepClone().AsObject();
        await NameAsync(record, register.Fields, cancel);
        var approval = template.HasOpinions ? await approvals.OfAsync(new RecordKey(register.Name, stored.Envelope.Id), cancel) is [.., var last] ? last : null : null;
        string Value(string mark) => mark switch
        {
            _ when mark.StartsWith(PaperTemplate.Opinion, StringComparison.Ordinal) => Said(approval, mark[PaperTemplate.Opinion.Length..]),
            "title" => stored.Envelope.Title,
            "state" => stored.Envelope.VoidReason is null ? register.State(stored.Envelope.State).Label.Zh : "已作废",
            "printedOn" => Day(day),
            "updatedBy" => stored.Envelope.Updated.Name,
            _ when mark.EndsWith(PaperTemplate.Id, StringComparison.Ordinal) && register.Field(mark[..^PaperTemplate.Id.Length]) is { } field && RecordIds.AreNamed(field.Kind) => ids[field.Name]?.ToString() ?? "",
            _ => Text(record, register.Fields, mark),
        };
        var blocks = new List<PaperBlock>();
        foreach (var line in template.Lines)
            Add(blocks, line, register, record, Value);
        return new Paper(PaperTemplate.Fill(template.Title, Value), blocks);
    }

    // Only what still counts: an opinion of a round that was sent back does not.
    private static string Said(ApprovalCase? approval, string node) =>
        approval?.Trail.LastOrDefault(step => step.Node == node && step.Round == approval.Round && step.Kind is CaseStepKind.Agree or CaseStepKind.Refuse) is { } step
            ? $"{(step.Opinion is { Text.Length: > 0 } said ? said.Text : FieldReader.Choices(typeof(CaseStepKind)).First(choice => choice.Value == RecordJson.Name(step.Kind.ToString())).Label.Zh)}　{step.Name}　{Day(DateOnly.FromDateTime(SiteDay.Local(step.At).DateTime))}"
            : "";

    private static void Add(List<PaperBlock> blocks, PaperLine line, RegisterDescriptor register, JsonObject record, Func<string, string> value)
    {
        switch (line)
        {
            case PaperLine.Heading heading:
                blocks.Add(new PaperBlock.Heading(PaperTemplate.Fill(heading.Text, value)));
                break;
            case PaperLine.Words words:
                blocks.Add(new PaperBlock.Words(PaperTemplate.Fill(words.Text, value), words.AtRight));
                break;
            case PaperLine.Row row:
                IReadOnlyList<string> cells = [.. row.Cells.Select(cell => PaperTemplate.Fill(cell, value))];
                if (blocks.LastOrDefault() is PaperBlock.Grid grid && grid.Rows[0].Count == cells.Count)
                    blocks[^1] = new PaperBlock.Grid([.. grid.Rows, cells]);
                else
                    blocks.Add(new PaperBlock.Grid([cells]));
                break;
            case PaperLine.List list:
                var inner = register.Field(list.Field)!.Fields;
                var items = record[list.Field] is JsonArray many ? many.OfType<JsonObject>() : [];
                blocks.Add(new PaperBlock.Table(
                    [.. list.Cells.Select(cell => cell.Heading)],
                    [.. items.Select(item => (IReadOnlyList<string>)[.. list.Cells.Select(cell => PaperTemplate.Fill(cell.Text, mark => Text(item, inner, mark)))])]));
                break;
        }
    }

    private static string Text(JsonObject holder, IReadOnlyList<Field> fields, string path)
    {
        var parts = path.Split('.', 2);
        if (fields.FirstOrDefault(field => field.Name == parts[0]) is not { } field)
            return "";
        if (parts.Length == 2)
            return holder[parts[0]] is JsonObject inner ? Text(inner, field.Fields, parts[1]) : "";
        return field.Kind == FieldKind.Date && holder[field.Name] is JsonValue day && DateOnly.TryParse(day.ToString(), CultureInfo.InvariantCulture, out var date)
            ? Day(date) : TableData.Text(RecordCells.Cell(field, holder[field.Name], CellWords.Chinese));
    }

    private static string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日");

    private async Task NameAsync(JsonObject holder, IReadOnlyList<Field> fields, CancellationToken cancel)
    {
        foreach (var field in fields)
            switch (holder[field.Name])
            {
                case JsonObject group when field.Fields.Count > 0:
                    await NameAsync(group, field.Fields, cancel);
                    break;
                case JsonArray many when field.Fields.Count > 0:
                    foreach (var item in many.OfType<JsonObject>())
                        await NameAsync(item, field.Fields, cancel);
                    break;
                case JsonArray many when RecordIds.AreNamed(field.Kind):
                    for (var i = 0; i < many.Count; i++)
                        if (many[i] is { } one && await names.NameAsync(field, one.ToString(), english: false, cancel) is { } called)
                            many[i] = called;
                    break;
                case JsonValue id when RecordIds.AreNamed(field.Kind) && await names.NameAsync(field, id.ToString(), english: false, cancel) is { } name:
                    holder[field.Name] = name;
                    break;
            }
    }
}
