using Edge.Vision.Capture;

namespace Edge.Vision.Tests;

/// <summary>Frames made by hand: grey with texture, and whatever a test paints on them.</summary>
internal static class Frames
{
    public const int Width = 640, Height = 384;

    public static DateTimeOffset Start { get; } = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);

    /// <summary>When frame <paramref name="number"/> comes at five a second.</summary>
    public static DateTimeOffset At(int number) => Start + TimeSpan.FromMilliseconds(200 * number);

    /// <summary>A frame with blocks of brightness; <paramref name="paint"/> changes pixels of its luminance.</summary>
    public static VideoFrame Of(int number, Action<byte[]>? paint = null, int shift = 0)
    {
        var planes = new byte[Width * Height * 3 / 2];
        planes.AsSpan(Width * Height).Fill(128);
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
                planes[y * Width + x] = (byte)(60 + ((x + shift) / 32 * 37 + y / 32 * 61) % 120);
        paint?.Invoke(planes);
        return new VideoFrame(Width, Height, planes, At(number));
    }

    /// <summary>Fills a rectangle.</summary>
    public static Action<byte[]> Fill(int left, int top, int width, int height, byte value) => planes =>
    {
        for (var y = top; y < top + height; y++)
            planes.AsSpan(y * Width + left, width).Fill(value);
    };
}
