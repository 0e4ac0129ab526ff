using System.Text;
using DocumentFormat.OpenXml.Packaging;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;

namespace Cloud.Platform.Search;

/// <summary>The text of files that records refer to, for the full-text search.</summary>
public static class FileText
{
    private const int MostPages = 500;
    private const int Longest = 500_000;

    /// <summary>The text of a PDF or docx by its first bytes; null when it is neither or cannot be read.</summary>
    /// <param name="file">Readable and seekable.</param>
    public static string? Of(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        Span<byte> start = stackalloc byte[4];
        file.Position = 0;
        var read = file.ReadAtLeast(start, 4, throwOnEndOfStream: false);
        file.Position = 0;
        try
        {
            var text = read < 4 ? null : start.SequenceEqual("%PDF"u8) ? Pdf(file) : start.SequenceEqual("PK\u0003\u0004"u8) ? Docx(file) : null;
            // Fonts of PDF files name many ideographs by the radicals that look the same.
            return text?.Normalize(NormalizationForm.FormKC);
        }
        catch (Exception fault) when (fault is PdfDocumentFormatException or OpenXmlPackageException or FileFormatException or InvalidDataException or System.Xml.XmlException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static string Pdf(Stream file)
    {
        using var document = PdfDocument.Open(file);
        var text = new StringBuilder();
        foreach (var page in document.GetPages().Take(MostPages))
        {
            text.Append(page.Text).Append('\n');
            if (text.Length > Longest)
                break;
        }

        return text.ToString();
    }

    private static string? Docx(Stream file)
    {
        using var document = WordprocessingDocument.Open(file, isEditable: false);
        return document.MainDocumentPart?.Document?.Body is { } body
            ? string.Join('\n', body.Descendants<DocumentFormat.OpenXml.Wordprocessing.Paragraph>().Select(paragraph => paragraph.InnerText)) : null;
    }
}
