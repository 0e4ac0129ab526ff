using Vision.Training.Data;

namespace Vision.Training.Augmentation;

/// <summary>Makes training samples: one picture or a mosaic of four, cut-outs, light and camera. The same seed gives the same sample.</summary>
public sealed class SampleMaker(TrainingSet set, AugmentationRecipe recipe, LabelMap labels)
{
    private readonly CutOuts _cutOuts = new(set);

    /// <param name="picture">Number of the picture that must be in it.</param>
    /// <param name="side">Side of the sample.</param>
    /// <param name="seed">Decides everything else.</param>
    /// <param name="plain">No mosaic and no cut-outs: the last epochs look as the device will.</param>
    public Sample Make(int picture, int side, int seed, bool plain)
    {
        var random = new Random(seed);
        var sample = new Sample(side, labels.All);
        if (!plain && random.NextDouble() < recipe.MosaicBySource.GetValueOrDefault(set[picture].Source, recipe.Mosaic))
            Mosaic(sample, picture, random);
        else
            Single(sample, picture, random);
        if (!plain && random.NextDouble() < recipe.CutOut)
            _cutOuts.Lay(sample, random);
        Degradation.Apply(sample, recipe, random);
        return sample;
    }

    private void Single(Sample sample, int picture, Random random) =>
        Draw(sample, picture, new Box(0, 0, sample.Side, sample.Side), Scale(random, recipe.ScaleFrom, recipe.ScaleTo), random);

    private void Mosaic(Sample sample, int picture, Random random)
    {
        var side = sample.Side;
        float x = (0.3f + 0.4f * random.NextSingle()) * side, y = (0.3f + 0.4f * random.NextSingle()) * side;
        Box[] tiles = [new(0, 0, x, y), new(x, 0, side, y), new(0, y, x, side), new(x, y, side, side)];
        var own = random.Next(4);
        for (var tile = 0; tile < 4; tile++)
            Draw(sample, tile == own ? picture : random.Next(set.Count), tiles[tile], Scale(random, 0.5, 1.3), random);
    }

    private void Draw(Sample sample, int number, in Box part, double scale, Random random)
    {
        var picture = set.Decode(number);
        var stretch = Math.Exp((2 * random.NextDouble() - 1) * recipe.Aspect);
        var fit = scale * sample.Side / Math.Max(picture.Width, picture.Height);
        double width = picture.Width * fit * stretch, height = picture.Height * fit / stretch;
        // Larger than its part: a random cut. Smaller: a random place in it.
        var offsetX = part.Left + (part.Width - width) * random.NextDouble();
        var offsetY = part.Top + (part.Height - height) * random.NextDouble();
        new Placement(width / picture.Width, height / picture.Height, offsetX, offsetY, random.Next(2) == 0)
            .Draw(sample, picture, set[number], part, recipe.LeastSide);
    }

    private static double Scale(Random random, double from, double to) =>
        Math.Exp(Math.Log(from) + random.NextDouble() * (Math.Log(to) - Math.Log(from)));
}
