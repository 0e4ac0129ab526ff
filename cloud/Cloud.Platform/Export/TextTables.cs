using System.Text;

namespace Cloud.Platform.Export;

/// <summary>Tables as text.</summary>
public static class TextTables
{
    /// <summary>RFC 4180 with a byte order mark, so that office programs read Chinese; a text that they would run as a formula gets an apostrophe.</summary>
    public static async Task WriteCsvAsync(TableData table, Stream to, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(table);
        await using var writer = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        var line = new StringBuilder();
        Line(line, table.Headings);
        await writer.WriteAsync(line, cancel);
        await foreach (var row in table.Rows.WithCancellation(cancel))
        {
            line.Clear();
            Line(line, row);
            await writer.WriteAsync(line, cancel);
        }
    }

    /// <summary>One line a row, cells apart by tabs, UTF-8.</summary>
    public static async Task WriteTextAsync(TableData table, Stream to, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(table);
        await using var writer = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await writer.WriteAsync(string.Join('\t', table.Headings) + "\n");
        await foreach (var row in table.Rows.WithCancellation(cancel))
            await writer.WriteAsync(string.Join('\t', row.Select(cell => TableData.Text(cell).ReplaceLineEndings(" ").Replace('\t', ' '))) + "\n");
    }

    /// <summary>One line of CSV.</summary>
    public static void Line(StringBuilder csv, IReadOnlyList<object?> cells)
    {
        ArgumentNullException.ThrowIfNull(csv);
        ArgumentNullException.ThrowIfNull(cells);
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0)
                csv.Append(',');
            var text = cells[i] is string words ? Harmless(words) : TableData.Text(cells[i]);
            csv.Append(text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        }

        csv.Append("\r\n");
    }

    private static string Harmless(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
}
