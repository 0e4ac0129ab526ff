using System.Globalization;
using System.Text;
using FirmwareSim.Cameras.Drawing;
using FirmwareSim.Cameras.Streaming;
using FirmwareSim.Machines;
using SkiaSharp;

namespace FirmwareSim.Cameras.Pictures;

/// <summary>
/// Writes rendered scenes as a labelled set: <c>images/train/NAME.jpg</c>, <c>labels/train/NAME.txt</c> with lines
/// <c>class cx cy w h</c>, and <c>manifest.csv</c>. All classes are told exhaustively.
/// </summary>
public static class SceneFolder
{
    /// <summary>Less of an object than this share is left out, as a person who labels would.</summary>
    private const float LeastVisible = 0.3f;

    private const float LeastSide = 4;

    /// <summary>Writes the set.</summary>
    /// <param name="folder">Made when it is not there.</param>
    /// <param name="count">Pictures.</param>
    /// <param name="seed">Same seed, same set.</param>
    /// <param name="split">Folder below images and labels: train, val or test.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task WriteAsync(string folder, int count, int seed, string split, CancellationToken cancel)
    {
        var (images, labels) = (Path.Combine(folder, "images", split), Path.Combine(folder, "labels", split));
        Directory.CreateDirectory(images);
        Directory.CreateDirectory(labels);
        var manifest = new string[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount }, async (number, ending) =>
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"rendered_{seed}_{number:D5}");
            var (jpeg, text) = Render(seed, number);
            await File.WriteAllBytesAsync(Path.Combine(images, name + ".jpg"), jpeg, ending);
            await File.WriteAllTextAsync(Path.Combine(labels, name + ".txt"), text, ending);
            manifest[number] = $"{split}/{name}.jpg,rendered,{string.Join(' ', FrameTruth.AllClasses)},seed {seed} scene {number}";
        });
        await File.WriteAllLinesAsync(Path.Combine(folder, "manifest.csv"), manifest.Prepend("file,source,annotated_classes,original_name"), cancel);
    }

    /// <summary>One scene as JPEG with its labels.</summary>
    public static (byte[] Jpeg, string Labels) Render(int seed, int number)
    {
        var scene = SceneSampler.Draw(seed, number);
        using var buffer = new FrameBuffer(scene.Width, scene.PictureHeight);
        using var renderer = new SceneRenderer(scene.Layout, scene.Height);
        var boxes = new List<TruthBox>();
        renderer.Draw(buffer, scene.Moment, boxes);
        return (Encode(buffer, Noise.For(seed, $"lens {number}")), Text(boxes, scene.Width, scene.PictureHeight));
    }

    private static string Text(List<TruthBox> boxes, int width, int height)
    {
        var text = new StringBuilder();
        foreach (var box in boxes)
            if (box.Visible >= LeastVisible && box.Width >= LeastSide && box.Height >= LeastSide)
                text.Append(CultureInfo.InvariantCulture,
                    $"{box.Class} {(box.Left + (box.Width / 2)) / width:F6} {(box.Top + (box.Height / 2)) / height:F6} {Math.Min(1, box.Width / width):F6} {Math.Min(1, box.Height / height):F6}\n");
        return text.ToString();
    }

    // What lenses and coders do: contrast, brightness, a little blur, compression.
    private static byte[] Encode(FrameBuffer buffer, Noise noise)
    {
        using var drawn = buffer.Surface.Snapshot();
        using var surface = SKSurface.Create(buffer.Info);
        var (contrast, light) = ((float)noise.Uniform(0.78, 1.15), (float)noise.Uniform(-0.08, 0.06));
        var (red, blue) = ((float)noise.Uniform(0.94, 1.06), (float)noise.Uniform(0.94, 1.06));
        using var tone = SKColorFilter.CreateColorMatrix([contrast * red, 0, 0, 0, light, 0, contrast, 0, 0, light, 0, 0, contrast * blue, 0, light, 0, 0, 0, 1, 0]);
        var sigma = noise.Chance(0.55) ? (float)noise.Uniform(0.25, 1.1) : 0;
        using var blur = sigma > 0 ? SKImageFilter.CreateBlur(sigma, sigma) : null;
        using var paint = new SKPaint { ColorFilter = tone, ImageFilter = blur };
        surface.Canvas.DrawImage(drawn, 0, 0, paint);
        using var picture = surface.Snapshot();
        using var data = picture.Encode(SKEncodedImageFormat.Jpeg, (int)noise.Uniform(60, 92));
        return data.ToArray();
    }
}
