using FirmwareSim.Cameras.Scenes;
using FirmwareSim.Cameras.Streaming;
using FirmwareSim.Machines;
using SkiaSharp;

namespace FirmwareSim.Cameras.Drawing;

/// <summary>Draws flames and smoke and tells their extent.</summary>
internal static class PlumePainter
{
    private const int Puffs = 42;
    private static readonly SKSamplingOptions Soft = new(SKFilterMode.Linear);

    private static readonly (float Width, float Height, SKColor Colour)[] Layers =
        [(1, 1, new(226, 64, 14, 105)), (0.82f, 0.82f, new(255, 122, 20, 140)), (0.58f, 0.6f, new(255, 190, 50, 165)), (0.34f, 0.38f, new(255, 244, 190, 205))];

    /// <summary>Draws it; the result is its box in pixels, empty when there is too little to see.</summary>
    public static SKRect Draw(SKCanvas canvas, Plume plume, Projection projection, double time, bool infrared)
    {
        var foot = projection.Point(plume.Azimuth, plume.Distance, plume.Level);
        var scale = (float)(projection.Scale(plume.Distance, plume.Level) * plume.Size);
        using var paint = new SKPaint { IsAntialias = true };
        return plume.IsFire ? Fire(canvas, paint, plume, foot, scale * (float)plume.Growth, time, infrared) : Smoke(canvas, paint, plume, foot, scale, time);
    }

    /// <summary>The part of a box that lies in the picture, as ground truth.</summary>
    public static void Tell(Plume plume, SKRect box, Projection projection, List<TruthBox> boxes)
    {
        var seen = SKRect.Intersect(box, new SKRect(0, 0, projection.Width, projection.Height));
        if (seen.IsEmpty || seen.Width < 3 || seen.Height < 3)
            return;
        var share = seen.Width * seen.Height / (box.Width * box.Height);
        boxes.Add(new TruthBox(plume.IsFire ? 5 : 6, plume.Track, seen.Left, seen.Top, seen.Width, seen.Height, MathF.Round(share, 2)));
    }

    private static SKRect Fire(SKCanvas canvas, SKPaint paint, Plume plume, SKPoint foot, float size, double time, bool infrared)
    {
        var noise = Noise.For(plume.Seed, "fire");
        Glow(canvas, paint, new SKPoint(foot.X, foot.Y - (size * 0.4f)), size * 2.2f, new SKColor(255, 120, 30, 110));
        var tongues = new List<(float X, float Width, float Height, float Sway)>();
        for (var i = 0; i < 11; i++)
        {
            var (rate, offset, place) = (noise.Uniform(2, 5.5), noise.Uniform(0, 10), noise.Uniform(-0.42, 0.42));
            var flicker = 0.72 + (0.2 * Math.Sin((time * rate * 2 * Math.PI) + offset)) + (0.14 * Math.Sin((time * rate * 5.1) + (offset * 3)));
            tongues.Add(((float)place, (float)noise.Uniform(0.16, 0.46), (float)((1.5 - (1.7 * Math.Abs(place))) * flicker * noise.Uniform(0.55, 1)), (float)(0.13 * Math.Sin((time * rate * 1.7) + offset) + (0.12 * plume.Wind))));
        }

        var box = SKRect.Empty;
        foreach (var (width, height, colour) in Layers)
        {
            // The outer flame is thin and soft, the core dense.
            using var soft = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, Math.Max(0.4f, size * 0.035f * (0.5f + width)));
            paint.MaskFilter = soft;
            foreach (var tongue in tongues)
            {
                using var path = Tongue(foot, size, tongue.X, tongue.Width * width, tongue.Height * height, tongue.Sway * height);
                paint.Color = infrared ? SKColors.White.WithAlpha(colour.Alpha) : colour;
                canvas.DrawPath(path, paint);
                box = box.IsEmpty ? path.TightBounds : SKRect.Union(box, path.TightBounds);
            }

            paint.MaskFilter = null;
        }

        for (var i = 0; i < 9; i++)
        {
            var life = ((time * noise.Uniform(0.5, 1.1)) + noise.Uniform(0, 1)) % 1;
            var (x, y) = (foot.X + (size * (float)(noise.Uniform(-0.4, 0.4) + (life * 0.4 * plume.Wind))), foot.Y - (size * (float)(1 + (life * 1.3))));
            paint.Color = new SKColor(255, 170, 60, (byte)(230 * (1 - life)));
            canvas.DrawCircle(x, y, Math.Max(0.6f, size * 0.018f), paint);
        }

        return box;
    }

    private static SKPath Tongue(SKPoint foot, float size, float x, float width, float height, float sway)
    {
        var (cx, half, tall) = (foot.X + (x * size), width * size * 0.5f, height * size);
        var path = new SKPath();
        path.MoveTo(cx - (half * 0.8f), foot.Y);
        path.CubicTo(cx - (half * 1.5f), foot.Y - (tall * 0.35f), cx - (half * 0.4f) + (sway * size * 0.6f), foot.Y - (tall * 0.6f), cx + (sway * size), foot.Y - tall);
        path.CubicTo(cx + (half * 0.5f) + (sway * size * 0.6f), foot.Y - (tall * 0.6f), cx + (half * 1.5f), foot.Y - (tall * 0.3f), cx + (half * 0.8f), foot.Y);
        path.CubicTo(cx + (half * 0.4f), foot.Y + (half * 0.3f), cx - (half * 0.4f), foot.Y + (half * 0.3f), cx - (half * 0.8f), foot.Y);
        path.Close();
        return path;
    }

    private static SKRect Smoke(SKCanvas canvas, SKPaint paint, Plume plume, SKPoint foot, float size, double time)
    {
        var noise = Noise.For(plume.Seed, "smoke");
        var box = SKRect.Empty;
        for (var i = 0; i < Puffs; i++)
        {
            var (rate, offset, side, tone) = (noise.Uniform(0.05, 0.09), noise.Uniform(0, 1), noise.Uniform(-0.5, 0.5), noise.Uniform(-0.12, 0.12));
            var turns = (plume.Age * rate) - offset;
            if (turns < 0 && plume.Age < 18)
                continue;
            var life = turns - Math.Floor(turns);
            var rise = (float)(life * 5.2 * (0.35 + (0.65 * plume.Growth)));
            var radius = size * (float)(0.35 + (1.15 * life));
            var at = new SKPoint(
                foot.X + (size * (float)((side * (0.6 + life)) + (plume.Wind * life * life * 3.2) + (0.15 * Math.Sin((time * 0.7) + (i * 2.1))))), foot.Y - (size * rise));
            var strength = Math.Sin(Math.PI * Math.Min(1, life * 1.05)) * (1 - (0.45 * life));
            var grey = (float)Math.Clamp(0.92 - (0.72 * plume.Darkness) + tone, 0.08, 1);
            using var tint = SKColorFilter.CreateBlendMode(Shade.Times(new SKColor(250, 248, 244), grey), SKBlendMode.Modulate);
            (paint.ColorFilter, paint.Color) = (tint, SKColors.White.WithAlpha((byte)(165 * strength)));
            canvas.Save();
            canvas.RotateDegrees((i * 73) + (float)(life * 60), at.X, at.Y);
            canvas.DrawImage(Textures.Puff, new SKRect(at.X - radius, at.Y - radius, at.X + radius, at.Y + radius), Soft, paint);
            canvas.Restore();
            if (strength < 0.25)
                continue;
            var core = new SKRect(at.X - (radius * 0.72f), at.Y - (radius * 0.72f), at.X + (radius * 0.72f), at.Y + (radius * 0.72f));
            box = box.IsEmpty ? core : SKRect.Union(box, core);
        }

        paint.ColorFilter = null;
        return box;
    }

    private static void Glow(SKCanvas canvas, SKPaint paint, SKPoint at, float radius, SKColor colour)
    {
        using var tint = SKColorFilter.CreateBlendMode(colour.WithAlpha(255), SKBlendMode.Modulate);
        (paint.ColorFilter, paint.Color, paint.BlendMode) = (tint, SKColors.White.WithAlpha(colour.Alpha), SKBlendMode.Plus);
        canvas.DrawImage(Textures.Spot, new SKRect(at.X - radius, at.Y - radius, at.X + radius, at.Y + radius), Soft, paint);
        (paint.ColorFilter, paint.BlendMode) = (null, SKBlendMode.SrcOver);
    }
}
