namespace Edge.Core.Uplink;

/// <summary>
/// How much backlog may be on its way. It grows while acknowledgements come as fast as on an idle link, and halves as
/// soon as they come late, because that queue is the one in which live records would wait.
/// </summary>
/// <param name="most">Largest window in records.</param>
internal sealed class DrainWindow(int most)
{
    private const int Least = 20, Start = 100;
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(100);
    private double _idle = double.MaxValue;
    private double _threshold = most;
    private double _records = Math.Min(Start, most);
    private double _cutUntil = double.MinValue;

    /// <summary>Records that may be unacknowledged.</summary>
    public int Records => (int)_records;

    /// <summary>Takes one acknowledgement.</summary>
    /// <param name="roundTrip">From sending to acknowledgement.</param>
    /// <param name="records">Records acknowledged.</param>
    /// <param name="backlog">They were backlog: only these make the window grow.</param>
    /// <param name="now">Monotonic seconds.</param>
    public void Sample(TimeSpan roundTrip, int records, bool backlog, double now)
    {
        var seconds = roundTrip.TotalSeconds;
        // The idle round trip is the shortest seen, and forgotten slowly: a link may get longer for good.
        _idle = seconds < _idle ? seconds : _idle + ((seconds - _idle) / 512);
        if (seconds > (_idle * 2) + Slack.TotalSeconds)
            Cut(now, seconds);
        else if (backlog)
            _records = Math.Min(most, _records + (_records < _threshold ? records : Math.Max(1, records * Start / _records)));
    }

    /// <summary>Nothing came back in time: starts anew.</summary>
    public void TimedOut() => (_threshold, _records) = (Math.Max(Least, _records / 2), Math.Min(Least, most));

    // One cut a round trip: what is late now was sent before the window was cut.
    private void Cut(double now, double roundTrip)
    {
        if (now < _cutUntil)
            return;
        (_records, _cutUntil) = (Math.Max(Math.Min(Least, most), _records / 2), now + roundTrip);
        _threshold = _records;
    }
}
