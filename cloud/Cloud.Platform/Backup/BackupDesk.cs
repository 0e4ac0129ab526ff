using System.Globalization;
using Cloud.Platform.Clauses;
using Cloud.Platform.Files;

namespace Cloud.Platform.Backup;

/// <summary>What is going on.</summary>
/// <param name="What">Backup or rehearsal, for people; null = nothing.</param>
/// <param name="Since">Since when.</param>
/// <param name="LastFault">Why the last one failed; null = it did not.</param>
public sealed record BackupStatus(string? What, DateTimeOffset? Since, string? LastFault);

/// <summary>Makes backups while the platform runs, restores them to a folder, and rehearses that; one at a time.</summary>
[Clause("3.3.1-7", "3.3.1-7b")]
public sealed class BackupDesk(BackupVault vault, IEnumerable<IBackupSource> sources, IFileStore files, BlobPlaces blobs, TimeProvider time) : IDisposable
{
    private const int Page = 500;
    private readonly SemaphoreSlim _turn = new(1);
    private volatile BackupStatus _status = new(null, null, null);

    /// <summary>What is going on.</summary>
    public BackupStatus Status => _status;

    /// <summary>Makes a backup; null when something else is going on. Without a full one, an incremental one becomes full.</summary>
    public Task<BackupManifest?> RunAsync(BackupKind kind, CancellationToken cancel) =>
        AloneAsync(kind == BackupKind.Full ? "完全备份" : "增量备份", () => MakeAsync(kind, cancel), cancel);

    /// <summary>Restores a backup beside everything, opens it, counts, and takes it away again; null when something else is going on.</summary>
    public Task<RestoreRehearsal?> RehearseAsync(BackupManifest point, CancellationToken cancel) =>
        AloneAsync("恢复演练", () => TryAsync(point, cancel), cancel);

    /// <summary>Restores a backup into an empty folder, as the data folder of a platform.</summary>
    /// <exception cref="InvalidDataException">Something of it is missing or damaged.</exception>
    public async Task RestoreAsync(BackupManifest point, string to, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(point);
        foreach (var part in point.Sources)
            foreach (var file in part.Files)
                await vault.RestoreAsync(point.Generation, file, Path.Combine(to, Safe(file.Path)), cancel);
        var contents = ContentsFolder;
        foreach (var hash in point.Contents)
        {
            var from = Path.Combine(contents, hash[..2], hash[2..4], hash);
            if (!File.Exists(from))
                throw new InvalidDataException($"A file of a record is missing in the backup: {hash}.");
            var path = Path.Combine(to, "files", "contents", hash[..2], hash[2..4], hash);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(from, path, overwrite: true);
        }
    }

    /// <summary>The folder in which files of records lie once for all backups.</summary>
    public string ContentsFolder => Path.Combine(vault.Folder, "contents");

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<BackupManifest> MakeAsync(BackupKind kind, CancellationToken cancel)
    {
        var (at, started) = (time.GetUtcNow(), time.GetTimestamp());
        var id = at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var last = kind == BackupKind.Incremental ? vault.List().FirstOrDefault(point => point.Kind == BackupKind.Full)?.Id : null;
        var generation = last ?? id;
        var (parts, written) = (new List<BackupPart>(), 0L);
        var work = Directory.CreateTempSubdirectory("edge-backup").FullName;
        try
        {
            foreach (var source in sources)
            {
                var folder = Directory.CreateDirectory(Path.Combine(work, source.Name)).FullName;
                await source.SnapshotAsync(folder, cancel);
                var stored = new List<BackupFile>();
                foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                {
                    var (file, bytes) = await vault.StoreAsync(generation, path, Path.GetRelativePath(folder, path), cancel);
                    stored.Add(file);
                    written += bytes;
                }

                parts.Add(new BackupPart(source.Name, stored));
                Directory.Delete(folder, recursive: true);
            }
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }

        var (contents, more) = await ContentsAsync(cancel);
        var point = new BackupManifest(
            id, last is null ? BackupKind.Full : BackupKind.Incremental, generation, at, time.GetElapsedTime(started).TotalSeconds, written + more, parts, contents);
        vault.Add(point);
        return point;
    }

    private async Task<(List<string> Hashes, long Written)> ContentsAsync(CancellationToken cancel)
    {
        var (hashes, written) = (new List<string>(), 0L);
        string? after = null;
        for (IReadOnlyList<FileEntry> page; (page = await files.ListAsync(after, Page, cancel)).Count > 0; after = page[^1].Hash)
            foreach (var file in page)
            {
                var to = Path.Combine(ContentsFolder, file.Hash[..2], file.Hash[2..4], file.Hash);
                if (!File.Exists(to))
                {
                    await using var content = await blobs.First.OpenAsync(file.Hash, cancel);
                    if (content is null)
                        continue;
                    Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                    await using (var copy = File.Create(to + ".new"))
                        await content.CopyToAsync(copy, cancel);
                    File.Move(to + ".new", to, overwrite: true);
                    written += file.Size;
                }

                hashes.Add(file.Hash);
            }

        return (hashes, written);
    }

    private async Task<RestoreRehearsal> TryAsync(BackupManifest point, CancellationToken cancel)
    {
        var (at, started) = (time.GetUtcNow(), time.GetTimestamp());
        var work = Directory.CreateTempSubdirectory("edge-rehearsal").FullName;
        var (seconds, counts) = (0.0, new Dictionary<string, long>());
        try
        {
            await RestoreAsync(point, work, cancel);
            seconds = time.GetElapsedTime(started).TotalSeconds;
            foreach (var source in sources.Where(source => point.Sources.Any(part => part.Name == source.Name)))
                foreach (var (name, count) in await source.CheckAsync(work, cancel))
                    counts[$"{source.Name}.{name}"] = count;
            counts["files"] = point.Contents.Count;
            var rehearsal = new RestoreRehearsal(point.Id, at, seconds, time.GetElapsedTime(started).TotalSeconds - seconds, counts, null);
            vault.Add(rehearsal);
            return rehearsal;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A rehearsal that fails is what rehearsals are for: it is written down, not thrown.
            var rehearsal = new RestoreRehearsal(point.Id, at, seconds, time.GetElapsedTime(started).TotalSeconds - seconds, counts, fault.Message);
            vault.Add(rehearsal);
            return rehearsal;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private async Task<T?> AloneAsync<T>(string what, Func<Task<T>> work, CancellationToken cancel)
        where T : class
    {
        if (!await _turn.WaitAsync(TimeSpan.Zero, cancel))
            return null;
        _status = new BackupStatus(what, time.GetUtcNow(), null);
        string? fault = null;
        try
        {
            var done = await work();
            fault = (done as RestoreRehearsal)?.Fault;
            return done;
        }
        catch (Exception thrown) when (thrown is not OperationCanceledException)
        {
            fault = thrown.Message;
            throw;
        }
        finally
        {
            _status = new BackupStatus(null, null, fault is null ? null : $"{what}失败：{fault}");
            _turn.Release();
        }
    }

    private static string Safe(string path) =>
        Path.IsPathRooted(path) || path.Split('/', '\\').Contains("..") ? throw new InvalidDataException($"A backup names a path that leads out: {path}.") : path;
}
