using Cloud.Telemetry.Delivery;
using Telemetry.Model;

namespace Cloud.Telemetry.Series;

/// <summary>
/// Where telemetry lies. One transaction takes the readings, the events, the tally of delivery and the new
/// <see cref="SequenceRanges"/>, so that a record counts exactly once however often it is sent. Contract suite:
/// <c>TimeSeriesContract</c>.
/// </summary>
public interface ITimeSeriesStore
{
    /// <summary>Takes a batch; returns once it is flushed to disk. Records that are held already are not stored again.</summary>
    Task<AppendResult> AppendAsync(ProjectBatch batch, CancellationToken cancel);

    /// <summary>What has arrived of every gateway and epoch of a project, and the position of the commit that this is true of.</summary>
    Task<ProjectMarks> MarksAsync(ProjectId project, CancellationToken cancel);

    /// <summary>Curves of points of one device, raw where they fit and down-sampled where they do not, with their gaps.</summary>
    Task<IReadOnlyList<Curve>> QueryAsync(CurveQuery query, CancellationToken cancel);

    /// <summary>The newest reading that did not arrive late, of every point of a project, at or before an instant.</summary>
    Task<IReadOnlyList<StoredReading>> LatestAsync(ProjectId project, DateTimeOffset before, CancellationToken cancel);

    /// <summary>Stored readings again, in the order that the query asks for.</summary>
    IAsyncEnumerable<StoredReading> ReplayAsync(ReplayQuery query, CancellationToken cancel);

    /// <summary>Events that gateways reported, ascending in time.</summary>
    Task<IReadOnlyList<StoredEvent>> EventsAsync(EventQuery query, CancellationToken cancel);

    /// <summary>What was received, expected and lost, by device and site day, both days included.</summary>
    Task<DeliveryTally> TallyAsync(ProjectId project, DateOnly from, DateOnly to, CancellationToken cancel);
}
