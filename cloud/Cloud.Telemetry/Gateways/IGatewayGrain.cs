using Telemetry.Model;
using Telemetry.Model.Configuration;

namespace Cloud.Telemetry.Gateways;

/// <summary>Is it there?</summary>
public enum GatewayState
{
    /// <summary>It has never connected.</summary>
    Never,

    /// <summary>It is connected and its birth was read.</summary>
    Online,

    /// <summary>It was there and is not.</summary>
    Offline,
}

/// <summary>Everything that is known about one gateway.</summary>
/// <param name="Gateway">Which.</param>
/// <param name="State">Is it there?</param>
/// <param name="Since">Since when it is in this state; null while never.</param>
/// <param name="LastSeenAt">Its last message of any kind.</param>
/// <param name="Address">Remote address of its connection.</param>
/// <param name="SoftwareVersion">As it reports it.</param>
/// <param name="DesiredVersion">Configuration that the cloud wants.</param>
/// <param name="ReportedVersion">Configuration that it runs; null while unknown.</param>
/// <param name="ConfigurationError">Why it did not take the desired one.</param>
/// <param name="Epoch">Epoch of its outbox.</param>
/// <param name="Lanes">Depth of its outbox as last reported.</param>
[GenerateSerializer, Immutable, Alias("GatewayStatus")]
public sealed record GatewayStatus(
    [property: Id(0)] GatewayId Gateway,
    [property: Id(1)] GatewayState State,
    [property: Id(2)] DateTimeOffset? Since,
    [property: Id(3)] DateTimeOffset? LastSeenAt,
    [property: Id(4)] string? Address,
    [property: Id(5)] string? SoftwareVersion,
    [property: Id(6)] long DesiredVersion,
    [property: Id(7)] long? ReportedVersion,
    [property: Id(8)] string? ConfigurationError,
    [property: Id(9)] ulong? Epoch,
    [property: Id(10)] IReadOnlyList<OutboxLane> Lanes);

/// <summary>Depth of one lane of a gateway's outbox.</summary>
[GenerateSerializer, Immutable, Alias("OutboxLane")]
public sealed record OutboxLane(
    [property: Id(0)] string Lane,
    [property: Id(1)] long Records,
    [property: Id(2)] long Bytes,
    [property: Id(3)] DateTimeOffset? Oldest);

/// <summary>What a command came to.</summary>
public enum CommandOutcome
{
    /// <summary>Done and confirmed.</summary>
    Done,

    /// <summary>The gateway or the device refused.</summary>
    Failed,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>The gateway is not connected.</summary>
    Offline,
}

/// <summary>Answer to a command.</summary>
/// <param name="Outcome">What it came to.</param>
/// <param name="Error">Why it failed, as the gateway says it.</param>
/// <param name="Readings">What was read: of a test all points, of a write the read-back.</param>
/// <param name="Elapsed">From sending to the answer.</param>
[GenerateSerializer, Immutable, Alias("CommandAnswer")]
public sealed record CommandAnswer(
    [property: Id(0)] CommandOutcome Outcome,
    [property: Id(1)] string? Error,
    [property: Id(2)] IReadOnlyList<Reading> Readings,
    [property: Id(3)] TimeSpan Elapsed);

/// <summary>
/// One gateway: session, configuration and commands. Key: see <see cref="GatewayGrainExtensions.Gateway"/>. Commands find
/// the connection through it, wherever the grain lives.
/// </summary>
[Alias("IGatewayGrain")]
public interface IGatewayGrain : IGrainWithStringKey
{
    [Alias("Status")]
    Task<GatewayStatus> StatusAsync(CancellationToken cancel);

    /// <summary>Reads and answers a device that is not configured yet, at the gateway. Ends after 15 s at most.</summary>
    [Alias("TestDevice")]
    Task<CommandAnswer> TestDeviceAsync(DeviceConfiguration device, CancellationToken cancel);

    /// <summary>Writes one point and answers with its read-back. Ends after 15 s at most.</summary>
    [Alias("Write")]
    Task<CommandAnswer> WriteAsync(DeviceId device, PointId point, double value, CancellationToken cancel);

    /// <summary>Has a camera's stream sent to this platform. Ends after 15 s at most.</summary>
    [Alias("Show")]
    Task<CommandAnswer> ShowAsync(DeviceId camera, string session, string address, CancellationToken cancel);

    /// <summary>The desired configuration has changed in the register: issue it now if the gateway is there.</summary>
    [Alias("ConfigurationChanged")]
    Task ConfigurationChangedAsync(CancellationToken cancel);

    /// <summary>Refuses the gateway from now on and ends its connection. False when there is no such gateway.</summary>
    [Alias("Revoke")]
    Task<bool> RevokeAsync(string reason, CancellationToken cancel);

    /// <summary>From the Sparkplug host: a birth was read.</summary>
    [Alias("Born")]
    Task BornAsync(GatewayBirth birth, IGatewayConnection connection, CancellationToken cancel);

    /// <summary>From the Sparkplug host: the session is over. One that is not the present session is ignored.</summary>
    [Alias("Died")]
    Task DiedAsync(Guid session, DateTimeOffset at, CancellationToken cancel);

    /// <summary>
    /// From the Sparkplug host, now and then, and when a silo is gone: the session lives. A grain that has lost it with its silo
    /// takes it over.
    /// </summary>
    [Alias("Alive")]
    Task<SessionKnown> AliveAsync(GatewaySession session, IGatewayConnection connection, CancellationToken cancel);

    /// <summary>The silo that held the connection is gone; true when the gateway has not come back elsewhere and is offline now.</summary>
    [Alias("SiloLost")]
    Task<bool> SiloLostAsync(string silo, DateTimeOffset at, CancellationToken cancel);

    /// <summary>From the Sparkplug host: node metrics other than telemetry.</summary>
    [Alias("Reported")]
    Task ReportedAsync(GatewayReport report, CancellationToken cancel);
}

/// <summary>What a birth certificate says.</summary>
[GenerateSerializer, Immutable, Alias("GatewayBirth")]
public sealed record GatewayBirth(
    [property: Id(0)] Guid Session,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string? Address,
    [property: Id(3)] ulong? Epoch,
    [property: Id(4)] GatewayReport Report,
    [property: Id(5)] string Silo = "");

/// <summary>A session that lives: what a grain needs to take it over from an activation that was lost with its silo.</summary>
/// <param name="Session">Its identity.</param>
/// <param name="LastSeenAt">When anything came last.</param>
/// <param name="Address">Remote address.</param>
/// <param name="Silo">The silo that holds the connection.</param>
[GenerateSerializer, Immutable, Alias("GatewaySession")]
public sealed record GatewaySession(
    [property: Id(0)] Guid Session,
    [property: Id(1)] DateTimeOffset LastSeenAt,
    [property: Id(2)] string? Address,
    [property: Id(3)] string Silo);

/// <summary>What a grain says to a session that lives.</summary>
public enum SessionKnown
{
    /// <summary>It is the present one.</summary>
    Known,

    /// <summary>Nobody held the gateway; it is the present one from now on.</summary>
    TakenOver,

    /// <summary>Another session is the present one: this gateway must be born again.</summary>
    Foreign,
}

/// <summary>Node metrics that are not telemetry; what is null did not come.</summary>
[GenerateSerializer, Immutable, Alias("GatewayReport")]
public sealed record GatewayReport(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] long? ConfigurationVersion = null,
    [property: Id(2)] string? ConfigurationError = null,
    [property: Id(3)] string? SoftwareVersion = null,
    [property: Id(4)] IReadOnlyList<OutboxLane>? Lanes = null,
    [property: Id(5)] string? CommandResult = null);

/// <summary>The way back to a connected gateway: lives in the process that holds the connection.</summary>
[Alias("IGatewayConnection")]
public interface IGatewayConnection : IGrainObserver
{
    /// <summary>Publishes to the gateway.</summary>
    [Alias("Send")]
    Task SendAsync(string topic, ReadOnlyMemory<byte> payload);

    /// <summary>Ends the connection of the gateway.</summary>
    [Alias("Disconnect")]
    Task DisconnectAsync(string gateway);
}

/// <summary>Finding the grain.</summary>
public static class GatewayGrainExtensions
{
    public static IGatewayGrain Gateway(this IGrainFactory grains, ProjectId project, GatewayId gateway) =>
        grains.GetGrain<IGatewayGrain>($"{project.Value}/{gateway.Value}");
}
