using System.Globalization;
using System.Text;

namespace Vision.Scoring;

/// <summary>Scores findings against labels by class, source and object size. Pictures that do not label a class are left out for it.</summary>
public static class Scorer
{
    private static readonly float[] Thresholds = [0.25f, 0.5f];
    private static readonly float[] Steps = [0.12f, 0.2f, 0.25f, 0.3f, 0.35f, 0.4f, 0.45f, 0.5f];
    private const float Touches = 0.2f;
    private static readonly float[] Overlaps = [.. Enumerable.Range(0, 10).Select(step => 0.5f + 0.05f * step)];

    public static ScoreReport Score(IReadOnlyList<ScoredPicture> pictures, LabelMap labels)
    {
        var classes = Classes(pictures, labels);
        var sources = pictures.GroupBy(picture => picture.Source).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new SourceScore(group.Key, [.. Classes([.. group], labels).Where(score => score.Objects > 0)]));
        return new ScoreReport(pictures.Count,
            Mean(classes.Select(score => score.Ap50)), Mean(classes.Select(score => score.Ap50To95)), classes, [.. sources], Negatives(pictures, labels), PictureScores(pictures, labels));
    }

    private static List<ClassScore> Classes(IReadOnlyList<ScoredPicture> pictures, LabelMap labels) =>
        [.. Enumerable.Range(0, labels.Count).Select(id => One(pictures, labels, id))];

    private static ClassScore One(IReadOnlyList<ScoredPicture> pictures, LabelMap labels, int id)
    {
        var curves = Overlaps.Select(overlap => Curve.Of(pictures, id, overlap, SizeRange.All)).ToList();
        var bySize = SizeRange.Parts.ToDictionary(size => size.Name, size => Curve.Of(pictures, id, 0.5f, size));
        var recall = curves[0].RecallAt(0.1);
        return new ClassScore(labels[id], curves[0].Pictures, curves[0].Objects,
            curves[0].AveragePrecision(), Mean(curves.Select(curve => curve.AveragePrecision())), recall?.Recall, recall?.Score,
            bySize.ToDictionary(pair => pair.Key, pair => pair.Value.AveragePrecision()),
            bySize.ToDictionary(pair => pair.Key, pair => pair.Value.Objects));
    }

    private static List<NegativeScore> Negatives(IReadOnlyList<ScoredPicture> pictures, LabelMap labels) =>
        [.. Enumerable.Range(0, labels.Count).SelectMany(id => pictures
            .Where(picture => picture.Annotated.Has(id) && picture.Truth.All(item => item.Class != id))
            .GroupBy(picture => picture.Source).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new NegativeScore(labels[id], group.Key, group.Count(), Thresholds.ToDictionary(
                threshold => threshold.ToString(CultureInfo.InvariantCulture),
                threshold => 100.0 * group.Sum(picture => picture.Found.Count(found => found.Class == id && found.Score >= threshold)) / group.Count()))))];

    private static List<PictureScore> PictureScores(IReadOnlyList<ScoredPicture> pictures, LabelMap labels) =>
        [.. Enumerable.Range(0, labels.Count).SelectMany(id => Steps.Select(threshold =>
        {
            var known = pictures.Where(picture => picture.Annotated.Has(id)).ToLookup(picture => picture.Truth.Any(item => item.Class == id));
            return new PictureScore(labels[id], threshold,
                Mean(known[true].Select(picture => picture.Found.Any(found => Is(found) && picture.Truth.Any(item => item.Class == id && item.Box.Iou(found.Box) >= Touches)) ? 1.0 : (double?)0)),
                Mean(known[false].Select(picture => picture.Found.Any(Is) ? 1.0 : (double?)0)));

            bool Is(Detection.Detection found) => found.Class == id && found.Score >= threshold;
        }))];

    private static double? Mean(IEnumerable<double?> values) => values.Where(value => value is not null).Average();

    /// <summary>The report as text for a terminal.</summary>
    public static string Table(ScoreReport report)
    {
        var text = new StringBuilder();
        var culture = CultureInfo.InvariantCulture;
        text.AppendLine(culture, $"{report.Pictures} pictures, mean AP50 {Number(report.MeanAp50)}, mean AP50-95 {Number(report.MeanAp50To95)}");
        text.AppendLine("class     pictures objects   AP50 AP50-95   <16px 16-32px  >32px  recall@0.1fp (score)");
        foreach (var score in report.Classes)
        {
            var sizes = SizeRange.Parts.Select(size => Number(score.Ap50BySize[size.Name])).ToArray();
            text.AppendLine(culture, $"{score.Class,-10}{score.Pictures,8}{score.Objects,8}{Number(score.Ap50),7}{Number(score.Ap50To95),8}{sizes[0],8}{sizes[1],8}{sizes[2],7}{Number(score.RecallAtOneFalseInTen),14} ({Number(score.ScoreAtOneFalseInTen)})");
        }
        text.AppendLine("by source (AP50, objects)");
        foreach (var source in report.Sources)
            text.AppendLine(culture, $"  {source.Source,-12}{string.Join("  ", source.Classes.Select(score => $"{score.Class} {Number(score.Ap50)} ({score.Objects})"))}");
        text.AppendLine("pictures with the class in which it is found / without it in which something is, by score");
        foreach (var group in report.Thresholds.GroupBy(score => score.Class))
            text.AppendLine(culture, $"  {group.Key,-10}{string.Join("  ", group.Select(score => string.Create(culture, $"{score.Threshold:F2}: {score.Found:F2}/{score.False:F2}")))}");
        text.AppendLine("false findings for 100 pictures without the class, at 0.25 and 0.5");
        foreach (var group in report.Negatives.GroupBy(negative => negative.Class))
            text.AppendLine(culture, $"  {group.Key,-10}{string.Join("  ", group.Select(negative => string.Create(culture, $"{negative.Source} {string.Join('/', negative.Per100.Values.Select(value => value.ToString("F1", culture)))} of {negative.Pictures}")))}");
        return text.ToString();
    }

    private static string Number(double? value) => value?.ToString("F3", CultureInfo.InvariantCulture) ?? "-";
}
