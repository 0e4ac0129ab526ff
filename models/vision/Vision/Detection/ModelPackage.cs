using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.ML.OnnxRuntime;

namespace Vision.Detection;

/// <summary>One exported file. Precision is fp32, int8, or int8x7: seven-bit weights for x86 without VNNI.</summary>
public sealed record ModelFile(string File, string Precision, string Sha256);

/// <summary>
/// What ships beside the ONNX files: classes by id, input (RGB planes of 0..1, letterboxed with grey 114), thresholds, hashes.
/// </summary>
/// <param name="Name">Name of the detector.</param>
/// <param name="Labels">Classes by id.</param>
/// <param name="Width">Usual input width; any multiple of 32 may be used.</param>
/// <param name="Height">Usual input height; any multiple of 32 may be used.</param>
/// <param name="Overlap">Overlap limit of the suppression.</param>
/// <param name="Thresholds">Score for each class that gave at most one false finding in ten validation pictures.</param>
/// <param name="Preferred">The precision to run where the processor gives no reason for another.</param>
/// <param name="SelfTestDifference">How far int8 is from fp32 on <see cref="SelfTest"/>'s frame, as measured at export.</param>
/// <param name="Files">The files.</param>
public sealed record ModelPackage(
    string Name, IReadOnlyList<string> Labels, int Width, int Height, float Overlap, IReadOnlyDictionary<string, float> Thresholds,
    string Preferred, float SelfTestDifference, IReadOnlyList<ModelFile> Files)
{
    public const string FileName = "model.json";

    private const long FileLimit = 64 << 20;

    /// <summary>Reads a folder's description; the refusal says in words what is wrong with it.</summary>
    public static (ModelPackage? Package, string? Refusal) Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return (null, $"{path} is not there");
        try
        {
            var package = JsonSerializer.Deserialize(File.ReadAllText(path), ModelJson.Default.ModelPackage);
            return package is { Labels.Count: > 0, Files.Count: > 0 } ? (package, null) : (null, $"{path} names no classes or no files");
        }
        catch (JsonException fault)
        {
            return (null, $"{path} is no readable description: {fault.Message}");
        }
    }

    /// <summary>Opens one file of the folder after checking its hash and its shape.</summary>
    public (Detector? Detector, string? Refusal) Open(string folder, string precision, DetectorSettings settings)
    {
        if (Files.FirstOrDefault(file => file.Precision == precision) is not { } file)
            return (null, $"{Name} has no {precision} file");
        var path = Path.Combine(folder, Path.GetFileName(file.File));
        if (!File.Exists(path) || new FileInfo(path).Length > FileLimit)
            return (null, $"{path} is not there or too large");
        var bytes = File.ReadAllBytes(path);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != file.Sha256)
            return (null, $"{path} has not the hash that {FileName} names");
        Detector? detector = null;
        try
        {
            detector = new Detector(bytes, settings);
            if (detector.Classes == Labels.Count)
                return (detector, null);
            detector.Dispose();
            return (null, $"{path} scores {detector.Classes} classes, {FileName} names {Labels.Count}");
        }
        catch (Exception fault) when (fault is OnnxRuntimeException or InvalidDataException)
        {
            detector?.Dispose();
            return (null, $"{path} cannot be run: {fault.Message}");
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, ModelJson.Default.ModelPackage);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(ModelPackage))]
internal sealed partial class ModelJson : JsonSerializerContext;
