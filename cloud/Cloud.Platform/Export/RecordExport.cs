using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Export;

/// <summary>Records of a register in any form. Rights and filter are those of the list that is exported.</summary>
public static class RecordExport
{
    /// <summary>Writes records in a form.</summary>
    /// <param name="register">Their register.</param>
    /// <param name="records">In order; read once.</param>
    /// <param name="columns">Fields that are shown; null = all.</param>
    /// <param name="format">The form.</param>
    /// <param name="font">Font for PDF; null = looked for.</param>
    /// <param name="to">Readable, writable and seekable.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task WriteAsync(
        RegisterDescriptor register, IAsyncEnumerable<StoredRecord> records, IReadOnlyCollection<string>? columns, ExportFormat format, string? font, Stream to, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(register);
        switch (format)
        {
            case ExportFormat.Json:
                await WriteJsonAsync(register, records, columns, to, cancel);
                break;
            case ExportFormat.Xml:
                await WriteXmlAsync(register, records, columns, to, cancel);
                break;
            default:
                await WriteTableAsync(Table(register, records, columns), format, font, to, cancel);
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
    public static TableData Table(RegisterDescriptor register, IAsyncEnumerable<StoredRecord> records, IReadOnlyCollection<string>? columns)
    {
        ArgumentNullException.ThrowIfNull(register);
        var shown = RecordCells.Columns(register, columns);
        return new TableData(
            register.Label.Zh, [.. shown.Select(column => column.Heading)],
            records.Select(record => RecordCells.Of(register, record, JsonNode.Parse(record.Body)!.AsObject(), shown)));
    }

    /// <summary>A record for machines: its envelope and, under <c>record</c>, its fields; personal data masked.</summary>
    public static JsonObject Line(RegisterDescriptor register, StoredRecord stored, IReadOnlyCollection<string>? columns)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(stored);
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
        };
    }

    private static async Task WriteJsonAsync(
        RegisterDescriptor register, IAsyncEnumerable<StoredRecord> records, IReadOnlyCollection<string>? columns, Stream to, CancellationToken cancel)
    {
        await using var json = new Utf8JsonWriter(to, new JsonWriterOptions { Encoder = RecordJson.Options.Encoder });
        json.WriteStartArray();
        await foreach (var record in records.WithCancellation(cancel))
        {
            Line(register, record, columns).WriteTo(json, RecordJson.Options);
            if (json.BytesPending > 1 << 16)
                await json.FlushAsync(cancel);
        }

        json.WriteEndArray();
    }

    private static async Task WriteXmlAsync(
        RegisterDescriptor register, IAsyncEnumerable<StoredRecord> records, IReadOnlyCollection<string>? columns, Stream to, CancellationToken cancel)
    {
        await using var xml = XmlWriter.Create(to, new XmlWriterSettings { Async = true, Encoding = new UTF8Encoding(false), CloseOutput = false });
        await xml.WriteStartDocumentAsync();
        await xml.WriteStartElementAsync(null, register.Name, null);
        await foreach (var record in records.WithCancellation(cancel))
            JsonXml.Element("item", JsonSerializer.SerializeToElement(Line(register, record, columns), RecordJson.Options)).WriteTo(xml);
        await xml.WriteEndElementAsync();
    }
}
