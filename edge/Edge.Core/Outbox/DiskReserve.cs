namespace Edge.Core.Outbox;

/// <summary>
/// Space that is held back for alarms: a file that is deleted when the disk is full, and, when the store has a quota,
/// the last part of the quota.
/// </summary>
internal sealed class DiskReserve(OutboxFile file, string folder, OutboxOptions options)
{
    private const long Margin = 64 << 10;
    private readonly string _path = Path.Combine(folder, "reserve");

    /// <summary>Takes the reserve; false when the disk does not give it.</summary>
    public bool TryTake()
    {
        if (options.MaxFileBytes > 0)
        {
            var limit = Math.Max(16, (options.MaxFileBytes - options.ReserveBytes) / OutboxSchema.PageBytes);
            var free = limit - file.Number("PRAGMA page_count") + file.Number("PRAGMA freelist_count");
            if (free * OutboxSchema.PageBytes < Margin)
                return false;
            file.Execute($"PRAGMA max_page_count = {limit}");
        }

        return HasFile() || TryWrite();
    }

    /// <summary>Gives the reserve to whoever writes next.</summary>
    public void Release()
    {
        if (options.MaxFileBytes > 0)
            file.Execute($"PRAGMA max_page_count = {Math.Max(16, options.MaxFileBytes / OutboxSchema.PageBytes)}");
        File.Delete(_path);
    }

    private bool HasFile() => options.ReserveBytes == 0 || (File.Exists(_path) && new FileInfo(_path).Length == options.ReserveBytes);

    // Zeros are written, not only allocated: not every file system honours an allocation.
    private bool TryWrite()
    {
        if (new DriveInfo(folder).AvailableFreeSpace < options.ReserveBytes + Margin)
            return false;
        try
        {
            using var handle = File.OpenHandle(_path, FileMode.Create, FileAccess.Write, FileShare.None);
            var zeros = new byte[64 << 10];
            for (var at = 0L; at < options.ReserveBytes; at += zeros.Length)
                RandomAccess.Write(handle, zeros.AsSpan(0, (int)Math.Min(zeros.Length, options.ReserveBytes - at)), at);
            RandomAccess.FlushToDisk(handle);
            return true;
        }
        catch (IOException)
        {
            File.Delete(_path);
            return false;
        }
    }
}
