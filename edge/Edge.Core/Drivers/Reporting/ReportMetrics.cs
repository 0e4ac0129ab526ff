using System.Diagnostics.Metrics;
using Telemetry.Model;

namespace Edge.Core.Drivers.Reporting;

/// <summary>Numbers of what goes to the outbox: meter <c>Edge.Reports</c>.</summary>
public sealed class ReportMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Edge.Reports";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _readings;
    private readonly Counter<long> _appended;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _notGood;

    /// <summary>Creates the instruments.</summary>
    public ReportMetrics()
    {
        _readings = _meter.CreateCounter<long>("edge.readings", null, "Readings taken from drivers");
        _notGood = _meter.CreateCounter<long>("edge.readings.not_good", null, "Readings that are not good, by reason");
        _appended = _meter.CreateCounter<long>("edge.reports.appended", null, "Reports appended to the outbox, by lane");
        _refused = _meter.CreateCounter<long>("edge.reports.refused", null, "Reports that were not appended, by lane and reason");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Taken(IReadOnlyList<Reading> readings)
    {
        _readings.Add(readings.Count);
        foreach (var reading in readings)
            if (reading.Quality != Quality.Good)
                _notGood.Add(1, new KeyValuePair<string, object?>("reason", reading.Reason.ToString()));
    }

    internal void Appended(Lane lane) => _appended.Add(1, new KeyValuePair<string, object?>("lane", lane.ToString()));

    internal void Refused(Lane lane, string reason) => _refused.Add(
        1, new KeyValuePair<string, object?>("lane", lane.ToString()), new KeyValuePair<string, object?>("reason", reason));
}
