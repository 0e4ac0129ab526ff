using Telemetry.Model;
using Telemetry.Model.Configuration;

namespace Edge.Core.Uplink;

/// <summary>
/// What a cloud may ask of the gateway. Implemented by the gateway's composition, called by the uplinks one command at
/// a time. Commands and their results bypass the outbox; a write's read-back reading goes through it like any other.
/// </summary>
public interface IGatewayCommands
{
    /// <summary>Checks, stores and applies a desired configuration; the reported version changes through <see cref="IDeviceDirectory"/>.</summary>
    /// <param name="json">A <see cref="GatewayConfiguration"/>, camelCase.</param>
    /// <param name="cancel">The gateway is stopping.</param>
    /// <returns>Null when it is applied (or was already), else why it was refused, all faults in one text.</returns>
    Task<string?> ApplyConfigurationAsync(string json, CancellationToken cancel);

    /// <summary>Connects to a device that is not configured yet, reads every point once and lets go of it.</summary>
    Task<CommandResult> TestDeviceAsync(DeviceConfiguration device, CancellationToken cancel);

    /// <summary>Writes one point, reads it back at once and puts the read-back into the outbox's alarm lane.</summary>
    Task<CommandResult> WriteAsync(DeviceId device, PointId point, double value, CancellationToken cancel);

    /// <summary>Has a camera's stream sent to the platform. A gateway without cameras says so.</summary>
    /// <param name="camera">Device id.</param>
    /// <param name="session">Names the viewers' session at the platform.</param>
    /// <param name="address">Path at the platform that takes the stream.</param>
    /// <param name="cancel">The gateway is stopping.</param>
    Task<CommandResult> ShowAsync(DeviceId camera, string session, string address, CancellationToken cancel) =>
        Task.FromResult(CommandResult.Failed("this gateway has no cameras"));
}

/// <summary>Answer to a command.</summary>
/// <param name="Ok">The device confirmed.</param>
/// <param name="Error">Why not, one line; null when <paramref name="Ok"/>.</param>
/// <param name="Readings">What was read (every point of a test, the read-back of a write).</param>
public sealed record CommandResult(bool Ok, string? Error, IReadOnlyList<Reading> Readings)
{
    /// <summary>A refusal with its reason.</summary>
    public static CommandResult Failed(string error) => new(false, error, []);
}
