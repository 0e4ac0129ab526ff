namespace Protocols.Hj212;

/// <summary>Draws QNs: the time in milliseconds, moved on where two would be equal, so that each names one exchange. Not thread-safe.</summary>
/// <param name="zone">Offset of the site's local time.</param>
public sealed class Hj212QnSource(TimeSpan zone)
{
    private long _last;

    /// <summary>A QN that differs from those before it.</summary>
    public string Next(DateTimeOffset now)
    {
        var millisecond = now.ToUnixTimeMilliseconds();
        // A clock that was set back by more than a burst's worth counts from its new time.
        if (millisecond <= _last && _last - millisecond < 10_000)
            millisecond = _last + 1;
        _last = millisecond;
        return Hj212Time.FormatQn(DateTimeOffset.FromUnixTimeMilliseconds(millisecond), zone);
    }
}
