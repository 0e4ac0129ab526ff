using System.Diagnostics.Metrics;

namespace FirmwareSim.Cameras;

/// <summary>Numbers of one camera, published under the meter <c>FirmwareSim.Cameras</c> with the tag <c>camera</c>.</summary>
public sealed class CameraCounters
{
    private static readonly Meter Meter = new("FirmwareSim.Cameras");
    private static readonly Counter<long> Counted = Meter.CreateCounter<long>("camera.events", description: "What happened, by kind");
    private readonly long[] _totals = new long[Enum.GetValues<CameraCount>().Length];
    private readonly string _camera;

    /// <summary>Counters of a camera.</summary>
    public CameraCounters(string camera) => _camera = camera;

    /// <summary>How often it happened.</summary>
    public long this[CameraCount kind] => Interlocked.Read(ref _totals[(int)kind]);

    /// <summary>Counts.</summary>
    public void Add(CameraCount kind, long amount = 1)
    {
        Interlocked.Add(ref _totals[(int)kind], amount);
        Counted.Add(amount, new KeyValuePair<string, object?>("camera", _camera), new KeyValuePair<string, object?>("kind", kind.ToString()));
    }
}

/// <summary>What is counted.</summary>
public enum CameraCount
{
    /// <summary>Frames drawn.</summary>
    Frames,

    /// <summary>Frames left out because drawing or coding was too slow.</summary>
    LateFrames,

    /// <summary>Coders started.</summary>
    Coders,

    /// <summary>Coders that ended by themselves.</summary>
    CoderFaults,

    /// <summary>Connections taken.</summary>
    Connections,

    /// <summary>Connections refused because there are too many.</summary>
    Refused,

    /// <summary>Connections closed because of malformed bytes.</summary>
    Malformed,

    /// <summary>Connections closed because they said nothing, or half of something, for too long.</summary>
    TimedOut,

    /// <summary>Wrong user or password.</summary>
    Unauthorised,

    /// <summary>Units left out for a viewer that reads too slowly.</summary>
    Skipped,

    /// <summary>Viewers closed because they never read.</summary>
    Stuck,

    /// <summary>ONVIF requests refused: too long, malformed, unknown.</summary>
    BadSoap,
}
