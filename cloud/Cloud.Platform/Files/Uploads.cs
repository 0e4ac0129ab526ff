using System.Security.Cryptography;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Microsoft.Extensions.Options;

namespace Cloud.Platform.Files;

/// <summary>What became of an upload, or of a piece of it.</summary>
public abstract record UploadOutcome
{
    /// <summary>Under way.</summary>
    /// <param name="Upload">The upload.</param>
    /// <param name="Offset">Where the next piece begins: everything before is on disk.</param>
    public sealed record Going(Upload Upload, long Offset) : UploadOutcome;

    /// <summary>Whole and taken.</summary>
    public sealed record Ready(Upload Upload, FileEntry File) : UploadOutcome;

    /// <summary>Whole and not taken; it is gone.</summary>
    /// <param name="Upload">The upload.</param>
    /// <param name="Reason">Chinese.</param>
    public sealed record Refused(Upload Upload, string Reason) : UploadOutcome;

    /// <summary>The piece does not begin where the file ends.</summary>
    public sealed record OtherOffset(long Offset) : UploadOutcome;

    /// <summary>Another piece of it is being written.</summary>
    public sealed record Busy : UploadOutcome;

    /// <summary>There is no such upload of this account.</summary>
    public sealed record NotFound : UploadOutcome;

    /// <summary>The disk has no room.</summary>
    public sealed record Full : UploadOutcome;

    /// <summary>Something about it is wrong.</summary>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults) : UploadOutcome;
}

/// <summary>
/// Files come in pieces: the client asks how much has arrived and goes on from there, after a cut, a kill of either side or
/// a day. What has arrived is never sent again: a piece that breaks off keeps what came of it. A whole file is hashed, looked
/// at, scanned, and only then there.
/// </summary>
[Clause("3.3.1-4")]
public sealed class Uploads(IFileStore files, BlobPlaces blobs, IFileScan scan, IOptions<FileStoreOptions> options, TimeProvider time)
{
    /// <summary>Largest piece in bytes.</summary>
    public const int LargestPiece = 16 << 20;

    private const int LongestName = 200;

    /// <summary>Begins an upload.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="name">Name for people, without a path.</param>
    /// <param name="size">Bytes that shall come.</param>
    /// <param name="fingerprint">By which the device finds it again; null = it gives none.</param>
    /// <param name="cancel">Gives up waiting for the disk.</param>
    public async Task<UploadOutcome> BeginAsync(Actor actor, string name, long size, string? fingerprint, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(name);
        var faults = new List<FieldFault>();
        if (name.Length is 0 or > LongestName || name.AsSpan().IndexOfAny("/\\\0") >= 0 || name is "." or ".." || name.Any(char.IsControl))
            faults.Add(new FieldFault("name", $"须为1至{LongestName}字，不含路径"));
        var most = (long)options.Value.MaxMegabytes << 20;
        if (size < 1 || size > most)
            faults.Add(new FieldFault("size", $"须在1字节至{options.Value.MaxMegabytes} MB之间"));
        if (fingerprint?.Length > 200)
            faults.Add(new FieldFault("fingerprint", "不能超过200字"));
        var mine = await files.UploadsAsync(actor.AccountId, cancel);
        if (mine.Count >= options.Value.MostUploads)
            faults.Add(new FieldFault("name", $"最多同时上传{options.Value.MostUploads}个文件，请先完成或取消"));
        if (faults.Count > 0)
            return new UploadOutcome.Invalid(faults);
        Directory.CreateDirectory(Folder);
        if (!HasRoom(size))
            return new UploadOutcome.Full();
        var now = time.GetUtcNow();
        var upload = new Upload(Guid.CreateVersion7(now), actor.AccountId, name, size, fingerprint, now);
        await files.SaveAsync(upload, cancel);
        return new UploadOutcome.Going(upload, 0);
    }

    /// <summary>Where an upload stands.</summary>
    public async Task<UploadOutcome> StateAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (await files.UploadAsync(id, cancel) is not { } upload || upload.Account != actor.AccountId)
            return new UploadOutcome.NotFound();
        if (upload.Refusal is { } reason)
            return new UploadOutcome.Refused(upload, reason);
        if (upload.Hash is { } hash && await files.FindAsync(hash, cancel) is { } file)
            return new UploadOutcome.Ready(upload, file);
        return new UploadOutcome.Going(upload, Length(id));
    }

    /// <summary>Uploads of the person that are under way, with how much has arrived.</summary>
    public async Task<IReadOnlyList<UploadOutcome.Going>> MineAsync(Actor actor, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return [.. (await files.UploadsAsync(actor.AccountId, cancel)).Select(upload => new UploadOutcome.Going(upload, Length(upload.Id)))];
    }

    /// <summary>Takes a piece. When the request breaks off, what came of it stays.</summary>
    public async Task<UploadOutcome> AppendAsync(Actor actor, Guid id, long offset, Stream piece, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(piece);
        if (await StateAsync(actor, id, cancel) is not UploadOutcome.Going { Upload: var upload } going)
            return await StateAsync(actor, id, cancel);
        try
        {
            await using var part = new FileStream(PathOf(id), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            if (part.Length != offset)
                return new UploadOutcome.OtherOffset(part.Length);
            if (!HasRoom(upload.Size - offset))
                return new UploadOutcome.Full();
            part.Position = offset;
            try
            {
                await CopyAsync(piece, part, Math.Min(upload.Size - offset, LargestPiece), cancel);
            }
            finally
            {
                part.Flush(flushToDisk: true);
            }

            if (part.Length < upload.Size)
                return new UploadOutcome.Going(upload, part.Length);
        }
        catch (IOException fault) when (fault.HResult is 11 or 35 or unchecked((int)0x80070020))
        {
            return new UploadOutcome.Busy();
        }
        catch (IOException fault) when (fault.HResult is 28 or unchecked((int)0x80070070))
        {
            return new UploadOutcome.Full();
        }

        return await FinishAsync(upload, cancel);
    }

    /// <summary>Gives an upload up; false when there is none.</summary>
    public async Task<bool> CancelAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (await files.UploadAsync(id, cancel) is not { Hash: null } upload || upload.Account != actor.AccountId)
            return false;
        await files.ForgetAsync(id, cancel);
        File.Delete(PathOf(id));
        return true;
    }

    /// <summary>Forgets uploads that nobody has finished in time; how many.</summary>
    public async Task<int> CleanAsync(CancellationToken cancel)
    {
        var old = await files.UploadsBeforeAsync(time.GetUtcNow() - TimeSpan.FromDays(options.Value.UploadDays), cancel);
        foreach (var upload in old)
        {
            await files.ForgetAsync(upload.Id, cancel);
            File.Delete(PathOf(upload.Id));
        }

        return old.Count;
    }

    /// <summary>Takes a file that the platform has made itself.</summary>
    public async Task<FileEntry> TakeAsync(string path, string type, Guid account, CancellationToken cancel)
    {
        string hash;
        await using (var file = File.OpenRead(path))
            hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
        await blobs.First.PutAsync(hash, path, cancel);
        var entry = new FileEntry(hash, new FileInfo(path).Length, type, time.GetUtcNow(), ScanState.NotScanned) { Second = blobs.Second is null ? CopyState.None : CopyState.Unchecked };
        await files.AddAsync(entry, account, cancel);
        return entry;
    }

    private async Task<UploadOutcome> FinishAsync(Upload upload, CancellationToken cancel)
    {
        var path = PathOf(upload.Id);
        string hash;
        FileKind? kind;
        string? refusal;
        await using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read))
        {
            (kind, refusal) = FileKind.Of(file, upload.Name);
            file.Position = 0;
            hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
        }

        var state = ScanState.NotScanned;
        if (refusal is null)
            (state, refusal) = await scan.ScanAsync(path, cancel);
        if (refusal is not null)
        {
            await files.SaveAsync(upload with { Refusal = refusal }, cancel);
            File.Delete(path);
            return new UploadOutcome.Refused(upload, refusal);
        }

        await blobs.First.PutAsync(hash, path, cancel);
        var entry = new FileEntry(hash, upload.Size, kind!.Type, time.GetUtcNow(), state) { Second = blobs.Second is null ? CopyState.None : CopyState.Unchecked };
        await files.AddAsync(entry, upload.Account, cancel);
        await files.SaveAsync(upload with { Hash = hash }, cancel);
        File.Delete(path);
        return new UploadOutcome.Ready(upload with { Hash = hash }, await files.FindAsync(hash, cancel) ?? entry);
    }

    private string Folder => Path.Combine(options.Value.Folder, "uploads");

    private string PathOf(Guid id) => Path.Combine(Folder, $"{id:N}.part");

    private long Length(Guid id) => new FileInfo(PathOf(id)) is { Exists: true, Length: var length } ? length : 0;

    private bool HasRoom(long bytes) =>
        new DriveInfo(Path.GetFullPath(options.Value.Folder)).AvailableFreeSpace >= bytes + ((long)options.Value.FreeMegabytes << 20);

    private static async Task CopyAsync(Stream from, FileStream to, long most, CancellationToken cancel)
    {
        var buffer = new byte[81_920];
        for (int read; most > 0 && (read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, most)), cancel)) > 0; most -= read)
            await to.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
    }
}
