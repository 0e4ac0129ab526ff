using System.Security.Cryptography;
using Edge.Core.Vision;

namespace Edge.Vision.Events;

/// <summary>Where the gateway takes pictures and clips from: a file's name is its SHA-256, and it appears whole.</summary>
public sealed class MediaFolder(string folder)
{
    /// <summary>Puts bytes in and gives their hash; null when the disk refuses.</summary>
    public string? Put(byte[] bytes, string ending)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var part = Path.Combine(folder, hash + MediaUploader.Unfinished);
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(part, bytes);
            File.Move(part, Path.Combine(folder, $"{hash}.{ending}"), overwrite: true);
            return hash;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Moves a finished file in and gives its hash; null when the disk refuses.</summary>
    public async Task<string?> TakeAsync(string file, string ending, CancellationToken cancel)
    {
        try
        {
            Directory.CreateDirectory(folder);
            string hash;
            await using (var stream = File.OpenRead(file))
                hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel));
            File.Move(file, Path.Combine(folder, $"{hash}.{ending}"), overwrite: true);
            return hash;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
