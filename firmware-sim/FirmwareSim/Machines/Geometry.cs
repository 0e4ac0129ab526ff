namespace FirmwareSim.Machines;

/// <summary>Distances in plan that anti-collision needs.</summary>
public static class Geometry
{
    /// <summary>Point at a distance and angle (degrees, 0 = east, counter-clockwise) from an origin.</summary>
    public static (double X, double Y) Polar((double X, double Y) origin, double radius, double degrees)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        return (origin.X + (radius * cos), origin.Y + (radius * sin));
    }

    /// <summary>Shortest distance from a point to a segment.</summary>
    public static double PointToSegment((double X, double Y) p, (double X, double Y) a, (double X, double Y) b)
    {
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        var length = (dx * dx) + (dy * dy);
        var t = length == 0 ? 0 : Math.Clamp((((p.X - a.X) * dx) + ((p.Y - a.Y) * dy)) / length, 0, 1);
        return Math.Sqrt(Math.Pow(p.X - a.X - (t * dx), 2) + Math.Pow(p.Y - a.Y - (t * dy), 2));
    }

    /// <summary>Shortest distance between two segments; 0 when they cross.</summary>
    public static double SegmentToSegment((double X, double Y) a, (double X, double Y) b, (double X, double Y) c, (double X, double Y) d)
    {
        if (Side(a, b, c) * Side(a, b, d) < 0 && Side(c, d, a) * Side(c, d, b) < 0)
            return 0;
        return Math.Min(
            Math.Min(PointToSegment(a, c, d), PointToSegment(b, c, d)),
            Math.Min(PointToSegment(c, a, b), PointToSegment(d, a, b)));
    }

    private static double Side((double X, double Y) a, (double X, double Y) b, (double X, double Y) p) =>
        ((b.X - a.X) * (p.Y - a.Y)) - ((b.Y - a.Y) * (p.X - a.X));
}
