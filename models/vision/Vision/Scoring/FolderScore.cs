using Vision.Data;
using Vision.Detection;

namespace Vision.Scoring;

/// <summary>Scores a model file, or the preferred one of a package, on any folder of labelled pictures.</summary>
public static class FolderScore
{
    /// <param name="images">Folder that the manifest's names are relative to.</param>
    /// <param name="labels">Folder of the label files.</param>
    /// <param name="manifest">The list of pictures.</param>
    /// <param name="model">An ONNX file, or a folder with a <see cref="ModelPackage"/>.</param>
    /// <param name="width">Width of the input, a multiple of 32.</param>
    /// <param name="height">Height of the input, a multiple of 32.</param>
    /// <param name="cancel">Stops between two pictures.</param>
    /// <exception cref="InvalidDataException">Model, manifest, labels or a picture cannot be read; the message says which and why.</exception>
    public static ScoreReport Run(string images, string labels, string manifest, string model, int width, int height, CancellationToken cancel)
    {
        var pictures = VisionSet.Open(images, labels, manifest, LabelMap.SiteSafety);
        return SetScore.Run(File.ReadAllBytes(Directory.Exists(model) ? Preferred(model) : model), pictures, LabelMap.SiteSafety, width, height, cancel);
    }

    private static string Preferred(string folder)
    {
        var (package, refusal) = ModelPackage.Read(folder);
        return package?.Files.FirstOrDefault(file => file.Precision == package.Preferred) is { } file
            ? Path.Combine(folder, Path.GetFileName(file.File))
            : throw new InvalidDataException(refusal ?? $"{folder} lacks its preferred file.");
    }
}
