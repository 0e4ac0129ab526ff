using System.Globalization;

namespace Cloud.Platform.Export;

/// <summary>A table for people, row by row: the form that every export shares.</summary>
/// <param name="Title">Of the table.</param>
/// <param name="Headings">Of the columns.</param>
/// <param name="Rows">Cells: text, <see cref="double"/>, <see cref="long"/> or null; read once.</param>
public sealed record TableData(string Title, IReadOnlyList<string> Headings, IAsyncEnumerable<IReadOnlyList<object?>> Rows)
{
    /// <summary>A cell as text, numbers without grouping.</summary>
    public static string Text(object? cell) => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "";
}

/// <summary>A form that tables are exported in.</summary>
public enum ExportFormat
{
    /// <summary>Comma-separated values for office programs.</summary>
    Csv,

    /// <summary>Cells apart by tabs.</summary>
    Text,

    /// <summary>A workbook.</summary>
    Xlsx,

    /// <summary>A text document with a table.</summary>
    Docx,

    /// <summary>Pages to be printed.</summary>
    Pdf,

    /// <summary>Records for machines.</summary>
    Json,

    /// <summary>Records for machines.</summary>
    Xml,
}
