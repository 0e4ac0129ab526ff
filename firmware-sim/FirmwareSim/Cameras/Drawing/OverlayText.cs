using SkiaSharp;

namespace FirmwareSim.Cameras.Drawing;

/// <summary>
/// Writing in the picture. Uses a font of the machine that knows Chinese when there is one, and draws dot letters of its
/// own when there is none at all; characters that cannot be drawn are left out.
/// </summary>
internal static class OverlayText
{
    private static readonly string[] Files =
    [
        "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
        "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf", "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
        "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
    ];

    private static readonly SKTypeface? Face = Files.Where(File.Exists).Select(file => SKTypeface.FromFile(file)).FirstOrDefault(face => face is not null);

    /// <summary>True when Chinese can be written.</summary>
    public static bool KnowsChinese { get; } = Face?.ContainsGlyph('塔') == true;

    /// <summary>Writes a line, white with a dark edge; <paramref name="right"/> makes <paramref name="x"/> its right end.</summary>
    public static void Draw(SKCanvas canvas, string text, float x, float baseline, float size, bool right)
    {
        using var paint = new SKPaint { IsAntialias = true };
        if (Face is null)
        {
            DotLetters.Draw(canvas, paint, text, x, baseline, size, right);
            return;
        }

        using var font = new SKFont(Face, size) { Edging = SKFontEdging.Antialias };
        var shown = new string([.. text.Where(letter => font.ContainsGlyph(letter))]);
        using var blob = SKTextBlob.Create(shown, font);
        if (blob is null)
            return;
        var left = right ? x - font.MeasureText(shown) : x;
        (paint.Style, paint.StrokeWidth, paint.Color) = (SKPaintStyle.Stroke, size / 8, new SKColor(0, 0, 0, 200));
        canvas.DrawText(blob, left, baseline, paint);
        (paint.Style, paint.Color) = (SKPaintStyle.Fill, SKColors.White);
        canvas.DrawText(blob, left, baseline, paint);
    }
}
