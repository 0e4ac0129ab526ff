using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace TestKit.Files;

/// <summary>Archives, good and bad.</summary>
public static class Zips
{
    public static byte[] Of(params IReadOnlyList<(string Name, string Text)> entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
            foreach (var (name, text) in entries)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(text);
            }

        return stream.ToArray();
    }

    /// <summary>Zeros: a thousandth of what comes out.</summary>
    public static byte[] Bomb(long bytes)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("0.bin", CompressionLevel.SmallestSize).Open();
            var zeros = new byte[1 << 20];
            for (var left = bytes; left > 0; left -= zeros.Length)
                entry.Write(zeros);
        }

        return stream.ToArray();
    }

    /// <summary>The same archive saying that its entry has ten bytes.</summary>
    public static byte[] Lying(byte[] archive)
    {
        var copy = (byte[])archive.Clone();
        for (var i = 0; i < copy.Length - 46; i++)
            if (copy.AsSpan(i, 4).SequenceEqual("PK\u0001\u0002"u8))
                BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(i + 24), 10);
            else if (copy.AsSpan(i, 4).SequenceEqual("PK\u0003\u0004"u8))
                BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(i + 22), 10);
        return copy;
    }
}
