namespace Vision.Images;

/// <summary>An RGB picture, 8 bits a channel, rows without padding.</summary>
public sealed class Picture
{
    /// <summary>No picture wider or higher than this is taken.</summary>
    public const int SideLimit = 8192;

    public Picture(int width, int height, byte[] rgb)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, SideLimit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, SideLimit);
        if (rgb.Length != width * height * 3)
            throw new ArgumentException($"A picture of {width} x {height} has {width * height * 3} bytes, not {rgb.Length}.", nameof(rgb));
        (Width, Height, Rgb) = (width, height, rgb);
    }

    public Picture(int width, int height) : this(width, height, new byte[width * height * 3])
    {
    }

    public int Width { get; }
    public int Height { get; }
    public byte[] Rgb { get; }

    public static Picture Filled(int width, int height, byte grey)
    {
        var picture = new Picture(width, height);
        picture.Rgb.AsSpan().Fill(grey);
        return picture;
    }
}
