using System.Collections.Immutable;

namespace Telemetry.Model;

/// <summary>Sequences from <paramref name="First"/> to <paramref name="Last"/>, both included.</summary>
public readonly record struct SequenceRange(ulong First, ulong Last);

/// <summary>
/// Which sequences of one epoch have arrived: everything up to <see cref="HighWater"/>, plus the islands above it that
/// an overtaking lane has left. Immutable, so that it can be stored in the transaction of the data and only then
/// published.
/// </summary>
public sealed class SequenceRanges
{
    private readonly ImmutableArray<SequenceRange> _islands;

    private SequenceRanges(ulong highWater, ImmutableArray<SequenceRange> islands) =>
        (HighWater, _islands) = (highWater, islands);

    /// <summary>Nothing has arrived.</summary>
    public static SequenceRanges Empty { get; } = new(0, []);

    /// <summary>All sequences from 1 to this one have arrived; 0 = none.</summary>
    public ulong HighWater { get; }

    /// <summary>Ranges above <see cref="HighWater"/>, ascending, disjoint and not adjacent.</summary>
    public IReadOnlyList<SequenceRange> Islands => _islands;

    /// <summary>Rebuilds a stored set; ranges may come in any order and overlap.</summary>
    public static SequenceRanges Restore(ulong highWater, IEnumerable<SequenceRange> islands)
    {
        var set = new SequenceRanges(highWater, []);
        foreach (var range in islands)
            set = set.Add(range.First, range.Last);
        return set;
    }

    /// <summary>True when the sequence has arrived.</summary>
    public bool Contains(ulong sequence)
    {
        if (sequence <= HighWater)
            return true;
        var at = FirstIslandEndingAtOrAfter(sequence);
        return at < _islands.Length && _islands[at].First <= sequence;
    }

    /// <summary>The set with one more sequence; the same instance when it was there already.</summary>
    public SequenceRanges Add(ulong sequence) => Add(sequence, sequence);

    /// <summary>The set with first..last added; the same instance when all of them were there already.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range starts at 0 or ends before it starts.</exception>
    public SequenceRanges Add(ulong first, ulong last)
    {
        ArgumentOutOfRangeException.ThrowIfZero(first);
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        if (last <= HighWater)
            return this;
        first = Math.Max(first, HighWater + 1);

        // Islands that touch or overlap first..last are swallowed; the rest keep their place.
        var from = FirstIslandEndingAtOrAfter(first - 1);
        var to = from;
        var (low, high) = (first, last);
        while (to < _islands.Length && _islands[to].First <= high + 1)
        {
            if (_islands[to].First <= first && last <= _islands[to].Last)
                return this;
            low = Math.Min(low, _islands[to].First);
            high = Math.Max(high, _islands[to].Last);
            to++;
        }

        if (low == HighWater + 1)
            return new SequenceRanges(high, _islands.RemoveRange(0, to));
        return new SequenceRanges(HighWater, _islands.RemoveRange(from, to - from).Insert(from, new SequenceRange(low, high)));
    }

    private int FirstIslandEndingAtOrAfter(ulong sequence)
    {
        var (low, high) = (0, _islands.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_islands[middle].Last >= sequence) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
