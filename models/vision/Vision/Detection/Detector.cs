using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Vision.Images;
using Vision.Networks;

namespace Vision.Detection;

/// <summary>Size of the network's input and what is kept of its answer.</summary>
/// <param name="Width">Input width, a multiple of 32.</param>
/// <param name="Height">Input height, a multiple of 32.</param>
/// <param name="Threshold">Least score kept.</param>
/// <param name="Overlap">Boxes of one class that overlap by more are one object.</param>
/// <param name="Limit">Most objects of one picture.</param>
/// <param name="Threads">Threads of one run.</param>
public sealed record DetectorSettings(int Width, int Height, float Threshold = 0.1f, float Overlap = 0.6f, int Limit = 300, int Threads = 1);

/// <summary>Runs one exported network. Not for several threads at once: its buffers are its own.</summary>
public sealed class Detector : IDisposable
{
    private readonly DetectorSettings _settings;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly float[] _planes;
    private readonly OrtValue _input;
    private readonly (int Stride, string Scores, string Boxes)[] _heads;
    private readonly string[] _outputs;
    private readonly List<Detection> _found = [];

    /// <exception cref="InvalidDataException">The model is no network of ours: it has no image input or no pair of maps.</exception>
    /// <exception cref="OnnxRuntimeException">The bytes are no ONNX file that the runtime takes.</exception>
    public Detector(byte[] model, DetectorSettings settings)
    {
        if (settings.Width % 32 != 0 || settings.Height % 32 != 0 || settings.Width < 32 || settings.Height < 32)
            throw new ArgumentException($"An input of {settings.Width} x {settings.Height} is not made of 32s.", nameof(settings));
        _settings = settings;
        using var options = new SessionOptions { IntraOpNumThreads = settings.Threads, InterOpNumThreads = 1, ExecutionMode = ExecutionMode.ORT_SEQUENTIAL };
        options.AddFreeDimensionOverrideByName("height", settings.Height);
        options.AddFreeDimensionOverrideByName("width", settings.Width);
        // A worker that spins between two frames takes the core from the next camera.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        _session = new InferenceSession(model, options);
        _heads = Heads(_session);
        _outputs = [.. _heads.SelectMany(head => new[] { head.Scores, head.Boxes })];
        _planes = new float[3 * settings.Width * settings.Height];
        _input = OrtValue.CreateTensorValueFromMemory(_planes, [1, 3, settings.Height, settings.Width]);
    }

    /// <summary>Number of classes that the network scores.</summary>
    public int Classes => _session.OutputMetadata[_heads[0].Scores].Dimensions[1];

    /// <summary>The objects of a picture, in its own pixels, highest score first.</summary>
    public List<Detection> Detect(Picture picture)
    {
        var letterbox = Prepare(picture);
        var kept = Run();
        for (var i = 0; i < kept.Count; i++)
            kept[i] = kept[i] with { Box = letterbox.ToPicture(kept[i].Box).Clip(picture.Width, picture.Height) };
        return kept;
    }

    public int Width => _settings.Width;

    public int Height => _settings.Height;

    /// <summary>Writes a picture into the network's input and says how it lies there.</summary>
    public Letterbox Prepare(Picture picture)
    {
        var letterbox = Letterbox.Fit(picture.Width, picture.Height, _settings.Width, _settings.Height);
        letterbox.Fill(picture, _planes);
        return letterbox;
    }

    /// <summary>The raw class logits of the prepared picture, all scales in a row.</summary>
    public float[] Logits()
    {
        using var outputs = _session.Run(_run, [NetworkPlan.Image], [_input], [.. _heads.Select(head => head.Scores)]);
        return [.. outputs.SelectMany(output => output.GetTensorDataAsSpan<float>().ToArray())];
    }

    /// <summary>Runs the network on the prepared picture; boxes are in pixels of the input.</summary>
    public List<Detection> Run()
    {
        _found.Clear();
        using var outputs = _session.Run(_run, [NetworkPlan.Image], [_input], _outputs);
        for (var i = 0; i < _heads.Length; i++)
        {
            var stride = _heads[i].Stride;
            HeadDecoder.Decode(outputs[2 * i].GetTensorDataAsSpan<float>(), outputs[2 * i + 1].GetTensorDataAsSpan<float>(),
                _settings.Width / stride, stride, _settings.Threshold, _found);
        }
        return NonMaximumSuppression.Keep(_found, _settings.Overlap, _settings.Limit);
    }

    public void Dispose()
    {
        _input.Dispose();
        _run.Dispose();
        _session.Dispose();
    }

    private static (int, string, string)[] Heads(InferenceSession session)
    {
        if (!session.InputMetadata.TryGetValue(NetworkPlan.Image, out var image) || image.Dimensions is not [1, 3, _, _])
            throw new InvalidDataException("The model has no input 'image' of one RGB picture.");
        var heads = session.OutputMetadata.Keys
            .Where(name => name.StartsWith("scores", StringComparison.Ordinal))
            .Select(name => (Stride: int.Parse(name.AsSpan("scores".Length), NumberStyles.None, CultureInfo.InvariantCulture), Name: name))
            .OrderBy(head => head.Stride)
            .Select(head => (head.Stride, head.Name, $"boxes{head.Stride}"))
            .ToArray();
        if (heads.Length == 0 || heads.Any(head => !session.OutputMetadata.TryGetValue(head.Item3, out var boxes) || boxes.Dimensions is not [1, 4, _, _]))
            throw new InvalidDataException("The model has no pairs of maps 'scoresN' and 'boxesN'.");
        return heads;
    }
}
