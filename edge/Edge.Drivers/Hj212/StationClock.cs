namespace Edge.Drivers.Hj212;

/// <summary>
/// Tells a wrong clock from late data. QN is the station's clock at sending, DataTime that of the measurement. A late
/// resend keeps its old QN, so it looks like a clock that is behind; it is taken for one unless the station's clock was
/// seen right within the last ten minutes; no station keeps frames for more than 30 days, so what is older is a wrong clock.
/// </summary>
internal sealed class StationClock(TimeSpan limit)
{
    private static readonly TimeSpan Trust = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan OldestResend = TimeSpan.FromDays(30);
    private DateTimeOffset? _rightAt;

    /// <summary>The measurement's time on the gateway's clock.</summary>
    /// <param name="sent">QN as a time; null when the frame has none.</param>
    /// <param name="measured">DataTime.</param>
    /// <param name="now">The gateway's clock.</param>
    /// <param name="isBackfill">RF=1: old on purpose.</param>
    /// <param name="isWrong">True when the station's clock is wrong, and the gateway's was used.</param>
    public DateTimeOffset Place(DateTimeOffset? sent, DateTimeOffset measured, DateTimeOffset now, bool isBackfill, out bool isWrong)
    {
        var clock = sent ?? measured;
        var skew = clock - now;
        var canBeLate = isBackfill || now - _rightAt <= Trust;
        isWrong = skew > limit || skew < -OldestResend || (skew < -limit && !canBeLate);
        if (!isWrong)
        {
            if (skew.Duration() <= limit)
                _rightAt = now;
            return measured;
        }

        var placed = measured - skew;
        return placed > now ? now : placed;
    }
}
