using Vision.Data;
using Vision.Images;

namespace Vision.Training.Augmentation;

/// <summary>Draws a picture, scaled, shifted and perhaps mirrored, into a part of a sample, and its objects with it.</summary>
public readonly record struct Placement(double ScaleX, double ScaleY, double OffsetX, double OffsetY, bool Mirror)
{
    /// <summary>An object of which less is left is not asked for.</summary>
    private const float LeastVisible = 0.35f, Nothing = 0.05f;

    public void Draw(Sample sample, Picture picture, LabelledPicture labelled, in Box part, float leastSide)
    {
        var drawn = new Box((float)OffsetX, (float)OffsetY, (float)(OffsetX + picture.Width * ScaleX), (float)(OffsetY + picture.Height * ScaleY)).Intersect(part);
        if (drawn.Area < 1)
            return;
        Pixels(sample.Picture, picture, drawn);
        sample.Limit(drawn, labelled.Annotated);
        foreach (var label in labelled.Labels)
            Object(sample, label, picture, drawn, leastSide);
    }

    private void Object(Sample sample, in Label label, Picture picture, in Box drawn, float leastSide)
    {
        var centre = Mirror ? 1 - label.CentreX : label.CentreX;
        var whole = Box.FromCentre(
            (float)(OffsetX + centre * picture.Width * ScaleX), (float)(OffsetY + label.CentreY * picture.Height * ScaleY),
            (float)(label.Width * picture.Width * ScaleX), (float)(label.Height * picture.Height * ScaleY));
        var visible = whole.Intersect(drawn);
        var share = whole.Area <= 0 ? 0 : visible.Area / whole.Area;
        if (share >= LeastVisible && visible.LongSide >= leastSide)
            sample.Objects.Add((label.Class, visible));
        else if (share > Nothing)
            sample.Ignore(visible, label.Class);
    }

    private void Pixels(Picture canvas, Picture picture, in Box drawn)
    {
        // Halving first keeps bilinear sampling from skipping pixels.
        var (from, scaleX, scaleY) = (picture, ScaleX, ScaleY);
        while (Math.Max(scaleX, scaleY) < 0.6 && from.Width > 16 && from.Height > 16)
            (from, scaleX, scaleY) = (Half(from), scaleX * 2, scaleY * 2);
        int left = (int)MathF.Round(drawn.Left), right = (int)MathF.Round(drawn.Right), top = (int)MathF.Round(drawn.Top), bottom = (int)MathF.Round(drawn.Bottom);
        var columns = new (int At, int Next, int Weight)[Math.Max(0, right - left)];
        for (var x = 0; x < columns.Length; x++)
        {
            var at = Math.Clamp((left + x + 0.5 - OffsetX) / scaleX - 0.5, 0, from.Width - 1.001);
            if (Mirror)
                at = from.Width - 1.001 - at;
            columns[x] = ((int)at * 3, Math.Min((int)at + 1, from.Width - 1) * 3, (int)((at - (int)at) * 256));
        }
        for (var y = top; y < bottom; y++)
        {
            var at = Math.Clamp((y + 0.5 - OffsetY) / scaleY - 0.5, 0, from.Height - 1.001);
            var upper = from.Rgb.AsSpan((int)at * from.Width * 3, from.Width * 3);
            var lower = from.Rgb.AsSpan(Math.Min((int)at + 1, from.Height - 1) * from.Width * 3, from.Width * 3);
            Row(upper, lower, (int)((at - (int)at) * 256), columns, canvas.Rgb.AsSpan((y * canvas.Width + left) * 3, columns.Length * 3));
        }
    }

    private static void Row(ReadOnlySpan<byte> upper, ReadOnlySpan<byte> lower, int weight, (int At, int Next, int Weight)[] columns, Span<byte> to)
    {
        for (var x = 0; x < columns.Length; x++)
        {
            var (at, next, across) = columns[x];
            for (var channel = 0; channel < 3; channel++)
            {
                var above = (upper[at + channel] * (256 - across)) + (upper[next + channel] * across);
                var below = (lower[at + channel] * (256 - across)) + (lower[next + channel] * across);
                to[x * 3 + channel] = (byte)((above * (256 - weight) + below * weight + (1 << 15)) >> 16);
            }
        }
    }

    private static Picture Half(Picture picture)
    {
        var half = new Picture(picture.Width / 2, picture.Height / 2);
        for (var y = 0; y < half.Height; y++)
        {
            var upper = picture.Rgb.AsSpan(2 * y * picture.Width * 3, picture.Width * 3);
            var lower = picture.Rgb.AsSpan((2 * y + 1) * picture.Width * 3, picture.Width * 3);
            var to = half.Rgb.AsSpan(y * half.Width * 3, half.Width * 3);
            for (int i = 0, from = 0; i < to.Length; i += 3, from += 6)
                for (var channel = 0; channel < 3; channel++)
                    to[i + channel] = (byte)((upper[from + channel] + upper[from + 3 + channel] + lower[from + channel] + lower[from + 3 + channel] + 2) >> 2);
        }
        return half;
    }
}
