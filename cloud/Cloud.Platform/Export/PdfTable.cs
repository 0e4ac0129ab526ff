using System.Globalization;
using SkiaSharp;

namespace Cloud.Platform.Export;

/// <summary>A table as pages: A4 on its side, heading row and page number on every page, texts broken within their cells.</summary>
public sealed class PdfTable : IDisposable
{
    private const float Width = 842;
    private const float Height = 595;
    private const float Margin = 36;
    private const float Size = 8.5f;
    private const float LineHeight = 12;
    private const float Padding = 3;
    private const int MostLines = 40;
    private const int Sample = 100;

    private readonly SKTypeface _face;
    private readonly SKFont _font;
    private readonly SKFont _large;
    private readonly SKPaint _ink = new() { Color = SKColors.Black, IsAntialias = true };
    private readonly SKPaint _rule = new() { Color = new SKColor(0x99, 0x99, 0x99), StrokeWidth = 0.5f, Style = SKPaintStyle.Stroke };
    private readonly SKPaint _shade = new() { Color = new SKColor(0xEE, 0xEE, 0xEE) };

    /// <summary>With a font that has Chinese.</summary>
    /// <param name="font">File of the font, a collection's first face; null or absent = the first of the usual places that is there.</param>
    /// <exception cref="FileNotFoundException">No font was found.</exception>
    public PdfTable(string? font)
    {
        _face = FontFile.Open(font);
        _font = new SKFont(_face, Size);
        _large = new SKFont(_face, 15);
    }

    /// <summary>Writes the pages.</summary>
    public async Task WriteAsync(TableData table, Stream to, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(table);
        using var document = SKDocument.CreatePdf(to, new SKDocumentPdfMetadata { Title = table.Title, Producer = "Edge" });
        await using var rows = table.Rows.GetAsyncEnumerator(cancel);
        var first = new List<IReadOnlyList<object?>>();
        while (first.Count < Sample && await rows.MoveNextAsync())
            first.Add(rows.Current);
        var pages = new Pages(this, document, table, Widths(table.Headings, first));
        foreach (var row in first)
            pages.Add(row);
        while (await rows.MoveNextAsync())
            pages.Add(rows.Current);
        pages.End();
        document.Close();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _font.Dispose();
        _large.Dispose();
        _ink.Dispose();
        _rule.Dispose();
        _shade.Dispose();
        _face.Dispose();
    }

    // By what the first rows need, none so narrow that it cannot be read.
    private float[] Widths(IReadOnlyList<string> headings, List<IReadOnlyList<object?>> rows)
    {
        var wanted = headings.Select((heading, i) => Math.Clamp(
            rows.Select(row => _font.MeasureText(TableData.Text(row[i]).Split('\n')[0])).Append(_font.MeasureText(heading)).Max() + (2 * Padding), 32, 190)).ToArray();
        var scale = (Width - (2 * Margin)) / wanted.Sum();
        return [.. wanted.Select(width => width * scale)];
    }

    private List<string> Lines(string text, float width)
    {
        var lines = new List<string>();
        foreach (var part in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var rest = part;
            do
            {
                var fits = Math.Max(1, (int)_font.BreakText(rest, width - (2 * Padding)));
                lines.Add(rest[..Math.Min(fits, rest.Length)]);
                rest = fits < rest.Length ? rest[fits..] : "";
            }
            while (rest.Length > 0 && lines.Count < MostLines);
        }

        return lines.Count > MostLines ? lines[..MostLines] : lines;
    }

    private sealed class Pages(PdfTable style, SKDocument document, TableData table, float[] widths)
    {
        private SKCanvas? _page;
        private float _at;
        private int _number;

        public void Add(IReadOnlyList<object?> row)
        {
            var cells = row.Select((cell, i) => style.Lines(TableData.Text(cell), widths[i])).ToList();
            var height = (cells.Max(lines => lines.Count) * LineHeight) + (2 * Padding);
            if (_page is null || _at + height > Height - Margin)
                Begin();
            Draw(cells, height, heading: false);
        }

        public void End()
        {
            if (_page is null)
                Begin();
            document.EndPage();
        }

        private void Begin()
        {
            if (_page is not null)
                document.EndPage();
            _page = document.BeginPage(Width, Height);
            _at = Margin;
            if (++_number == 1)
            {
                _page.DrawText(table.Title, Width / 2, _at + 12, SKTextAlign.Center, style._large, style._ink);
                _at += 28;
            }

            _page.DrawText(string.Create(CultureInfo.InvariantCulture, $"第 {_number} 页"), Width - Margin, Height - 18, SKTextAlign.Right, style._font, style._ink);
            var headings = table.Headings.Select((heading, i) => style.Lines(heading, widths[i])).ToList();
            Draw(headings, (headings.Max(lines => lines.Count) * LineHeight) + (2 * Padding), heading: true);
        }

        private void Draw(List<List<string>> cells, float height, bool heading)
        {
            var x = Margin;
            for (var i = 0; i < cells.Count; i++)
            {
                var box = SKRect.Create(x, _at, widths[i], height);
                if (heading)
                    _page!.DrawRect(box, style._shade);
                _page!.DrawRect(box, style._rule);
                for (var line = 0; line < cells[i].Count; line++)
                    _page.DrawText(cells[i][line], x + Padding, _at + Padding + ((line + 1) * LineHeight) - 3, SKTextAlign.Left, style._font, style._ink);
                x += widths[i];
            }

            _at += height;
        }
    }
}
