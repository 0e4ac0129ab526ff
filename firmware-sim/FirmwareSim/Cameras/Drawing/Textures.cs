using FirmwareSim.Machines;
using SkiaSharp;

namespace FirmwareSim.Cameras.Drawing;

/// <summary>Tiles of noise that give surfaces grain; made once, never changed.</summary>
internal static class Textures
{
    private const int Side = 256;

    /// <summary>Grey 190–255 in soft patches, for multiplying.</summary>
    public static SKImage Patches { get; } = Grey(Fractal(5, 4, 11), value => 190 + (65 * value));

    /// <summary>Grey 185–255 in fine grain, for multiplying.</summary>
    public static SKImage Weave { get; } = Grey(Fractal(48, 2, 12), value => 185 + (70 * value));

    /// <summary>A puff of smoke: white with an alpha that is thick in the middle and ragged at the edge.</summary>
    public static SKImage Puff { get; } = MakePuff();

    /// <summary>A soft round spot: white with falling alpha.</summary>
    public static SKImage Spot { get; } = MakeSpot();

    private static SKImage Grey(double[] field, Func<double, double> map)
    {
        var pixels = new byte[Side * Side * 4];
        for (var i = 0; i < field.Length; i++)
        {
            var value = (byte)Math.Clamp(map(field[i]), 0, 255);
            (pixels[i * 4], pixels[(i * 4) + 1], pixels[(i * 4) + 2], pixels[(i * 4) + 3]) = (value, value, value, 255);
        }

        return Image(pixels, Side);
    }

    private static SKImage MakePuff()
    {
        const int size = 128;
        var field = Fractal(6, 4, 14);
        var pixels = new byte[size * size * 4];
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
            {
                var (dx, dy) = ((x - 63.5) / 64, (y - 63.5) / 64);
                var edge = Math.Sqrt((dx * dx) + (dy * dy)) + (0.55 * (field[(y * Side) + x] - 0.5));
                var alpha = (byte)(255 * Math.Clamp(1.25 * (0.92 - edge), 0, 1));
                var light = (byte)(alpha * (0.82 + (0.18 * field[(x * Side) + y])) * (1 - (0.15 * (dy + 1) / 2)));
                var at = ((y * size) + x) * 4;
                (pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]) = (light, light, light, alpha);
            }

        return Image(pixels, size);
    }

    private static SKImage MakeSpot()
    {
        const int size = 64;
        var pixels = new byte[size * size * 4];
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
            {
                var (dx, dy) = ((x - 31.5) / 32, (y - 31.5) / 32);
                var fall = Math.Clamp(1 - Math.Sqrt((dx * dx) + (dy * dy)), 0, 1);
                var value = (byte)(255 * fall * fall);
                pixels.AsSpan(((y * size) + x) * 4, 4).Fill(value);
            }

        return Image(pixels, size);
    }

    private static SKImage Image(byte[] pixels, int side)
    {
        var info = new SKImageInfo(side, side, SKColorType.Bgra8888, SKAlphaType.Premul);
        return SKImage.FromPixelCopy(info, pixels, info.RowBytes);
    }

    /// <summary>Value noise in several octaves that fits its own edges, 0..1.</summary>
    private static double[] Fractal(int cells, int octaves, int seed)
    {
        var field = new double[Side * Side];
        var weight = 1.0;
        var sum = 0.0;
        for (var octave = 0; octave < octaves; octave++, cells *= 2, weight *= 0.55)
        {
            var noise = Noise.For(seed + octave, "texture");
            var grid = new double[cells * cells];
            for (var i = 0; i < grid.Length; i++)
                grid[i] = noise.Uniform(0, 1);
            for (var y = 0; y < Side; y++)
                for (var x = 0; x < Side; x++)
                    field[(y * Side) + x] += weight * Smooth(grid, cells, x * cells / (double)Side, y * cells / (double)Side);
            sum += weight;
        }

        for (var i = 0; i < field.Length; i++)
            field[i] = Math.Clamp(((field[i] / sum) - 0.5) * 1.5 + 0.5, 0, 1);
        return field;
    }

    private static double Smooth(double[] grid, int cells, double x, double y)
    {
        var (x0, y0) = ((int)x, (int)y);
        var (fx, fy) = (x - x0, y - y0);
        (fx, fy) = (fx * fx * (3 - (2 * fx)), fy * fy * (3 - (2 * fy)));
        double At(int column, int row) => grid[(row % cells * cells) + (column % cells)];
        var top = At(x0, y0) + ((At(x0 + 1, y0) - At(x0, y0)) * fx);
        var bottom = At(x0, y0 + 1) + ((At(x0 + 1, y0 + 1) - At(x0, y0 + 1)) * fx);
        return top + ((bottom - top) * fy);
    }
}
