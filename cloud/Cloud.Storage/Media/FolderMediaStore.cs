using System.Security.Cryptography;
using Cloud.Telemetry.Vision;
using Telemetry.Model;
using Telemetry.Model.Vision;

namespace Cloud.Storage.Media;

/// <summary>Pictures and clips in a folder: <c>project/ab/abcd….jpg</c>, a file under way with <c>.part</c> behind its name.</summary>
public sealed class FolderMediaStore(MediaOptions options) : IMediaStore
{
    private const string Part = ".part";
    private const long PictureLimit = 8 << 20, BitmapLimit = 64 << 20;
    private static readonly Dictionary<string, string> Types = new() { ["jpg"] = "image/jpeg", ["bmp"] = "image/bmp", ["mp4"] = "video/mp4" };

    /// <inheritdoc/>
    public long Limit(string type) => type switch
    {
        "jpg" => PictureLimit,
        "bmp" => BitmapLimit,
        "mp4" => (long)options.ClipMegabytes << 20,
        _ => 0,
    };

    /// <inheritdoc/>
    public async Task<MediaAnswer> AppendAsync(
        ProjectId project, string hash, string type, long offset, long total, Stream piece, CancellationToken cancel)
    {
        if (Find(project, hash) is not null)
            return new MediaAnswer(MediaOutcome.Stored, total);
        var path = PathOf(project, hash, type);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (new DriveInfo(Path.GetFullPath(options.Folder)).AvailableFreeSpace < ((long)options.FreeMegabytes << 20) + total - offset)
            return new MediaAnswer(MediaOutcome.Full, 0);
        long length;
        try
        {
            // One sender at a time: a second one finds the file taken and comes again.
            await using var file = new FileStream(path + Part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            if (file.Length != offset)
                return new MediaAnswer(MediaOutcome.OtherOffset, Math.Min(file.Length, total));
            file.Position = offset;
            await CopyAsync(piece, file, total - offset, cancel);
            await file.FlushAsync(cancel);
            file.Flush(flushToDisk: true);
            length = file.Length;
            if (length < total)
                return new MediaAnswer(MediaOutcome.More, length);
            file.Position = 0;
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel)) != hash)
                length = -1;
        }
        catch (IOException fault) when (fault.HResult is 28 or unchecked((int)0x80070070))
        {
            return new MediaAnswer(MediaOutcome.Full, 0);
        }

        if (length < 0)
        {
            File.Delete(path + Part);
            return new MediaAnswer(MediaOutcome.Corrupt, 0);
        }

        File.Move(path + Part, path, overwrite: true);
        return new MediaAnswer(MediaOutcome.Stored, total);
    }

    /// <inheritdoc/>
    public MediaFile? Find(ProjectId project, string hash)
    {
        if (!MediaHash.IsValid(hash) || !Identifier.IsValid(project.Value))
            return null;
        foreach (var (ending, type) in Types)
            if (new FileInfo(PathOf(project, hash, ending)) is { Exists: true } file)
                return new MediaFile(file.FullName, type, file.Length);
        return null;
    }

    private string PathOf(ProjectId project, string hash, string ending) =>
        Path.GetFullPath(Path.Combine(options.Folder, project.Value, hash[..2], $"{hash}.{ending}"));

    private static async Task CopyAsync(Stream from, FileStream to, long most, CancellationToken cancel)
    {
        var buffer = new byte[81_920];
        int read;
        while (most > 0 && (read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, most)), cancel)) > 0)
        {
            await to.WriteAsync(buffer.AsMemory(0, read), cancel);
            most -= read;
        }
    }
}
