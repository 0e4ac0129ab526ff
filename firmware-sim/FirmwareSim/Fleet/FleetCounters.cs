namespace FirmwareSim.Fleet;

/// <summary>What the fleet has done so far; safe for all gateways at once.</summary>
public sealed class FleetCounters
{
    private long _connected;
    private long _sent;
    private long _acknowledged;
    private long _resent;
    private long _failures;

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

    /// <summary>A session began or ended.</summary>
    public void Session(bool up) => Interlocked.Add(ref _connected, up ? 1 : -1);

    /// <summary>A record was sent.</summary>
    public void RecordSent(bool again)
    {
        if (again) Interlocked.Increment(ref _resent);
        else Interlocked.Increment(ref _sent);
    }

    /// <summary>Records were acknowledged.</summary>
    public void RecordsHeld(long count) => Interlocked.Add(ref _acknowledged, count);

    /// <summary>A session could not be made or broke.</summary>
    public void Failed() => Interlocked.Increment(ref _failures);
}
