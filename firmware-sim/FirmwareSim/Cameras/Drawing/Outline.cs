using SkiaSharp;

namespace FirmwareSim.Cameras.Drawing;

/// <summary>Shapes that figures are made of.</summary>
internal static class Outline
{
    private const float Degree = 180 / MathF.PI;

    /// <summary>A limb: two circles and what lies between.</summary>
    public static SKPath Limb(SKPoint from, float fromRadius, SKPoint to, float toRadius)
    {
        var angle = MathF.Atan2(to.Y - from.Y, to.X - from.X) * Degree;
        var path = new SKPath();
        path.ArcTo(Circle(to, toRadius), angle - 90, 180, true);
        path.ArcTo(Circle(from, fromRadius), angle + 90, 180, false);
        path.Close();
        return path;
    }

    /// <summary>A turned ellipse.</summary>
    public static SKPath Ellipse(SKPoint centre, float halfWidth, float halfHeight, float degrees = 0)
    {
        var path = new SKPath();
        path.AddOval(new SKRect(centre.X - halfWidth, centre.Y - halfHeight, centre.X + halfWidth, centre.Y + halfHeight));
        if (degrees != 0)
            path.Transform(SKMatrix.CreateRotationDegrees(degrees, centre.X, centre.Y));
        return path;
    }

    /// <summary>A polygon.</summary>
    public static SKPath Polygon(params ReadOnlySpan<SKPoint> corners)
    {
        var path = new SKPath();
        path.MoveTo(corners[0]);
        foreach (var corner in corners[1..])
            path.LineTo(corner);
        path.Close();
        return path;
    }

    /// <summary>A smooth closed curve through points.</summary>
    public static SKPath Smooth(params ReadOnlySpan<SKPoint> points)
    {
        var path = new SKPath();
        var count = points.Length;
        path.MoveTo(points[0]);
        for (var i = 0; i < count; i++)
        {
            var (before, at, next, after) = (points[(i + count - 1) % count], points[i], points[(i + 1) % count], points[(i + 2) % count]);
            path.CubicTo(at + Share(next - before, 1 / 6f), next - Share(after - at, 1 / 6f), next);
        }

        path.Close();
        return path;
    }

    /// <summary>A point between two.</summary>
    public static SKPoint Between(SKPoint from, SKPoint to, float share) => from + Share(to - from, share);

    /// <summary>A vector made shorter or longer.</summary>
    public static SKPoint Share(SKPoint vector, float share) => new(vector.X * share, vector.Y * share);

    private static SKRect Circle(SKPoint centre, float radius) => new(centre.X - radius, centre.Y - radius, centre.X + radius, centre.Y + radius);
}
