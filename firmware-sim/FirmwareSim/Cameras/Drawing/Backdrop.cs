using FirmwareSim.Cameras.Scenes;
using FirmwareSim.Machines;
using SkiaSharp;

namespace FirmwareSim.Cameras.Drawing;

/// <summary>Everything that stands still: sky, skyline, buildings, fence, ground, things. Drawn when the view changes.</summary>
internal static class Backdrop
{
    private static readonly double[] Rings = [2.5, 3.5, 5, 7, 10, 14, 20, 28, 40, 60, 120];

    /// <summary>Draws the site.</summary>
    /// <param name="canvas">Target.</param>
    /// <param name="layout">What stands there.</param>
    /// <param name="projection">Where it appears.</param>
    /// <param name="glow">0 by day to 1 at night.</param>
    public static void Draw(SKCanvas canvas, Layout layout, Projection projection, float glow)
    {
        using var paint = new SKPaint { IsAntialias = true };
        Sky(canvas, paint, layout, projection);
        Ground(canvas, paint, layout, projection);
        foreach (var building in layout.Buildings)
            BuildingPainter.Draw(canvas, paint, building, projection, glow);
        Fence(canvas, paint, layout, projection);
        Marks(canvas, paint, layout, projection);
        foreach (var prop in layout.Props)
            PropPainter.Draw(canvas, prop, projection, glow);
    }

    private static void Sky(SKCanvas canvas, SKPaint paint, Layout layout, Projection projection)
    {
        var horizon = projection.Horizon;
        var top = horizon - (float)(30 * projection.PixelsPerDegree);
        using (var sky = SKShader.CreateLinearGradient(new(0, top), new(0, horizon), [layout.SkyTop, layout.SkyLow], SKShaderTileMode.Clamp))
        {
            paint.Shader = sky;
            canvas.DrawRect(0, 0, projection.Width, Math.Max(1, horizon + 2), paint);
            paint.Shader = null;
        }

        var noise = Noise.For(layout.Seed, "sky");
        for (var i = 0; i < 14; i++)
        {
            var at = projection.Point(noise.Uniform(-80, 80), 1000, 60 + noise.Uniform(0, 300));
            var size = (float)(noise.Uniform(4, 11) * projection.PixelsPerDegree);
            paint.Color = SKColors.White.WithAlpha((byte)noise.Uniform(60, 170));
            canvas.DrawImage(Textures.Puff, new SKRect(at.X - size, at.Y - (size * 0.3f), at.X + size, at.Y + (size * 0.3f)), new SKSamplingOptions(SKFilterMode.Linear), paint);
        }

        paint.Color = Shade.Mix(layout.SkyLow, new SKColor(120, 132, 146), 0.45f);
        for (var azimuth = -85.0; azimuth < 85; azimuth += noise.Uniform(1.5, 5))
        {
            var low = projection.Point(azimuth, 900);
            var high = projection.Point(azimuth + noise.Uniform(1.5, 4.5), 900, noise.Uniform(20, 120));
            canvas.DrawRect(new SKRect(low.X, high.Y, high.X, low.Y + 3), paint);
        }
    }

    private static void Ground(SKCanvas canvas, SKPaint paint, Layout layout, Projection projection)
    {
        var far = Shade.Mix(layout.Ground, layout.SkyLow, 0.35f);
        var bottom = projection.Point(0, 4).Y;
        using (var ground = SKShader.CreateLinearGradient(new(0, projection.Horizon), new(0, bottom), [far, layout.Ground, Shade.Times(layout.Ground, 0.9f)], [0, 0.3f, 1], SKShaderTileMode.Clamp))
        {
            paint.Shader = ground;
            canvas.DrawRect(new SKRect(0, projection.Horizon, projection.Width, Math.Max(projection.Height, bottom) + 1), paint);
        }

        for (var i = 0; i + 1 < Rings.Length; i++)
        {
            var (near, next) = (projection.Point(0, Rings[i]).Y, projection.Point(0, Rings[i + 1]).Y);
            if (i == 0)
                near = Math.Max(near, projection.Height);
            if (near < 0 || next > projection.Height)
                continue;
            var scale = (float)(projection.Scale(Rings[i] * 1.2) * 3 / 256);
            var origin = projection.Point(0, Rings[i]);
            using var soil = Textures.Patches.ToShader(SKShaderTileMode.Repeat, SKShaderTileMode.Repeat, new SKSamplingOptions(SKFilterMode.Linear),
                SKMatrix.CreateScaleTranslation(scale, scale * 0.4f, origin.X, origin.Y));
            using var grit = Textures.Weave.ToShader(SKShaderTileMode.Repeat, SKShaderTileMode.Repeat, new SKSamplingOptions(SKFilterMode.Linear),
                SKMatrix.CreateScaleTranslation(scale * 0.4f, scale * 0.2f, origin.X, origin.Y));
            using var both = SKShader.CreateCompose(soil, grit, SKBlendMode.Multiply);
            (paint.Shader, paint.BlendMode) = (both, SKBlendMode.Multiply);
            canvas.DrawRect(new SKRect(0, next, projection.Width, near), paint);
        }

        (paint.Shader, paint.BlendMode) = (null, SKBlendMode.SrcOver);
    }

    private static void Fence(SKCanvas canvas, SKPaint paint, Layout layout, Projection projection)
    {
        var distance = layout.FenceDistance;
        for (var azimuth = -88.0; azimuth < 88; azimuth += 1.2)
        {
            var low = projection.Point(azimuth, distance);
            var high = projection.Point(azimuth + 1.2, distance, 2.2);
            paint.Color = Shade.Times(layout.Fence, 0.86f + (0.18f * (float)Math.Abs(Math.Sin(azimuth * 2.1))));
            canvas.DrawRect(new SKRect(low.X, high.Y, high.X + 1, low.Y), paint);
        }

        var (left, right) = (projection.Point(-88, distance, 2.25), projection.Point(88, distance, 2.05));
        paint.Color = new SKColor(230, 232, 232);
        canvas.DrawRect(new SKRect(left.X, left.Y, right.X, right.Y), paint);
    }

    private static void Marks(SKCanvas canvas, SKPaint paint, Layout layout, Projection projection)
    {
        var noise = Noise.For(layout.Seed, "ground");
        if (layout.Slab)
        {
            using var slab = Outline.Polygon(projection.Point(-34, 15), projection.Point(28, 13), projection.Point(20, 24), projection.Point(-26, 27));
            paint.Color = new SKColor(186, 184, 178, 150);
            canvas.DrawPath(slab, paint);
        }

        for (var i = 0; i < 16; i++)
        {
            var (azimuth, distance) = (noise.Uniform(-70, 70), noise.Uniform(5, 30));
            var at = projection.Point(azimuth, distance);
            var size = (float)(projection.Scale(distance) * noise.Uniform(0.3, 2.2));
            var wet = noise.Chance(0.3);
            paint.Color = wet ? Shade.Mix(layout.SkyTop, layout.Ground, 0.5f).WithAlpha(140) : Shade.Times(layout.Ground, (float)noise.Uniform(0.55, 1.15)).WithAlpha(110);
            canvas.DrawImageOrOval(wet, at, size, paint);
        }

        paint.Style = SKPaintStyle.Stroke;
        for (var i = 0; i < 5; i++)
        {
            var (azimuth, turn) = (noise.Uniform(-50, 50), noise.Uniform(-25, 25));
            foreach (var side in (ReadOnlySpan<double>)[0, 7])
            {
                using var track = new SKPath();
                track.MoveTo(projection.Point(azimuth + side, 5));
                track.QuadTo(projection.Point(azimuth + (side * 0.6) + (turn * 0.3), 11), projection.Point(azimuth + (side * 0.3) + turn, 26));
                (paint.StrokeWidth, paint.Color) = ((float)(projection.Scale(14) * 0.22), Shade.Times(layout.Ground, 0.62f).WithAlpha(60));
                canvas.DrawPath(track, paint);
            }
        }

        paint.Style = SKPaintStyle.Fill;
    }

    private static void DrawImageOrOval(this SKCanvas canvas, bool smooth, SKPoint at, float size, SKPaint paint)
    {
        if (smooth)
            canvas.DrawOval(at.X, at.Y, size, size * 0.25f, paint);
        else
        {
            using var tint = SKColorFilter.CreateBlendMode(paint.Color.WithAlpha(255), SKBlendMode.SrcIn);
            paint.ColorFilter = tint;
            canvas.DrawImage(Textures.Puff, new SKRect(at.X - size, at.Y - (size * 0.3f), at.X + size, at.Y + (size * 0.3f)), new SKSamplingOptions(SKFilterMode.Linear), paint);
            paint.ColorFilter = null;
        }
    }
}
