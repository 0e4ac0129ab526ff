namespace FirmwareSim.Cameras;

/// <summary>How a camera can fail; <c>happening</c> of a scenario event in lower case.</summary>
public enum TroubleKind
{
    /// <summary>The picture stands still, the stream goes on.</summary>
    Freeze,

    /// <summary>The picture is black.</summary>
    Black,

    /// <summary>Something hangs before the lens.</summary>
    Cover,

    /// <summary>The camera was knocked to another direction (amount: degrees).</summary>
    Knock,

    /// <summary>No data arrive, the connection stays.</summary>
    Stall,

    /// <summary>Connections are cut and refused.</summary>
    Offline,

    /// <summary>Coded pictures hold wrong bytes.</summary>
    Corrupt,

    /// <summary>No key frame is sent.</summary>
    NoKey,

    /// <summary>The stream changes to half its size.</summary>
    Resize,

    /// <summary>The camera's clock is wrong (amount: seconds).</summary>
    Clock,

    /// <summary>The timestamps of the stream jump (amount: seconds).</summary>
    Timestamps,
}

/// <summary>Troubles that are on now. Written by the scenario, read by streams and services.</summary>
public sealed class CameraTrouble(CameraClock clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TroubleKind, (double Until, double Amount)> _active = [];

    /// <summary>Puts a trouble on for some seconds; clock errors and timestamp jumps stay.</summary>
    public void Start(TroubleKind kind, double seconds, double amount)
    {
        lock (_gate)
            _active[kind] = (clock.SceneSeconds + seconds, amount);
        if (kind == TroubleKind.Clock)
            clock.Error = TimeSpan.FromSeconds(amount);
    }

    /// <summary>Ends a trouble.</summary>
    public void End(TroubleKind kind)
    {
        lock (_gate)
            _active.Remove(kind);
    }

    /// <summary>True while the trouble is on.</summary>
    public bool Has(TroubleKind kind) => Amount(kind) is not null;

    /// <summary>Amount of a trouble that is on; null when it is not.</summary>
    public double? Amount(TroubleKind kind)
    {
        lock (_gate)
            return _active.TryGetValue(kind, out var trouble) && trouble.Until > clock.SceneSeconds ? trouble.Amount : null;
    }

    /// <summary>The troubles that are on, by name.</summary>
    public IReadOnlyList<string> Names()
    {
        lock (_gate)
            return [.. _active.Where(trouble => trouble.Value.Until > clock.SceneSeconds).Select(trouble => trouble.Key.ToString().ToLowerInvariant())];
    }

    /// <summary>Sum of all jumps of the timestamps so far, seconds.</summary>
    public double TimestampJump
    {
        get
        {
            lock (_gate)
                return _active.TryGetValue(TroubleKind.Timestamps, out var jump) ? jump.Amount : 0;
        }
    }
}
