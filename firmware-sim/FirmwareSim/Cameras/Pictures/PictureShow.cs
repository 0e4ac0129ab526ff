using FirmwareSim.Cameras.Drawing;
using FirmwareSim.Cameras.Streaming;
using FirmwareSim.Machines;
using SkiaSharp;

namespace FirmwareSim.Cameras.Pictures;

/// <summary>
/// Plays a folder of labelled pictures, each for some seconds under a slow pan and zoom; the labels move along. Pictures
/// that cannot be read are shown black, with nothing known about them.
/// </summary>
internal sealed class PictureShow(IReadOnlyList<LabelledFile> files, CameraTrouble trouble, Overlay overlay, int seed) : IFrameSource
{
    /// <summary>Seconds that one picture is shown.</summary>
    public const double Seconds = 6;

    private const int LargestSide = 8192;
    private const float Closest = 1.35f;

    private readonly int[] _order = Shuffled(files.Count, seed);
    private SKImage? _picture;
    private int _shown = -1;

    /// <inheritdoc/>
    public FrameTruth Draw(FrameTime at, FrameBuffer target)
    {
        var turn = (int)(at.SceneSeconds / Seconds);
        var file = files[_order[turn % files.Count]];
        if (_shown != turn)
        {
            _picture?.Dispose();
            _picture = Load(file.Path);
            _shown = turn;
        }

        target.Canvas.Clear(SKColors.Black);
        var known = _picture is not null && !trouble.Has(TroubleKind.Black);
        var boxes = new List<TruthBox>();
        if (known)
            Show(target, file, turn, (at.SceneSeconds / Seconds) - turn, boxes);
        overlay.Draw(target, at, new View(0, 0, 1), LightChoice.Day);
        target.Canvas.Flush();
        return new FrameTruth(boxes, known ? file.Annotated : [], null, "picture", trouble.Names());
    }

    /// <inheritdoc/>
    public void Dispose() => _picture?.Dispose();

    private void Show(FrameBuffer target, LabelledFile file, int turn, double share, List<TruthBox> boxes)
    {
        var (width, height) = (target.Info.Width, target.Info.Height);
        var noise = Noise.For(seed, $"turn {turn}");
        var (from, to) = ((X: noise.Uniform(-1, 1), Y: noise.Uniform(-1, 1)), (X: noise.Uniform(-1, 1), Y: noise.Uniform(-1, 1)));
        var inward = noise.Chance(0.5) ? share : 1 - share;
        var fit = Math.Min(width / (float)_picture!.Width, height / (float)_picture.Height);
        var scale = fit * (1 + ((Closest - 1) * (float)inward));
        var (shownWidth, shownHeight) = (_picture.Width * scale, _picture.Height * scale);

        // What sticks out of the frame is what the path may move through.
        var left = ((width - shownWidth) / 2) + ((float)(from.X + ((to.X - from.X) * share)) * Math.Max(0, (shownWidth - width) / 2));
        var top = ((height - shownHeight) / 2) + ((float)(from.Y + ((to.Y - from.Y) * share)) * Math.Max(0, (shownHeight - height) / 2));
        target.Canvas.DrawImage(_picture, new SKRect(left, top, left + shownWidth, top + shownHeight), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));

        foreach (var box in file.Boxes)
        {
            var full = SKRect.Create(left + (box.Left * shownWidth), top + (box.Top * shownHeight), box.Width * shownWidth, box.Height * shownHeight);
            var seen = SKRect.Intersect(full, new SKRect(0, 0, width, height));
            if (seen.Width >= 2 && seen.Height >= 2)
                boxes.Add(new TruthBox(box.Class, (turn * 10_000) + box.Track, seen.Left, seen.Top, seen.Width, seen.Height,
                    MathF.Round(seen.Width * seen.Height / (full.Width * full.Height), 2)));
        }
    }

    private static SKImage? Load(string path)
    {
        using var codec = SKCodec.Create(path);
        if (codec is null || codec.Info.Width is < 1 or > LargestSide || codec.Info.Height is < 1 or > LargestSide)
            return null;
        using var data = SKData.Create(path);
        using var lazy = SKImage.FromEncodedData(data);
        return lazy?.ToRasterImage(ensurePixelData: true);
    }

    private static int[] Shuffled(int count, int seed)
    {
        var order = Enumerable.Range(0, count).ToArray();
        var noise = Noise.For(seed, "order");
        for (var i = count - 1; i > 0; i--)
        {
            var other = (int)noise.Uniform(0, i + 0.999);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }
}
