using Vision.Images;
using Vision.Training.Data;

namespace Vision.Training.Augmentation;

/// <summary>
/// Flames and smoke cut from the training pictures and laid over others: the scarce classes are seen in front of building sites too.
/// Flames add light, so that only what is brighter than the ground stays; smoke covers by a soft, patchy veil.
/// </summary>
public sealed class CutOuts
{
    private const float LeastSide = 40;
    private readonly List<(int Class, int Picture, Box Box)> _places = [];
    private readonly TrainingSet _set;

    public CutOuts(TrainingSet set)
    {
        _set = set;
        for (var i = 0; i < set.Count; i++)
            foreach (var label in set[i].Labels)
                if (label.Class is LabelMap.Fire or LabelMap.Smoke && label.Width < 0.8f && label.Height < 0.8f)
                    _places.Add((label.Class, i, new Box(
                        label.CentreX - label.Width / 2, label.CentreY - label.Height / 2, label.CentreX + label.Width / 2, label.CentreY + label.Height / 2)));
    }

    /// <summary>Lays one over the sample, where fire and smoke count; leaves it alone when nothing fits.</summary>
    public void Lay(Sample sample, Random random)
    {
        if (_places.Count == 0)
            return;
        var (id, picture, share) = _places[random.Next(_places.Count)];
        var from = _set.Decode(picture);
        var box = new Box(share.Left * from.Width, share.Top * from.Height, share.Right * from.Width, share.Bottom * from.Height).Clip(from.Width, from.Height);
        if (MathF.Min(box.Width, box.Height) < LeastSide)
            return;
        var scale = sample.Side * (0.08f + 0.4f * random.NextSingle()) / box.LongSide;
        int width = (int)(box.Width * scale), height = (int)(box.Height * scale);
        if (width < 12 || height < 12)
            return;
        int left = random.Next(sample.Side - width), top = random.Next(sample.Side - height);
        var place = new Box(left, top, left + width, top + height);
        var counting = sample.Counting(Sample.Cell, (left + width / 2) / Sample.Cell, (top + height / 2) / Sample.Cell);
        if (!counting.Has(LabelMap.Fire) || !counting.Has(LabelMap.Smoke))
            return;

        Blend(sample.Picture, Crop(from, box, width, height), left, top, id, random);
        foreach (var hidden in sample.Objects.Where(item => item.Box.Intersect(place).Area > 0.5f * item.Box.Area).ToList())
        {
            sample.Objects.Remove(hidden);
            sample.Ignore(hidden.Box, hidden.Class);
        }
        sample.Objects.Add((id, place));
    }

    private static Picture Crop(Picture from, in Box box, int width, int height)
    {
        var crop = new Picture((int)box.Width, (int)box.Height);
        for (var y = 0; y < crop.Height; y++)
            from.Rgb.AsSpan((((int)box.Top + y) * from.Width + (int)box.Left) * 3, crop.Width * 3).CopyTo(crop.Rgb.AsSpan(y * crop.Width * 3));
        return Resample.To(crop, width, height);
    }

    private static void Blend(Picture canvas, Picture crop, int left, int top, int id, Random random)
    {
        var density = 0.55f + 0.4f * random.NextSingle();
        var patches = Patches(random);
        for (var y = 0; y < crop.Height; y++)
            for (var x = 0; x < crop.Width; x++)
            {
                float dx = (2f * x + 1) / crop.Width - 1, dy = (2f * y + 1) / crop.Height - 1;
                var alpha = Math.Clamp((1.15f - (dx * dx + dy * dy)) * 2, 0, 1);
                if (id == LabelMap.Smoke)
                    alpha *= density * patches[y * 8 / crop.Height, x * 8 / crop.Width];
                var (to, from) = (((top + y) * canvas.Width + left + x) * 3, (y * crop.Width + x) * 3);
                for (var channel = 0; channel < 3; channel++)
                {
                    int ground = canvas.Rgb[to + channel], over = crop.Rgb[from + channel];
                    var mixed = id == LabelMap.Fire ? Math.Max(ground, over) : over;
                    canvas.Rgb[to + channel] = (byte)(ground + (mixed - ground) * alpha);
                }
            }
    }

    private static float[,] Patches(Random random)
    {
        var patches = new float[8, 8];
        for (var y = 0; y < 8; y++)
            for (var x = 0; x < 8; x++)
                patches[y, x] = 0.8f + 0.2f * random.NextSingle();
        return patches;
    }
}
