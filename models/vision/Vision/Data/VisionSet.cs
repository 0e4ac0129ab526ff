using System.Collections.Immutable;

namespace Vision.Data;

/// <summary>
/// A folder of labelled pictures: <c>images/…/NAME.jpg</c>, <c>labels/…/NAME.txt</c> and <c>manifest.csv</c> with the columns
/// <c>file,source,annotated_classes</c> (more may follow).
/// </summary>
public static class VisionSet
{
    private static readonly string[] Columns = ["file", "source", "annotated_classes"];

    /// <summary>Reads a set laid out as above, in the order of the file names.</summary>
    public static ImmutableArray<LabelledPicture> Open(string folder, LabelMap labels) =>
        Open(Path.Combine(folder, "images"), Path.Combine(folder, "labels"), Path.Combine(folder, "manifest.csv"), labels);

    /// <param name="images">Folder that the manifest's names are relative to.</param>
    /// <param name="labelFiles">Folder with a text file of the same relative name for each picture.</param>
    /// <param name="manifest">The list of pictures.</param>
    /// <param name="labels">The classes that ids mean.</param>
    /// <exception cref="InvalidDataException">Manifest or labels are malformed, or a listed file is not there.</exception>
    public static ImmutableArray<LabelledPicture> Open(string images, string labelFiles, string manifest, LabelMap labels)
    {
        var pictures = ImmutableArray.CreateBuilder<LabelledPicture>();
        var number = 0;
        foreach (var line in File.ReadLines(manifest))
        {
            var cells = line.Split(',');
            if (number++ == 0)
            {
                if (!cells.Take(Columns.Length).SequenceEqual(Columns))
                    throw new InvalidDataException($"{manifest} does not begin with the columns {string.Join(",", Columns)}.");
                continue;
            }
            if (line.Length == 0)
                continue;
            if (cells.Length < Columns.Length || !ClassSet.TryParse(cells[2], labels.Count, out var annotated) || !Inside(cells[0]))
                throw new InvalidDataException($"{manifest}:{number}: '{line}' is no entry.");
            var path = Path.Combine(images, cells[0]);
            if (!File.Exists(path))
                throw new InvalidDataException($"{manifest}:{number}: {path} is not there.");
            var text = Path.Combine(labelFiles, Path.ChangeExtension(cells[0], ".txt"));
            var objects = LabelFile.Parse(text, File.ReadLines(text), labels.Count);
            pictures.Add(new LabelledPicture(cells[0], cells[1], annotated, objects, () => File.ReadAllBytes(path)));
        }
        pictures.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        return pictures.ToImmutable();
    }

    private static bool Inside(string name) =>
        name.Length > 0 && !Path.IsPathRooted(name) && !name.Split('/', '\\').Contains("..");
}
