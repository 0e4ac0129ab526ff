namespace Vision.Images;

/// <summary>How a picture lies in the network's input: scaled by one factor, centred, the rest filled with <see cref="Grey"/>.</summary>
public readonly record struct Letterbox(int Width, int Height, float Scale, float OffsetX, float OffsetY)
{
    public const byte Grey = 114;

    public static Letterbox Fit(int pictureWidth, int pictureHeight, int width, int height)
    {
        var scale = MathF.Min((float)width / pictureWidth, (float)height / pictureHeight);
        // The product may be a hair above the side that it fills: no offset is negative.
        var offsetX = MathF.Max(0, MathF.Floor((width - pictureWidth * scale) / 2));
        var offsetY = MathF.Max(0, MathF.Floor((height - pictureHeight * scale) / 2));
        return new(width, height, scale, offsetX, offsetY);
    }

    public Box ToInput(in Box box) =>
        new(box.Left * Scale + OffsetX, box.Top * Scale + OffsetY, box.Right * Scale + OffsetX, box.Bottom * Scale + OffsetY);

    public Box ToPicture(in Box box) =>
        new((box.Left - OffsetX) / Scale, (box.Top - OffsetY) / Scale, (box.Right - OffsetX) / Scale, (box.Bottom - OffsetY) / Scale);

    /// <summary>Writes the picture as planes R, G, B of 0..1 into <paramref name="planes"/> (3 x Height x Width).</summary>
    public void Fill(Picture picture, Span<float> planes)
    {
        var size = Width * Height;
        if (planes.Length != 3 * size)
            throw new ArgumentException($"The input of {Width} x {Height} takes {3 * size} numbers, not {planes.Length}.", nameof(planes));
        planes.Fill(Grey / 255f);
        var innerWidth = Math.Min(Width - (int)OffsetX, (int)MathF.Round(picture.Width * Scale));
        var innerHeight = Math.Min(Height - (int)OffsetY, (int)MathF.Round(picture.Height * Scale));
        var scaled = Resample.To(picture, Math.Max(1, innerWidth), Math.Max(1, innerHeight));
        for (var y = 0; y < scaled.Height; y++)
        {
            var from = scaled.Rgb.AsSpan(y * scaled.Width * 3, scaled.Width * 3);
            var start = (y + (int)OffsetY) * Width + (int)OffsetX;
            for (var channel = 0; channel < 3; channel++)
            {
                var to = planes.Slice(channel * size + start, scaled.Width);
                for (int x = 0, i = channel; x < to.Length; x++, i += 3)
                    to[x] = from[i] * (1 / 255f);
            }
        }
    }
}
