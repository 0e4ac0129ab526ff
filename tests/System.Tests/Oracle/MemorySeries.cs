using Cloud.Telemetry.Delivery;
using Cloud.Telemetry.Series;
using Telemetry.Model;

namespace System.Tests.Oracle;

/// <summary>What a rebuild and an explanation read of a series store, in memory: thousands of sequences need no file each.</summary>
internal sealed class MemorySeries : ITimeSeriesStore
{
    private readonly List<StoredReading> _stored = [];

    /// <summary>Position of the last commit.</summary>
    public long Position { get; private set; }

    /// <summary>One commit of one report.</summary>
    public void Add(DeviceId device, IEnumerable<Reading> readings, Lane lane, DateTimeOffset arrivedAt)
    {
        Position = Math.Max(Position + 1, arrivedAt.ToUnixTimeMilliseconds());
        foreach (var reading in readings)
            _stored.Add(new StoredReading(device, reading, lane, LateRule.IsLate(lane, reading.Time, arrivedAt), Position));
    }

    public async IAsyncEnumerable<StoredReading> ReplayAsync(ReplayQuery query, [Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        var found = _stored.Where(s =>
            s.Reading.Time >= query.From && s.Reading.Time < query.To && s.Arrival > query.AfterArrival && s.Arrival <= query.UpToArrival
            && (query.Device is null || s.Device == query.Device) && (query.Points is null || query.Points.Contains(s.Reading.Point)));
        foreach (var stored in query.Order is ReplayOrder.DeviceTime
            ? found.OrderBy(s => s.Device.Value, StringComparer.Ordinal).ThenBy(s => s.Reading.Time).ThenBy(s => s.Arrival)
            : found.OrderBy(s => s.Arrival).ThenBy(s => s.Device.Value, StringComparer.Ordinal).ThenBy(s => s.Reading.Time))
            yield return stored;
    }

    public Task<AppendResult> AppendAsync(ProjectBatch batch, CancellationToken cancel) => throw new NotSupportedException();

    public Task<ProjectMarks> MarksAsync(ProjectId project, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<Curve>> QueryAsync(CurveQuery query, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<StoredReading>> LatestAsync(ProjectId project, DateTimeOffset before, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<StoredEvent>> EventsAsync(EventQuery query, CancellationToken cancel) => throw new NotSupportedException();

    public Task<DeliveryTally> TallyAsync(ProjectId project, DateOnly from, DateOnly to, CancellationToken cancel) => throw new NotSupportedException();
}
