using System.Security.Cryptography;
using Microsoft.ML.OnnxRuntime;
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
    /// <param name="split">Only pictures whose name begins with this folder; null for all.</param>
    /// <param name="cancel">Stops between two pictures.</param>
    /// <exception cref="InvalidDataException">Model, manifest, labels or a picture cannot be read; the message says which and why.</exception>
    /// <exception cref="IOException">A file is not there.</exception>
    public static ScoreReport Run(
        string images, string labels, string manifest, string model, int width, int height, string? split, CancellationToken cancel)
    {
        var bytes = Model(model);
        var pictures = VisionSet.Open(images, labels, manifest, LabelMap.SiteSafety).Where(picture => split is null || picture.Split == split).ToList();
        if (pictures.Count == 0)
            throw new InvalidDataException(split is null ? $"{manifest} lists no picture." : $"{manifest} lists no picture of {split}.");
        try
        {
            return SetScore.Run(bytes, pictures, LabelMap.SiteSafety, width, height, cancel);
        }
        catch (OnnxRuntimeException fault)
        {
            throw new InvalidDataException($"{model} cannot be run: {fault.Message}", fault);
        }
    }

    private static byte[] Model(string model)
    {
        if (!Directory.Exists(model))
            return File.Exists(model) ? File.ReadAllBytes(model) : throw new InvalidDataException($"{model} is neither a model nor a folder of one.");
        var (package, refusal) = ModelPackage.Read(model);
        if (package?.Files.FirstOrDefault(file => file.Precision == package.Preferred) is not { } preferred)
            throw new InvalidDataException(refusal ?? $"{model} lacks its preferred file.");
        var bytes = File.ReadAllBytes(Path.Combine(model, Path.GetFileName(preferred.File)));
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == preferred.Sha256
            ? bytes
            : throw new InvalidDataException($"{preferred.File} has not the hash that {ModelPackage.FileName} names.");
    }
}
