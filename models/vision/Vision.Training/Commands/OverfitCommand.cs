using System.Globalization;
using Vision.Data;
using Vision.Training.Data;
using Vision.Training.Learning;

namespace Vision.Training.Commands;

/// <summary>
/// Learns 64 pictures by heart in about two minutes: when that fails, something between labels, loss, export and decoding is wrong,
/// whatever a long run would say.
/// </summary>
public static class OverfitCommand
{
    private const int Pictures = 64;
    private const double Wanted = 0.8;

    /// <summary><c>overfit --recipe FILE --data LIST --run FOLDER [--threads 1]</c></summary>
    /// <exception cref="InvalidDataException">The pictures were not learnt.</exception>
    public static async Task RunAsync(Arguments arguments, TimeProvider time, TextWriter log, CancellationToken cancel)
    {
        var read = Recipe.Read(arguments.Need("recipe"));
        var recipe = read with
        {
            Epochs = 90, Sides = [256], FinalSide = 256, EvaluationSide = 256, EvaluateEvery = 90, WarmupEpochs = 5, FlatShare = 0.5,
            AverageDecay = 0.99, AverageRampSteps = 50, NormMomentum = 0.1, Repeat = [],
            Augmentation = new AugmentationRecipe(0, [], 1, 1, 1, 0, 4, 0, 0, 0, 0, 0, 0, 30, 80, 0, 0, 0, 0),
        };
        var pictures = Choose([.. Sources.Open(arguments.Need("data"), LabelMap.SiteSafety).Where(picture => picture.Split == "train")]);
        var folder = arguments.Need("run");
        if (Directory.Exists(folder))
            throw new ArgumentException($"{folder} is there already.");
        Directory.CreateDirectory(folder);
        var record = TrainCommand.Describe(arguments, recipe, pictures, pictures, time);
        TorchSharp.torch.set_num_threads(record.Threads);
        using var trainer = new Trainer(folder, record, new TrainingSet([.. pictures], recipe), pictures, time, log);
        await trainer.RunAsync(cancel);
        var score = trainer.Evaluate(cancel).MeanAp50 ?? 0;
        await log.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"mean AP50 on the {pictures.Count} pictures learnt: {score:F3} (wanted: above {Wanted})"));
        if (score <= Wanted)
            throw new InvalidDataException("The pictures were not learnt.");
    }

    /// <summary>Evenly over the sources, and only pictures with something on them.</summary>
    private static List<LabelledPicture> Choose(List<LabelledPicture> all)
    {
        var bySource = all.Where(picture => picture.Labels.Length is > 0 and <= 12).GroupBy(picture => picture.Source)
            .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => group.ToList()).ToList();
        return [.. Enumerable.Range(0, all.Count).SelectMany(i => bySource.Where(group => i < group.Count).Select(group => group[i])).Take(Pictures)];
    }
}
