using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using TorchSharp;
using Vision.Data;
using Vision.Networks;
using Vision.Training.Data;
using Vision.Training.Learning;

namespace Vision.Training.Commands;

/// <summary>Starts a run or goes on with it.</summary>
public static class TrainCommand
{
    /// <summary><c>train --recipe FILE --data LIST --run FOLDER [--weights FILE] [--threads 1] [--precision half|full]</c></summary>
    public static async Task TrainAsync(Arguments arguments, TimeProvider time, TextWriter log, CancellationToken cancel)
    {
        var folder = arguments.Need("run");
        if (File.Exists(Path.Combine(folder, RunRecord.File)))
            throw new ArgumentException($"{folder} holds a run already: go on with it by 'resume'.");
        Directory.CreateDirectory(folder);
        var recipe = Recipe.Read(arguments.Need("recipe"));
        var data = arguments.Need("data");
        var pictures = Sources.Open(data, LabelMap.SiteSafety);
        var (training, validation) = (Split(pictures, "train"), Split(pictures, "val"));
        var record = Describe(arguments, recipe, training, validation, time) with { Data = data };
        if (arguments["weights"] is { } weights)
        {
            record = record with { BegunFrom = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(weights, cancel))) };
            TensorFile.Write(Path.Combine(folder, Position.Beginning), Position.Weights(weights));
        }
        record.Write(folder);
        await RunAsync(folder, record, training, validation, time, log, cancel);
    }

    /// <summary>The record of a run that is about to begin.</summary>
    public static RunRecord Describe(
        Arguments arguments, Recipe recipe, IReadOnlyList<LabelledPicture> training, IReadOnlyList<LabelledPicture> validation, TimeProvider time)
    {
        var plan = DetectorNetwork.Plan(recipe.Network, LabelMap.SiteSafety.Count);
        return new RunRecord(
            time.GetUtcNow().ToString("u", CultureInfo.InvariantCulture), Environment.GetEnvironmentVariable("VISION_COMMIT") ?? "unknown",
            arguments.Need("data"), Sources.Hash([.. training, .. validation]), training.Count, validation.Count,
            new TrainingSet([.. training], recipe).SamplesPerEpoch, plan.Parameters, plan.MultiplyAdds(640, 384), Processor(),
            arguments.Number("threads", 1), (arguments["precision"] ?? "half") == "half", Packages(), recipe, []);
    }

    /// <summary><c>resume --run FOLDER [--threads N] [--data LIST] [--epochs N]</c></summary>
    public static async Task ResumeAsync(Arguments arguments, TimeProvider time, TextWriter log, CancellationToken cancel)
    {
        var folder = arguments.Need("run");
        var record = RunRecord.Read(folder);
        record = record with { Threads = arguments.Number("threads", record.Threads), Data = arguments["data"] ?? record.Data, Recipe = record.Recipe with { Epochs = arguments.Number("epochs", record.Recipe.Epochs) } };
        var pictures = Sources.Open(record.Data, LabelMap.SiteSafety);
        var (training, validation) = (Split(pictures, "train"), Split(pictures, "val"));
        if (Sources.Hash([.. training, .. validation]) != record.DataSha256)
            throw new InvalidDataException("The data are not those that the run began with.");
        await RunAsync(folder, record, training, validation, time, log, cancel);
    }

    private static async Task RunAsync(string folder, RunRecord record, ImmutableArray<LabelledPicture> training, ImmutableArray<LabelledPicture> validation,
        TimeProvider time, TextWriter log, CancellationToken cancel)
    {
        torch.set_num_threads(record.Threads);
        using var trainer = new Trainer(folder, record, new TrainingSet(training, record.Recipe), validation, time, log);
        await trainer.RunAsync(cancel);
    }

    private static ImmutableArray<LabelledPicture> Split(ImmutableArray<LabelledPicture> pictures, string split) =>
        [.. pictures.Where(picture => picture.Split == split)];

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[^1].Trim() ?? "unknown"
        : "unknown";

    private static Dictionary<string, string> Packages() => new()
    {
        ["TorchSharp"] = Version(typeof(torch)),
        ["Microsoft.ML.OnnxRuntime"] = Version(typeof(Microsoft.ML.OnnxRuntime.InferenceSession)),
        ["SkiaSharp"] = Version(typeof(SkiaSharp.SKBitmap)),
        ["Runtime"] = Environment.Version.ToString(),
    };

    private static string Version(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? type.Assembly.GetName().Version!.ToString();
}
