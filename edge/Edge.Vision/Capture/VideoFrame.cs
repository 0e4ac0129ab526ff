using Vision.Images;

namespace Edge.Vision.Capture;

/// <summary>One frame as it came: planes Y, U, V of 4:2:0, video range.</summary>
public sealed class VideoFrame(int width, int height, byte[] planes, DateTimeOffset at)
{
    private Picture? _picture;

    public int Width => width;

    public int Height => height;

    public DateTimeOffset At => at;

    /// <summary>Luminance, a byte a pixel.</summary>
    public ReadOnlySpan<byte> Luma => planes.AsSpan(0, width * height);

    /// <summary>The frame in RGB (BT.601); made once, on demand.</summary>
    public Picture Picture => _picture ??= Convert();

    private Picture Convert()
    {
        var picture = new Picture(width, height);
        var luma = planes.AsSpan(0, width * height);
        var half = width / 2;
        var u = planes.AsSpan(width * height, half * (height / 2));
        var v = planes.AsSpan(width * height + half * (height / 2), half * (height / 2));
        for (var y = 0; y < height; y++)
        {
            var to = picture.Rgb.AsSpan(y * width * 3, width * 3);
            var (row, chroma) = (y * width, y / 2 * half);
            for (int x = 0, o = 0; x < width; x++, o += 3)
            {
                var c = 298 * (luma[row + x] - 16) + 128;
                var (d, e) = (u[chroma + x / 2] - 128, v[chroma + x / 2] - 128);
                to[o] = Clamp((c + 409 * e) >> 8);
                to[o + 1] = Clamp((c - 100 * d - 208 * e) >> 8);
                to[o + 2] = Clamp((c + 516 * d) >> 8);
            }
        }

        return picture;
    }

    private static byte Clamp(int value) => (byte)(value < 0 ? 0 : value > 255 ? 255 : value);
}
