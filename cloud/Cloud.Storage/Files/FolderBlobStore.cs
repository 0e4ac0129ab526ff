using Cloud.Platform.Files;

namespace Cloud.Storage.Files;

/// <summary>Contents in a folder: <c>ab/cd/abcd….</c>, written beside and moved in, so that a name never stands for half a file.</summary>
public sealed class FolderBlobStore(string folder) : IBlobStore
{
    /// <inheritdoc/>
    public string Place => folder;

    /// <inheritdoc/>
    public async Task PutAsync(string hash, string path, CancellationToken cancel)
    {
        var to = PathOf(hash);
        if (File.Exists(to))
            return;
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        var beside = $"{to}.{Guid.CreateVersion7():N}.new";
        try
        {
            await using (var from = File.OpenRead(path))
            await using (var copy = new FileStream(beside, FileMode.CreateNew, FileAccess.Write))
            {
                await from.CopyToAsync(copy, cancel);
                copy.Flush(flushToDisk: true);
            }

            File.Move(beside, to, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(string hash, CancellationToken cancel) => Task.FromResult<Stream?>(
        BlobPlaces.IsHash(hash) && File.Exists(PathOf(hash))
            ? new FileStream(PathOf(hash), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 81_920, FileOptions.Asynchronous) : null);

    /// <inheritdoc/>
    public Task<long?> SizeAsync(string hash, CancellationToken cancel) =>
        Task.FromResult(BlobPlaces.IsHash(hash) && new FileInfo(PathOf(hash)) is { Exists: true, Length: var length } ? length : (long?)null);

    /// <inheritdoc/>
    public Task RemoveAsync(string hash, CancellationToken cancel)
    {
        if (BlobPlaces.IsHash(hash))
            File.Delete(PathOf(hash));
        return Task.CompletedTask;
    }

    private string PathOf(string hash) => BlobPlaces.IsHash(hash)
        ? Path.Combine(folder, hash[..2], hash[2..4], hash) : throw new ArgumentException("Not a hash.", nameof(hash));
}
