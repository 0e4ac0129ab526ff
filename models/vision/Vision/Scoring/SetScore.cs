using System.Collections.Immutable;
using Vision.Data;
using Vision.Detection;
using Vision.Images;

namespace Vision.Scoring;

/// <summary>Runs a detector over a set of labelled pictures and scores it.</summary>
public static class SetScore
{
    /// <summary>Low enough that the tail of the precision curve is complete.</summary>
    public const float Threshold = 0.01f;

    /// <param name="model">An exported network.</param>
    /// <param name="pictures">The set.</param>
    /// <param name="labels">Its classes.</param>
    /// <param name="width">Width of the input, a multiple of 32.</param>
    /// <param name="height">Height of the input, a multiple of 32.</param>
    /// <param name="cancel">Stops between two pictures.</param>
    /// <exception cref="InvalidDataException">A picture cannot be read, or the model has other classes.</exception>
    public static ScoreReport Run(byte[] model, IEnumerable<LabelledPicture> pictures, LabelMap labels, int width, int height, CancellationToken cancel)
    {
        using var detector = new Detector(model, new DetectorSettings(width, height, Threshold));
        if (detector.Classes != labels.Count)
            throw new InvalidDataException($"The model has {detector.Classes} classes, the set {labels.Count}.");
        var scored = new List<ScoredPicture>();
        foreach (var picture in pictures)
        {
            cancel.ThrowIfCancellationRequested();
            if (!PictureFile.TryDecode(picture.Read(), out var decoded))
                throw new InvalidDataException($"{picture.Name} is no readable picture.");
            var scale = Letterbox.Fit(decoded.Width, decoded.Height, width, height).Scale;
            ImmutableArray<(int, Box)> truth = [.. picture.Labels.Select(label => (label.Class, label.In(decoded.Width, decoded.Height)))];
            scored.Add(new ScoredPicture(picture.Source, picture.Annotated, truth, detector.Detect(decoded), scale));
        }
        return Scorer.Score(scored, labels);
    }
}
