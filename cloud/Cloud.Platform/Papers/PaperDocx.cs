using Cloud.Platform.Export;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Cloud.Platform.Papers;

/// <summary>Papers as text documents: A4 upright, in the type of official papers.</summary>
public static class PaperDocx
{
    private const string Body = "FangSong_GB2312";
    private const string Head = "SimHei";

    /// <summary>Writes a paper.</summary>
    /// <param name="paper">The paper.</param>
    /// <param name="to">Readable, writable and seekable.</param>
    public static void Write(Paper paper, Stream to)
    {
        ArgumentNullException.ThrowIfNull(paper);
        using var document = WordprocessingDocument.Create(to, WordprocessingDocumentType.Document);
        var body = new Body(Paragraph(paper.Title, JustificationValues.Center, "36", Head, after: "240"));
        foreach (var block in paper.Blocks)
            Append(body, block);
        body.Append(new SectionProperties(
            new PageSize { Width = 11_906, Height = 16_838 }, new PageMargin { Top = 1440, Bottom = 1304, Left = 1474, Right = 1361 }));
        document.AddMainDocumentPart().Document = new Document(body);
    }

    private static void Append(Body body, PaperBlock block)
    {
        switch (block)
        {
            case PaperBlock.Heading heading:
                body.Append(Paragraph(heading.Text, JustificationValues.Left, "28", Head, after: "80", withNext: true));
                break;
            case PaperBlock.Words words:
                body.Append(Paragraph(words.Text, words.AtRight ? JustificationValues.Right : JustificationValues.Both, "28", Body, after: "80", indent: !words.AtRight));
                break;
            case PaperBlock.Grid grid:
                body.Append(Table(grid.Rows, (_, column) => column % 2 == 0), Gap());
                break;
            case PaperBlock.Table table:
                body.Append(Table([table.Headings, .. table.Rows], (row, _) => row == 0), Gap());
                break;
        }
    }

    private static Table Table(IReadOnlyList<IReadOnlyList<string>> rows, Func<int, int, bool> isLabel)
    {
        var table = new Table(
            new TableProperties(
                new TableWidth { Width = "5000", Type = TableWidthUnitValues.Pct },
                new TableBorders(Line<TopBorder>(), Line<LeftBorder>(), Line<BottomBorder>(), Line<RightBorder>(), Line<InsideHorizontalBorder>(), Line<InsideVerticalBorder>())),
            new TableGrid(rows[0].Select(_ => new GridColumn())));
        for (var row = 0; row < rows.Count; row++)
        {
            var line = new TableRow(new TableRowProperties(new CantSplit()));
            for (var column = 0; column < rows[row].Count; column++)
                line.Append(new TableCell(
                    new TableCellProperties(new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center }),
                    Paragraph(rows[row][column], isLabel(row, column) ? JustificationValues.Center : JustificationValues.Left, "24", isLabel(row, column) ? Head : Body)));
            table.Append(line);
        }

        return table;
    }

    private static Paragraph Gap() => Paragraph("", JustificationValues.Left, "12", Body);

    private static Paragraph Paragraph(string text, JustificationValues at, string size, string font, string after = "0", bool indent = false, bool withNext = false)
    {
        var properties = new ParagraphProperties();
        if (withNext)
            properties.Append(new KeepNext());
        properties.Append(new SpacingBetweenLines { After = after });
        if (indent)
            properties.Append(new Indentation { FirstLineChars = 200 });
        properties.Append(new Justification { Val = at });
        var run = new Run(new RunProperties(new RunFonts { Ascii = "Times New Roman", HighAnsi = "Times New Roman", EastAsia = font }, new FontSize { Val = size }));
        var lines = JsonXml.Clean(text).ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0)
                run.Append(new Break());
            run.Append(new Text(lines[i]) { Space = SpaceProcessingModeValues.Preserve });
        }

        return new Paragraph(properties, run);
    }

    private static T Line<T>()
        where T : BorderType, new() => new() { Val = BorderValues.Single, Size = 4 };
}
