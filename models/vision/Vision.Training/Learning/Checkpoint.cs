using System.Globalization;
using Vision.Networks;

namespace Vision.Training.Learning;

/// <summary>Where a run stands: the next batch of an epoch. Saved with weights, averages and moments, so that it goes on as if never stopped.</summary>
public readonly record struct Position(int Epoch, int Batch, double ClassLoss, double BoxLoss)
{
    public const string File = "checkpoint.safetensors";

    /// <summary>Weights that a run began from, when it did not begin from nothing.</summary>
    public const string Beginning = "beginning.safetensors";

    public static void Save(string folder, Position position, TorchNetwork network, Optimiser optimiser)
    {
        var tensors = network.Save();
        foreach (var (name, tensor) in optimiser.Save())
            tensors[name] = tensor;
        TensorFile.Write(Path.Combine(folder, File), tensors, new Dictionary<string, string>
        {
            ["epoch"] = position.Epoch.ToString(CultureInfo.InvariantCulture),
            ["batch"] = position.Batch.ToString(CultureInfo.InvariantCulture),
            ["steps"] = optimiser.Steps.ToString(CultureInfo.InvariantCulture),
            ["classLoss"] = position.ClassLoss.ToString("R", CultureInfo.InvariantCulture),
            ["boxLoss"] = position.BoxLoss.ToString("R", CultureInfo.InvariantCulture),
        });
    }

    /// <summary>Takes up a saved run; the beginning when nothing was saved yet.</summary>
    public static Position Load(string folder, TorchNetwork network, Optimiser optimiser)
    {
        var (path, beginning) = (Path.Combine(folder, File), Path.Combine(folder, Beginning));
        if (!System.IO.File.Exists(path))
        {
            if (System.IO.File.Exists(beginning))
                optimiser.Begin(TensorFile.Read(beginning).Tensors);
            return default;
        }
        var content = TensorFile.Read(path);
        network.Load(content.Tensors);
        optimiser.Load(content.Tensors, Number(content, "steps"));
        return new Position(Number(content, "epoch"), Number(content, "batch"), Real(content, "classLoss"), Real(content, "boxLoss"));
    }

    /// <summary>The averaged weights of a checkpoint, or the weights of a file that holds nothing else.</summary>
    public static IReadOnlyDictionary<string, NamedTensor> Weights(string path)
    {
        var tensors = TensorFile.Read(path).Tensors;
        var averaged = tensors.Where(pair => pair.Key.StartsWith("average.", StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key["average.".Length..], pair => pair.Value, StringComparer.Ordinal);
        return averaged.Count > 0 ? averaged : tensors;
    }

    private static int Number(TensorContent content, string note) =>
        content.Notes.TryGetValue(note, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value : throw new InvalidDataException($"The checkpoint lacks the note {note}.");

    private static double Real(TensorContent content, string note) =>
        content.Notes.TryGetValue(note, out var text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value : throw new InvalidDataException($"The checkpoint lacks the note {note}.");
}
