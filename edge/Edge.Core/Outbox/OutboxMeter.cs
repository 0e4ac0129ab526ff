using System.Diagnostics.Metrics;
using Telemetry.Model;

namespace Edge.Core.Outbox;

/// <summary>Numbers of the outbox, under the meter <c>Edge.Outbox</c> tagged with its folder.</summary>
internal sealed class OutboxMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Edge.Outbox";

    private readonly Meter _meter;
    private readonly Counter<long> _appended, _acknowledged, _dropped, _refused, _corrupt, _replaced, _foreign, _commits;
    private readonly Histogram<double> _commitSeconds;

    public OutboxMeter(string folder, Func<OutboxStatus> status)
    {
        _meter = new Meter(Name, null, [new("folder", folder)]);
        _appended = _meter.CreateCounter<long>("edge.outbox.appended", "{record}", "Records made durable");
        _acknowledged = _meter.CreateCounter<long>("edge.outbox.acknowledged", "{record}", "Records deleted because the cloud holds them");
        _dropped = _meter.CreateCounter<long>("edge.outbox.dropped", "{record}", "Records dropped by policy, by lane and reason");
        _refused = _meter.CreateCounter<long>("edge.outbox.refused", "{record}", "Records that were not taken, by lane");
        _corrupt = _meter.CreateCounter<long>("edge.outbox.corrupt", "{record}", "Records that did not read back and were put in quarantine");
        _replaced = _meter.CreateCounter<long>("edge.outbox.replaced", "{store}", "Times that the store was replaced under a new epoch, by reason");
        _foreign = _meter.CreateCounter<long>("edge.outbox.foreign_acknowledgements", "{ack}", "Acknowledgements of another epoch, ignored");
        _commits = _meter.CreateCounter<long>("edge.outbox.commits", "{commit}", "Transactions flushed");
        _commitSeconds = _meter.CreateHistogram<double>("edge.outbox.commit.duration", "s", "Time of a flushed transaction");
        _meter.CreateObservableGauge("edge.outbox.records", () => Gauge(status(), lane => lane.Records), "{record}", "Records waiting, by lane");
        _meter.CreateObservableGauge("edge.outbox.bytes", () => Gauge(status(), lane => lane.Bytes), "By", "Bytes waiting, by lane");
        _meter.CreateObservableGauge("edge.outbox.condition", () => (int)status().Condition, null, "0 healthy, 1 disk full, 2 volatile, 3 refusing");
    }

    public void Appended(Lane lane, long records) => _appended.Add(records, Tag(lane));

    public void Acknowledged(Lane lane, long records)
    {
        if (records > 0)
            _acknowledged.Add(records, Tag(lane));
    }

    public void Dropped(Lane lane, string reason, long records) => _dropped.Add(records, Tag(lane), new("reason", reason));

    public void Refused(Lane lane) => _refused.Add(1, Tag(lane));

    public void Corrupt() => _corrupt.Add(1);

    public void Replaced(string reason) => _replaced.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void ForeignAcknowledgement() => _foreign.Add(1);

    public void Committed(TimeSpan took)
    {
        _commits.Add(1);
        _commitSeconds.Record(took.TotalSeconds);
    }

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Tag(Lane lane) => new("lane", lane switch
    {
        Lane.Alarm => "alarm", Lane.Live => "live", Lane.History => "history", _ => "media",
    });

    private static IEnumerable<Measurement<long>> Gauge(OutboxStatus status, Func<LaneStatus, long> number) =>
        status.Lanes.Select(lane => new Measurement<long>(number(lane), Tag(lane.Lane)));
}
