namespace Cloud.Platform.Backup;

/// <summary>
/// Cuts contents where they say so themselves (a rolling hash), so that what is inserted moves one cut and not all: a backup
/// stores only the pieces that are new.
/// </summary>
internal static class Chunker
{
    private const int Least = 16 << 10;
    private const int Most = 256 << 10;
    private const ulong Mask = 0xFFFF_0000_0000_0000;
    private static readonly ulong[] Gear = MakeGear();

    /// <summary>The pieces of a stream in order; each is valid until the next.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> CutAsync(Stream content, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var buffer = new byte[Most * 4];
        var (start, end) = (0, 0);
        while (true)
        {
            if (end - start < Most)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
                end += await content.ReadAtLeastAsync(buffer.AsMemory(end), Most, throwOnEndOfStream: false, cancel);
            }

            if (end == start)
                yield break;
            var length = Cut(buffer.AsSpan(start, Math.Min(Most, end - start)));
            yield return buffer.AsMemory(start, length);
            start += length;
        }
    }

    private static int Cut(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= Least)
            return bytes.Length;
        var hash = 0UL;
        for (var i = Least; i < bytes.Length; i++)
        {
            hash = (hash << 1) + Gear[bytes[i]];
            if ((hash & Mask) == 0)
                return i + 1;
        }

        return bytes.Length;
    }

    // Fixed for ever: other numbers would cut everything anew.
    private static ulong[] MakeGear()
    {
        var (gear, state) = (new ulong[256], 0x45444745_45444745UL);
        for (var i = 0; i < gear.Length; i++)
        {
            state += 0x9E3779B97F4A7C15;
            var z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            gear[i] = z ^ (z >> 31);
        }

        return gear;
    }
}
