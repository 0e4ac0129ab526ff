using Telemetry.Model;

namespace Cloud.Telemetry.Series;

/// <summary>A reading as the store holds it.</summary>
/// <param name="Device">Whose.</param>
/// <param name="Reading">What.</param>
/// <param name="Lane">The lane it came in.</param>
/// <param name="Late">True when it was late on arrival, see <see cref="Delivery.LateRule"/>.</param>
/// <param name="Arrival">Position of its commit: Unix milliseconds, made unique and ascending.</param>
public readonly record struct StoredReading(DeviceId Device, Reading Reading, Lane Lane, bool Late, long Arrival);

/// <summary>In which order stored readings come again.</summary>
public enum ReplayOrder
{
    /// <summary>Device by device, each ascending in event time.</summary>
    DeviceTime,

    /// <summary>As they arrived; within one commit by device and event time.</summary>
    Arrival,
}

/// <summary>Which stored readings come again.</summary>
/// <param name="Project">The project.</param>
/// <param name="Order">In which order.</param>
/// <param name="From">Event time from, included.</param>
/// <param name="To">Event time to, not included.</param>
/// <param name="Device">Only this device; null = all.</param>
/// <param name="Points">Only these points; null = all.</param>
/// <param name="AfterArrival">Only what arrived after this position.</param>
/// <param name="UpToArrival">Only what arrived up to this position.</param>
public sealed record ReplayQuery(
    ProjectId Project,
    ReplayOrder Order,
    DateTimeOffset From,
    DateTimeOffset To,
    DeviceId? Device = null,
    IReadOnlyList<PointId>? Points = null,
    long AfterArrival = 0,
    long UpToArrival = long.MaxValue);

/// <summary>Which events.</summary>
public sealed record EventQuery(ProjectId Project, DateTimeOffset From, DateTimeOffset To, DeviceId? Device = null, int Limit = 1000);

/// <summary>An event as the store holds it.</summary>
public sealed record StoredEvent(GatewayId Gateway, DeviceId? Device, DateTimeOffset Time, string Kind, string Json);
