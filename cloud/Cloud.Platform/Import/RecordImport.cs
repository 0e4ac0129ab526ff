using System.Text.Json.Nodes;
using Cloud.Platform.Export;
using Cloud.Platform.Papers;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Import;

/// <summary>Brings the rows of a workbook into a register: all of them are checked before the first one is stored.</summary>
public sealed class RecordImport(RegisterEngine engine, IRecordNames names)
{
    private const string FaultsZh = "错误";
    private const string FaultsEn = "Faults";

    /// <summary>Reads, checks and, unless only a check is asked for or something is wrong, stores.</summary>
    /// <exception cref="WorkbookException">The file cannot be taken.</exception>
    public async Task<ImportResult> RunAsync(RegisterDescriptor register, RecordRequest who, Stream workbook, bool onlyCheck, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(register);
        var rows = WorkbookReader.Read(workbook);
        if (rows.Count == 0)
            throw new WorkbookException("工作簿没有标题行");
        var columns = ImportColumn.Of(register);
        var (map, unknown) = Map(rows[0], columns);
        if (unknown.Count > 0)
            throw new WorkbookException($"没有这些栏目：{string.Join("、", unknown.Take(10))}");
        var faults = new List<ImportFault>();
        var bodies = new List<(int Row, JsonObject Body)>();
        var ids = new Dictionary<(Field Field, string Text), string>();
        for (var i = 1; i < rows.Count; i++)
            if (rows[i].Any(cell => !string.IsNullOrWhiteSpace(cell)))
                bodies.Add((i + 1, await BodyAsync(rows[i], i + 1, map, ids, faults, cancel)));
        var unreadable = faults.Select(fault => fault.Row).ToHashSet();
        foreach (var (row, body) in bodies.Where(body => !unreadable.Contains(body.Row)))
            faults.AddRange(Faults(await engine.CreateAsync(register, who with { Body = body, Source = RecordSource.Import, OnlyCheck = true }, cancel), row, columns));
        var imported = 0;
        if (faults.Count == 0 && !onlyCheck)
        {
            foreach (var (row, body) in bodies)
            {
                var outcome = await engine.CreateAsync(register, who with { Body = body, Source = RecordSource.Import }, cancel);
                faults.AddRange(Faults(outcome, row, columns));
                imported += outcome is RecordOutcome.Stored ? 1 : 0;
            }
        }

        return new ImportResult(bodies.Count, imported, [.. faults.OrderBy(fault => fault.Row)], rows);
    }

    /// <summary>An empty workbook with the headings that an import takes.</summary>
    public static Task WriteTemplateAsync(RegisterDescriptor register, Stream to, CancellationToken cancel) => XlsxTable.WriteAsync(
        new TableData(register.Label.Zh, [.. ImportColumn.Of(register).Select(column => column.Heading)], AsyncEnumerable.Empty<IReadOnlyList<object?>>()), to, cancel);

    /// <summary>The workbook that was sent, with what is wrong with each row in one more column.</summary>
    /// <param name="register">Of the records.</param>
    /// <param name="result">With its faults in the language of the reader.</param>
    /// <param name="english">True when that is English.</param>
    /// <param name="to">Where it is written.</param>
    /// <param name="cancel">Stops the writing.</param>
    public static Task WriteFaultsAsync(RegisterDescriptor register, ImportResult result, bool english, Stream to, CancellationToken cancel)
    {
        var width = result.Rows[0].Count;
        var byRow = result.Faults.ToLookup(fault => fault.Row);
        var rows = result.Rows.Skip(1).Select((row, i) => (IReadOnlyList<object?>)
            [.. row, .. Enumerable.Repeat((object?)null, Math.Max(0, width - row.Count)), string.Join(english ? "; " : "；", byRow[i + 2].Select(fault => fault.Heading is { } heading ? $"{heading}{(english ? ": " : "：")}{fault.Reason}" : fault.Reason))]);
        return XlsxTable.WriteAsync(new TableData(english ? register.Label.En : register.Label.Zh, [.. result.Rows[0], english ? FaultsEn : FaultsZh], rows.ToAsyncEnumerable()), to, cancel);
    }

    private static (Dictionary<int, ImportColumn> Map, List<string> Unknown) Map(IReadOnlyList<string> headings, IReadOnlyList<ImportColumn> columns)
    {
        var map = new Dictionary<int, ImportColumn>();
        var unknown = new List<string>();
        for (var i = 0; i < headings.Count; i++)
        {
            var heading = headings[i].Trim();
            if (columns.FirstOrDefault(column => column.Is(heading)) is { } column)
                map[i] = column;
            else if (heading.Length > 0 && heading is not (FaultsZh or FaultsEn))
                unknown.Add(heading);
        }

        return (map, unknown);
    }

    private async Task<JsonObject> BodyAsync(IReadOnlyList<string> cells, int row, Dictionary<int, ImportColumn> map, Dictionary<(Field Field, string Text), string> ids, List<ImportFault> faults,
        CancellationToken cancel)
    {
        var body = new JsonObject();
        foreach (var (at, column) in map.Where(pair => pair.Key < cells.Count && cells[pair.Key].Trim().Length > 0))
        {
            if (CellText.ToJson(column.Field, await IdAsync(column.Field, cells[at], ids, cancel)) is not { } value)
                faults.Add(new ImportFault(row, column.Heading, $"“{Short(cells[at])}”不是有效的值"));
            else if (column.Group is null)
                body[column.Field.Name] = value;
            else
                ((JsonObject)(body[column.Group] ??= new JsonObject()))[column.Field.Name] = value;
        }

        foreach (var group in map.Values.Select(column => column.Group).OfType<string>().Distinct().Where(group => body[group] is null))
            body[group] = new JsonObject();
        return body;
    }

    // A workbook has the names that an export prints; an id stands for itself. One name in thousands of rows is asked for once.
    private async ValueTask<string> IdAsync(Field field, string text, Dictionary<(Field Field, string Text), string> ids, CancellationToken cancel)
    {
        if (field.Many || field.Kind is not (FieldKind.Area or FieldKind.Project or FieldKind.Organisation))
            return text;
        if (!ids.TryGetValue((field, text), out var id))
            ids[(field, text)] = id = await names.IdAsync(field, text.Trim(), cancel) ?? text;
        return id;
    }

    private static IEnumerable<ImportFault> Faults(RecordOutcome outcome, int row, IReadOnlyList<ImportColumn> columns) => outcome switch
    {
        RecordOutcome.Stored or RecordOutcome.Sound => [],
        RecordOutcome.Invalid invalid => invalid.Faults.Select(fault => new ImportFault(row, columns.FirstOrDefault(column => column.Path == fault.Field)?.Heading ?? fault.Field, fault.Reason)),
        RecordOutcome.Refused refused => [new ImportFault(row, null, refused.Sentence)],
        RecordOutcome.Forbidden forbidden => [new ImportFault(row, null, forbidden.Reason)],
        _ => [new ImportFault(row, null, "不能登记")],
    };

    private static string Short(string text) => text.Length > 30 ? text[..30] + "…" : text;
}

/// <summary>What is wrong with a row.</summary>
/// <param name="Row">As the workbook counts: the heading is 1.</param>
/// <param name="Heading">Of the column; null = the row as a whole.</param>
/// <param name="Reason">Chinese.</param>
public sealed record ImportFault(int Row, string? Heading, string Reason);

/// <summary>What became of an import.</summary>
/// <param name="Count">Rows with anything in them.</param>
/// <param name="Imported">Records stored.</param>
/// <param name="Faults">By row; nothing was stored when the check found any.</param>
/// <param name="Rows">The workbook as it was read.</param>
public sealed record ImportResult(int Count, int Imported, IReadOnlyList<ImportFault> Faults, IReadOnlyList<IReadOnlyList<string>> Rows);
