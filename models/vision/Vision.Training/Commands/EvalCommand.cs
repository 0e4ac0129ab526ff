using System.Globalization;
using Vision.Export;
using Vision.Networks;
using Vision.Scoring;
using Vision.Training.Learning;

namespace Vision.Training.Commands;

/// <summary>Scores a run's averaged weights, a weight file or an exported model.</summary>
public static class EvalCommand
{
    /// <summary><c>eval (--run FOLDER [--weights FILE] | --recipe FILE --weights FILE | --model FILE) --data LIST [--split val] [--input 416x416] [--json FILE]</c></summary>
    public static void Run(Arguments arguments, TextWriter log, CancellationToken cancel)
    {
        var split = arguments["split"] ?? "val";
        var (width, height) = Input(arguments["input"] ?? "416x416");
        var model = arguments["model"] is { } file ? File.ReadAllBytes(file) : Export(arguments);
        var pictures = Sources.Open(arguments.Need("data"), LabelMap.SiteSafety).Where(picture => picture.Split == split);
        var report = SetScore.Run(model, pictures, LabelMap.SiteSafety, width, height, cancel);
        log.WriteLine(Scorer.Table(report));
        if (arguments["json"] is { } path)
            File.WriteAllText(path, report.ToJson());
    }

    /// <summary>The plan and the weights that the options name.</summary>
    public static (NetworkPlan Plan, FoldedWeights Weights) Weights(Arguments arguments)
    {
        var recipe = arguments["run"] is { } run ? RunRecord.Read(run).Recipe : Recipe.Read(arguments.Need("recipe"));
        var path = arguments["weights"] ?? Path.Combine(arguments.Need("run"), Position.File);
        var plan = DetectorNetwork.Plan(recipe.Network, LabelMap.SiteSafety.Count);
        return (plan, FoldedWeights.Fold(plan, Position.Weights(path)));
    }

    public static (int Width, int Height) Input(string text) =>
        text.Split('x') is [var width, var height]
        && int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out var across)
        && int.TryParse(height, NumberStyles.None, CultureInfo.InvariantCulture, out var down)
            ? (across, down) : throw new ArgumentException($"'{text}' is no size such as 640x384.");

    private static byte[] Export(Arguments arguments)
    {
        var (plan, weights) = Weights(arguments);
        return OnnxExport.Float(plan, weights, new Dictionary<string, string>());
    }
}
