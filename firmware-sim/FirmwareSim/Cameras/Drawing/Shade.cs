using SkiaSharp;

namespace FirmwareSim.Cameras.Drawing;

/// <summary>Arithmetic of colours.</summary>
internal static class Shade
{
    /// <summary>A colour made brighter or darker.</summary>
    public static SKColor Times(SKColor colour, float factor) => new(Byte(colour.Red * factor), Byte(colour.Green * factor), Byte(colour.Blue * factor), colour.Alpha);

    /// <summary>A colour between two.</summary>
    public static SKColor Mix(SKColor from, SKColor to, float share) => new(
        Byte(from.Red + ((to.Red - from.Red) * share)), Byte(from.Green + ((to.Green - from.Green) * share)), Byte(from.Blue + ((to.Blue - from.Blue) * share)), from.Alpha);

    private static byte Byte(float value) => (byte)Math.Clamp(value, 0, 255);
}
