using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Edge.Vision.Watching;

/// <summary>A polygon in shares of the picture's width and height.</summary>
public sealed class Polygon
{
    private readonly (float X, float Y)[] _corners;

    private Polygon((float, float)[] corners) => _corners = corners;

    /// <summary>Reads <c>0.1,0.2 0.9,0.2 0.9,0.9</c>: three to fifty corners within the picture.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Polygon? polygon)
    {
        polygon = null;
        var corners = new List<(float, float)>();
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split(',') is not [var x, var y] || !Share(x, out var across) || !Share(y, out var down))
                return false;
            corners.Add((across, down));
        }

        if (corners.Count is < 3 or > 50)
            return false;
        polygon = new Polygon([.. corners]);
        return true;
    }

    /// <summary>True when the point lies inside (even-odd rule).</summary>
    public bool Contains(float x, float y)
    {
        var inside = false;
        for (int i = 0, j = _corners.Length - 1; i < _corners.Length; j = i++)
        {
            var (a, b) = (_corners[i], _corners[j]);
            if (a.Y > y != b.Y > y && x < (b.X - a.X) * (y - a.Y) / (b.Y - a.Y) + a.X)
                inside = !inside;
        }

        return inside;
    }

    private static bool Share(string text, out float share) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out share) && share is >= 0 and <= 1;
}
