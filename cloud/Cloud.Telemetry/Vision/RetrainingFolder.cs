using System.Globalization;
using System.Text;
using Telemetry.Model;
using Telemetry.Model.Vision;

namespace Cloud.Telemetry.Vision;

/// <summary>
/// Judged pictures with labels, in the format that the trainer reads (<c>images/train labels/train manifest.csv</c>, boxes as class id and
/// centre, width, height in shares). A confirmed event labels its class as it was found; a false alarm is a picture in which the
/// class is known to be absent.
/// </summary>
public sealed class RetrainingFolder(string folder, IMediaStore media) : IDisposable
{
    // Ids of the data set's format; the detector names its classes in the same words.
    private static readonly string[] Classes = ["helmet", "head", "person", "vest", "no_vest", "fire", "smoke"];

    private readonly SemaphoreSlim _writing = new(1);

    /// <summary>Puts a judged picture in, or its label right; false when the picture is not there yet.</summary>
    public async Task<bool> PutAsync(ProjectId project, VisionEvent seen, bool confirmed, CancellationToken cancel)
    {
        var id = Array.IndexOf(Classes, seen.Box.Class);
        if (id < 0 || seen.Picture is not { } hash || media.Find(project, hash) is not { } picture)
            return false;
        await _writing.WaitAsync(cancel);
        try
        {
            var name = $"{project.Value}-{seen.Id}";
            Directory.CreateDirectory(Path.Combine(folder, "images", "train"));
            Directory.CreateDirectory(Path.Combine(folder, "labels", "train"));
            File.Copy(picture.Path, Path.Combine(folder, "images", "train", name + ".jpg"), overwrite: true);
            var boxes = confirmed ? seen.Boxes.Where(box => box.Class == seen.Box.Class).DefaultIfEmpty(seen.Box) : [];
            await File.WriteAllTextAsync(Path.Combine(folder, "labels", "train", name + ".txt"), string.Concat(boxes.Select(box => Line(id, box))), cancel);
            await ManifestAsync(name, id, seen, cancel);
            return true;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _writing.Dispose();

    private static string Line(int id, VisionBox box) => string.Create(CultureInfo.InvariantCulture,
        $"{id} {(box.Left + box.Right) / 2:0.######} {(box.Top + box.Bottom) / 2:0.######} {box.Right - box.Left:0.######} {box.Bottom - box.Top:0.######}\n");

    private async Task ManifestAsync(string name, int id, VisionEvent seen, CancellationToken cancel)
    {
        var path = Path.Combine(folder, "manifest.csv");
        var lines = File.Exists(path) ? [.. await File.ReadAllLinesAsync(path, cancel)] : new List<string> { "file,source,annotated_classes,original_name" };
        lines.RemoveAll(line => line.StartsWith($"train/{name}.jpg,", StringComparison.Ordinal));
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"train/{name}.jpg,site,{id},{seen.Picture}.jpg"));
        var part = path + ".part";
        await File.WriteAllLinesAsync(part, lines, new UTF8Encoding(false), cancel);
        File.Move(part, path, overwrite: true);
    }
}
