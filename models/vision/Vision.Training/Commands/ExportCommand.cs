using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Vision.Data;
using Vision.Detection;
using Vision.Export;
using Vision.Images;
using Vision.Networks;
using Vision.Scoring;
using Vision.Training.Learning;

namespace Vision.Training.Commands;

/// <summary>Writes what ships: ONNX files in three precisions, their description, scores on the test split, and the model card.</summary>
public static class ExportCommand
{
    private const int CalibrationPictures = 256;

    private static readonly double[] Quantiles = [1, 0.9999, 0.999];

    /// <summary>A class may lose this much AP50 in eight bits; else float ships as the preferred file.</summary>
    private const double LossLimit = 0.01;

    /// <summary>
    /// <c>export --run FOLDER [--weights FILE] --data LIST --sources FILE --out FOLDER [--input 640x384] [--score-input 416x416]</c>;
    /// for weights of another trainer <c>--recipe FILE --weights FILE</c> instead of the run.
    /// </summary>
    public static void Run(Arguments arguments, TimeProvider time, TextWriter log, CancellationToken cancel)
    {
        var (plan, weights) = EvalCommand.Weights(arguments);
        var (width, height) = EvalCommand.Input(arguments["input"] ?? "640x384");
        var score = EvalCommand.Input(arguments["score-input"] ?? "416x416");
        var folder = Directory.CreateDirectory(arguments.Need("out")).FullName;
        var pictures = Sources.Open(arguments.Need("data"), LabelMap.SiteSafety);
        var ranges = Ranges(plan, weights, pictures, score, log, cancel);
        Dictionary<string, string> notes = new() { ["classes"] = string.Join(',', LabelMap.SiteSafety.Names), ["input"] = "RGB, 0..1, letterboxed with 114/255" };
        Dictionary<string, byte[]> models = new()
        {
            ["fp32"] = OnnxExport.Float(plan, weights, notes),
            ["int8"] = OnnxExport.Quantized(plan, weights, ranges, 8, notes),
            ["int8x7"] = OnnxExport.Quantized(plan, weights, ranges, 7, notes),
        };
        var reports = models.ToDictionary(model => model.Key, model => Score(model.Value, pictures, "test", score, cancel));
        var preferred = Loss(reports["fp32"], reports["int8"]) <= LossLimit ? "int8" : "fp32";
        var settings = new DetectorSettings(width, height);
        var package = new ModelPackage(plan.Name, LabelMap.SiteSafety.Names, width, height, settings.Overlap,
            Thresholds(Score(models[preferred], pictures, "val", score, cancel)), preferred, Difference(models, settings),
            [.. models.Select(model => Write(folder, plan.Name, model.Key, model.Value))]);

        File.WriteAllText(Path.Combine(folder, ModelPackage.FileName), package.ToJson());
        File.WriteAllText(Path.Combine(folder, "network.json"), plan.ToJson());
        foreach (var (precision, report) in reports)
            File.WriteAllText(Path.Combine(folder, $"score-{precision}.json"), report.ToJson());
        if (arguments["run"] is { } run)
            Shipped(RunRecord.Read(run)).Write(folder);
        var milliseconds = package.Files.ToDictionary(file => file.Precision, file => Milliseconds(package, folder, file.Precision, settings, time));
        File.WriteAllText(Path.Combine(folder, "CARD.md"), ModelCard.Write(arguments, package, plan, reports, milliseconds, score, pictures));
        log.WriteLine(Scorer.Table(reports[preferred]));
        log.WriteLine($"{folder}: {preferred} preferred");
    }

    /// <summary>The most AP50 that a class loses.</summary>
    public static double Loss(ScoreReport exact, ScoreReport quantized) =>
        exact.Classes.Max(score => (score.Ap50 ?? 0) - (quantized.Of(score.Class).Ap50 ?? 0));

    // Where the data lay is of no use to others; their hash is in it.
    private static RunRecord Shipped(RunRecord record) =>
        record with { Data = string.Join(',', record.Data.Split(',').Select(folder => Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)))) };

    private static ScoreReport Score(byte[] model, ImmutableArray<LabelledPicture> pictures, string split, (int Width, int Height) input, CancellationToken cancel) =>
        SetScore.Run(model, pictures.Where(picture => picture.Split == split), LabelMap.SiteSafety, input.Width, input.Height, cancel);

    /// <summary>The ranges that keep the highest mean AP50 on the validation split, of a few shares of outliers given up.</summary>
    private static IReadOnlyDictionary<string, float> Ranges(
        NetworkPlan plan, FoldedWeights weights, ImmutableArray<LabelledPicture> pictures, (int Width, int Height) score, TextWriter log, CancellationToken cancel)
    {
        List<Picture> calibrating = [.. Calibrating(pictures)];
        (IReadOnlyDictionary<string, float> Ranges, double Score)? best = null;
        foreach (var quantile in Quantiles)
        {
            var ranges = Calibration.Ranges(plan, weights, calibrating, score.Width, quantile);
            var model = OnnxExport.Quantized(plan, weights, ranges, 8, new Dictionary<string, string>());
            var mean = Score(model, pictures, "val", score, cancel).MeanAp50 ?? 0;
            log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"int8 with ranges over {quantile}: mean AP50 {mean:F4} on val"));
            if (best is null || mean > best.Value.Score)
                best = (ranges, mean);
        }
        return best!.Value.Ranges;
    }

    /// <summary>Training pictures, evenly over the sources.</summary>
    private static IEnumerable<Picture> Calibrating(ImmutableArray<LabelledPicture> pictures)
    {
        var bySource = pictures.Where(picture => picture.Split == "train").GroupBy(picture => picture.Source)
            .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => group.ToList()).ToList();
        return Enumerable.Range(0, CalibrationPictures).SelectMany(i => bySource.Where(group => i < group.Count).Select(group => group[i]))
            .Take(CalibrationPictures)
            .Select(picture => PictureFile.TryDecode(picture.Read(), out var decoded)
                ? decoded : throw new InvalidDataException($"{picture.Name} is no readable picture."));
    }

    private static Dictionary<string, float> Thresholds(ScoreReport report) =>
        report.Classes.ToDictionary(score => score.Class, score => MathF.Round(Math.Clamp(score.ScoreAtOneFalseInTen ?? 0.5f, 0.1f, 0.9f), 3));

    private static float Difference(Dictionary<string, byte[]> models, DetectorSettings settings)
    {
        using Detector exact = new(models["fp32"], settings), quantized = new(models["int8"], settings);
        return SelfTest.Difference(exact, quantized);
    }

    private static ModelFile Write(string folder, string name, string precision, byte[] model)
    {
        var file = $"{name}-{precision}.onnx";
        File.WriteAllBytes(Path.Combine(folder, file), model);
        return new ModelFile(file, precision, Convert.ToHexStringLower(SHA256.HashData(model)));
    }

    private static double Milliseconds(ModelPackage package, string folder, string precision, DetectorSettings settings, TimeProvider time)
    {
        var (opened, refusal) = package.Open(folder, precision, settings);
        using var detector = opened ?? throw new InvalidDataException(refusal);
        return SelfTest.Time(detector, time);
    }
}
