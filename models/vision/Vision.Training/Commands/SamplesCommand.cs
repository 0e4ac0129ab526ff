using System.Globalization;
using Vision.Images;
using Vision.Training.Augmentation;
using Vision.Training.Data;

namespace Vision.Training.Commands;

/// <summary>Writes training samples with their boxes as pictures: a look at them finds more faults than any number.</summary>
public static class SamplesCommand
{
    private static readonly (byte R, byte G, byte B)[] Colours =
        [(255, 255, 0), (255, 0, 0), (0, 160, 255), (0, 255, 0), (255, 0, 255), (255, 128, 0), (200, 200, 200)];

    /// <summary><c>samples --recipe FILE --data LIST --out FOLDER [--count 16]</c></summary>
    public static void Run(Arguments arguments)
    {
        var recipe = Recipe.Read(arguments.Need("recipe"));
        var folder = Directory.CreateDirectory(arguments.Need("out")).FullName;
        var set = new TrainingSet([.. Sources.Open(arguments.Need("data"), LabelMap.SiteSafety).Where(picture => picture.Split == "train")], recipe);
        var maker = new SampleMaker(set, recipe.Augmentation, LabelMap.SiteSafety);
        var order = set.Order(0);
        for (var i = 0; i < arguments.Number("count", 16); i++)
        {
            var sample = maker.Make(order[i], recipe.FinalSide, TrainingSet.HashCode(recipe.Seed, 0, i), plain: false);
            foreach (var (id, box) in sample.Objects)
                Frame(sample.Picture, box, Colours[id % Colours.Length]);
            var name = string.Create(CultureInfo.InvariantCulture, $"{i:D3}-{set[order[i]].Source}.jpg");
            File.WriteAllBytes(Path.Combine(folder, name), PictureFile.EncodeJpeg(sample.Picture, 90));
        }
    }

    private static void Frame(Picture picture, in Box box, (byte R, byte G, byte B) colour)
    {
        int left = (int)box.Left, right = Math.Min(picture.Width - 1, (int)box.Right), top = (int)box.Top, bottom = Math.Min(picture.Height - 1, (int)box.Bottom);
        for (var x = left; x <= right; x++)
            foreach (var y in (ReadOnlySpan<int>)[top, bottom])
                (picture.Rgb[(y * picture.Width + x) * 3], picture.Rgb[(y * picture.Width + x) * 3 + 1], picture.Rgb[(y * picture.Width + x) * 3 + 2]) = colour;
        for (var y = top; y <= bottom; y++)
            foreach (var x in (ReadOnlySpan<int>)[left, right])
                (picture.Rgb[(y * picture.Width + x) * 3], picture.Rgb[(y * picture.Width + x) * 3 + 1], picture.Rgb[(y * picture.Width + x) * 3 + 2]) = colour;
    }
}
