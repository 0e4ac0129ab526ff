using Cloud.Host.Api;
using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Projects;
using Telemetry.Model;

namespace Cloud.Host.Live;

/// <summary>Bodies of the stream's events.</summary>
public static class LiveViews
{
    /// <summary>Event <c>latest</c>: newer values of a device.</summary>
    public sealed record Latest(string Device, IReadOnlyList<TelemetryEndpoints.PointValue> Points);

    /// <summary>Event <c>device</c>: its state.</summary>
    public sealed record Device(string Id, string? Gateway, DeviceState State, DateTimeOffset? Since, DateTimeOffset? LastDataAt);

    /// <summary>Event <c>gateway</c>: its state and what configuration it runs.</summary>
    public sealed record Gateway(
        string Id, GatewayState State, DateTimeOffset? Since, DateTimeOffset? LastSeenAt, GatewayEndpoints.ConfigurationView Configuration);

    /// <summary>Event <c>counts</c>: open warnings by level, of the project or of all that the person may see.</summary>
    public sealed record Counts(IReadOnlyDictionary<int, int> ByLevel);

    /// <summary>Event <c>project</c>: what changes in a line of the list of projects.</summary>
    public sealed record Summary(
        string Id, ProjectEndpoints.CountView Gateways, ProjectEndpoints.CountView Devices, IReadOnlyDictionary<int, int> OpenWarnings, DateTimeOffset? LastDataAt);

    /// <summary>Event <c>reset</c>: changes were left out; everything that is shown must be read again.</summary>
    public sealed record Reset(string Reason);

    internal static Latest View(LatestDevice device) => new(device.Device.Value, [.. device.Points.Select(TelemetryEndpoints.View)]);

    internal static Latest View(LatestChanged change, DateTimeOffset now) => new(
        change.Device.Value, [.. change.Points.Select(reading => TelemetryEndpoints.View(new LatestPoint(reading, Age(now, reading), Stale: false)))]);

    internal static Device View(DeviceStatus status) => new(
        status.Device.Value, status.Gateway?.Value, status.State, status.Since, status.LastDataAt);

    internal static Gateway View(GatewayStatus status) => new(
        status.Gateway.Value, status.State, status.Since, status.LastSeenAt,
        new GatewayEndpoints.ConfigurationView(status.DesiredVersion, status.ReportedVersion, status.ConfigurationError));

    internal static Summary View(ProjectId project, ProjectCounts counts, IReadOnlyDictionary<int, int> open) => new(
        project.Value, new ProjectEndpoints.CountView(counts.GatewaysOnline, counts.GatewaysTotal),
        new ProjectEndpoints.CountView(counts.DevicesOnline, counts.DevicesTotal), open, counts.LastDataAt);

    private static TimeSpan Age(DateTimeOffset now, Reading reading) => now > reading.Time ? now - reading.Time : TimeSpan.Zero;
}
