using System.Diagnostics.Metrics;

namespace Edge.Drivers.Hj212;

/// <summary>Numbers of the HJ 212 port: meter <c>Edge.Hj212</c>.</summary>
public sealed class Hj212Metrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Edge.Hj212";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _frames;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _tolerated;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _clocks;
    private readonly Counter<long> _connections;
    private readonly Counter<long> _closed;
    private readonly Counter<long> _skipped;

    public Hj212Metrics()
    {
        _frames = _meter.CreateCounter<long>("edge.hj212.frames", null, "Whole frames received");
        _refused = _meter.CreateCounter<long>("edge.hj212.refused", null, "Frames and messages refused, by fault");
        _tolerated = _meter.CreateCounter<long>("edge.hj212.tolerated", null, "Tolerated deviations, by name");
        _duplicates = _meter.CreateCounter<long>("edge.hj212.duplicates", null, "Messages received before");
        _clocks = _meter.CreateCounter<long>("edge.hj212.clock_sets", null, "Station clocks that were set");
        _connections = _meter.CreateCounter<long>("edge.hj212.connections", null, "Connections accepted");
        _closed = _meter.CreateCounter<long>("edge.hj212.closed", null, "Connections that the gateway closed, by reason");
        _skipped = _meter.CreateCounter<long>("edge.hj212.skipped_bytes", "By", "Bytes that belonged to no frame");
    }

    public void Dispose() => _meter.Dispose();

    internal void Frame() => _frames.Add(1);

    internal void Refused(string fault) => _refused.Add(1, new KeyValuePair<string, object?>("fault", fault));

    internal void Tolerated(string name) => _tolerated.Add(1, new KeyValuePair<string, object?>("name", name));

    internal void Duplicates(int count) => _duplicates.Add(count);

    internal void ClockSet(string station) => _clocks.Add(1, new KeyValuePair<string, object?>("device", station));

    internal void Connected() => _connections.Add(1);

    internal void Closed(string reason) => _closed.Add(1, new KeyValuePair<string, object?>("reason", reason));

    internal void Skipped(long bytes) => _skipped.Add(bytes);
}
