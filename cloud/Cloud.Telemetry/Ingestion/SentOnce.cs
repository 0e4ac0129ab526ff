using System.Buffers;
using System.Runtime.InteropServices;

namespace Cloud.Telemetry.Ingestion;

/// <summary>
/// A long message to one gateway, which is gone when it is sent: the broker holds the last packet of every session, and
/// ten thousand configurations would be held with it. Only for messages that are never sent again (QoS 0).
/// </summary>
internal sealed class SentOnce(ReadOnlyMemory<byte> content) : MemoryManager<byte>
{
    /// <summary>From this length on it is worth it, in bytes.</summary>
    public const int LeastBytes = 2048;

    private Memory<byte> _content = MemoryMarshal.AsMemory(content);

    /// <summary>Lets go of a message that has been written.</summary>
    public static void Release(ReadOnlySequence<byte> written)
    {
        foreach (var segment in written)
            if (MemoryMarshal.TryGetMemoryManager<byte, SentOnce>(segment, out var once))
                once._content = default;
    }

    public override Span<byte> GetSpan() => _content.Span;

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException("It is copied, not pinned.");

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
