using Cloud.Telemetry.Gateways;
using Telemetry.Model;

namespace Cloud.Telemetry.Projects;

/// <summary>One change for the live stream. Changes with the same <see cref="Key"/> supersede each other.</summary>
[GenerateSerializer, Immutable, Alias("LiveChange")]
public abstract record LiveChange([property: Id(0)] ProjectId Project)
{
    /// <summary>What it is about within its project.</summary>
    public abstract string Key { get; }
}

/// <summary>A device has newer values. Successive changes of a device are merged point by point.</summary>
[GenerateSerializer, Immutable, Alias("LatestChanged")]
public sealed record LatestChanged(ProjectId Project, [property: Id(0)] DeviceId Device, [property: Id(1)] IReadOnlyList<Reading> Points) : LiveChange(Project)
{
    public override string Key => "l/" + Device.Value;
}

/// <summary>A device came, went, went stale …</summary>
[GenerateSerializer, Immutable, Alias("DeviceChanged")]
public sealed record DeviceChanged(ProjectId Project, [property: Id(0)] DeviceStatus Device) : LiveChange(Project)
{
    public override string Key => "d/" + Device.Device.Value;
}

/// <summary>A gateway came or went, or took a configuration.</summary>
[GenerateSerializer, Immutable, Alias("GatewayChanged")]
public sealed record GatewayChanged(ProjectId Project, [property: Id(0)] GatewayStatus Gateway) : LiveChange(Project)
{
    public override string Key => "g/" + Gateway.Gateway.Value;
}

/// <summary>A warning was raised, changed or handled; the subscriber reads it from the warning store.</summary>
[GenerateSerializer, Immutable, Alias("WarningChanged")]
public sealed record WarningChanged(ProjectId Project, [property: Id(0)] string WarningId) : LiveChange(Project)
{
    public override string Key => "w/" + WarningId;
}

/// <summary>The project's counts have changed.</summary>
[GenerateSerializer, Immutable, Alias("CountsChanged")]
public sealed record CountsChanged(ProjectId Project, [property: Id(0)] ProjectCounts Counts) : LiveChange(Project)
{
    public override string Key => "c";
}

/// <summary>
/// Changes of the platform, for the live stream: within this process, and to the other silos where there are any. Publishing never waits; a slow subscriber gets the newest of each
/// key, and when even those exceed its bound, <see cref="LiveBatch.Overrun"/> tells it to fetch everything again.
/// </summary>
public interface ILiveFeed
{
    void Publish(LiveChange change);

    /// <summary>True when somebody follows this very project: only then are latest values worth publishing.</summary>
    bool IsWatched(ProjectId project);

    /// <summary>
    /// Changes of one project, or of all projects without <see cref="LatestChanged"/> and <see cref="DeviceChanged"/>,
    /// gathered and handed over at most five times a second until cancelled.
    /// </summary>
    IAsyncEnumerable<LiveBatch> SubscribeAsync(ProjectId? project, CancellationToken cancel);
}

/// <summary>What has changed since the batch before it, each key once, in order of first change.</summary>
public sealed record LiveBatch(IReadOnlyList<LiveChange> Changes, bool Overrun);
