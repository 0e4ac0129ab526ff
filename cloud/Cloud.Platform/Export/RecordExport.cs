using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Export;

/// <summary>Some records of an export with what their ids are called.</summary>
/// <param name="Records">In order.</param>
/// <param name="Names">Id to name; ids without one are left out.</param>
public sealed record NamedRecords(IReadOnlyList<StoredRecord> Records, IReadOnlyDictionary<string, string> Names);

/// <summary>Records of a register in any form. Rights and filter are those of the list that is exported.</summary>
public static class RecordExport
{
    /// <summary>Writes records in a form.</summary>
    /// <param name="register">Their register.</param>
    /// <param name="pages">In order; read once.</param>
    /// <param name="columns">What is shown, in order; null = all.</param>
    /// <param name="english">Language of headings and choices.</param>
    /// <param name="format">The form.</param>
    /// <param name="font">Font for PDF; null = looked for.</param>
    /// <param name="to">Readable, writable and seekable.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task WriteAsync(
        RegisterDescriptor register, IAsyncEnumerable<NamedRecords> pages, IReadOnlyCollection<string>? columns, bool english, ExportFormat format, string? font, Stream to,
        CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(register);
        switch (format)
        {
            case ExportFormat.Json:
                await WriteJsonAsync(register, pages, columns, to, cancel);
                break;
            case ExportFormat.Xml:
                await WriteXmlAsync(register, pages, columns, to, cancel);
                break;
            default:
                await WriteTableAsync(Table(register, pages, columns, english), format, font, to, cancel);
                break;
        }
    }

    /// <summary>Writes a table in a form for people; false for a form for machines.</summary>
    public static async Task<bool> WriteTableAsync(TableData table, ExportFormat format, string? font, Stream to, CancellationToken cancel)
    {
        switch (format)
        {
            case ExportFormat.Xlsx:
                await XlsxTable.WriteAsync(table, to, cancel);
                return true;
            case ExportFormat.Docx:
                await DocxTable.WriteAsync(table, to, cancel);
                return true;
            case ExportFormat.Pdf:
                using (var pdf = new PdfTable(font))
                    await pdf.WriteAsync(table, to, cancel);
                return true;
            case ExportFormat.Text:
                await TextTables.WriteTextAsync(table, to, cancel);
                return true;
            case ExportFormat.Csv:
                await TextTables.WriteCsvAsync(table, to, cancel);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Records as a table for people.</summary>
    public static TableData Table(RegisterDescriptor register, IAsyncEnumerable<NamedRecords> pages, IReadOnlyCollection<string>? columns, bool english)
    {
        ArgumentNullException.ThrowIfNull(register);
        var words = CellWords.Chinese with { English = english };
        var shown = RecordCells.Columns(register, columns, words);
        return new TableData(words.Of(register.Label), [.. shown.Select(column => column.Heading)], pages.SelectMany(page => Rows(page, words with { Names = page.Names })));

        IEnumerable<IReadOnlyList<object?>> Rows(NamedRecords page, CellWords named) =>
            page.Records.Select(record => RecordCells.Of(register, record, JsonNode.Parse(record.Body)!.AsObject(), shown, named));
    }

    /// <summary>
    /// A record for machines: its envelope, under <c>record</c> its fields with personal data masked, and under <c>names</c> what
    /// each id in them is called.
    /// </summary>
    public static JsonObject Line(RegisterDescriptor register, StoredRecord stored, IReadOnlyCollection<string>? columns, IReadOnlyDictionary<string, string> names)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(names);
        var e = stored.Envelope;
        var fields = JsonNode.Parse(stored.Body)!.AsObject();
        if (columns is not null)
            foreach (var name in fields.Select(field => field.Key).Where(name => !columns.Contains(name)).ToList())
                fields.Remove(name);
        if (PersonalData.IsIn(register.Fields))
            PersonalData.Mask(fields, register.Fields);
        return new JsonObject
        {
            ["id"] = e.Id, ["title"] = e.Title, ["state"] = e.State, ["version"] = e.Version, ["project"] = e.Project?.Value, ["area"] = e.Area.Value,
            ["owner"] = e.Owner?.ToString(), ["due"] = ColumnValue.Of(e.Due) as string, ["createdAt"] = RecordJson.Instant(e.Created.At), ["createdBy"] = e.Created.Name,
            ["updatedAt"] = RecordJson.Instant(e.Updated.At), ["updatedBy"] = e.Updated.Name, ["voidReason"] = e.VoidReason, ["record"] = fields,
            ["names"] = Names(register, e, fields, names),
        };
    }

    private static JsonArray Names(RegisterDescriptor register, Envelope envelope, JsonObject fields, IReadOnlyDictionary<string, string> names)
    {
        var ids = new HashSet<RecordId>();
        RecordIds.Collect(envelope, ids);
        RecordIds.Collect(fields, register.Fields, ids);
        return [.. ids.Select(one => one.Id).Distinct().Where(names.ContainsKey).Order(StringComparer.Ordinal).Select(id => new JsonObject { ["id"] = id, ["name"] = names[id] })];
    }

    private static async Task WriteJsonAsync(
        RegisterDescriptor register, IAsyncEnumerable<NamedRecords> pages, IReadOnlyCollection<string>? columns, Stream to, CancellationToken cancel)
    {
        await using var json = new Utf8JsonWriter(to, new JsonWriterOptions { Encoder = RecordJson.Options.Encoder });
        json.WriteStartArray();
        await foreach (var page in pages.WithCancellation(cancel))
        {
            foreach (var record in page.Records)
                Line(register, record, columns, page.Names).WriteTo(json, RecordJson.Options);
            if (json.BytesPending > 1 << 16)
                await json.FlushAsync(cancel);
        }

        json.WriteEndArray();
    }

    private static async Task WriteXmlAsync(
        RegisterDescriptor register, IAsyncEnumerable<NamedRecords> pages, IReadOnlyCollection<string>? columns, Stream to, CancellationToken cancel)
    {
        await using var xml = XmlWriter.Create(to, new XmlWriterSettings { Async = true, Encoding = new UTF8Encoding(false), CloseOutput = false });
        await xml.WriteStartDocumentAsync();
        await xml.WriteStartElementAsync(null, register.Name, null);
        await foreach (var page in pages.WithCancellation(cancel))
            foreach (var record in page.Records)
                JsonXml.Element("item", JsonSerializer.SerializeToElement(Line(register, record, columns, page.Names), RecordJson.Options)).WriteTo(xml);
        await xml.WriteEndElementAsync();
    }
}
