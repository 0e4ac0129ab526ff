using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Series;
using Telemetry.Model;

namespace Cloud.Telemetry.Projects;

/// <summary>Is the device there? Stale and zero are never the same thing.</summary>
public enum DeviceState
{
    /// <summary>Nothing ever came.</summary>
    Never,

    /// <summary>Its readings are fresh.</summary>
    Online,

    /// <summary>The gateway is there, but the device's readings are older than its report period allows.</summary>
    Stale,

    /// <summary>The gateway is gone, or says that the device does not answer.</summary>
    Offline,

    /// <summary>The gateway has put it in quarantine because it starves its bus.</summary>
    Quarantined,
}

/// <summary>State of one device.</summary>
[GenerateSerializer, Immutable, Alias("DeviceStatus")]
public sealed record DeviceStatus(
    [property: Id(0)] DeviceId Device,
    [property: Id(1)] GatewayId? Gateway,
    [property: Id(2)] DeviceState State,
    [property: Id(3)] DateTimeOffset? Since,
    [property: Id(4)] DateTimeOffset? LastDataAt);

/// <summary>Newest reading of one point by event time.</summary>
/// <param name="Reading">NaN when it is bad.</param>
/// <param name="Age">How old it is now.</param>
/// <param name="Stale">True when it may not be shown as live.</param>
[GenerateSerializer, Immutable, Alias("LatestPoint")]
public sealed record LatestPoint(
    [property: Id(0)] Reading Reading,
    [property: Id(1)] TimeSpan Age,
    [property: Id(2)] bool Stale);

/// <summary>Newest readings of one device.</summary>
[GenerateSerializer, Immutable, Alias("LatestDevice")]
public sealed record LatestDevice(
    [property: Id(0)] DeviceId Device,
    [property: Id(1)] DeviceState State,
    [property: Id(2)] IReadOnlyList<LatestPoint> Points);

/// <summary>Newest readings of a project.</summary>
[GenerateSerializer, Immutable, Alias("LatestSnapshot")]
public sealed record LatestSnapshot(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] IReadOnlyList<LatestDevice> Devices);

/// <summary>Counts of a project, as lists, maps and roll-ups show them.</summary>
/// <param name="GatewaysOnline">Gateways that are there.</param>
/// <param name="GatewaysTotal">All of the register.</param>
/// <param name="DevicesOnline">Devices with fresh readings.</param>
/// <param name="DevicesTotal">All of the register, and those that report without being in it.</param>
/// <param name="ActiveByLevel">Active conditions by level 1–4 (index 0 = level 1).</param>
/// <param name="LastDataAt">Newest reading of the project.</param>
[GenerateSerializer, Immutable, Alias("ProjectCounts")]
public sealed record ProjectCounts(
    [property: Id(0)] int GatewaysOnline,
    [property: Id(1)] int GatewaysTotal,
    [property: Id(2)] int DevicesOnline,
    [property: Id(3)] int DevicesTotal,
    [property: Id(4)] IReadOnlyList<int> ActiveByLevel,
    [property: Id(5)] DateTimeOffset? LastDataAt)
{
    public static ProjectCounts None { get; } = new(0, 0, 0, 0, [0, 0, 0, 0], null);
}

/// <summary>
/// One project: device states, latest values and rules. A thin shell round pure functions; it alone evaluates the
/// project. Key: the project id. Latest values are rebuilt from the series store at activation; the evaluation
/// checkpoint is written at most every 10 s.
/// </summary>
[Alias("IProjectGrain")]
public interface IProjectGrain : IGrainWithStringKey
{
    /// <summary>
    /// Evaluates stored records; returns when every transition is on disk. Records seen before have no effect.
    /// </summary>
    /// <param name="batch">The records.</param>
    /// <param name="position">Position of the store: everything of the project up to it is evaluated afterwards.</param>
    /// <param name="cancel">Gives up; the same batch is then handed over again.</param>
    [Alias("Evaluate")]
    Task EvaluateAsync(ProjectBatch batch, long position, CancellationToken cancel);

    /// <summary>A gateway or one of its devices came or went.</summary>
    [Alias("Presence")]
    Task PresenceAsync(PresenceChange change, CancellationToken cancel);

    /// <summary>The register, the profiles' parameters or the rules of the project have changed.</summary>
    [Alias("Reconfigure")]
    Task ReconfigureAsync(CancellationToken cancel);

    /// <summary>A silo is gone: asks every gateway's grain whether the gateway is there, where this project believes that it is.</summary>
    [Alias("Recount")]
    Task RecountAsync(CancellationToken cancel);

    [Alias("Latest")]
    Task<LatestSnapshot> LatestAsync(DeviceId? device, CancellationToken cancel);

    [Alias("Devices")]
    Task<IReadOnlyList<DeviceStatus>> DevicesAsync(CancellationToken cancel);

    [Alias("Counts")]
    Task<ProjectCounts> CountsAsync(CancellationToken cancel);
}

/// <summary>What came or went.</summary>
public enum PresenceKind
{
    GatewayOnline,
    GatewayOffline,
    DeviceOnline,
    DeviceOffline,
}

/// <summary>A gateway or one of its devices came or went.</summary>
[GenerateSerializer, Immutable, Alias("PresenceChange")]
public sealed record PresenceChange(
    [property: Id(0)] PresenceKind Kind,
    [property: Id(1)] GatewayId Gateway,
    [property: Id(2)] DeviceId? Device,
    [property: Id(3)] DateTimeOffset At);

/// <summary>Finding the grain.</summary>
public static class ProjectGrainExtensions
{
    public static IProjectGrain Project(this IGrainFactory grains, ProjectId project) => grains.GetGrain<IProjectGrain>(project.Value);
}
