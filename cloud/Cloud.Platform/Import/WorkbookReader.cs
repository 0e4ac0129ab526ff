using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Cloud.Platform.Import;

/// <summary>Reads the first sheet of a workbook as text, within limits that are checked before anything is unpacked.</summary>
public static class WorkbookReader
{
    /// <summary>Most rows that are read, the heading row included.</summary>
    public const int MostRows = 20_001;

    private const int MostColumns = 300;
    private const int MostParts = 500;
    private const long MostUnpacked = 300L << 20;
    private const int MostRatio = 200;
    private const int LongestCell = 32_767;

    /// <summary>The rows, each a list of cells; an empty cell is an empty text.</summary>
    /// <param name="workbook">Readable and seekable.</param>
    /// <exception cref="WorkbookException">It is no workbook, is too large, or unpacks to too much.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Read(Stream workbook)
    {
        CheckArchive(workbook);
        workbook.Position = 0;
        try
        {
            using var document = SpreadsheetDocument.Open(workbook, isEditable: false);
            var book = document.WorkbookPart ?? throw new WorkbookException("不是有效的工作簿");
            var id = book.Workbook?.Descendants<Sheet>().FirstOrDefault()?.Id?.Value ?? throw new WorkbookException("工作簿没有工作表");
            var texts = book.SharedStringTablePart?.SharedStringTable?.Elements<SharedStringItem>().Select(item => item.InnerText).ToList() ?? [];
            return Rows((WorksheetPart)book.GetPartById(id), texts);
        }
        catch (Exception fault) when (fault is OpenXmlPackageException or FileFormatException or InvalidDataException or System.Xml.XmlException or ArgumentOutOfRangeException or KeyNotFoundException)
        {
            throw new WorkbookException("不是有效的工作簿");
        }
    }

    private static void CheckArchive(Stream workbook)
    {
        try
        {
            using var archive = new ZipArchive(workbook, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.Entries.Count > MostParts)
                throw new WorkbookException("工作簿的组成部分过多");
            // The archive reader never unpacks more of an entry than its header says, so the headers can be trusted as limits.
            var unpacked = archive.Entries.Sum(entry => entry.Length);
            if (unpacked > MostUnpacked || archive.Entries.Any(entry => entry.Length > 1 << 20 && entry.Length > MostRatio * Math.Max(1, entry.CompressedLength)))
                throw new WorkbookException("工作簿解压后过大");
            if (archive.Entries.Any(entry => entry.FullName.Contains("..", StringComparison.Ordinal) || entry.FullName.StartsWith('/')))
                throw new WorkbookException("工作簿含有不允许的路径");
        }
        catch (InvalidDataException)
        {
            throw new WorkbookException("不是有效的工作簿");
        }
    }

    private static List<IReadOnlyList<string>> Rows(WorksheetPart sheet, List<string> texts)
    {
        var rows = new List<IReadOnlyList<string>>();
        using var reader = OpenXmlReader.Create(sheet);
        while (reader.Read())
        {
            if (reader.ElementType != typeof(Row) || !reader.IsStartElement)
                continue;
            if (rows.Count == MostRows)
                throw new WorkbookException($"最多{MostRows - 1}行数据");
            rows.Add(Cells((Row)reader.LoadCurrentElement()!, texts));
        }

        while (rows.Count > 0 && rows[^1].All(string.IsNullOrWhiteSpace))
            rows.RemoveAt(rows.Count - 1);
        return rows;
    }

    private static List<string> Cells(Row row, List<string> texts)
    {
        var cells = new List<string>();
        foreach (var cell in row.Elements<Cell>())
        {
            var at = cell.CellReference?.Value is { } reference ? Index(reference) : cells.Count;
            if (at >= MostColumns)
                throw new WorkbookException($"最多{MostColumns}列");
            while (cells.Count <= at)
                cells.Add("");
            var text = Text(cell, texts);
            cells[at] = text.Length > LongestCell ? text[..LongestCell] : text;
        }

        return cells;
    }

    private static string Text(Cell cell, List<string> texts)
    {
        if (cell.DataType?.Value == CellValues.SharedString)
            return int.TryParse(cell.CellValue?.Text, out var index) && index >= 0 && index < texts.Count ? texts[index] : "";
        if (cell.DataType?.Value == CellValues.Boolean)
            return cell.CellValue?.Text == "1" ? "是" : "否";
        return cell.DataType?.Value == CellValues.InlineString ? cell.InlineString?.InnerText ?? "" : cell.CellValue?.Text ?? "";
    }

    private static int Index(string reference)
    {
        var index = 0;
        foreach (var c in reference.TakeWhile(char.IsAsciiLetterUpper))
            index = Math.Min((index * 26) + (c - 'A' + 1), MostColumns + 1);
        return index - 1;
    }
}

/// <summary>A workbook that cannot be taken.</summary>
/// <param name="sentence">Why, for the person; Chinese.</param>
public sealed class WorkbookException(string sentence) : Exception(sentence);
