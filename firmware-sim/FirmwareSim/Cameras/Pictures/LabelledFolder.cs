using System.Globalization;
using FirmwareSim.Cameras.Streaming;

namespace FirmwareSim.Cameras.Pictures;

/// <summary>One picture of a folder with what is known about it; boxes in shares of its sides.</summary>
/// <param name="Path">File.</param>
/// <param name="Annotated">Classes that are exhaustively labelled.</param>
/// <param name="Boxes">The objects.</param>
internal sealed record LabelledFile(string Path, IReadOnlyList<int> Annotated, IReadOnlyList<TruthBox> Boxes);

/// <summary>Reads <c>images/…</c>, <c>labels/…</c> and <c>manifest.csv</c> with the columns <c>file,source,annotated_classes</c>.</summary>
internal static class LabelledFolder
{
    private const int MostPictures = 100_000;
    private const int MostBoxes = 2000;
    private static readonly int[] Every = [.. FrameTruth.AllClasses];

    /// <exception cref="InvalidDataException">Manifest or labels are malformed, a file is not there, or nothing is left.</exception>
    public static IReadOnlyList<LabelledFile> Read(string folder, string? split)
    {
        var manifest = Path.Combine(folder, "manifest.csv");
        if (!File.Exists(manifest))
            throw new InvalidDataException($"{manifest} is not there");
        var files = new List<LabelledFile>();
        foreach (var (line, number) in File.ReadLines(manifest).Select((line, index) => (line, index + 1)).Skip(1))
        {
            var cells = line.Split(',');
            if (line.Length == 0 || (split is not null && !cells[0].StartsWith(split + "/", StringComparison.Ordinal)))
                continue;
            var picture = Path.Combine(folder, "images", cells[0]);
            if (cells.Length < 3 || cells[0].Split('/').Contains("..") || Path.IsPathRooted(cells[0]) || !File.Exists(picture) || Classes(cells[2]) is not { } annotated)
                throw new InvalidDataException($"{manifest}:{number}: '{line}' is no entry");
            files.Add(new LabelledFile(picture, annotated, Boxes(Path.Combine(folder, "labels", Path.ChangeExtension(cells[0], ".txt")))));
            if (files.Count > MostPictures)
                throw new InvalidDataException($"{manifest} lists more than {MostPictures} pictures");
        }

        return files.Count > 0 ? files : throw new InvalidDataException($"{manifest} lists no picture{(split is null ? "" : $" of {split}")}");
    }

    private static int[]? Classes(string text)
    {
        if (text == "all")
            return Every;
        var ids = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var known = ids.Select(id => int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Every.Contains(number) ? number : -1).ToArray();
        return known.Contains(-1) ? null : known;
    }

    private static List<TruthBox> Boxes(string path)
    {
        if (!File.Exists(path))
            throw new InvalidDataException($"{path} is not there");
        var boxes = new List<TruthBox>();
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0))
        {
            var numbers = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(cell => float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 10 ? number : -1).ToArray();
            if (numbers.Length != 5 || numbers.Contains(-1) || !Every.Contains((int)numbers[0]) || boxes.Count >= MostBoxes)
                throw new InvalidDataException($"{path}: '{line}' is no label");
            boxes.Add(new TruthBox((int)numbers[0], boxes.Count, numbers[1] - (numbers[3] / 2), numbers[2] - (numbers[4] / 2), numbers[3], numbers[4], 1));
        }

        return boxes;
    }
}
