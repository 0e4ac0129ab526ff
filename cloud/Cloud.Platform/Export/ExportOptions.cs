using System.ComponentModel.DataAnnotations;

namespace Cloud.Platform.Export;

/// <summary>How lists are exported.</summary>
public sealed class ExportOptions
{
    /// <summary>File of a font with Chinese for PDF; null = looked for in the usual places.</summary>
    public string? Font { get; set; }

    /// <summary>Most records of one export; 100 000 unless said otherwise.</summary>
    [Range(1, 1_048_000)]
    public int MostRecords { get; set; } = 100_000;

    /// <summary>Most records of one PDF or docx, which nobody reads beyond some hundred pages; 10 000 unless said otherwise.</summary>
    [Range(1, 100_000)]
    public int MostPaperRecords { get; set; } = 10_000;
}
