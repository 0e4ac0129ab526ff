using Vision.Detection;

namespace Edge.Vision.Inference;

/// <summary>A detector that runs here, and what is said about it with every event.</summary>
/// <param name="Package">Its description.</param>
/// <param name="Detector">The detector; used by one thread.</param>
/// <param name="Precision">The file that the self-test chose.</param>
/// <param name="Hash">SHA-256 of that file.</param>
/// <param name="Milliseconds">Median time of a run in the self-test.</param>
public sealed record LoadedModel(ModelPackage Package, Detector Detector, string Precision, string Hash, double Milliseconds) : IDisposable
{
    /// <summary>Loads the model of a folder; the refusal says what is wrong with it.</summary>
    public static (LoadedModel? Model, string? Refusal) Load(ModelOptions options, TimeProvider clock)
    {
        try
        {
            return TryLoad(options, clock);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (null, fault.Message);
        }
    }

    public void Dispose() => Detector.Dispose();

    private static (LoadedModel? Model, string? Refusal) TryLoad(ModelOptions options, TimeProvider clock)
    {
        var (package, refusal) = ModelPackage.Read(options.Folder);
        if (package is null)
            return (null, refusal);
        var settings = new DetectorSettings(package.Width, package.Height, Overlap: package.Overlap, Threads: options.Threads);
        var (detector, results, wrong) = SelfTest.Choose(package, options.Folder, settings, clock);
        if (detector is null)
            return (null, wrong);
        var chosen = results[^1].Precision;
        // The last one measured is not always the one taken: it may have been slower or off.
        chosen = results.Count > 1 && !IsTaken(results[^1], results[0], package) ? "fp32" : chosen;
        var hash = package.Files.First(file => file.Precision == chosen).Sha256;
        return (new LoadedModel(package, detector, chosen, hash, results.First(result => result.Precision == chosen).MedianMilliseconds), null);
    }

    private static bool IsTaken(SelfTestResult result, SelfTestResult exact, ModelPackage package) =>
        result.Difference <= 2 * package.SelfTestDifference && result.MedianMilliseconds < exact.MedianMilliseconds;
}

/// <summary>Which model is at work, for people.</summary>
/// <param name="Name">Null when there is none.</param>
/// <param name="Precision">Chosen by the self-test.</param>
/// <param name="Hash">SHA-256 of the file.</param>
/// <param name="Milliseconds">Median of a run in the self-test.</param>
/// <param name="Refusal">Why there is none.</param>
public sealed record ModelState(string? Name, string? Precision, string? Hash, double? Milliseconds, string? Refusal);
