using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Cloud.Platform.Backup;

/// <summary>
/// The folder of backups. A full backup begins a generation that holds every piece that it and its incremental ones need;
/// files of records lie once for all. Every piece carries the hash of its plain content and is compared when it is read.
/// </summary>
public sealed class BackupVault(string folder)
{
    private const int IdLength = 16;

    /// <summary>Where it lies.</summary>
    public string Folder => folder;

    /// <summary>All backups, newest first; what cannot be read is left out.</summary>
    public IReadOnlyList<BackupManifest> List() => [.. Read<BackupManifest>("points").OrderByDescending(point => point.Id, StringComparer.Ordinal)];

    /// <summary>Rehearsals, newest first.</summary>
    public IReadOnlyList<RestoreRehearsal> Rehearsals() => [.. Read<RestoreRehearsal>("rehearsals").OrderByDescending(rehearsal => rehearsal.At)];

    /// <summary>A backup; null when there is none.</summary>
    public BackupManifest? Find(string id) => IsId(id) && PointOf(id) is var path && File.Exists(path) ? Parse<BackupManifest>(path) : null;

    /// <summary>True for the id of a backup: <c>20261123T010203Z</c>.</summary>
    public static bool IsId(string id) => id is { Length: IdLength } && id.All(c => char.IsAsciiDigit(c) || c is 'T' or 'Z');

    /// <summary>Stores a file in pieces.</summary>
    /// <returns>The file, and how many bytes were written.</returns>
    public async Task<(BackupFile File, long Written)> StoreAsync(string generation, string path, string name, CancellationToken cancel)
    {
        var (chunks, written, size) = (new List<string>(), 0L, 0L);
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 20, FileOptions.SequentialScan);
        await foreach (var piece in Chunker.CutAsync(content, cancel))
        {
            whole.AppendData(piece.Span);
            size += piece.Length;
            var hash = Convert.ToHexStringLower(SHA256.HashData(piece.Span));
            chunks.Add(hash);
            var to = ChunkOf(generation, hash);
            if (!File.Exists(to))
                written += await WriteAsync(to, piece, cancel);
        }

        return (new BackupFile(name, size, Convert.ToHexStringLower(whole.GetHashAndReset()), chunks), written);
    }

    /// <summary>Puts a file together again.</summary>
    /// <exception cref="InvalidDataException">A piece is missing or damaged.</exception>
    public async Task RestoreAsync(string generation, BackupFile file, string to, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(file);
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using (var output = new FileStream(to, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
            foreach (var hash in file.Chunks)
            {
                var piece = await ReadAsync(ChunkOf(generation, hash), hash, cancel);
                whole.AppendData(piece);
                await output.WriteAsync(piece, cancel);
            }

        if (Convert.ToHexStringLower(whole.GetHashAndReset()) != file.Hash)
            throw new InvalidDataException($"{file.Path}: the restored file is not what was backed up.");
    }

    /// <summary>Writes down a finished backup; it does not exist before.</summary>
    public void Add(BackupManifest point) => WriteText(PointOf(point.Id), JsonSerializer.Serialize(point, BackupManifest.Json));

    /// <summary>Writes down a rehearsal.</summary>
    public void Add(RestoreRehearsal rehearsal) => WriteText(
        Path.Combine(folder, "rehearsals", $"{rehearsal.At.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture)}-{rehearsal.Backup}.json"),
        JsonSerializer.Serialize(rehearsal, BackupManifest.Json));

    /// <summary>Removes generations of which every backup is older than an instant, but never the newest one; how many backups.</summary>
    public int Prune(DateTimeOffset before)
    {
        var points = List();
        var newest = points.FirstOrDefault(point => point.Kind == BackupKind.Full)?.Id;
        var old = points.GroupBy(point => point.Generation).Where(group => group.Key != newest && group.All(point => point.At < before)).ToList();
        foreach (var generation in old)
        {
            foreach (var point in generation)
                File.Delete(PointOf(point.Id));
            if (Directory.Exists(GenerationOf(generation.Key)))
                Directory.Delete(GenerationOf(generation.Key), recursive: true);
        }

        return old.Sum(group => group.Count());
    }

    private string PointOf(string id) => Path.Combine(folder, "points", $"{id}.json");

    private string GenerationOf(string generation) => Path.Combine(folder, "generations", IsId(generation) ? generation : throw new ArgumentException("Not an id.", nameof(generation)));

    private string ChunkOf(string generation, string hash) => Path.Combine(GenerationOf(generation), hash[..2], hash);

    private static async Task<long> WriteAsync(string to, ReadOnlyMemory<byte> piece, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        await using (var file = new FileStream(to + ".new", FileMode.Create, FileAccess.Write))
        {
            await using (var packed = new ZLibStream(file, CompressionLevel.Fastest, leaveOpen: true))
                await packed.WriteAsync(piece, cancel);
        }

        File.Move(to + ".new", to, overwrite: true);
        return new FileInfo(to).Length;
    }

    private static async Task<byte[]> ReadAsync(string path, string hash, CancellationToken cancel)
    {
        if (!File.Exists(path))
            throw new InvalidDataException($"A piece of the backup is missing: {hash}.");
        using var plain = new MemoryStream();
        await using (var file = File.OpenRead(path))
        await using (var packed = new ZLibStream(file, CompressionMode.Decompress))
            await packed.CopyToAsync(plain, cancel);
        var bytes = plain.ToArray();
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == hash ? bytes : throw new InvalidDataException($"A piece of the backup is damaged: {hash}.");
    }

    private IEnumerable<T> Read<T>(string below)
        where T : class => Directory.Exists(Path.Combine(folder, below))
            ? Directory.EnumerateFiles(Path.Combine(folder, below), "*.json").Select(Parse<T>).OfType<T>() : [];

    private static T? Parse<T>(string path)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), BackupManifest.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void WriteText(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }
}
