using Cloud.Platform.Audit;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Files;

/// <summary>What the last comparison with the hash has found.</summary>
public enum CopyState
{
    /// <summary>待核验: not compared yet.</summary>
    [Label("待核验", "Not checked")]
    Unchecked,

    /// <summary>完好.</summary>
    [Label("完好", "Sound")]
    Sound,

    /// <summary>丢失.</summary>
    [Label("丢失", "Missing")]
    Missing,

    /// <summary>损坏.</summary>
    [Label("损坏", "Damaged")]
    Damaged,

    /// <summary>未配置: there is no second place.</summary>
    [Label("未配置", "No second copy")]
    None,
}

/// <summary>What the scan has said.</summary>
public enum ScanState
{
    /// <summary>未扫描: no scanner is configured.</summary>
    [Label("未扫描", "Not scanned")]
    NotScanned,

    /// <summary>未发现异常.</summary>
    [Label("未发现异常", "Clean")]
    Clean,
}

/// <summary>A file that is there whole.</summary>
/// <param name="Hash">SHA-256 of its content.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Type">Media type, by its content.</param>
/// <param name="CreatedAt">When it came first.</param>
/// <param name="Scan">What the scan has said.</param>
public sealed record FileEntry(string Hash, long Size, string Type, DateTimeOffset CreatedAt, ScanState Scan)
{
    /// <summary>State of the first copy.</summary>
    public CopyState First { get; init; }

    /// <summary>State of the second copy.</summary>
    public CopyState Second { get; init; }

    /// <summary>When both were last compared; null = never.</summary>
    public DateTimeOffset? CheckedAt { get; init; }
}

/// <summary>A file as a record holds it.</summary>
/// <param name="Record">Which record.</param>
/// <param name="Field">camelCase path of the field.</param>
/// <param name="Hash">Content.</param>
/// <param name="Name">For people.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Edition">1 at first, grows with each content that takes the place of another.</param>
/// <param name="By">Who added it, and when.</param>
/// <param name="Removed">Who took it out or replaced it; null while the record holds it.</param>
public sealed record FileBinding(RecordKey Record, string Field, string Hash, string Name, long Size, int Edition, Stamp By, Stamp? Removed = null);

/// <summary>An upload under way.</summary>
/// <param name="Id">Time-ordered.</param>
/// <param name="Account">Whose.</param>
/// <param name="Name">Name that the person's device gave.</param>
/// <param name="Size">Bytes that shall come.</param>
/// <param name="Fingerprint">By which the device finds it again after a restart; null = it gave none.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="Hash">The content, once it is whole; null before.</param>
/// <param name="Refusal">Why it was not taken; null = it was, or is under way.</param>
public sealed record Upload(Guid Id, Guid Account, string Name, long Size, string? Fingerprint, DateTimeOffset CreatedAt, string? Hash = null, string? Refusal = null);

/// <summary>What is known about files. Every answer to a write comes after the disk has it.</summary>
public interface IFileStore
{
    /// <summary>A file; null when it is not there.</summary>
    Task<FileEntry?> FindAsync(string hash, CancellationToken cancel);

    /// <summary>Adds a file, or notes that one more account has brought it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="account">Who brought it; empty = the platform, and then everybody may refer to it.</param>
    /// <param name="cancel">Gives up waiting for the disk.</param>
    Task AddAsync(FileEntry file, Guid account, CancellationToken cancel);

    /// <summary>True when the account, or the platform, has brought the file.</summary>
    Task<bool> BroughtAsync(string hash, Guid account, CancellationToken cancel);

    /// <summary>Notes what a comparison has found.</summary>
    Task CheckedAsync(string hash, CopyState first, CopyState second, DateTimeOffset at, CancellationToken cancel);

    /// <summary>Files that were not compared since an instant, by hash.</summary>
    Task<IReadOnlyList<FileEntry>> UncheckedAsync(DateTimeOffset since, string? after, int limit, CancellationToken cancel);

    /// <summary>Files whose second copy is not known to be there, oldest first.</summary>
    Task<IReadOnlyList<FileEntry>> WithoutSecondAsync(int limit, CancellationToken cancel);

    /// <summary>All files by hash, for a backup.</summary>
    Task<IReadOnlyList<FileEntry>> ListAsync(string? after, int limit, CancellationToken cancel);

    /// <summary>How many files are in each state of the first and second copy.</summary>
    Task<IReadOnlyList<(CopyState First, CopyState Second, long Files, long Bytes)>> StatesAsync(CancellationToken cancel);

    /// <summary>Files that a record holds or held, oldest first.</summary>
    Task<IReadOnlyList<FileBinding>> OfAsync(RecordKey record, CancellationToken cancel);

    /// <summary>Records that hold or held a file.</summary>
    Task<IReadOnlyList<RecordKey>> HoldersAsync(string hash, CancellationToken cancel);

    /// <summary>Files that records hold and whose text is not in the search yet.</summary>
    Task<IReadOnlyList<(RecordKey Record, string Hash, string Type)>> UnindexedAsync(int limit, CancellationToken cancel);

    /// <summary>Notes that the text of a file is in the search, or has none.</summary>
    Task IndexedAsync(RecordKey record, string hash, CancellationToken cancel);

    /// <summary>Brings what a record holds to a new state, inside a transaction of the records.</summary>
    /// <param name="transaction">Of the commit.</param>
    /// <param name="record">Which record.</param>
    /// <param name="held">Field and file of everything that it holds now.</param>
    /// <param name="by">Who and when.</param>
    void Bind(IStoreTransaction transaction, RecordKey record, IReadOnlyList<(string Field, Attachment File)> held, Stamp by);

    /// <summary>Begins or changes an upload.</summary>
    Task SaveAsync(Upload upload, CancellationToken cancel);

    /// <summary>An upload; null when there is none.</summary>
    Task<Upload?> UploadAsync(Guid id, CancellationToken cancel);

    /// <summary>Uploads of an account that are neither whole nor refused, newest first.</summary>
    Task<IReadOnlyList<Upload>> UploadsAsync(Guid account, CancellationToken cancel);

    /// <summary>Forgets an upload.</summary>
    Task ForgetAsync(Guid id, CancellationToken cancel);

    /// <summary>Uploads that began before an instant.</summary>
    Task<IReadOnlyList<Upload>> UploadsBeforeAsync(DateTimeOffset before, CancellationToken cancel);
}
