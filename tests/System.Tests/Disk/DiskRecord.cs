using System.Buffers.Binary;
using System.Text;

namespace System.Tests.Disk;

/// <summary>What a program did to its files, in order: the record that <c>recorder.c</c> makes.</summary>
/// <param name="Kind">c create, w write, t truncate, s flush, r rename, u unlink.</param>
/// <param name="Path">The file, relative to the root.</param>
/// <param name="Offset">Of a write; the length after a truncation.</param>
/// <param name="Data">Of a write; the new name of a rename.</param>
internal sealed record DiskEntry(char Kind, string Path, long Offset, ReadOnlyMemory<byte> Data)
{
    private const int HeadBytes = 24;

    /// <summary>All whole entries of a record.</summary>
    public static IReadOnlyList<DiskEntry> Read(string log, string root)
    {
        var bytes = File.ReadAllBytes(log).AsMemory();
        var entries = new List<DiskEntry>();
        while (bytes.Length >= HeadBytes)
        {
            var head = bytes.Span;
            var path = (int)BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            var offset = (long)BinaryPrimitives.ReadUInt64LittleEndian(head[8..]);
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(head[16..]);
            if (bytes.Length < HeadBytes + path + length)
                break;
            entries.Add(new DiskEntry((char)head[0], Relative(head.Slice(HeadBytes, path)), offset, bytes.Slice(HeadBytes + path, length)));
            bytes = bytes[(HeadBytes + path + length)..];
        }

        return entries;

        string Relative(ReadOnlySpan<byte> path) => System.IO.Path.GetRelativePath(root, Encoding.UTF8.GetString(path));
    }
}
