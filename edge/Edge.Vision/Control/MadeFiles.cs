using System.Security.Cryptography;
using Edge.Vision.Recording;
using Microsoft.Extensions.Options;
using Telemetry.Model;
using Telemetry.Model.Vision;

namespace Edge.Vision.Control;

/// <summary>
/// Names of files for the platform: <c>v/camera/from-to</c> is a recording, <c>m/id.ending</c> was made for a question and stays for ten
/// minutes. A name is taken apart and checked, never joined to a path as it is.
/// </summary>
public sealed class MadeFiles(IOptions<VisionOptions> options, RecordingFolder recordings, TimeProvider clock)
{
    private const long MostBytes = 4L << 30;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private string Folder => Path.Combine(options.Value.DataFolder, "made");

    /// <summary>Name of a recording.</summary>
    public static string NameOf(RecordedFile file) => $"v/{file.Camera}/{Path.GetFileNameWithoutExtension(file.Path)}";

    /// <summary>A path for a new file; older ones make room.</summary>
    public string New(string ending)
    {
        Directory.CreateDirectory(Folder);
        var files = new DirectoryInfo(Folder).GetFiles().OrderByDescending(file => file.LastWriteTimeUtc).ToList();
        var bytes = 0L;
        foreach (var file in files)
            if ((bytes += file.Length) > MostBytes || clock.GetUtcNow().UtcDateTime - file.LastWriteTimeUtc > Kept)
                file.Delete();
        return Path.Combine(Folder, $"{Guid.CreateVersion7():N}.{ending}");
    }

    /// <summary>Describes a file that was made.</summary>
    public static async Task<VideoFile> DescribeAsync(string path, string type, CancellationToken cancel)
    {
        await using var stream = File.OpenRead(path);
        return new VideoFile($"m/{Path.GetFileName(path)}", type, stream.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel)));
    }

    /// <summary>Where a named file lies; null when the name is none of ours or the file is gone.</summary>
    public string? Find(string? name)
    {
        var path = name?.Split('/') switch
        {
            ["v", var camera, var span] when Identifier.IsValid(camera) => recordings.Find(camera, span)?.Path,
            ["m", var file] when Guid.TryParseExact(Path.GetFileNameWithoutExtension(file), "N", out _) && Path.GetFileName(file) == file => Path.Combine(Folder, file),
            _ => null,
        };
        return path is not null && File.Exists(path) ? path : null;
    }
}
