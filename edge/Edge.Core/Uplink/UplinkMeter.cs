using System.Diagnostics.Metrics;
using Telemetry.Model;

namespace Edge.Core.Uplink;

/// <summary>Numbers of an uplink, under the meter <c>Edge.Uplink</c> tagged with its kind.</summary>
internal sealed class UplinkMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Edge.Uplink";

    private static readonly string[] Lanes = ["alarm", "live", "history", "media"];
    private readonly Meter _meter;
    private readonly Counter<long> _sent, _acknowledged, _timeouts, _sessions, _rebirths, _refused, _commands;
    private readonly Histogram<double> _roundTrip;
    private double? _certificateDays;

    public UplinkMeter(string kind, Func<bool> online)
    {
        _meter = new Meter(Name, null, [new("uplink", kind)]);
        _sent = _meter.CreateCounter<long>("edge.uplink.sent", "{record}", "Records handed to the link, resends included");
        _acknowledged = _meter.CreateCounter<long>("edge.uplink.acknowledged", "{record}", "Records acknowledged");
        _timeouts = _meter.CreateCounter<long>("edge.uplink.timeouts", "{timeout}", "Times that nothing was acknowledged in time and all was sent again");
        _sessions = _meter.CreateCounter<long>("edge.uplink.sessions", "{session}", "Sessions ended, by reason");
        _rebirths = _meter.CreateCounter<long>("edge.uplink.births", "{birth}", "Births sent, by cause");
        _refused = _meter.CreateCounter<long>("edge.uplink.refused", "{message}", "Messages from the cloud that were refused, by reason");
        _commands = _meter.CreateCounter<long>("edge.uplink.commands", "{command}", "Commands carried out, by kind");
        _roundTrip = _meter.CreateHistogram<double>("edge.uplink.acknowledgement.duration", "s", "From sending a record to its acknowledgement");
        _meter.CreateObservableGauge("edge.uplink.online", () => online() ? 1 : 0, null, "1 while the other end accepts data");
        _meter.CreateObservableGauge(
            "edge.uplink.certificate.remaining", () => _certificateDays is { } days ? [new Measurement<double>(days)] : Array.Empty<Measurement<double>>(), "d",
            "Days that the gateway's certificate was still valid at the last connect; none without a certificate");
    }

    /// <summary>Records acknowledged since the start.</summary>
    public long RecordsAcknowledged { get; private set; }

    public void CertificateLasts(TimeSpan? remaining) => _certificateDays = remaining?.TotalDays;

    public void Sent(Lane lane, int records) => _sent.Add(records, Tag("lane", Lanes[(int)lane]));

    public void Acknowledged(Lane lane, int records, TimeSpan roundTrip)
    {
        RecordsAcknowledged += records;
        _acknowledged.Add(records, Tag("lane", Lanes[(int)lane]));
        _roundTrip.Record(roundTrip.TotalSeconds, Tag("lane", Lanes[(int)lane]));
    }

    public void TimedOut() => _timeouts.Add(1);

    public void SessionEnded(string reason) => _sessions.Add(1, Tag("reason", reason));

    public void Born(string cause) => _rebirths.Add(1, Tag("cause", cause));

    public void Refused(string reason) => _refused.Add(1, Tag("reason", reason));

    public void Command(string kind) => _commands.Add(1, Tag("kind", kind));

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
