using System.Buffers;
using System.IO.Compression;
using System.IO.Hashing;

namespace Cloud.Platform.Files;

/// <summary>Looks into an archive before anything else reads it: bombs, paths that lead out, more entries than anybody needs.</summary>
public static class ArchiveCheck
{
    private const int MostEntries = 20_000;
    private const long MostBytes = 2L << 30;
    private const long FreeBytes = 16L << 20;
    private const int MostRatio = 200;

    /// <summary>What is wrong with a ZIP archive; null when nothing is. Counts what really comes out, whatever the archive says of itself.</summary>
    /// <param name="file">Readable and seekable.</param>
    public static string? Fault(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            file.Position = 0;
            using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.Entries.Count > MostEntries)
                return $"压缩包内文件超过{MostEntries}个";
            return archive.Entries.Any(entry => LeadsOut(entry.FullName)) ? "压缩包内含有非法路径" : Bomb(archive, file.Length);
        }
        catch (Exception fault) when (fault is InvalidDataException or NotSupportedException or EndOfStreamException or ArgumentException)
        {
            return "压缩包已损坏";
        }
    }

    private static bool LeadsOut(string name) =>
        name.Length > 1024 || name.AsSpan().IndexOfAny("\0\\:") >= 0 || name.StartsWith('/') || name.Split('/').Any(part => part == "..");

    private static string? Bomb(ZipArchive archive, long packed)
    {
        var limit = Math.Min(MostBytes, Math.Max(FreeBytes, packed * MostRatio));
        if (archive.Entries.Sum(entry => (double)entry.Length) > limit)
            return "压缩包展开后过大";
        var buffer = ArrayPool<byte>.Shared.Rent(81_920);
        try
        {
            var unpacked = 0L;
            foreach (var entry in archive.Entries)
            {
                var sum = new Crc32();
                using var stream = entry.Open();
                for (int read; (read = stream.Read(buffer)) > 0;)
                {
                    sum.Append(buffer.AsSpan(0, read));
                    if ((unpacked += read) > limit)
                        return "压缩包展开后过大";
                }

                // Sizes that are a lie cut the content short here and not in other programs.
                if (sum.GetCurrentHashAsUInt32() != entry.Crc32)
                    return "压缩包已损坏";
            }

            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
