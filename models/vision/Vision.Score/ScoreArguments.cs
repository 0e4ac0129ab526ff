using System.Globalization;

namespace Vision.Score;

/// <summary>What is scored on what.</summary>
/// <param name="Images">Folder that the manifest's names are relative to.</param>
/// <param name="Labels">Folder of the label files.</param>
/// <param name="Manifest">The list of pictures.</param>
/// <param name="Model">An ONNX file, or a folder with a model's description.</param>
/// <param name="Width">Width of the network's input, a multiple of 32.</param>
/// <param name="Height">Height of the network's input, a multiple of 32.</param>
/// <param name="Split">Only pictures whose name begins with this folder; null for all.</param>
/// <param name="Json">Where the JSON file is written.</param>
internal sealed record ScoreArguments(string Images, string Labels, string Manifest, string Model, int Width, int Height, string? Split, string Json)
{
    public const string Usage =
        "vision-score --images DIR --labels DIR --manifest FILE [--model FILE|DIR] [--split NAME] [--input 416x416] [--json FILE]";

    private static readonly string[] Known = ["images", "labels", "manifest", "model", "split", "input", "json"];

    /// <exception cref="ArgumentException">An option is unknown, has no value, is missing or makes no sense.</exception>
    public static ScoreArguments Parse(ReadOnlySpan<string> arguments)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var name = arguments[i].StartsWith("--", StringComparison.Ordinal) ? arguments[i][2..] : "";
            if (!Known.Contains(name))
                throw new ArgumentException($"'{arguments[i]}' is no option. {Usage}");
            if (i + 1 == arguments.Length || !given.TryAdd(name, arguments[i + 1]))
                throw new ArgumentException($"--{name} is given twice or without a value. {Usage}");
        }

        var (width, height) = Size(given.GetValueOrDefault("input", "416x416"));
        return new ScoreArguments(
            Folder("images"), Folder("labels"), Need("manifest"), Need("model"), width, height,
            given.GetValueOrDefault("split"), given.GetValueOrDefault("json", "vision-score.json"));

        string Need(string name) => given.GetValueOrDefault(name) ?? throw new ArgumentException($"--{name} is missing. {Usage}");

        string Folder(string name) =>
            Directory.Exists(Need(name)) ? Need(name) : throw new ArgumentException($"--{name} {Need(name)} is no folder.");
    }

    private static (int, int) Size(string text) =>
        text.Split('x') is [var width, var height] && TrySide(width, out var across) && TrySide(height, out var down)
            ? (across, down)
            : throw new ArgumentException($"--input {text} is no size of two multiples of 32 such as 640x384.");

    private static bool TrySide(string text, out int side) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out side) && side is >= 32 and <= 4096 && side % 32 == 0;
}
