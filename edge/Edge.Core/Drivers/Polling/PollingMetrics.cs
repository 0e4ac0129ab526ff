using System.Diagnostics.Metrics;

namespace Edge.Core.Drivers.Polling;

/// <summary>Numbers of the polling loops: meter <c>Edge.Polling</c>.</summary>
public sealed class PollingMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Edge.Polling";

    private readonly Meter _meter = new(MeterName);
    private readonly Histogram<double> _jitter;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _missed;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _quarantines;

    /// <summary>Creates the instruments.</summary>
    public PollingMetrics()
    {
        _jitter = _meter.CreateHistogram<double>("edge.poll.jitter", "ms", "Start of a poll after its due time");
        _duration = _meter.CreateHistogram<double>("edge.poll.duration", "ms", "Time one group read took");
        _missed = _meter.CreateCounter<long>("edge.poll.missed", null, "Slots that passed without a poll");
        _failures = _meter.CreateCounter<long>("edge.poll.failures", null, "Group reads that failed, by reason");
        _quarantines = _meter.CreateCounter<long>("edge.poll.quarantines", null, "Devices that were put into quarantine");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Polled(string bus, TimeSpan late, TimeSpan took, long missed)
    {
        var tag = new KeyValuePair<string, object?>("bus", bus);
        _jitter.Record(late.TotalMilliseconds, tag);
        _duration.Record(took.TotalMilliseconds, tag);
        if (missed > 0)
            _missed.Add(missed, tag);
    }

    internal void Failed(string device, string reason) =>
        _failures.Add(1, new KeyValuePair<string, object?>("device", device), new KeyValuePair<string, object?>("reason", reason));

    internal void Quarantined(string device) => _quarantines.Add(1, new KeyValuePair<string, object?>("device", device));
}
