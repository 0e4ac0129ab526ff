using FirmwareSim.Cameras.Streaming;
using SkiaSharp;

namespace FirmwareSim.Cameras.Drawing;

/// <summary>
/// The host's clock as black and white fields along the upper edge, to be read back from a displayed picture:
/// <code>strip = 1 0 1 0 | 48 bits milliseconds since 1970, highest first | 8 bits sum of their six bytes | 0 1 0 1</code>
/// 64 fields over the whole width; their height is 1/40 of the picture's, at least 8 pixels.
/// </summary>
public static class ClockStrip
{
    private const int Fields = 64;

    /// <summary>Height of the strip in a picture of that height.</summary>
    public static int Height(int pictureHeight) => Math.Max(8, pictureHeight / 40);

    internal static void Draw(FrameBuffer target, DateTimeOffset at)
    {
        var milliseconds = (ulong)at.ToUnixTimeMilliseconds() & 0xFFFF_FFFF_FFFF;
        var code = (0b1010UL << 60) | (milliseconds << 12) | ((ulong)Sum(milliseconds) << 4) | 0b0101UL;
        var (width, height) = (target.Info.Width / (float)Fields, Height(target.Info.Height));
        using var paint = new SKPaint();
        for (var i = 0; i < Fields; i++)
        {
            paint.Color = (code >> (Fields - 1 - i) & 1) != 0 ? SKColors.White : SKColors.Black;
            target.Canvas.DrawRect(i * width, 0, width + 0.5f, height, paint);
        }
    }

    /// <summary>Reads the clock from the brightness (0–255) of a pixel row; null when it is no clock.</summary>
    public static DateTimeOffset? Read(ReadOnlySpan<byte> row)
    {
        ulong code = 0;
        for (var i = 0; i < Fields; i++)
            code = (code << 1) | (row[(int)((i + 0.5) * row.Length / Fields)] > 127 ? 1UL : 0);
        var milliseconds = code >> 12 & 0xFFFF_FFFF_FFFF;
        return code >> 60 == 0b1010 && (code & 0xF) == 0b0101 && (byte)(code >> 4) == Sum(milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds)
            : null;
    }

    private static byte Sum(ulong milliseconds)
    {
        var sum = 0;
        for (var i = 0; i < 6; i++)
            sum += (int)(milliseconds >> (8 * i) & 0xFF);
        return (byte)sum;
    }
}
