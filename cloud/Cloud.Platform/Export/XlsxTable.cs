using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Cloud.Platform.Export;

/// <summary>A table as a workbook with one sheet: heading row fixed and filtered, numbers as numbers, texts never as formulas.</summary>
public static class XlsxTable
{
    private const int LongestCell = 32_000;
    private const int LongestSheetName = 31;

    /// <summary>Writes the workbook, row by row.</summary>
    /// <param name="table">The table.</param>
    /// <param name="to">Readable, writable and seekable.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task WriteAsync(TableData table, Stream to, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(table);
        using var document = SpreadsheetDocument.Create(to, SpreadsheetDocumentType.Workbook);
        var workbook = document.AddWorkbookPart();
        AddStyles(workbook);
        var sheet = workbook.AddNewPart<WorksheetPart>();
        using (var writer = OpenXmlWriter.Create(sheet))
        {
            writer.WriteStartElement(new Worksheet());
            writer.WriteElement(new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }));
            writer.WriteElement(new Columns(table.Headings.Select((heading, i) => new DocumentFormat.OpenXml.Spreadsheet.Column
            {
                Min = (uint)i + 1, Max = (uint)i + 1, Width = Math.Clamp(heading.Length * 2.4, 12, 40), CustomWidth = true,
            })));
            writer.WriteStartElement(new SheetData());
            Write(writer, table.Headings, 1, style: 1);
            var row = 1u;
            await foreach (var cells in table.Rows.WithCancellation(cancel))
                Write(writer, cells, ++row, style: 0);
            writer.WriteEndElement();
            writer.WriteElement(new AutoFilter { Reference = string.Create(CultureInfo.InvariantCulture, $"A1:{Name(table.Headings.Count - 1)}{Math.Max(row, 1)}") });
            writer.WriteEndElement();
        }

        workbook.Workbook = new Workbook(new Sheets(new Sheet { Id = workbook.GetIdOfPart(sheet), SheetId = 1, Name = SheetName(table.Title) }));
    }

    /// <summary>The letters of a column, 0 = A.</summary>
    public static string Name(int column)
    {
        var name = "";
        for (column++; column > 0; column = (column - 1) / 26)
            name = (char)('A' + ((column - 1) % 26)) + name;
        return name;
    }

    private static void Write(OpenXmlWriter writer, IReadOnlyList<object?> cells, uint row, uint style)
    {
        writer.WriteStartElement(new Row { RowIndex = row });
        for (var i = 0; i < cells.Count; i++)
            if (cells[i] is { } value)
                writer.WriteElement(Cell(value, string.Create(CultureInfo.InvariantCulture, $"{Name(i)}{row}"), style));
        writer.WriteEndElement();
    }

    private static Cell Cell(object value, string reference, uint style) => value is double or long
        ? new Cell { CellReference = reference, StyleIndex = style, CellValue = new CellValue(TableData.Text(value)), DataType = CellValues.Number }
        : new Cell
        {
            CellReference = reference, StyleIndex = style, DataType = CellValues.InlineString,
            InlineString = new InlineString(new Text(Clean(value.ToString()!)) { Space = SpaceProcessingModeValues.Preserve }),
        };

    private static string Clean(string text) => JsonXml.Clean(text.Length > LongestCell ? text[..LongestCell] : text);

    private static string SheetName(string title)
    {
        var name = string.Concat(title.Where(c => !"[]:*?/\\".Contains(c, StringComparison.Ordinal)));
        return name.Length == 0 ? "Sheet1" : name[..Math.Min(name.Length, LongestSheetName)];
    }

    private static void AddStyles(WorkbookPart workbook) => workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = new Stylesheet(
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellFormats(new CellFormat(), new CellFormat { FontId = 1, ApplyFont = true }));
}
