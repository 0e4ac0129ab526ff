using Cloud.Platform.Registers;
using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Series;
using Cloud.Telemetry.Warnings;
using Telemetry.Model;

namespace Cloud.Supervision.HazardousWorks;

/// <summary>Brings together the points of a hazardous work, the newest values of their devices, what was reported by hand, and open warnings.</summary>
public sealed class WorkMonitoring(RegisterEngine engine, IGrainFactory grains, IWarningStore warnings, ITimeSeriesStore series, TimeProvider time)
{
    private const int MostWarnings = 100;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Around = TimeSpan.FromHours(1);

    /// <summary>Of one work.</summary>
    public async Task<WorkMonitoringState> OfAsync(Guid work, ProjectId project, CancellationToken cancel)
    {
        var points = await PointsAsync(work, cancel);
        var latest = await LatestAsync(project, points, cancel);
        var before = await DayBeforeAsync(project, points, cancel);
        var shown = new List<MonitoredPoint>();
        foreach (var point in points)
            shown.Add(Live(point, latest, before) ?? await ReportedAsync(point, cancel));
        return new WorkMonitoringState(time.GetUtcNow(), shown, await OpenAsync(project, points, cancel));
    }

    /// <summary>Works by their points, in one line each.</summary>
    /// <param name="points">Points in use, of any works.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<MonitoredWork>> BoardAsync(IReadOnlyList<MonitoredEntry> points, CancellationToken cancel)
    {
        var lines = new List<MonitoredWork>();
        foreach (var project in points.GroupBy(point => point.Record.Project!.Value))
        {
            var latest = await LatestAsync(project.Key, [.. project], cancel);
            var open = await OpenAsync(project.Key, [.. project], cancel);
            foreach (var work in project.GroupBy(point => point.Record.Work))
            {
                var shown = new List<MonitoredPoint>();
                foreach (var point in work)
                    shown.Add(Live(point, latest, []) ?? await ReportedAsync(point, cancel));
                var devices = work.Select(point => point.Record.Device).ToHashSet();
                lines.Add(new MonitoredWork(
                    work.Key.Value, shown.Count, shown.Count(point => point.Stale), shown.Max(point => point.Verdict), shown.Max(point => point.At),
                    open.Count(warning => devices.Contains(warning.Device.Value))));
            }
        }

        return lines;
    }

    /// <summary>The points of a work that are in use, by code.</summary>
    internal async Task<IReadOnlyList<MonitoredEntry>> PointsAsync(Guid work, CancellationToken cancel)
    {
        var reference = new Reference<HazardousWork>(work);
        return await engine.Unscoped.Of<MonitoringPoint>().InState(MonitoringPoint.State.InUse).Where(point => point.Work == reference).OrderBy(point => point.Code)
            .ReadAsync(cancel).Select(entry => new MonitoredEntry(entry.Envelope.Id, entry.Record)).ToListAsync(cancel);
    }

    private async Task<Dictionary<string, LatestDevice>> LatestAsync(ProjectId project, IReadOnlyList<MonitoredEntry> points, CancellationToken cancel) =>
        points.Any(point => point.Record.Device is not null)
            ? (await grains.Project(project).LatestAsync(null, cancel)).Devices.ToDictionary(device => device.Device.Value) : [];

    // What each bound point said a day ago: the mean of the two hours around it.
    private async Task<Dictionary<(string Device, string Point), double>> DayBeforeAsync(ProjectId project, IReadOnlyList<MonitoredEntry> points, CancellationToken cancel)
    {
        var found = new Dictionary<(string, string), double>();
        var then = time.GetUtcNow() - Day;
        foreach (var device in points.Where(point => point.Record.Device is not null).GroupBy(point => point.Record.Device!))
        {
            var asked = device.Select(point => new CurvePointQuery(new PointId(point.Record.Point!), Around)).Distinct().ToList();
            foreach (var curve in await series.QueryAsync(new CurveQuery(project, new DeviceId(device.Key), asked, then - Around, then + Around, 10), cancel))
                if (curve.Rows.Where(row => row.Count > 0).ToList() is { Count: > 0 } rows)
                    found[(device.Key, curve.Point.Value)] = rows.Sum(row => row.Avg * row.Count) / rows.Sum(row => row.Count);
        }

        return found;
    }

    private async Task<IReadOnlyList<Warning>> OpenAsync(ProjectId project, IReadOnlyList<MonitoredEntry> points, CancellationToken cancel)
    {
        var open = new List<Warning>();
        foreach (var device in points.Select(point => point.Record.Device).OfType<string>().Distinct())
            open.AddRange((await warnings.ListAsync(new WarningFilter { Projects = [project], Device = new DeviceId(device), Limit = MostWarnings }, cancel)).Items);
        return open;
    }

    private static MonitoredPoint? Live(MonitoredEntry entry, Dictionary<string, LatestDevice> latest, Dictionary<(string Device, string Point), double> before)
    {
        var point = entry.Record;
        if (point.Device is null || !latest.TryGetValue(point.Device, out var device) || device.Points.FirstOrDefault(known => known.Reading.Point.Value == point.Point) is not { } newest)
            return null;
        double? value = newest.Reading.Quality == Quality.Bad || !double.IsFinite(newest.Reading.Value) ? null : newest.Reading.Value;
        double? rate = value is { } now && before.TryGetValue((point.Device, point.Point!), out var then) ? now - then : null;
        var stale = newest.Stale || newest.Reading.Quality != Quality.Good;
        return Shown(entry, value, rate, newest.Reading.Time, stale, live: true, value is { } good && !stale ? point.Judge(good, rate) : null);
    }

    private async Task<MonitoredPoint> ReportedAsync(MonitoredEntry entry, CancellationToken cancel)
    {
        var reference = new Reference<MonitoringPoint>(entry.Id);
        await foreach (var last in engine.Unscoped.Of<MonitoringRecord>().Where(one => one.Point == reference).OrderBy(one => one.At, descending: true).ReadAsync(cancel))
        {
            var stale = time.GetUtcNow() - last.Record.At > entry.Record.LongestSilence;
            // Over a limit stays over until a newer value says otherwise; an old value never says that all is well.
            MonitoringVerdict? verdict = stale && last.Record.Verdict == MonitoringVerdict.Normal ? null : last.Record.Verdict;
            return Shown(entry, last.Record.Value, last.Record.Rate, last.Record.At, stale, live: false, verdict);
        }

        return Shown(entry, null, null, null, stale: true, live: entry.Record.Device is not null, verdict: null);
    }

    private static MonitoredPoint Shown(MonitoredEntry entry, double? value, double? rate, DateTimeOffset? at, bool stale, bool live, MonitoringVerdict? verdict) => new(
        entry.Id, entry.Record.Code, entry.Record.Item, entry.Record.Place, entry.Record.Unit, value, rate, at, stale, live, verdict, entry.Record.WarnAt, entry.Record.AlarmAt,
        entry.Record.RateAlarmAt, entry.Record.Basis, entry.Record.EveryMinutes, entry.Record.Device, entry.Record.Point);
}
