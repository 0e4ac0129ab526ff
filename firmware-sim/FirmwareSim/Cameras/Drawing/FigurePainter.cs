using SkiaSharp;

namespace FirmwareSim.Cameras.Drawing;

/// <summary>Draws figures in colour, and in the mask that ground truth is read from.</summary>
internal static class FigurePainter
{
    private const float SmallestShaded = 26;
    private const float SmallestWoven = 70;

    /// <summary>Draws a person with its shadow.</summary>
    public static void Draw(SKCanvas canvas, Figure figure, bool infrared, float shadow)
    {
        using var paint = new SKPaint { IsAntialias = true };
        Shadow(canvas, figure, paint, shadow);
        foreach (var part in figure.Parts)
        {
            var colour = infrared && part.Finish == Finish.Retro ? SKColors.White : part.Colour;
            using var shader = Light(part, colour, figure.Size);
            paint.Shader = shader;
            paint.Color = colour;
            canvas.DrawPath(part.Outline, paint);
        }

        paint.Shader = null;
    }

    /// <summary>Draws a person's outlines with hard edges: red = number, green = kind.</summary>
    public static void Mark(SKCanvas canvas, Figure figure, int number)
    {
        using var paint = new SKPaint { IsAntialias = false };
        foreach (var part in figure.Parts)
        {
            if (part.Kind == PartKind.Detail)
                continue;
            paint.Color = new SKColor((byte)number, (byte)part.Kind, 0);
            canvas.DrawPath(part.Outline, paint);
        }
    }

    private static void Shadow(SKCanvas canvas, Figure figure, SKPaint paint, float strength)
    {
        if (strength <= 0)
            return;
        var (w, h) = (figure.Length(0.55), figure.Length(0.16));
        paint.Color = SKColors.Black.WithAlpha((byte)(150 * strength));
        paint.ColorFilter = SKColorFilter.CreateBlendMode(SKColors.Black, SKBlendMode.SrcIn);
        canvas.DrawImage(Textures.Spot, new SKRect(figure.Foot.X - (w * 0.7f), figure.Foot.Y - h, figure.Foot.X + w, figure.Foot.Y + h), paint);
        paint.ColorFilter.Dispose();
        paint.ColorFilter = null;
    }

    private static SKShader? Light(BodyPart part, SKColor colour, float size)
    {
        if (size < SmallestShaded || part.Finish is Finish.Flat or Finish.Retro)
            return null;
        var bounds = part.Outline.Bounds;
        var (from, to) = (new SKPoint(bounds.Left, bounds.Top), new SKPoint(bounds.Right, bounds.Top + (bounds.Height * 0.5f)));
        var gradient = part.Finish == Finish.Gloss
            ? SKShader.CreateLinearGradient(from, new SKPoint(bounds.Right, bounds.Bottom),
                [Shade.Times(colour, 1.06f), Shade.Mix(colour, SKColors.White, 0.55f), Shade.Times(colour, 1.0f), Shade.Times(colour, 0.62f)], [0, 0.28f, 0.5f, 1], SKShaderTileMode.Clamp)
            : SKShader.CreateLinearGradient(from, to, [Shade.Times(colour, 1.12f), colour, Shade.Times(colour, 0.66f)], [0, 0.4f, 1], SKShaderTileMode.Clamp);
        if (part.Finish != Finish.Cloth || size < SmallestWoven)
            return gradient;
        var grain = Math.Max(0.15f, size / 500);
        using (gradient)
        {
            using var weave = Textures.Patches.ToShader(SKShaderTileMode.Repeat, SKShaderTileMode.Repeat, new SKSamplingOptions(SKFilterMode.Linear), SKMatrix.CreateScale(grain, grain * 0.6f));
            return SKShader.CreateCompose(gradient, weave, SKBlendMode.Multiply);
        }
    }
}
