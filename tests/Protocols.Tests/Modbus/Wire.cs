using System.Buffers;

namespace Protocols.Tests.Modbus;

/// <summary>Bytes for tests: commented hex, and buffers cut into segments.</summary>
internal static class Wire
{
    /// <summary>Hex bytes over lines; what follows <c>//</c> names them.</summary>
    public static byte[] Hex(string commented) =>
        [.. commented.Split('\n').SelectMany(line => Convert.FromHexString(line.Split("//")[0].Replace(" ", "").Trim()))];

    public static ReadOnlySequence<byte> Whole(byte[] bytes) => new(bytes);

    /// <summary>One segment more than there are cuts; empty segments where cuts repeat.</summary>
    public static ReadOnlySequence<byte> Cut(byte[] bytes, params IEnumerable<int> cuts)
    {
        var (first, last, from) = (default(Segment), default(Segment), 0);
        foreach (var to in cuts.Append(bytes.Length))
        {
            last = new Segment(bytes.AsMemory(from, to - from), last);
            first ??= last;
            from = to;
        }

        return new(first!, 0, last!, last!.Memory.Length);
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

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? previous)
        {
            Memory = memory;
            if (previous is null)
                return;
            RunningIndex = previous.RunningIndex + previous.Memory.Length;
            previous.Next = this;
        }
    }
}
