using System.Text.Json;
using System.Text.Json.Serialization;
using Vision.Networks;

namespace Vision.Training;

/// <summary>Weights of the loss. The class part is a varifocal loss: found objects count by their quality, the rest by negativeShare · score^focus.</summary>
public sealed record LossRecipe(float NegativeShare, float Focus, float Box);

/// <summary>
/// Task-aligned assignment: an object takes the cells with the highest score^scorePower · overlap^overlapPower among those whose centre lies
/// inside it, or within <paramref name="Reach"/> pixels of its centre when it is smaller than that.
/// </summary>
public sealed record AssignmentRecipe(int Candidates, float ScorePower, float OverlapPower, float Reach);

/// <summary>Shares (0..1) of the samples that are changed in some way, and how far.</summary>
public sealed record AugmentationRecipe(
    double Mosaic, Dictionary<string, double> MosaicBySource, double MosaicOffShare,
    double ScaleFrom, double ScaleTo, double Aspect, float LeastSide,
    double Hue, double Saturation, double Value, double Gamma, double Grey,
    double Jpeg, int JpegFrom, int JpegTo, double Blur, double Shrink, double Noise, double CutOut);

/// <summary>
/// Everything that decides a training run, beside the data. Both trainers read the same file. Sides are picture sides in pixels (multiples of 32):
/// one is drawn for each batch, the last <paramref name="FinalShare"/> of the epochs uses <paramref name="FinalSide"/>.
/// </summary>
public sealed record Recipe(
    NetworkSize Network, int Seed, int Epochs, int Batch, int[] Sides, int FinalSide, double FinalShare, int EvaluationSide, int EvaluateEvery,
    double LearningRate, double FinalLearningRateShare, double WarmupEpochs, double FlatShare, double WeightDecay, double GradientLimit,
    double AverageDecay, double AverageRampSteps, double NormMomentum,
    LossRecipe Loss, AssignmentRecipe Assignment, Dictionary<string, double> Repeat, AugmentationRecipe Augmentation)
{
    /// <exception cref="InvalidDataException">The file is no complete recipe.</exception>
    public static Recipe Read(string path)
    {
        try
        {
            var recipe = JsonSerializer.Deserialize(File.ReadAllText(path), RecipeJson.Default.Recipe);
            return recipe?.Fault() is not { } fault ? recipe! : throw new InvalidDataException($"{path}: {fault}.");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{path} is no readable recipe: {fault.Message}", fault);
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, RecipeJson.Default.Recipe);

    private string? Fault() =>
        Sides.Length == 0 || Sides.Append(FinalSide).Append(EvaluationSide).Any(side => side < 64 || side % 32 != 0) ? "a side is no multiple of 32 from 64 on"
        : Epochs < 1 || Batch < 1 || EvaluateEvery < 1 ? "epochs, batch and evaluateEvery begin at 1"
        : DetectorNetwork.Plan(Network, LabelMap.SiteSafety.Count).Fault();
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Recipe))]
internal sealed partial class RecipeJson : JsonSerializerContext;
