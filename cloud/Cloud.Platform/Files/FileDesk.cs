using Cloud.Platform.Approvals;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Files;

/// <summary>Through what a person reaches a file.</summary>
/// <param name="Record">A record that holds or held it; null otherwise.</param>
/// <param name="Case">An approval case with an opinion that it belongs to; null otherwise. With neither: the person has brought it.</param>
public sealed record FilePath(RecordKey? Record = null, Guid? Case = null);

/// <summary>A file that a person may have.</summary>
/// <param name="Entry">The file.</param>
/// <param name="Name">What it is called there.</param>
public sealed record FoundFile(FileEntry Entry, string Name);

/// <summary>
/// Who may have a file: whoever may read a record that holds it, whoever may see a case whose opinion it belongs to, and
/// who has brought it. A hash alone opens nothing.
/// </summary>
public sealed class FileDesk(
    IFileStore files, BlobPlaces blobs, RegisterCatalogue registers, RecordDesk records, ApprovalReader cases) : IAttachmentGate
{
    /// <summary>The file when the person may have it on this path; null otherwise.</summary>
    public async Task<FoundFile?> FindAsync(Actor actor, string hash, FilePath path, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(path);
        if (!BlobPlaces.IsHash(hash) || await files.FindAsync(hash, cancel) is not { } entry)
            return null;
        if (path.Record is { } record)
            return await NameOfAsync(actor, record, hash, cancel) is { } name ? new FoundFile(entry, name) : null;
        if (path.Case is { } id)
            return await cases.FindAsync(actor, id, cancel) is { } one && Attachments(one).FirstOrDefault(file => file.Hash == hash) is { } said ? new FoundFile(entry, said.Name) : null;
        return await files.BroughtAsync(hash, actor.AccountId, cancel) ? new FoundFile(entry, hash[..12]) : null;
    }

    /// <summary>Files that a record holds or held, oldest first; null when the person may not read it.</summary>
    public async Task<IReadOnlyList<(FileBinding Binding, FileEntry? File)>?> OfAsync(Actor actor, RecordKey record, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (registers.Find(record.Register) is not { } register || await records.FindAsync(actor, register, record.Id, cancel) is null)
            return null;
        var found = new List<(FileBinding, FileEntry?)>();
        foreach (var binding in await files.OfAsync(record, cancel))
            found.Add((binding, await files.FindAsync(binding.Hash, cancel)));
        return found;
    }

    /// <summary>The content: from the second copy when the first is gone; null when both are.</summary>
    public async Task<Stream?> OpenAsync(string hash, CancellationToken cancel) =>
        await blobs.First.OpenAsync(hash, cancel) ?? (blobs.Second is { } second ? await second.OpenAsync(hash, cancel) : null);

    /// <inheritdoc/>
    public async ValueTask<string?> FaultAsync(Actor actor, Attachment file, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(file);
        if (file.Fault() is { } fault)
            return fault;
        if (await files.FindAsync(file.Hash, cancel) is not { } entry || !await MayReferAsync(actor, file.Hash, cancel))
            return $"文件“{file.Name}”尚未上传完成，请重新上传";
        return entry.Size == file.Size ? null : $"文件“{file.Name}”的大小与上传的不符";
    }

    // A file of another record may be used again by those who may read it there.
    private async Task<bool> MayReferAsync(Actor actor, string hash, CancellationToken cancel)
    {
        if (actor.Kind == ActorKind.Platform || await files.BroughtAsync(hash, actor.AccountId, cancel))
            return true;
        foreach (var record in await files.HoldersAsync(hash, cancel))
            if (registers.Find(record.Register) is { } register && await records.FindAsync(actor, register, record.Id, cancel) is not null)
                return true;
        return false;
    }

    private async Task<string?> NameOfAsync(Actor actor, RecordKey record, string hash, CancellationToken cancel) =>
        registers.Find(record.Register) is { } register && await records.FindAsync(actor, register, record.Id, cancel) is not null
            ? (await files.OfAsync(record, cancel)).LastOrDefault(binding => binding.Hash == hash)?.Name : null;

    private static IEnumerable<Attachment> Attachments(ApprovalCase one) => one.Trail.Select(step => step.Opinion).OfType<CaseOpinion>()
        .SelectMany(opinion => opinion.Signature?.Image is { } image ? opinion.Attachments.Append(image) : opinion.Attachments);
}
