namespace Edge.Core.Outbox;

/// <summary>
/// Which sequences are older than an age, by running time instead of the wall clock: a clock that jumps makes no record
/// old. A mark says that all sequences up to it were stored before its time.
/// </summary>
/// <param name="granularity">Spacing of marks in seconds; an age is right to within it, on the late side.</param>
/// <param name="horizon">Largest age that is asked for, in seconds; older marks are forgotten.</param>
internal sealed class AgeMarks(double granularity, double horizon)
{
    private readonly Lock _gate = new();
    private readonly List<(long Bucket, ulong Sequence)> _marks = [];

    /// <summary>Says that everything up to <paramref name="last"/> was stored before <paramref name="now"/>; the new mark, if one was needed.</summary>
    public (long Bucket, ulong Sequence)? Note(double now, ulong last)
    {
        lock (_gate)
        {
            var bucket = (long)Math.Ceiling(now / granularity);
            if (_marks.Count > 0 && (_marks[^1].Bucket >= bucket || _marks[^1].Sequence >= last))
                return null;
            _marks.Add((bucket, last));
            while (_marks.Count > 1 && _marks[1].Bucket * granularity <= now - horizon)
                _marks.RemoveAt(0);
            return (bucket, last);
        }
    }

    public void Restore(long bucket, ulong sequence)
    {
        lock (_gate)
            _marks.Add((bucket, sequence));
    }

    /// <summary>The last sequence that is at least this old; 0 = none is.</summary>
    public ulong OlderThan(double age, double now)
    {
        lock (_gate)
        {
            var found = 0UL;
            foreach (var (bucket, sequence) in _marks)
                if (bucket * granularity <= now - age)
                    found = sequence;
            return found;
        }
    }
}
