namespace Vision.Images;

/// <summary>Scaling with a triangle filter as wide as the reduction, so that small objects do not flicker away.</summary>
public static class Resample
{
    public static Picture To(Picture picture, int width, int height)
    {
        if (picture.Width == width && picture.Height == height)
            return picture;
        var across = Taps(picture.Width, width);
        var down = Taps(picture.Height, height);
        var rows = new float[picture.Height * width * 3];
        for (var y = 0; y < picture.Height; y++)
            Across(picture.Rgb.AsSpan(y * picture.Width * 3, picture.Width * 3), across, rows.AsSpan(y * width * 3, width * 3));

        var scaled = new Picture(width, height);
        var sum = new float[width * 3];
        for (var y = 0; y < height; y++)
        {
            Array.Clear(sum);
            var (first, weights) = down[y];
            for (var tap = 0; tap < weights.Length; tap++)
            {
                var row = rows.AsSpan((first + tap) * width * 3, width * 3);
                var weight = weights[tap];
                for (var i = 0; i < row.Length; i++)
                    sum[i] += row[i] * weight;
            }
            var to = scaled.Rgb.AsSpan(y * width * 3, width * 3);
            for (var i = 0; i < to.Length; i++)
                to[i] = (byte)Math.Clamp(sum[i] + 0.5f, 0, 255);
        }
        return scaled;
    }

    /// <summary>The picture with its long side at most <paramref name="side"/>; never enlarged.</summary>
    public static Picture Within(Picture picture, int side)
    {
        var scale = Math.Min(1.0, (double)side / Math.Max(picture.Width, picture.Height));
        return To(picture, Math.Max(1, (int)Math.Round(picture.Width * scale)), Math.Max(1, (int)Math.Round(picture.Height * scale)));
    }

    private static void Across(ReadOnlySpan<byte> from, (int First, float[] Weights)[] taps, Span<float> to)
    {
        for (var x = 0; x < taps.Length; x++)
        {
            var (first, weights) = taps[x];
            float r = 0, g = 0, b = 0;
            for (int tap = 0, i = first * 3; tap < weights.Length; tap++, i += 3)
            {
                var weight = weights[tap];
                r += from[i] * weight;
                g += from[i + 1] * weight;
                b += from[i + 2] * weight;
            }
            (to[x * 3], to[x * 3 + 1], to[x * 3 + 2]) = (r, g, b);
        }
    }

    private static (int First, float[] Weights)[] Taps(int from, int to)
    {
        var ratio = (float)from / to;
        var reach = MathF.Max(1, ratio);
        var taps = new (int, float[])[to];
        for (var i = 0; i < to; i++)
        {
            var centre = (i + 0.5f) * ratio - 0.5f;
            var first = Math.Max(0, (int)MathF.Ceiling(centre - reach));
            var last = Math.Min(from - 1, (int)MathF.Floor(centre + reach));
            var weights = new float[last - first + 1];
            var total = 0f;
            for (var k = 0; k < weights.Length; k++)
                total += weights[k] = MathF.Max(0, 1 - MathF.Abs(first + k - centre) / reach);
            if (total <= 0)
                (weights[0], total) = (1, 1);
            for (var k = 0; k < weights.Length; k++)
                weights[k] /= total;
            taps[i] = (first, weights);
        }
        return taps;
    }
}
