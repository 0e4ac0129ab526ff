using System.Buffers.Binary;

namespace FirmwareSim.Cameras.Streaming;

/// <summary>
/// The coded pictures in the AVI that the coder writes to a pipe: a container whose chunks tell their length, so that a
/// picture is known to be whole before the next one begins.
/// <code>
/// stream = *( ( "RIFF" / "LIST" ) SIZE(4) TYPE(4) / ID(4) SIZE(4, little-endian) DATA [pad] )    pictures have the id "00dc"
/// </code>
/// </summary>
internal static class AviChunks
{
    private const int LongestChunk = 16 * 1024 * 1024;

    /// <summary>The pictures until the stream ends.</summary>
    /// <exception cref="InvalidDataException">A chunk is longer than 16 MiB.</exception>
    public static async IAsyncEnumerable<byte[]> ReadAsync(
        Stream stream, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var head = new byte[12];
        while (true)
        {
            if (await stream.ReadAtLeastAsync(head.AsMemory(0, 8), 8, throwOnEndOfStream: false, cancel) < 8)
                yield break;
            if (head.AsSpan(0, 4).SequenceEqual("RIFF"u8) || head.AsSpan(0, 4).SequenceEqual("LIST"u8))
            {
                if (await stream.ReadAtLeastAsync(head.AsMemory(8, 4), 4, throwOnEndOfStream: false, cancel) < 4)
                    yield break;
                continue;
            }

            var length = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4));
            if (length > LongestChunk)
                throw new InvalidDataException($"The coder wrote a chunk of {length} bytes.");
            var padded = (int)(length + (length & 1));
            var data = new byte[padded];
            if (await stream.ReadAtLeastAsync(data, padded, throwOnEndOfStream: false, cancel) < padded)
                yield break;
            if (head.AsSpan(0, 4).SequenceEqual("00dc"u8) && length > 0)
                yield return padded == (int)length ? data : data[..(int)length];
        }
    }
}
