namespace FirmwareSim.Fleet;

/// <summary>What the fleet has done so far; safe for all gateways at once.</summary>
public sealed class FleetCounters(int phases)
{
    private readonly (LatencyHistogram All, LatencyHistogram Alarms)[] _latencies =
        [.. Enumerable.Range(0, phases).Select(_ => (new LatencyHistogram(), new LatencyHistogram()))];

    private long _connected;
    private long _sent;
    private long _acknowledged;
    private long _resent;
    private long _failures;
    private long _alarms;

    /// <summary>Sessions that stand now.</summary>
    public long Connected => Interlocked.Read(ref _connected);

    /// <summary>Records sent for the first time.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Records that the cloud holds.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>Records sent again.</summary>
    public long Resent => Interlocked.Read(ref _resent);

    /// <summary>Sessions that failed or broke.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Alarm edges sent.</summary>
    public long Alarms => Interlocked.Read(ref _alarms);

    /// <summary>From the intended instant of sending to the acknowledgement, by phase.</summary>
    public IReadOnlyList<(LatencyHistogram All, LatencyHistogram Alarms)> Latencies => _latencies;

    /// <summary>A session began or ended.</summary>
    public void Session(bool up) => Interlocked.Add(ref _connected, up ? 1 : -1);

    /// <summary>A record was sent for the first time.</summary>
    public void RecordSent(bool alarm)
    {
        Interlocked.Increment(ref _sent);
        if (alarm)
            Interlocked.Increment(ref _alarms);
    }

    /// <summary>A record was sent again.</summary>
    public void RecordSentAgain() => Interlocked.Increment(ref _resent);

    /// <summary>A record was acknowledged.</summary>
    public void RecordHeld(int phase, bool alarm, TimeSpan since)
    {
        Interlocked.Increment(ref _acknowledged);
        _latencies[phase].All.Add(since);
        if (alarm)
            _latencies[phase].Alarms.Add(since);
    }

    /// <summary>A session could not be made or broke.</summary>
    public void Failed() => Interlocked.Increment(ref _failures);
}
