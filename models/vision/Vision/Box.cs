namespace Vision;

/// <summary>A rectangle in pixels of some picture; right and bottom lie outside.</summary>
public readonly record struct Box(float Left, float Top, float Right, float Bottom)
{
    public float Width => MathF.Max(0, Right - Left);
    public float Height => MathF.Max(0, Bottom - Top);
    public float Area => Width * Height;
    public float LongSide => MathF.Max(Width, Height);
    public float CentreX => (Left + Right) / 2;
    public float CentreY => (Top + Bottom) / 2;

    public static Box FromCentre(float x, float y, float width, float height) =>
        new(x - width / 2, y - height / 2, x + width / 2, y + height / 2);

    public Box Clip(float width, float height) =>
        new(Math.Clamp(Left, 0, width), Math.Clamp(Top, 0, height), Math.Clamp(Right, 0, width), Math.Clamp(Bottom, 0, height));

    public Box Intersect(in Box other) =>
        new(MathF.Max(Left, other.Left), MathF.Max(Top, other.Top), MathF.Min(Right, other.Right), MathF.Min(Bottom, other.Bottom));

    /// <summary>Intersection over union, 0..1; 0 for empty boxes.</summary>
    public float Iou(in Box other)
    {
        var common = Intersect(other).Area;
        var union = Area + other.Area - common;
        return union <= 0 ? 0 : common / union;
    }
}
