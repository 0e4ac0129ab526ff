using System.Buffers;

namespace Protocols.Tests.Modbus;

/// <summary>Buffers cut into segments, and what a writer has written.</summary>
internal static class Wire
{
    public static ReadOnlySequence<byte> Whole(byte[] bytes) => new(bytes);

    /// <summary>One segment more than there are cuts; empty segments where cuts repeat.</summary>
    public static ReadOnlySequence<byte> Cut(byte[] bytes, params IEnumerable<int> cuts)
    {
        int[] ends = [0, .. cuts, bytes.Length];
        return Segments.Of([.. ends.Zip(ends.Skip(1), (from, to) => bytes[from..to])]);
    }

    /// <summary>Whole, in two segments at every byte, with an empty segment, and one byte per segment.</summary>
    public static IEnumerable<ReadOnlySequence<byte>> EveryCut(byte[] bytes)
    {
        yield return Whole(bytes);
        for (var cut = 0; cut <= bytes.Length; cut++)
            yield return Cut(bytes, cut);
        yield return Cut(bytes, bytes.Length / 2, bytes.Length / 2);
        yield return Cut(bytes, Enumerable.Range(1, bytes.Length - 1));
    }

    public static byte[] Written(Action<ArrayBufferWriter<byte>> write)
    {
        var writer = new ArrayBufferWriter<byte>();
        write(writer);
        return writer.WrittenSpan.ToArray();
    }
}
