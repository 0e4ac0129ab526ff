using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Vision.Data;
using Vision.Detection;
using Vision.Networks;
using Vision.Scoring;
using Vision.Training.Learning;

namespace Vision.Training.Commands;

/// <summary>Where the pictures of a source come from, for the attribution that their licences ask for.</summary>
public sealed record SourceOrigin(string Title, string Licence, string From);

/// <summary>The card that ships with a model. Every number in it was measured by the command that writes it.</summary>
internal static class ModelCard
{
    private static readonly string[] Splits = ["train", "val", "test"];

    private static readonly (string Class, double Aim)[] Aims =
        [("helmet", 0.85), ("head", 0.78), ("vest", 0.70), ("no_vest", 0.62), ("person", 0.65), ("fire", 0.62), ("smoke", 0.50)];

    public static string Write(
        Arguments arguments, ModelPackage package, NetworkPlan plan, IReadOnlyDictionary<string, ScoreReport> reports,
        IReadOnlyDictionary<string, double> milliseconds, (int Width, int Height) input, ImmutableArray<LabelledPicture> pictures)
    {
        var text = new StringBuilder();
        var culture = CultureInfo.InvariantCulture;
        text.AppendLine(culture, $"# {package.Name}\n\nFinds {string.Join(", ", package.Labels)} on building sites. {plan.Parameters / 1e6:F2} million parameters, {plan.MultiplyAdds(package.Width, package.Height) / 1e6:F0} million multiply-adds at {package.Width}×{package.Height}. Written by `export`; preferred file: **{package.Preferred}**.\n");
        text.AppendLine(culture, $"Input: RGB planes of 0..1, fitted into {package.Width}×{package.Height} (any multiple of 32) and filled with grey 114. Outputs: class logits and softplus distances at strides 8, 16, 32; decoded by `Vision/Detection`.\n");
        Scores(text, reports, milliseconds, package, input);
        Data(text, arguments, pictures);
        Recipe(text, arguments);
        text.AppendLine("""
            ## Limits and known failures

            - Smoke is learnt from few boxes without clear edges, flames from ragged ones: judge them by events over time, not by one frame.
            - Smoke that the simulator renders scores hardly more than its walls and heaps: there the watcher's veil finds it (`models/decisions/0003`), not the network alone.
            - A cap or a hood counts as a bare head. Heads under 12 pixels at the input are found seldom.
            - Not in the data: welding sparks, grinding, dust, steam, fog, sunset, hazard lights, orange netting, infrared at night. Expect false findings there until a site's own pictures are added.
            - Most training pictures are web photographs; cameras high above a site see people smaller and from above.
            - The thresholds in `model.json` gave at most one false finding in ten validation pictures, one class at a time.
            - No photograph ships with the model.

            """);
        text.AppendLine("## Files\n\n| File | SHA-256 |\n|---|---|");
        foreach (var file in package.Files)
            text.AppendLine(culture, $"| {file.File} | `{file.Sha256}` |");
        return text.ToString();
    }

    private static void Scores(
        StringBuilder text, IReadOnlyDictionary<string, ScoreReport> reports, IReadOnlyDictionary<string, double> milliseconds, ModelPackage package, (int Width, int Height) input)
    {
        var culture = CultureInfo.InvariantCulture;
        text.AppendLine(culture, $"## Scores on the test split ({reports["fp32"].Pictures} pictures, input {input.Width}×{input.Height})\n");
        text.AppendLine("| Class | objects | aim AP50 | fp32 AP50 | int8 AP50 | int8x7 AP50 | fp32 AP50-95 | recall at 1 false in 10 | <16 px | 16–32 px | >32 px |\n|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var (name, aim) in Aims)
        {
            var score = reports["fp32"].Of(name);
            var sizes = string.Join(" | ", SizeRange.Parts.Select(size => Number(score.Ap50BySize[size.Name])));
            text.AppendLine(culture, $"| {name} | {score.Objects} | {aim:F2} {(score.Ap50 >= aim ? "met" : "**not met**")} | {Number(score.Ap50)} | {Number(reports["int8"].Of(name).Ap50)} | {Number(reports["int8x7"].Of(name).Ap50)} | {Number(score.Ap50To95)} | {Number(score.RecallAtOneFalseInTen)} | {sizes} |");
        }
        text.AppendLine("\nBy source (AP50 of the preferred file, objects):\n");
        foreach (var source in reports[package.Preferred].Sources)
            text.AppendLine(culture, $"- {source.Source}: {string.Join(", ", source.Classes.Select(score => $"{score.Class} {Number(score.Ap50)} ({score.Objects})"))}");
        text.AppendLine("\nFalse findings for 100 pictures that lack the class, at scores 0.25 / 0.5 (preferred file):\n");
        foreach (var group in reports[package.Preferred].Negatives.GroupBy(negative => negative.Class))
            text.AppendLine(culture, $"- {group.Key}: {string.Join(", ", group.Select(negative => $"{negative.Source} {string.Join(" / ", negative.Per100.Values.Select(value => value.ToString("F1", culture)))} ({negative.Pictures})"))}");
        text.AppendLine("\nWhole pictures of the test split by score (preferred file): the share of those with the class in which it is found, of those without in which something is. One frame decides nothing: the watcher begins with a frame at the threshold in `model.json`, lets frames at 0.7 of it go on, and asks that a flame flickers and smoke grows; where a veil is seen to hang before the scene, a trace of 0.12 is enough (`models/decisions/0003`).\n\n| Class | " + string.Join(" | ", reports[package.Preferred].Thresholds.Select(score => score.Threshold).Distinct().Select(step => step.ToString("F2", culture))) + " |\n|---|" + string.Concat(reports[package.Preferred].Thresholds.Select(score => score.Threshold).Distinct().Select(_ => "---|")));
        foreach (var group in reports[package.Preferred].Thresholds.GroupBy(score => score.Class))
            text.AppendLine(culture, $"| {group.Key} | {string.Join(" | ", group.Select(score => string.Create(culture, $"{score.Found:F2} / {score.False:F2}")))} |");
        text.AppendLine(culture, $"\nMedian time of a frame at {package.Width}×{package.Height}, one thread, on the machine that exported (other work was running on it): {string.Join(", ", milliseconds.Select(pair => string.Create(culture, $"{pair.Key} {pair.Value:F1} ms")))}.\n");
    }

    private static void Data(StringBuilder text, Arguments arguments, ImmutableArray<LabelledPicture> pictures)
    {
        var origins = JsonSerializer.Deserialize(File.ReadAllText(arguments.Need("sources")), CardJson.Default.DictionaryStringSourceOrigin) ?? [];
        text.AppendLine("## Data\n\nPictures train / val / test. Each source labels some classes only; the others are masked in loss and score.\n\n| Source | pictures | upstream set | licence | taken from |\n|---|---|---|---|---|");
        foreach (var group in pictures.GroupBy(picture => picture.Source).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var origin = origins.GetValueOrDefault(group.Key) ?? throw new InvalidDataException($"{group.Key} has no entry in the list of sources: a model must name its data.");
            var counts = string.Join(" / ", Splits.Select(split => group.Count(picture => picture.Split == split)));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {group.Key} | {counts} | {origin.Title} | {origin.Licence} | {origin.From} |");
        }
        text.AppendLine();
    }

    private static void Recipe(StringBuilder text, Arguments arguments)
    {
        var culture = CultureInfo.InvariantCulture;
        text.AppendLine("## Training\n");
        if (arguments["run"] is not { } run)
        {
            text.AppendLine(culture, $"Weights from another trainer over the same recipe file: `{Path.GetFileName(arguments.Need("weights"))}`.\n");
            return;
        }
        var record = RunRecord.Read(run);
        var last = record.Epochs.LastOrDefault();
        text.AppendLine(culture, $"{(record.BegunFrom is { } weights ? $"Goes on from our own weights `{weights}`, themselves from scratch" : "From scratch")}; no foreign weights. Begun {record.Started} at commit {record.Commit}; {last?.Epoch ?? 0} of {record.Recipe.Epochs} epochs, {last?.Steps ?? 0} steps of {record.Recipe.Batch}; {record.Epochs.Sum(epoch => epoch.ProcessorSeconds) / 3600:F1} processor hours on {record.Processor}, {record.Threads} thread(s){(record.HalfPrecision ? ", bfloat16 convolutions" : "")}. Data SHA-256 `{record.DataSha256}`. Packages: {string.Join(", ", record.Packages.Select(pair => $"{pair.Key} {pair.Value.Split('+')[0]}"))}. Its recipe and every epoch are in `run.json`.\n");
    }

    private static string Number(double? value) => value?.ToString("F3", CultureInfo.InvariantCulture) ?? "–";
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Dictionary<string, SourceOrigin>))]
internal sealed partial class CardJson : JsonSerializerContext;
