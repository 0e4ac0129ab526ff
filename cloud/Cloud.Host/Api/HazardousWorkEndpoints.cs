using Cloud.Platform.Identity;
using Cloud.Platform.Papers;
using Cloud.Platform.Registers;
using Cloud.Supervision.HazardousWorks;
using Telemetry.Model;

namespace Cloud.Host.Api;

/// <summary>The live monitoring of hazardous works.</summary>
public static class HazardousWorkEndpoints
{
    private const int MostPoints = 2_000;
    private const int Page = 500;
    private const int WarnLevel = 3;
    private const int AlarmLevel = 1;

    /// <summary>Points with their newest values and limits, and open warnings.</summary>
    public sealed record MonitoringView(
        DateTimeOffset At, string Title, string State, string Project, string? ProjectName, IReadOnlyList<MonitoredPoint> Points, IReadOnlyList<WarningView> Warnings);

    /// <summary>A work that is monitored.</summary>
    public sealed record MonitoredWorkView(
        Guid Work, string Title, string State, string Project, string? ProjectName, int Points, int Stale, MonitoringVerdict? Verdict, DateTimeOffset? At, int Warnings);

    /// <summary>Those that the person may see.</summary>
    /// <param name="Items">The worst first.</param>
    /// <param name="More">True when there are more points than are shown.</param>
    public sealed record MonitoredWorkList(IReadOnlyList<MonitoredWorkView> Items, bool More);

    /// <summary>What decides the scale, by kind.</summary>
    public sealed record ThresholdList(IReadOnlyList<ScaleRule> Items);

    /// <summary>The course of one point; rows as those of a device's history.</summary>
    public sealed record PointHistoryView(
        Guid Id, string Code, MonitoringItem Item, string? Place, string Unit, bool Live, bool Raw, double BucketSeconds, IReadOnlyList<double?[]> Rows,
        IReadOnlyList<HistoryEndpoints.GapView> Gaps, IReadOnlyList<HistoryEndpoints.EventView> Events, IReadOnlyList<HistoryEndpoints.ThresholdView> Thresholds);

    /// <summary>The course of all points of a work.</summary>
    public sealed record WorkHistoryView(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<PointHistoryView> Points);

    /// <summary>Maps <c>/api/monitored-works</c> and <c>/api/hazardous-works/{id}/monitoring</c>.</summary>
    public static void MapHazardousWorks(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/monitored-works", BoardAsync).WithTags("records").WithSummary("有监测点的危大工程：最差判定、无数据测点与未关闭的预警").Produces<MonitoredWorkList>();
        routes.MapGet("/api/hazardous-works/thresholds", () => TypedResults.Ok(new ThresholdList([.. Enum.GetValues<HazardousWorkKind>().Select(ScaleThresholds.Shipped.Of)])))
            .WithTags("records").WithSummary("危大工程判定标准：各类工程由哪些参数和情形判定").Produces<ThresholdList>();
        var one = routes.MapGroup("/api/hazardous-works/{id:guid}/monitoring").WithTags("records");
        one.MapGet("", MonitoringAsync).WithSummary("危大工程监测：测点最新值、限值判定与未关闭的预警").Produces<MonitoringView>().ProducesProblem(StatusCodes.Status404NotFound);
        one.MapGet("/history", HistoryAsync).WithSummary("危大工程监测曲线：限值、间断与预警").Produces<WorkHistoryView>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> BoardAsync(Actor actor, RegisterCatalogue registers, RecordDesk desk, WorkMonitoring monitoring, IRecordNames names, CancellationToken cancel)
    {
        var (points, works) = (registers.Of(typeof(MonitoringPoint)), registers.Of(typeof(HazardousWork)));
        var found = new List<MonitoredEntry>();
        PageMark? mark = null;
        do
        {
            var (page, _) = await desk.ListAsync(actor, points, new RecordSelection { Filters = ["state:eq:inUse"] }, mark, Page, cancel);
            found.AddRange(page!.Records.Select(record => new MonitoredEntry(record.Envelope.Id, (MonitoringPoint)RecordBody.Parse(record.Body, typeof(MonitoringPoint)))));
            mark = page.Next;
        }
        while (mark is not null && found.Count < MostPoints);
        var lines = new List<MonitoredWorkView>();
        foreach (var line in await monitoring.BoardAsync(found, cancel))
            if (await desk.FindAsync(actor, works, line.Work, cancel) is { Envelope: { VoidReason: null, Project: { } project } work })
                lines.Add(new MonitoredWorkView(
                    line.Work, work.Title, work.State, project.Value, await NameAsync(names, project, cancel), line.Points, line.Stale, line.Verdict, line.At, line.Warnings));
        return TypedResults.Ok(new MonitoredWorkList(
            [.. lines.OrderByDescending(line => line.Verdict ?? MonitoringVerdict.Normal).ThenByDescending(line => line.Warnings).ThenByDescending(line => line.Stale)], mark is not null));
    }

    private static async Task<IResult> MonitoringAsync(
        Guid id, Actor actor, RegisterCatalogue registers, RecordDesk desk, WorkMonitoring monitoring, IRecordNames names, CancellationToken cancel)
    {
        if (await desk.FindAsync(actor, registers.Of(typeof(HazardousWork)), id, cancel) is not { Envelope: { Project: { } project } work })
            return Problems.NotFound("记录");
        var state = await monitoring.OfAsync(id, project, cancel);
        return TypedResults.Ok(new MonitoringView(
            state.At, work.Title, work.State, project.Value, await NameAsync(names, project, cancel), state.Points, [.. state.Warnings.Select(warning => new WarningView(warning))]));
    }

    private static async Task<IResult> HistoryAsync(
        Guid id, DateTimeOffset? from, DateTimeOffset? to, int? buckets, Actor actor, RegisterCatalogue registers, RecordDesk desk, WorkCourses courses, TimeProvider time,
        CancellationToken cancel)
    {
        if (await desk.FindAsync(actor, registers.Of(typeof(HazardousWork)), id, cancel) is not { Envelope.Project: { } project })
            return Problems.NotFound("记录");
        var (until, rows) = (to ?? time.GetUtcNow(), buckets ?? 500);
        var since = from ?? until.AddHours(-6);
        if (HistoryEndpoints.Fault(since, until, rows) is { } fault)
            return Problems.BadRequest(fault.Field, fault.Reason);
        var found = await courses.OfAsync(id, project, since, until, rows, cancel);
        return TypedResults.Ok(new WorkHistoryView(since, until, [.. found.Select(View)]));
    }

    private static PointHistoryView View(PointCourse course)
    {
        var point = course.Entry.Record;
        return new PointHistoryView(
            course.Entry.Id, point.Code, point.Item, point.Place, point.Unit, course.Live, course.Raw, course.Bucket.TotalSeconds, [.. course.Rows.Select(HistoryEndpoints.Row)],
            [.. course.Gaps.Select(gap => new HistoryEndpoints.GapView(point.Code, gap.From, gap.To, gap.Reason?.ToString() ?? "NoData"))],
            [.. course.Warnings.Select(warning => new HistoryEndpoints.EventView(warning.StartedAt, warning.Level, warning.Id, warning.Title))],
            [Limit(point, WarnLevel, point.WarnAt), Limit(point, WarnLevel, -point.WarnAt), Limit(point, AlarmLevel, point.AlarmAt), Limit(point, AlarmLevel, -point.AlarmAt)]);
    }

    // The sign says the direction; a limit counts on both sides.
    private static HistoryEndpoints.ThresholdView Limit(MonitoringPoint point, int level, double value) => new(point.Code, level, value > 0 ? "above" : "below", value, point.Basis);

    private static ValueTask<string?> NameAsync(IRecordNames names, ProjectId project, CancellationToken cancel) =>
        names.NameAsync(new Field { Name = "project", Label = new Label("", ""), Kind = FieldKind.Project }, project.Value, english: false, cancel);
}
