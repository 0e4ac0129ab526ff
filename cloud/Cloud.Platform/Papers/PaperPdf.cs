using System.Globalization;
using Cloud.Platform.Export;
using SkiaSharp;

namespace Cloud.Platform.Papers;

/// <summary>Papers as pages: A4 upright, page number below, texts broken within their boxes.</summary>
public sealed class PaperPdf : IDisposable
{
    private const float Width = 595;
    private const float Height = 842;
    private const float Left = 62;
    private const float Right = 56;
    private const float Top = 64;
    private const float Bottom = 56;
    private const float Inner = Width - Left - Right;
    private const float Padding = 4;
    private const float Widest = Inner * 0.4f;

    // No line begins with one of these.
    private const string NotFirst = "，。、；：！？）》〉」』】〕”’";

    private readonly SKTypeface _face;
    private readonly SKFont _words;
    private readonly SKFont _cell;
    private readonly SKFont _title;
    private readonly SKPaint _ink = new() { Color = SKColors.Black, IsAntialias = true };
    private readonly SKPaint _rule = new() { Color = SKColors.Black, StrokeWidth = 0.6f, Style = SKPaintStyle.Stroke };
    private readonly SKPaint _shade = new() { Color = new SKColor(0xF0, 0xF0, 0xF0) };

    /// <summary>With a font that has Chinese.</summary>
    /// <param name="font">File of the font; null = the first of the usual places that is there.</param>
    /// <exception cref="FileNotFoundException">No font was found.</exception>
    public PaperPdf(string? font)
    {
        _face = FontFile.Open(font);
        (_words, _cell, _title) = (new SKFont(_face, 12), new SKFont(_face, 10.5f), new SKFont(_face, 18));
    }

    /// <summary>Writes a paper.</summary>
    public void Write(Paper paper, Stream to)
    {
        ArgumentNullException.ThrowIfNull(paper);
        using var document = SKDocument.CreatePdf(to, new SKDocumentPdfMetadata { Title = paper.Title, Producer = "Edge" });
        var pages = new Pages(this, document);
        pages.Lines(paper.Title, _title, 26, SKTextAlign.Center);
        pages.Gap(10);
        foreach (var block in paper.Blocks)
            Add(pages, block);
        pages.End();
        document.Close();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _words.Dispose();
        _cell.Dispose();
        _title.Dispose();
        _ink.Dispose();
        _rule.Dispose();
        _shade.Dispose();
        _face.Dispose();
    }

    private void Add(Pages pages, PaperBlock block)
    {
        switch (block)
        {
            case PaperBlock.Heading heading:
                pages.Together(6 + 20 + 60);
                pages.Gap(6);
                pages.Lines(heading.Text, _words, 20, SKTextAlign.Left, bold: true);
                break;
            case PaperBlock.Words words:
                pages.Lines(words.AtRight ? words.Text : "　　" + words.Text, _words, 20, words.AtRight ? SKTextAlign.Right : SKTextAlign.Left);
                break;
            case PaperBlock.Grid grid:
                var pairs = Math.Max(1, grid.Rows[0].Count / 2);
                var label = Math.Min(110, Inner / (pairs * 2.5f));
                foreach (var row in grid.Rows)
                    pages.Row(row, [.. row.Select((_, i) => i % 2 == 0 ? label : (Inner / pairs) - label)], i => i % 2 == 0);
                pages.Gap(8);
                break;
            case PaperBlock.Table table:
                var widths = Widths(table);
                pages.Row(table.Headings, widths, _ => true);
                foreach (var row in table.Rows)
                    pages.Row(row, widths, _ => false);
                pages.Gap(8);
                break;
        }
    }

    // Wide columns for what is long; one long text does not squeeze the others.
    private float[] Widths(PaperBlock.Table table)
    {
        float[] natural = [.. table.Headings.Select((heading, i) => Math.Min(Widest, table.Rows.Select(row => row[i]).Append(heading).Max(text => _cell.MeasureText(text)) + (2 * Padding)))];
        return [.. natural.Select(width => width * Inner / natural.Sum())];
    }

    private static List<string> Broken(string text, SKFont font, float width)
    {
        var lines = new List<string>();
        foreach (var part in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var rest = part;
            do
            {
                var fits = Math.Clamp((int)font.BreakText(rest, width), 1, Math.Max(1, rest.Length));
                if (fits > 1 && fits < rest.Length && NotFirst.Contains(rest[fits], StringComparison.Ordinal))
                    fits--;
                lines.Add(rest.Length == 0 ? "" : rest[..fits]);
                rest = rest.Length == 0 ? "" : rest[fits..];
            }
            while (rest.Length > 0);
        }

        return lines;
    }

    private sealed class Pages(PaperPdf style, SKDocument document)
    {
        private const float CellLine = 15;
        private SKCanvas? _page;
        private float _at;
        private int _number;

        public void Gap(float height) => _at += height;

        /// <summary>What comes next stands on one page.</summary>
        public void Together(float height) => Room(height);

        public void Lines(string text, SKFont font, float height, SKTextAlign align, bool bold = false)
        {
            foreach (var line in Broken(text, font, Inner))
            {
                Room(height);
                var x = align switch { SKTextAlign.Center => Left + (Inner / 2), SKTextAlign.Right => Width - Right, _ => Left };
                _page!.DrawText(line, x, _at + height - 6, align, font, style._ink);
                if (bold)
                    _page.DrawText(line, x + 0.3f, _at + height - 6, align, font, style._ink);
                _at += height;
            }
        }

        // A row that is higher than a page goes on below its line on the next one.
        public void Row(IReadOnlyList<string> cells, float[] widths, Func<int, bool> isLabel)
        {
            var broken = cells.Select((cell, i) => Broken(cell, style._cell, widths[i] - (2 * Padding))).ToList();
            var most = (int)((Height - Top - Bottom - (2 * Padding)) / CellLine);
            for (var from = 0; from < broken.Max(lines => lines.Count); from += most)
            {
                var part = broken.Select(lines => lines.Skip(from).Take(most).ToList()).ToList();
                var height = (part.Max(lines => lines.Count) * CellLine) + (2 * Padding);
                Room(height);
                var x = Left;
                for (var i = 0; i < part.Count; i++)
                {
                    var box = SKRect.Create(x, _at, widths[i], height);
                    if (isLabel(i))
                        _page!.DrawRect(box, style._shade);
                    _page!.DrawRect(box, style._rule);
                    for (var line = 0; line < part[i].Count; line++)
                        _page.DrawText(part[i][line], x + Padding, _at + Padding + ((line + 1) * CellLine) - 4, SKTextAlign.Left, style._cell, style._ink);
                    x += widths[i];
                }

                _at += height;
            }
        }

        public void End()
        {
            Room(0);
            Number();
            document.EndPage();
        }

        private void Room(float height)
        {
            if (_page is not null && _at + height <= Height - Bottom)
                return;
            if (_page is not null)
            {
                Number();
                document.EndPage();
            }

            _page = document.BeginPage(Width, Height);
            (_at, _number) = (Top, _number + 1);
        }

        private void Number() =>
            _page!.DrawText(string.Create(CultureInfo.InvariantCulture, $"第 {_number} 页"), Width / 2, Height - 30, SKTextAlign.Center, style._cell, style._ink);
    }
}
