namespace Cloud.Platform.Backup;

/// <summary>Something that is backed up while the platform runs.</summary>
public interface IBackupSource
{
    /// <summary>kebab-case; the folder of its files in a backup.</summary>
    string Name { get; }

    /// <summary>Writes a copy that is whole in itself, as of one instant, into a folder; the work of others goes on.</summary>
    Task SnapshotAsync(string folder, CancellationToken cancel);

    /// <summary>Opens a restored copy and counts what is in it: a rehearsal. A copy that cannot be opened throws.</summary>
    /// <returns>What was counted, by name.</returns>
    Task<IReadOnlyDictionary<string, long>> CheckAsync(string folder, CancellationToken cancel);
}
