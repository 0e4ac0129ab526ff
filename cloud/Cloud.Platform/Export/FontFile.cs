using SkiaSharp;

namespace Cloud.Platform.Export;

/// <summary>Finds a font with Chinese; none is shipped, because few may be.</summary>
internal static class FontFile
{
    private static readonly string[] Usual =
    [
        "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
        "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", "/usr/share/fonts/truetype/arphic/uming.ttc", "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    ];

    public static SKTypeface Open(string? file)
    {
        var path = new[] { file }.Concat(Usual).FirstOrDefault(path => path is not null && File.Exists(path))
            ?? throw new FileNotFoundException("No font with Chinese was found; set Export:Font to one, for example from the package fonts-noto-cjk.");
        return SKTypeface.FromFile(path, 2) ?? SKTypeface.FromFile(path, 0) ?? throw new FileNotFoundException("Not a font.", path);
    }
}
