using Cloud.Platform.Registers;
using Cloud.Telemetry.Series;
using Cloud.Telemetry.Warnings;
using Telemetry.Model;

namespace Cloud.Supervision.HazardousWorks;

/// <summary>The course of the monitoring points of a hazardous work: from the series of their devices, or from what was reported.</summary>
public sealed class WorkCourses(RegisterEngine engine, WorkMonitoring monitoring, ITimeSeriesStore series, IWarningStore warnings)
{
    private const int MostReported = 5_000;

    /// <summary>All points of a work that are in use.</summary>
    /// <param name="work">Id of the work.</param>
    /// <param name="project">Its project.</param>
    /// <param name="from">Start.</param>
    /// <param name="to">End.</param>
    /// <param name="buckets">How many rows at most where there are more values.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<PointCourse>> OfAsync(Guid work, ProjectId project, DateTimeOffset from, DateTimeOffset to, int buckets, CancellationToken cancel)
    {
        var courses = new List<PointCourse>();
        foreach (var entry in await monitoring.PointsAsync(work, cancel))
            courses.Add(entry.Record.Device is { } device
                ? await LiveAsync(entry, project, new DeviceId(device), new PointId(entry.Record.Point!), from, to, buckets, cancel)
                : await ReportedAsync(entry, from, to, cancel));
        return courses;
    }

    private async Task<PointCourse> LiveAsync(
        MonitoredEntry entry, ProjectId project, DeviceId device, PointId point, DateTimeOffset from, DateTimeOffset to, int buckets, CancellationToken cancel)
    {
        var curves = await series.QueryAsync(new CurveQuery(project, device, [new CurvePointQuery(point, entry.Record.LongestSilence)], from, to, buckets), cancel);
        var happened = (await warnings.OnDeviceAsync(project, device, from, to, cancel)).Where(warning => warning.Point == point).ToList();
        return curves is [var curve, ..]
            ? new PointCourse(entry, Live: true, curve.Raw, curve.Bucket, [.. curve.WithBreaks()], curve.Gaps, happened)
            : new PointCourse(entry, Live: true, Raw: true, TimeSpan.Zero, [], [new CurveGap(from, to, null)], happened);
    }

    private async Task<PointCourse> ReportedAsync(MonitoredEntry entry, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var reference = new Reference<MonitoringPoint>(entry.Id);
        var values = await engine.Unscoped.Of<MonitoringRecord>().Where(one => one.Point == reference).Between(one => one.At, from, to).OrderBy(one => one.At)
            .ReadAsync(cancel).Select(found => found.Record).Take(MostReported).ToListAsync(cancel);
        var (rows, gaps) = (new List<CurveRow>(), new List<CurveGap>());
        var before = from;
        foreach (var value in values)
        {
            if (value.At - before > entry.Record.LongestSilence)
            {
                gaps.Add(new CurveGap(before, value.At, null));
                if (rows.Count > 0)
                    rows.Add(new CurveRow(before.ToUnixTimeMilliseconds() + 1, double.NaN, double.NaN, double.NaN, 0));
            }

            rows.Add(new CurveRow(value.At.ToUnixTimeMilliseconds(), value.Value, value.Value, value.Value, 1));
            before = value.At;
        }

        if (to - before > entry.Record.LongestSilence)
            gaps.Add(new CurveGap(before, to, null));
        return new PointCourse(entry, Live: false, Raw: true, TimeSpan.Zero, rows, gaps, []);
    }
}
