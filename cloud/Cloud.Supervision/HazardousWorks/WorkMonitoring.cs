using Cloud.Platform.Registers;
using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Warnings;
using Telemetry.Model;

namespace Cloud.Supervision.HazardousWorks;

/// <summary>A monitoring point with what it says now.</summary>
/// <param name="Id">Of the point's record.</param>
/// <param name="Code">Of the point.</param>
/// <param name="Item">What is measured.</param>
/// <param name="Unit">Of all values.</param>
/// <param name="Value">Newest good value; null when there is none.</param>
/// <param name="At">When it was measured.</param>
/// <param name="Stale">True when it is older than it should be, or there is none.</param>
/// <param name="Live">True when it came by itself from a device; false when it was reported.</param>
/// <param name="Verdict">Against the limits; null when nothing can be decided.</param>
/// <param name="WarnAt">Warning value.</param>
/// <param name="AlarmAt">Alarm value.</param>
/// <param name="Source">Of the limits.</param>
/// <param name="Device">Bound device; null when none.</param>
/// <param name="Point">Point of the device.</param>
public sealed record MonitoredPoint(
    Guid Id, string Code, MonitoringItem Item, string Unit, double? Value, DateTimeOffset? At, bool Stale, bool Live, MonitoringVerdict? Verdict,
    double WarnAt, double AlarmAt, string Source, string? Device, string? Point);

/// <summary>The monitoring of a hazardous work at an instant.</summary>
/// <param name="At">When it was asked.</param>
/// <param name="Points">By code.</param>
/// <param name="Warnings">Open warnings of the bound devices.</param>
public sealed record WorkMonitoringState(DateTimeOffset At, IReadOnlyList<MonitoredPoint> Points, IReadOnlyList<Warning> Warnings);

/// <summary>Brings together the points of a hazardous work, the newest values of their devices, what was reported by hand, and open warnings.</summary>
public sealed class WorkMonitoring(RegisterEngine engine, IGrainFactory grains, IWarningStore warnings, TimeProvider time)
{
    private const int MostWarnings = 100;

    /// <summary>Of one work.</summary>
    public async Task<WorkMonitoringState> OfAsync(Guid work, ProjectId project, CancellationToken cancel)
    {
        var reference = new Reference<HazardousWork>(work);
        var points = await engine.Unscoped.Of<MonitoringPoint>().InState(MonitoringPoint.State.InUse).Where(point => point.Work == reference).OrderBy(point => point.Code)
            .ReadAsync(cancel).ToListAsync(cancel);
        var latest = points.Any(point => point.Record.Device is not null)
            ? (await grains.Project(project).LatestAsync(null, cancel)).Devices.ToDictionary(device => device.Device.Value) : [];
        var shown = new List<MonitoredPoint>();
        foreach (var point in points)
            shown.Add(Live(point, latest) ?? await ReportedAsync(point, cancel));
        var open = new List<Warning>();
        foreach (var device in points.Select(point => point.Record.Device).OfType<string>().Distinct())
            open.AddRange((await warnings.ListAsync(new WarningFilter { Projects = [project], Device = new DeviceId(device), Limit = MostWarnings }, cancel)).Items);
        return new WorkMonitoringState(time.GetUtcNow(), shown, open);
    }

    private static MonitoredPoint? Live(Entry<MonitoringPoint> entry, Dictionary<string, LatestDevice> latest)
    {
        var point = entry.Record;
        if (point.Device is null || !latest.TryGetValue(point.Device, out var device) || device.Points.FirstOrDefault(known => known.Reading.Point.Value == point.Point) is not { } newest)
            return null;
        double? value = newest.Reading.Quality == Quality.Bad || !double.IsFinite(newest.Reading.Value) ? null : newest.Reading.Value;
        var stale = newest.Stale || newest.Reading.Quality != Quality.Good;
        return Shown(entry, value, newest.Reading.Time, stale, live: true, value is { } good && !stale ? point.Judge(good, null) : null);
    }

    private async Task<MonitoredPoint> ReportedAsync(Entry<MonitoringPoint> entry, CancellationToken cancel)
    {
        var reference = new Reference<MonitoringPoint>(entry.Envelope.Id);
        await foreach (var last in engine.Unscoped.Of<MonitoringRecord>().Where(one => one.Point == reference).OrderBy(one => one.At, descending: true).ReadAsync(cancel))
        {
            var stale = time.GetUtcNow() - last.Record.At > TimeSpan.FromMinutes(2 * entry.Record.EveryMinutes);
            return Shown(entry, last.Record.Value, last.Record.At, stale, live: false, last.Record.Verdict);
        }

        return Shown(entry, null, null, stale: true, live: false, verdict: null);
    }

    private static MonitoredPoint Shown(Entry<MonitoringPoint> entry, double? value, DateTimeOffset? at, bool stale, bool live, MonitoringVerdict? verdict) => new(
        entry.Envelope.Id, entry.Record.Code, entry.Record.Item, entry.Record.Unit, value, at, stale, live, verdict, entry.Record.WarnAt, entry.Record.AlarmAt, entry.Record.Basis,
        entry.Record.Device, entry.Record.Point);
}
