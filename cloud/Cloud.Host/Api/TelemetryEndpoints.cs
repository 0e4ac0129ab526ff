using Cloud.Telemetry.Delivery;
using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Series;
using Telemetry.Model;

namespace Cloud.Host.Api;

/// <summary>Latest values and the account of delivery.</summary>
public static class TelemetryEndpoints
{
    private const int LongestDays = 92;

    /// <summary>Newest value of a point; null when it is bad.</summary>
    public sealed record PointValue(
        string Point, double? Value, int Quality, int Reason, DateTimeOffset Time, double AgeSeconds, bool Stale);

    /// <summary>Newest values of a device.</summary>
    public sealed record DeviceLatest(string Device, DeviceState State, IReadOnlyList<PointValue> Points);

    /// <summary>Newest values of a project.</summary>
    public sealed record LatestView(DateTimeOffset At, IReadOnlyList<DeviceLatest> Devices);

    /// <summary>Records that were given up.</summary>
    public sealed record LostView(ulong First, ulong Last, string Reason);

    /// <summary>Expected, received, late and lost of a device and site day.</summary>
    public sealed record DayView(
        DateOnly Day, string? Device, string? Gateway, long? Expected, long Received, long Late, long Lost,
        IReadOnlyList<LostView> LostRanges, double? Complete);

    /// <summary>The account of delivery.</summary>
    public sealed record DeliveryView(IReadOnlyList<DayView> Days);

    /// <summary>When the first reading of a device was stored.</summary>
    public sealed record FirstStored(DateTimeOffset? At);

    /// <summary>Maps latest, delivery and first-stored.</summary>
    public static void MapTelemetry(this IEndpointRouteBuilder routes)
    {
        var project = routes.MapGroup("/api/projects/{project}").WithTags("telemetry").AddEndpointFilter<ProjectAccess>();
        project.MapGet("latest", LatestAsync).WithSummary("最新值").Produces<LatestView>();
        project.MapGet("delivery", DeliveryAsync).WithSummary("数据送达核对").Produces<DeliveryView>();
        project.MapGet("devices/{device}/first-stored", FirstStoredAsync).WithSummary("首条入库时间").Produces<FirstStored>();
    }

    /// <summary>A value as the interface shows it: nothing where there is nothing.</summary>
    public static PointValue View(LatestPoint point) => new(
        point.Reading.Point.Value,
        point.Reading.Quality == Quality.Bad || !double.IsFinite(point.Reading.Value) ? null : point.Reading.Value,
        (int)point.Reading.Quality, (int)point.Reading.Reason, point.Reading.Time, point.Age.TotalSeconds, point.Stale);

    /// <summary>A device's newest values.</summary>
    public static DeviceLatest View(LatestDevice device) => new(device.Device.Value, device.State, [.. device.Points.Select(View)]);

    private static async Task<IResult> LatestAsync(string project, string? device, IGrainFactory grains, CancellationToken cancel)
    {
        if (device is not null && !Identifier.IsValid(device))
            return Problems.BadRequest("device", "设备编号格式有误");
        var snapshot = await grains.Project(new ProjectId(project)).LatestAsync(device is null ? null : new DeviceId(device), cancel);
        return TypedResults.Ok(new LatestView(snapshot.At, [.. snapshot.Devices.Select(View)]));
    }

    private static async Task<IResult> DeliveryAsync(
        string project, DateOnly? from, DateOnly? to, ITimeSeriesStore series, TimeProvider time, CancellationToken cancel)
    {
        var last = to ?? SiteDay.Of(time.GetUtcNow());
        var first = from ?? last.AddDays(-6);
        if (first > last || last.DayNumber - first.DayNumber >= LongestDays)
            return Problems.BadRequest("from", $"起止日期须先后有序，且不超过{LongestDays}天");
        var tally = await series.TallyAsync(new ProjectId(project), first, last, cancel);
        return TypedResults.Ok(new DeliveryView([.. DeliveryTruth.Days(tally).Where(day => day.Day >= first && day.Day <= last).Select(View)]));
    }

    private static DayView View(DeliveryDay day) => new(
        day.Day, day.Device?.Value, day.Gateway?.Value, day.Expected, day.Received, day.Late, day.Lost,
        [.. day.LostRanges.Select(lost => new LostView(lost.Range.First, lost.Range.Last, lost.Reason))], day.Complete);

    private static async Task<IResult> FirstStoredAsync(
        string project, string device, ITimeSeriesStore series, TimeProvider time, CancellationToken cancel)
    {
        if (!Identifier.IsValid(device))
            return Problems.NotFound("设备");
        var query = new ReplayQuery(
            new ProjectId(project), ReplayOrder.Arrival, DateTimeOffset.UnixEpoch, time.GetUtcNow().AddDays(1), new DeviceId(device));
        await foreach (var reading in series.ReplayAsync(query, cancel))
            return TypedResults.Ok(new FirstStored(DateTimeOffset.FromUnixTimeMilliseconds(reading.Arrival)));
        return TypedResults.Ok(new FirstStored(null));
    }
}
