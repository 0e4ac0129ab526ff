namespace Cloud.Telemetry.Ingestion;

/// <summary>
/// Follows the framing of an MQTT byte stream (MQTT 5.0 §2.1: type byte, remaining length of 1–4 bytes, that many bytes) and
/// says when a packet announces more than the limit, before the broker takes memory for it.
/// </summary>
public sealed class PacketLimit(int maxBytes)
{
    private long _remaining;
    private int _lengthBytes = -1;

    /// <summary>False once a packet is too long or its length is not one; then the stream cannot be followed any more.</summary>
    public bool TryPass(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_lengthBytes < 0 && _remaining > 0)
            {
                var body = (int)Math.Min(_remaining, bytes.Length);
                _remaining -= body;
                bytes = bytes[body..];
                continue;
            }

            var next = bytes[0];
            bytes = bytes[1..];
            if (_lengthBytes < 0)
            {
                (_lengthBytes, _remaining) = (0, 0);
                continue;
            }

            _remaining |= (long)(next & 0x7F) << (7 * _lengthBytes++);
            if (_remaining > maxBytes || (next >= 0x80 && _lengthBytes == 4))
                return false;
            if (next < 0x80)
                _lengthBytes = -1;
        }

        return true;
    }
}
