using System.Diagnostics.Metrics;

namespace Cloud.Platform.Notifications;

/// <summary>Counters of the outbox, meter <c>Edge.Cloud.Notifications</c>.</summary>
public sealed class NotificationMetrics : IDisposable
{
    private readonly Meter _meter = new("Edge.Cloud.Notifications");
    private readonly Counter<long> _enqueued;
    private readonly Counter<long> _merged;
    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _latency;

    /// <summary>Creates the instruments.</summary>
    public NotificationMetrics()
    {
        _enqueued = _meter.CreateCounter<long>("edge.notifications.enqueued");
        _merged = _meter.CreateCounter<long>("edge.notifications.merged");
        _attempts = _meter.CreateCounter<long>("edge.notifications.attempts");
        _latency = _meter.CreateHistogram<double>("edge.notifications.latency", "s");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Enqueued(string channel, bool merged)
    {
        var tag = new KeyValuePair<string, object?>("channel", channel);
        _enqueued.Add(1, tag);
        if (merged)
            _merged.Add(1, tag);
    }

    internal void Attempted(string channel, string outcome, TimeSpan sinceCreated)
    {
        var tag = new KeyValuePair<string, object?>("channel", channel);
        _attempts.Add(1, tag, new("outcome", outcome));
        if (outcome == nameof(DeliveryOutcome.Result.Delivered))
            _latency.Record(sinceCreated.TotalSeconds, tag);
    }
}
