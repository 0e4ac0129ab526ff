using System.Numerics;

namespace FirmwareSim.Fleet;

/// <summary>
/// Counts durations in buckets that are at most 1.6 % wide (64 to each power of two microseconds), up to 2^40 µs. Safe
/// for many threads. Nothing is left out: what took longer lands in the last bucket.
/// </summary>
public sealed class LatencyHistogram
{
    private const int SubBits = 6, Powers = 40;
    private readonly long[] _counts = new long[(Powers - SubBits + 1) << SubBits];
    private long _count;
    private long _largest;

    /// <summary>Durations counted.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>The longest one, in microseconds.</summary>
    public long LargestMicroseconds => Interlocked.Read(ref _largest);

    /// <summary>Counts one duration; a negative one counts as none at all.</summary>
    public void Add(TimeSpan duration)
    {
        var microseconds = Math.Max(0, duration.Ticks / TimeSpan.TicksPerMicrosecond);
        Interlocked.Increment(ref _counts[Bucket(microseconds)]);
        Interlocked.Increment(ref _count);
        for (var seen = Interlocked.Read(ref _largest); microseconds > seen;)
            seen = Interlocked.CompareExchange(ref _largest, microseconds, seen) is var other && other == seen ? microseconds : other;
    }

    /// <summary>Upper bound in microseconds of what a share of all durations did not exceed; 0 when there is none.</summary>
    /// <param name="share">0–1.</param>
    public long Quantile(double share)
    {
        var wanted = (long)Math.Ceiling(Count * share);
        long seen = 0;
        for (var i = 0; i < _counts.Length; i++)
            if ((seen += Interlocked.Read(ref _counts[i])) >= wanted && seen > 0)
                return Math.Min(UpperBound(i), LargestMicroseconds);
        return LargestMicroseconds;
    }

    /// <summary>The buckets that are not empty: upper bound in microseconds and count, ascending.</summary>
    public IReadOnlyList<long[]> Buckets() =>
        [.. Enumerable.Range(0, _counts.Length).Where(i => _counts[i] > 0).Select(i => (long[])[UpperBound(i), _counts[i]])];

    private static int Bucket(long microseconds)
    {
        if (microseconds < 1 << SubBits)
            return (int)microseconds;
        var power = Math.Min(BitOperations.Log2((ulong)microseconds), Powers - 1);
        var sub = Math.Min(microseconds >> (power - SubBits), (2 << SubBits) - 1) - (1 << SubBits);
        return ((power - SubBits + 1) << SubBits) + (int)sub;
    }

    private static long UpperBound(int bucket)
    {
        if (bucket < 1 << SubBits)
            return bucket;
        var shift = (bucket >> SubBits) - 1;
        return ((((long)bucket & ((1 << SubBits) - 1)) + (1 << SubBits) + 1) << shift) - 1;
    }
}
