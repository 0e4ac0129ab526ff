using System.Diagnostics.Metrics;

namespace Edge.Core.Vision;

/// <summary>Numbers of the gateway's side of the cameras.</summary>
public sealed class VisionMetrics : IDisposable
{
    private readonly Meter _meter = new("Edge.Vision.Port");
    private readonly Counter<long> _reports;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _broken;
    private readonly Counter<long> _uploads;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _dropped;
    private int _connected;

    /// <summary>Creates the instruments.</summary>
    public VisionMetrics()
    {
        _reports = _meter.CreateCounter<long>("edge.vision.port.reports", description: "Reports of Edge.Vision taken, by what they carried");
        _refused = _meter.CreateCounter<long>("edge.vision.port.refused", description: "Reports of Edge.Vision not taken, by reason");
        _broken = _meter.CreateCounter<long>("edge.vision.port.broken", description: "Connections of Edge.Vision ended for what came over them");
        _uploads = _meter.CreateCounter<long>("edge.vision.media.uploads", description: "Pictures and clips, by result");
        _bytes = _meter.CreateCounter<long>("edge.vision.media.bytes", "By", "Bytes that the cloud has taken");
        _dropped = _meter.CreateCounter<long>("edge.vision.media.dropped", description: "Pictures and clips that had to make room");
        _meter.CreateObservableGauge("edge.vision.port.connected", () => Volatile.Read(ref _connected), description: "1 while Edge.Vision is connected");
    }

    /// <summary>A report was taken.</summary>
    public void Taken(bool alarm) => _reports.Add(1, new KeyValuePair<string, object?>("kind", alarm ? "event" : "state"));

    /// <summary>A report was not taken.</summary>
    public void Refused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>A connection was ended for what came over it.</summary>
    public void Broken() => _broken.Add(1);

    /// <summary>Whether Edge.Vision is connected.</summary>
    public void Connected(bool connected) => Volatile.Write(ref _connected, connected ? 1 : 0);

    /// <summary>An upload ended.</summary>
    public void Uploaded(string result) => _uploads.Add(1, new KeyValuePair<string, object?>("result", result));

    /// <summary>The cloud has taken bytes.</summary>
    public void Sent(long bytes) => _bytes.Add(bytes);

    /// <summary>A file had to make room.</summary>
    public void Dropped() => _dropped.Add(1);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
