using FirmwareSim.Machines;
using SkiaSharp;

namespace FirmwareSim.Cameras.Drawing;

/// <summary>A canvas with a paint and repeatable randomness: short words for simple shapes.</summary>
internal sealed class Brush(SKCanvas canvas, SKPaint paint, Noise noise)
{
    public float Uniform(float low, float high) => (float)noise.Uniform(low, high);

    public bool Chance(double share) => noise.Chance(share);

    public SKColor Pick(params ReadOnlySpan<SKColor> colours) => colours[(int)noise.Uniform(0, colours.Length - 0.001)];

    public void Box(float left, float top, float right, float bottom, SKColor colour)
    {
        paint.Color = colour;
        canvas.DrawRect(new SKRect(left, top, right, bottom), paint);
    }

    public void Line(float x0, float y0, float x1, float y1, float width, SKColor colour)
    {
        (paint.Color, paint.StrokeWidth, paint.Style) = (colour, width, SKPaintStyle.Stroke);
        canvas.DrawLine(x0, y0, x1, y1, paint);
        paint.Style = SKPaintStyle.Fill;
    }

    public void Spot(float x, float y, float radius, SKColor colour) => Oval(x, y, radius, radius, colour);

    public void Oval(float x, float y, float halfWidth, float halfHeight, SKColor colour)
    {
        paint.Color = colour;
        canvas.DrawOval(x, y, halfWidth, halfHeight, paint);
    }

    public void Fill(SKPath path, SKColor colour)
    {
        paint.Color = colour;
        canvas.DrawPath(path, paint);
        path.Dispose();
    }

    public void Glow(float x, float y, float radius, SKColor colour)
    {
        using var tint = SKColorFilter.CreateBlendMode(colour.WithAlpha(255), SKBlendMode.Modulate);
        (paint.Color, paint.ColorFilter, paint.BlendMode) = (SKColors.White.WithAlpha(colour.Alpha), tint, SKBlendMode.Plus);
        canvas.DrawImage(Textures.Spot, new SKRect(x - radius, y - radius, x + radius, y + radius), paint);
        (paint.ColorFilter, paint.BlendMode) = (null, SKBlendMode.SrcOver);
    }
}
