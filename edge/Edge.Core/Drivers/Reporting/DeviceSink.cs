using Edge.Core.Drivers.Binding;
using Edge.Core.Rules;
using Telemetry.Model;

namespace Edge.Core.Drivers.Reporting;

/// <summary>
/// The way of one device's readings: first the local rules, then the report policy, then the outbox. Event times older
/// than a minute go to the history lane and never to the rules' outputs.
/// </summary>
public sealed class DeviceSink : IReadingSink
{
    /// <summary>Event time older than this is late: it fills curves and nothing else.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(60);

    private readonly DeviceBinding _device;
    private readonly IRuleFeed _rules;
    private readonly ReportWriter _writer;
    private readonly ReportMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly Dictionary<PointId, ReportSchedule> _schedules = [];
    private readonly Dictionary<PointId, Reading> _last = [];
    private List<Reading> _batch = [];
    private long _readAt;

    /// <summary>A sink for one device.</summary>
    public DeviceSink(DeviceBinding device, IRuleFeed rules, ReportWriter writer, ReportMetrics metrics, TimeProvider clock)
    {
        (_device, _rules, _writer, _metrics, _clock) = (device, rules, writer, metrics, clock);
        foreach (var point in device.Points)
            _schedules.Add(point.Id, new ReportSchedule(point.Report));
    }

    /// <summary>When the last reading with a value came in, UTC; null before the first.</summary>
    public DateTimeOffset? LastValueAt { get; private set; }

    /// <summary>True when the last batch held a value at all; false when every point of it was Bad.</summary>
    public bool HasValue { get; private set; }

    /// <summary>The last fresh reading of a point, or null. Safe from any thread.</summary>
    public Reading? Last(PointId point)
    {
        lock (_last)
            return _last.TryGetValue(point, out var last) ? last : null;
    }

    /// <inheritdoc/>
    public void Add(in Reading reading)
    {
        if (_batch.Count == 0)
            _readAt = _clock.GetTimestamp();
        _batch.Add(reading);
    }

    /// <inheritdoc/>
    public void Complete()
    {
        if (_batch.Count == 0)
            return;
        var batch = _batch;
        _batch = new List<Reading>(batch.Count);
        _metrics.Taken(batch);
        var now = _clock.GetUtcNow();
        HasValue = batch.Exists(r => r.Quality != Quality.Bad);
        if (HasValue)
            LastValueAt = now;

        var fresh = batch.FindAll(r => now - r.Time <= LateAfter);
        if (fresh.Count < batch.Count)
            Post(batch.FindAll(r => now - r.Time > LateAfter), Lane.History);
        if (fresh.Count == 0)
            return;
        lock (_last)
            foreach (var reading in fresh)
                _last[reading.Point] = reading;
        var taken = _rules.Feed(_device, fresh, _readAt);
        var due = fresh.FindAll(r => !_schedules.TryGetValue(r.Point, out var schedule) || schedule.Take(r));
        if (!taken && due.Count > 0)
            Post(due, Lane.Live);
    }

    private void Post(List<Reading> readings, Lane lane) => _writer.TryPost(new DeviceReport(_device.Id, readings, lane));
}
