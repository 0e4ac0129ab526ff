using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vision.Scoring;

/// <summary>Scores of one class over some pictures; null where there is no object to score.</summary>
/// <param name="Class">Name of the class.</param>
/// <param name="Pictures">Pictures on which the class is labelled.</param>
/// <param name="Objects">Objects of the class.</param>
/// <param name="Ap50">Average precision at an overlap of 0.5.</param>
/// <param name="Ap50To95">Mean over overlaps 0.50, 0.55 … 0.95.</param>
/// <param name="RecallAtOneFalseInTen">Recall with at most one false finding in ten pictures.</param>
/// <param name="ScoreAtOneFalseInTen">The score threshold that this takes.</param>
/// <param name="Ap50BySize">AP50 by long side at the network's input.</param>
/// <param name="ObjectsBySize">Objects by long side.</param>
public sealed record ClassScore(
    string Class, int Pictures, int Objects, double? Ap50, double? Ap50To95, double? RecallAtOneFalseInTen, float? ScoreAtOneFalseInTen,
    IReadOnlyDictionary<string, double?> Ap50BySize, IReadOnlyDictionary<string, int> ObjectsBySize);

/// <summary>False findings on pictures that are known to lack a class.</summary>
/// <param name="Class">Name of the class.</param>
/// <param name="Source">Source of the pictures.</param>
/// <param name="Pictures">Pictures without the class.</param>
/// <param name="Per100">False findings for 100 such pictures, by score threshold.</param>
public sealed record NegativeScore(string Class, string Source, int Pictures, IReadOnlyDictionary<string, double> Per100);

/// <summary>What a threshold does to whole pictures: the share of those with the class in which it is found, and of those without in which something is.</summary>
/// <param name="Class">Name of the class.</param>
/// <param name="Threshold">Least score.</param>
/// <param name="Found">Share of the pictures with the class in which a finding touches it.</param>
/// <param name="False">Share of the pictures without the class in which something is found.</param>
public sealed record PictureScore(string Class, float Threshold, double? Found, double? False);

/// <summary>Scores of one source.</summary>
public sealed record SourceScore(string Source, IReadOnlyList<ClassScore> Classes);

/// <summary>A whole evaluation. Sources are reported apart: one average would hide the weak ones.</summary>
public sealed record ScoreReport(
    int Pictures, double? MeanAp50, double? MeanAp50To95, IReadOnlyList<ClassScore> Classes,
    IReadOnlyList<SourceScore> Sources, IReadOnlyList<NegativeScore> Negatives, IReadOnlyList<PictureScore> Thresholds)
{
    public ClassScore Of(string name) => Classes.First(score => score.Class == name);

    public string ToJson() => JsonSerializer.Serialize(this, ScoreJson.Default.ScoreReport);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(ScoreReport))]
internal sealed partial class ScoreJson : JsonSerializerContext;
