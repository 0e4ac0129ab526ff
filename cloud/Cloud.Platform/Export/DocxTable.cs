using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Cloud.Platform.Export;

/// <summary>A table as a text document: A4 on its side, title, heading row repeated on every page.</summary>
public static class DocxTable
{
    private const uint LongSide = 16_838;
    private const uint ShortSide = 11_906;
    private const string Fonts = "FangSong_GB2312";

    /// <summary>Writes the document.</summary>
    /// <param name="table">The table.</param>
    /// <param name="to">Readable, writable and seekable.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task WriteAsync(TableData table, Stream to, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(table);
        using var document = WordprocessingDocument.Create(to, WordprocessingDocumentType.Document);
        var main = document.AddMainDocumentPart();
        using var writer = OpenXmlWriter.Create(main);
        writer.WriteStartElement(new Document());
        writer.WriteStartElement(new Body());
        writer.WriteElement(new Paragraph(
            new ParagraphProperties(new SpacingBetweenLines { After = "160" }, new Justification { Val = JustificationValues.Center }), Run(table.Title, "32", bold: true)));
        writer.WriteStartElement(new Table());
        writer.WriteElement(new TableProperties(
            new TableWidth { Width = "5000", Type = TableWidthUnitValues.Pct },
            new TableBorders(Line<TopBorder>(), Line<LeftBorder>(), Line<BottomBorder>(), Line<RightBorder>(), Line<InsideHorizontalBorder>(), Line<InsideVerticalBorder>())));
        writer.WriteElement(new TableGrid(table.Headings.Select(_ => new GridColumn())));
        writer.WriteElement(Row(table.Headings, heading: true));
        await foreach (var cells in table.Rows.WithCancellation(cancel))
            writer.WriteElement(Row(cells, heading: false));
        writer.WriteEndElement();
        writer.WriteElement(new Paragraph());
        writer.WriteElement(new SectionProperties(
            new PageSize { Width = LongSide, Height = ShortSide, Orient = PageOrientationValues.Landscape }, new PageMargin { Top = 1000, Bottom = 1000, Left = 900, Right = 900 }));
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static TableRow Row(IReadOnlyList<object?> cells, bool heading)
    {
        var row = new TableRow(new TableRowProperties(heading ? [new CantSplit(), new TableHeader()] : new OpenXmlElement[] { new CantSplit() }));
        row.Append(cells.Select(cell => new TableCell(new Paragraph(Run(TableData.Text(cell), "18", heading)))));
        return row;
    }

    private static Run Run(string text, string size, bool bold)
    {
        var properties = new RunProperties(new RunFonts { Ascii = "Times New Roman", HighAnsi = "Times New Roman", EastAsia = Fonts });
        if (bold)
            properties.Append(new Bold());
        properties.Append(new FontSize { Val = size });
        var run = new Run(properties);
        var lines = JsonXml.Clean(text).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0)
                run.Append(new Break());
            run.Append(new Text(lines[i]) { Space = SpaceProcessingModeValues.Preserve });
        }

        return run;
    }

    private static T Line<T>()
        where T : BorderType, new() => new() { Val = BorderValues.Single, Size = 4 };
}
