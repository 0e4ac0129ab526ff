using System.Buffers.Binary;

namespace Edge.Vision.Fragments;

/// <summary>
/// Notices that a stream has become another one: a camera that is set to another size goes on sending, with new parameter
/// sets in its key frames, while the MP4's beginning still describes the old ones.
/// </summary>
internal sealed class ParameterSets(bool isHevc)
{
    private byte[]? _first;

    /// <summary>False when the key frame's sequence parameter set differs from the first one seen.</summary>
    public bool Fits(ReadOnlySpan<byte> fragment)
    {
        var payload = Boxes.Find(fragment, "mdat", out _);
        while (payload.Length > 4)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(payload);
            if (length == 0 || length > payload.Length - 4)
                return true;
            var unit = payload.Slice(4, (int)length);
            var isSequence = isHevc ? (unit[0] >> 1 & 0x3F) == 33 : (unit[0] & 0x1F) == 7;
            if (isSequence)
            {
                _first ??= unit.ToArray();
                return unit.SequenceEqual(_first);
            }

            payload = payload[(4 + (int)length)..];
        }

        return true;
    }
}
