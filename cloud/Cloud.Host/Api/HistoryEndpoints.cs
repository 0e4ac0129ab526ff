using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Series;
using Cloud.Telemetry.Warnings;
using Telemetry.Model;
using Telemetry.Model.Profiles;
using Telemetry.Model.Sensors;

namespace Cloud.Host.Api;

/// <summary>Curves, with gaps as gaps and thresholds with their source.</summary>
public static class HistoryEndpoints
{
    private const int MostPoints = 40;

    /// <summary>Rows are <c>[ms, avg, min, max]</c>, or <c>[ms, null]</c> where the line must break.</summary>
    public sealed record SeriesView(string Point, string Unit, IReadOnlyList<double?[]> Points);

    /// <summary>A stretch without usable readings.</summary>
    public sealed record GapView(string Point, DateTimeOffset From, DateTimeOffset To, string Reason);

    /// <summary>A warning on the time axis.</summary>
    public sealed record EventView(DateTimeOffset Time, int Level, string WarningId, string Title);

    /// <summary>A line to compare with.</summary>
    public sealed record ThresholdView(string Point, int Level, string Compare, double Value, string? Source, string? SourceEn = null);

    /// <summary>Curves of one device.</summary>
    public sealed record HistoryView(
        DateTimeOffset From, DateTimeOffset To, double BucketSeconds, bool Raw, IReadOnlyList<SeriesView> Series,
        IReadOnlyList<GapView> Gaps, IReadOnlyList<EventView> Events, IReadOnlyList<ThresholdView> Thresholds);

    /// <summary>Maps <c>/api/projects/{project}/devices/{device}/history</c>.</summary>
    public static void MapHistory(this IEndpointRouteBuilder routes) => routes
        .MapGet("/api/projects/{project}/devices/{device}/history", GetAsync)
        .AddEndpointFilter<ProjectAccess>().WithTags("telemetry").WithSummary("历史曲线").Produces<HistoryView>();

    private static async Task<IResult> GetAsync(
        string project, string device, string[] point, DateTimeOffset? from, DateTimeOffset? to, int? buckets,
        IDirectory directory, ProfileCatalogue profiles, ITimeSeriesStore series, IWarningStore warnings, IRuleBook rules,
        TimeProvider time, CancellationToken cancel)
    {
        var id = new ProjectId(project);
        var entry = (await directory.DevicesAsync(id, cancel)).FirstOrDefault(d => d.Id.Value == device);
        if (entry is null || profiles.Find(entry.Configuration.Profile) is not { } profile)
            return Problems.NotFound("设备");
        var (until, rows) = (to ?? time.GetUtcNow(), buckets ?? 500);
        var since = from ?? until.AddHours(-1);
        var type = SensorTypes.Find(profile.SensorType)!;
        if (Fault(point, since, until, rows, type) is { } fault)
            return Problems.BadRequest(fault.Field, fault.Reason);

        var wanted = point.Select(p => new CurvePointQuery(new PointId(p), SilenceOf(profile, type, p))).ToList();
        var curves = await series.QueryAsync(new CurveQuery(id, entry.Id, wanted, since, until, rows), cancel);
        var happened = await warnings.OnDeviceAsync(id, entry.Id, since, until, cancel);
        return TypedResults.Ok(new HistoryView(
            since, until, curves.Count == 0 ? 0 : curves.Max(curve => curve.Bucket.TotalSeconds), curves.All(curve => curve.Raw),
            [.. curves.Select(curve => new SeriesView(curve.Point.Value, type.Find(curve.Point.Value)?.Unit ?? "", [.. curve.WithBreaks().Select(Row)]))],
            [.. curves.SelectMany(curve => curve.Gaps.Select(gap => new GapView(curve.Point.Value, gap.From, gap.To, gap.Reason?.ToString() ?? "NoData")))],
            [.. happened.Select(warning => new EventView(warning.StartedAt, warning.Level, warning.Id, warning.Title))],
            [.. Thresholds(await rules.ForAsync(id, cancel), entry, profile, point)]));
    }

    private static (string Field, string Reason)? Fault(string[] points, DateTimeOffset from, DateTimeOffset to, int buckets, SensorType type)
    {
        if (points.Length is 0 or > MostPoints)
            return ("point", $"请选择1至{MostPoints}个测点");
        if (points.FirstOrDefault(p => type.Find(p) is null) is { } unknown)
            return ("point", $"该设备没有测点 {unknown}");
        return Fault(from, to, buckets);
    }

    /// <summary>What is wrong with a period; null when nothing is.</summary>
    internal static (string Field, string Reason)? Fault(DateTimeOffset from, DateTimeOffset to, int buckets) =>
        to <= from || to - from > TimeSpan.FromDays(3_660) ? ("from", "起止时间须先后有序，且不超过十年")
        : buckets is < 10 or > 5_000 ? ("buckets", "须在10至5000之间") : null;

    /// <summary>Three report periods: a longer silence is a gap.</summary>
    private static TimeSpan SilenceOf(DeviceProfile profile, SensorType type, string point)
    {
        var stale = TimeSpan.FromSeconds(type.Find(point)!.StaleAfter);
        var policy = profile.Points.FirstOrDefault(p => p.Id == point)?.Report;
        return policy is not null && ReportPeriod.TryParse(policy.Period, out var period) ? period * 3 : stale;
    }

    /// <summary>A row, or the place where the line must break.</summary>
    internal static double?[] Row(CurveRow row) => row.Count == 0 ? [row.TimeMs, null] : [row.TimeMs, row.Avg, row.Min, row.Max];

    private static IEnumerable<ThresholdView> Thresholds(ProjectRules rules, DeviceEntry entry, DeviceProfile profile, string[] points) =>
        rules.For(new WatchedDevice(entry.Id, entry.Configuration.Name, entry.Gateway, profile.SensorType, new Dictionary<string, double>(), profile))
            .Where(rule => points.Contains(rule.Measure.Point) && rule.Measure.Aggregate is "last" or "mean" or "max" or "min" or "leq" && rule.Measure.RelativeTo is null)
            .SelectMany(rule => rule.Levels.Select(level =>
                new ThresholdView(
                    rule.Measure.Point, level.Level, level.Compare, level.Threshold, level.Source ?? rule.Source,
                    level.Source is null ? rule.SourceEn : level.SourceEn)));
}
