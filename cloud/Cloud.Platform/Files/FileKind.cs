using System.IO.Compression;
using System.Text;

namespace Cloud.Platform.Files;

/// <summary>What a file is, by its content; its name only may not contradict.</summary>
/// <param name="Type">Media type.</param>
/// <param name="Endings">Endings that a file of this kind may have, without the dot; empty = any.</param>
/// <param name="Preview">How it can be looked at.</param>
public sealed record FileKind(string Type, IReadOnlyList<string> Endings, PreviewWay Preview)
{
    private const int Head = 4096;

    private static readonly FileKind Pdf = new("application/pdf", ["pdf"], PreviewWay.AsIs);
    private static readonly FileKind Zip = new("application/zip", ["zip"], PreviewWay.None);
    private static readonly FileKind Text = new("text/plain", ["txt", "csv", "md", "log", "json", "xml", "ifc", "step", "stp", "dxf", "geojson", "svg", "html", "htm", "ofd"], PreviewWay.AsIs);

    private static readonly (byte[] Magic, int At, FileKind Kind)[] Known =
    [
        ("%PDF-"u8.ToArray(), 0, Pdf),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], 0, new("image/png", ["png"], PreviewWay.AsIs)),
        ([0xFF, 0xD8, 0xFF], 0, new("image/jpeg", ["jpg", "jpeg", "jfif"], PreviewWay.AsIs)),
        ("GIF8"u8.ToArray(), 0, new("image/gif", ["gif"], PreviewWay.AsIs)),
        ("WEBP"u8.ToArray(), 8, new("image/webp", ["webp"], PreviewWay.AsIs)),
        ("BM"u8.ToArray(), 0, new("image/bmp", ["bmp"], PreviewWay.AsIs)),
        ([0x49, 0x49, 0x2A, 0x00], 0, new("image/tiff", ["tif", "tiff"], PreviewWay.None)),
        ([0x4D, 0x4D, 0x00, 0x2A], 0, new("image/tiff", ["tif", "tiff"], PreviewWay.None)),
        ("ftyp"u8.ToArray(), 4, new("video/mp4", ["mp4", "m4v", "mov", "m4a", "3gp", "heic"], PreviewWay.AsIs)),
        ([0x1A, 0x45, 0xDF, 0xA3], 0, new("video/webm", ["webm", "mkv"], PreviewWay.AsIs)),
        ("ID3"u8.ToArray(), 0, new("audio/mpeg", ["mp3"], PreviewWay.AsIs)),
        ("AVI "u8.ToArray(), 8, new("video/x-msvideo", ["avi"], PreviewWay.None)),
        ("AC10"u8.ToArray(), 0, new("image/vnd.dwg", ["dwg"], PreviewWay.None)),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], 0, new("application/x-ole-storage", ["doc", "xls", "ppt", "wps", "et", "dps", "mpp"], PreviewWay.Office)),
        ("7z\u00BC\u00AF"u8.ToArray(), 0, new("application/x-7z-compressed", ["7z"], PreviewWay.None)),
        ("Rar!"u8.ToArray(), 0, new("application/vnd.rar", ["rar"], PreviewWay.None)),
        ("{\\rtf"u8.ToArray(), 0, new("application/rtf", ["rtf"], PreviewWay.Office)),
    ];

    private static readonly byte[][] Programs = ["MZ"u8.ToArray(), [0x7F, 0x45, 0x4C, 0x46], "#!"u8.ToArray(), [0xCA, 0xFE, 0xBA, 0xBE], [0xCF, 0xFA, 0xED, 0xFE], [0x4C, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02, 0x00]];

    /// <summary>The kind of a file with this name, or why it is not taken.</summary>
    /// <param name="file">Readable and seekable.</param>
    /// <param name="name">For people; its ending must fit.</param>
    public static (FileKind? Kind, string? Refusal) Of(Stream file, string name)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(name);
        var head = new byte[Head];
        file.Position = 0;
        var length = file.ReadAtLeast(head, Head, throwOnEndOfStream: false);
        var start = head.AsSpan(0, length);
        if (Programs.Any(magic => head.AsSpan(0, length).StartsWith(magic)))
            return (null, "不接受可执行文件");
        var (kind, refusal) = start.StartsWith("PK\u0003\u0004"u8) ? OfZip(file) : (OfMagic(start) ?? (IsText(start) ? Text : null), null);
        if (kind is null)
            return (null, refusal ?? "无法识别的文件类型");
        var ending = Path.GetExtension(name).TrimStart('.').ToLowerInvariant();
        return kind.Endings.Contains(ending) ? (kind, null) : (null, $"文件内容与扩展名“.{ending}”不符");
    }

    /// <summary>The kind of a media type that was found before.</summary>
    public static PreviewWay WayOf(string type) => type switch
    {
        "text/plain" => PreviewWay.AsIs,
        _ when type.StartsWith("application/vnd.openxml", StringComparison.Ordinal) || type.StartsWith("application/vnd.oasis", StringComparison.Ordinal) => PreviewWay.Office,
        _ => Known.Select(known => known.Kind).FirstOrDefault(kind => kind.Type == type)?.Preview ?? PreviewWay.None,
    };

    private static FileKind? OfMagic(ReadOnlySpan<byte> start)
    {
        foreach (var (magic, at, kind) in Known)
            if (start.Length >= at + magic.Length && start.Slice(at, magic.Length).SequenceEqual(magic))
                return kind;
        return null;
    }

    private static (FileKind? Kind, string? Refusal) OfZip(Stream file)
    {
        if (ArchiveCheck.Fault(file) is { } fault)
            return (null, fault);
        file.Position = 0;
        using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        bool Has(string name) => archive.Entries.Any(entry => entry.FullName.StartsWith(name, StringComparison.Ordinal));
        if (Has("[Content_Types].xml"))
        {
            if (archive.Entries.Any(entry => entry.Name is "vbaProject.bin"))
                return (null, "不接受带宏的文件");
            if (Has("word/"))
                return (new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ["docx"], PreviewWay.Office), null);
            if (Has("xl/"))
                return (new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ["xlsx"], PreviewWay.Office), null);
            if (Has("ppt/"))
                return (new("application/vnd.openxmlformats-officedocument.presentationml.presentation", ["pptx"], PreviewWay.Office), null);
        }

        if (Has("OFD.xml"))
            return (new("application/ofd", ["ofd"], PreviewWay.None), null);
        return Has("META-INF/manifest.xml") && Has("mimetype")
            ? (new("application/vnd.oasis.opendocument.text", ["odt", "ods", "odp"], PreviewWay.Office), null) : (Zip, null);
    }

    private static bool IsText(ReadOnlySpan<byte> start)
    {
        if (start.Contains((byte)0))
            return false;
        try
        {
            // A character may be cut at the end of the part that was read.
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder().GetCharCount(start, flush: false);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}

/// <summary>How a file can be looked at.</summary>
public enum PreviewWay
{
    /// <summary>Only fetched.</summary>
    None,

    /// <summary>By the browser.</summary>
    AsIs,

    /// <summary>Converted on the server.</summary>
    Office,
}
