using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vision.Training.Learning;

/// <summary>One evaluation or epoch of a run. Losses are means over the epoch; scores are AP50 by class on the validation split.</summary>
public sealed record EpochRecord(
    int Epoch, int Steps, float ClassLoss, float BoxLoss, double ProcessorSeconds, double WallSeconds, double? MeanAp50, Dictionary<string, double?>? Ap50);

/// <summary>
/// What a run was made of and how it went: enough to repeat it and to tell whether a weight file belongs to it. A run that goes on with other data
/// or another recipe names the weights that it began from by their SHA-256.
/// </summary>
public sealed record RunRecord(
    string Started, string Commit, string Data, string DataSha256, int TrainingPictures, int ValidationPictures, int SamplesPerEpoch, int Parameters,
    long MultiplyAddsAt640x384, string Processor, int Threads, bool HalfPrecision, Dictionary<string, string> Packages, Recipe Recipe, List<EpochRecord> Epochs,
    string? BegunFrom = null)
{
    public const string File = "run.json";

    public static RunRecord Read(string folder) =>
        JsonSerializer.Deserialize(System.IO.File.ReadAllText(Path.Combine(folder, File)), RunJson.Default.RunRecord)
        ?? throw new InvalidDataException($"{folder} has no run record.");

    public void Write(string folder)
    {
        var path = Path.Combine(folder, File);
        System.IO.File.WriteAllText(path + ".part", JsonSerializer.Serialize(this, RunJson.Default.RunRecord));
        System.IO.File.Move(path + ".part", path, overwrite: true);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(RunRecord))]
internal sealed partial class RunJson : JsonSerializerContext;
