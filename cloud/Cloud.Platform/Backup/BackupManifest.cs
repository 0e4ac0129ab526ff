using System.Text.Json;
using System.Text.Json.Serialization;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Backup;

/// <summary>How much a backup writes.</summary>
public enum BackupKind
{
    /// <summary>完全备份: everything, in a generation of its own.</summary>
    [Label("完全备份", "Full")]
    Full,

    /// <summary>增量备份: what is new since the last one of the generation.</summary>
    [Label("增量备份", "Incremental")]
    Incremental,
}

/// <summary>A backup: a point to which everything can be restored.</summary>
/// <param name="Id">Time-ordered; its file name.</param>
/// <param name="Kind">How much was written.</param>
/// <param name="Generation">Full backup that it builds on: its own id for a full one.</param>
/// <param name="At">When the copies were taken.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Bytes">Bytes that were written.</param>
/// <param name="Sources">What was copied.</param>
/// <param name="Contents">Hashes of the files of records and opinions that belong to it.</param>
public sealed record BackupManifest(
    string Id, BackupKind Kind, string Generation, DateTimeOffset At, double Seconds, long Bytes, IReadOnlyList<BackupPart> Sources, IReadOnlyList<string> Contents)
{
    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) }, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

/// <summary>One source of a backup.</summary>
/// <param name="Name">Of the source.</param>
/// <param name="Files">Its files.</param>
public sealed record BackupPart(string Name, IReadOnlyList<BackupFile> Files);

/// <summary>One file of a source.</summary>
/// <param name="Path">Relative.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Hash">SHA-256 of the whole.</param>
/// <param name="Chunks">Hashes of its pieces in order.</param>
public sealed record BackupFile(string Path, long Size, string Hash, IReadOnlyList<string> Chunks);

/// <summary>A rehearsed restore.</summary>
/// <param name="Backup">Which backup.</param>
/// <param name="At">When.</param>
/// <param name="Seconds">How long the restore took.</param>
/// <param name="CheckSeconds">How long opening and counting took.</param>
/// <param name="Counts">What was found in the restored copy: source and name.</param>
/// <param name="Fault">Why it failed; null = it is sound.</param>
public sealed record RestoreRehearsal(string Backup, DateTimeOffset At, double Seconds, double CheckSeconds, IReadOnlyDictionary<string, long> Counts, string? Fault);
