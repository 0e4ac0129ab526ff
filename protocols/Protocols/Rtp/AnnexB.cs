namespace Protocols.Rtp;

/// <summary>
/// NAL units of a byte stream (ITU-T H.264 and H.265 annex B), without allocation.
/// <code>stream = *( *%x00 %x00 00 01 unit )</code>
/// </summary>
/// <param name="stream">One or more access units.</param>
public ref struct AnnexB(ReadOnlySpan<byte> stream)
{
    private ReadOnlySpan<byte> _rest = Begin(stream);

    /// <summary>The unit, without start code and trailing zeros; at least one byte.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>This, for <c>foreach</c>.</summary>
    public readonly AnnexB GetEnumerator() => this;

    /// <summary>Goes to the next unit; false at the end.</summary>
    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            var next = _rest.IndexOf("\0\0\u0001"u8);
            var unit = (next < 0 ? _rest : _rest[..next]).TrimEnd((byte)0);
            _rest = next < 0 ? [] : _rest[(next + 3)..];
            if (unit.IsEmpty)
                continue;
            Current = unit;
            return true;
        }

        return false;
    }

    private static ReadOnlySpan<byte> Begin(ReadOnlySpan<byte> stream)
    {
        var first = stream.IndexOf("\0\0\u0001"u8);
        return first < 0 ? [] : stream[(first + 3)..];
    }
}
