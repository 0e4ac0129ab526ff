namespace Edge.Core.Drivers.Polling;

/// <summary>
/// The due times of one polling group on the monotonic clock: a fixed grid, so that a late poll does not delay the next,
/// and slots that were missed are counted instead of piling up.
/// </summary>
public sealed class PollCadence
{
    /// <summary>A cadence whose first poll is due at once and whose grid is shifted by <paramref name="offset"/>.</summary>
    /// <param name="group">Name of the polling group.</param>
    /// <param name="period">Distance of two polls.</param>
    /// <param name="start">Now, as time since an arbitrary zero.</param>
    /// <param name="offset">Shift of the grid, 0 ≤ offset &lt; period.</param>
    public PollCadence(string group, TimeSpan period, TimeSpan start, TimeSpan offset)
    {
        (Group, Period, Due) = (group, period, start);
        _next = start + (offset > TimeSpan.Zero ? offset : period);
    }

    private TimeSpan _next;

    /// <summary>Name of the polling group.</summary>
    public string Group { get; }

    /// <summary>Distance of two polls.</summary>
    public TimeSpan Period { get; }

    /// <summary>When the next poll is due.</summary>
    public TimeSpan Due { get; private set; }

    /// <summary>Slots of the grid that passed without a poll.</summary>
    public long Missed { get; private set; }

    /// <summary>Brings the next poll forward, when it is later than that (a slow group is retried before its next slot).</summary>
    public void RetryAt(TimeSpan time)
    {
        if (time < Due)
            (_next, Due) = (Due, time);
    }

    /// <summary>Moves on to the next slot after <paramref name="now"/>; returns how many slots were missed by this.</summary>
    public long Advance(TimeSpan now)
    {
        var missed = now < _next ? 0 : (now - _next).Ticks / Period.Ticks + 1;
        Due = _next + missed * Period;
        _next = Due + Period;
        Missed += missed;
        return missed;
    }
}
