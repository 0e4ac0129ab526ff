using Cloud.Telemetry.Gateways;
using Telemetry.Model;
using Telemetry.Model.Configuration;

namespace Cloud.Telemetry.Projects;

/// <summary>A device in the register: its configuration and the gateway that reads it.</summary>
public sealed record DeviceEntry(ProjectId Project, GatewayId Gateway, DeviceConfiguration Configuration)
{
    public DeviceId Id => new(Configuration.Id);
}

/// <summary>What became of a change of a device.</summary>
/// <param name="DesiredVersion">The gateway's new desired version; 0 when nothing was changed.</param>
/// <param name="Refusal">Why nothing was changed; null otherwise.</param>
public sealed record DeviceChange(long DesiredVersion, DeviceRefusal? Refusal = null);

/// <summary>Why a device was not changed.</summary>
public enum DeviceRefusal
{
    /// <summary>The gateway does not exist in the project.</summary>
    NoSuchGateway,

    /// <summary>The device does not exist in the project.</summary>
    NoSuchDevice,

    /// <summary>A device with this id exists in the project.</summary>
    IdTaken,
}

/// <summary>The register of projects, gateways and devices. Every answer to a write comes after the disk has it.</summary>
public interface IDirectory
{
    Task<IReadOnlyList<Project>> ProjectsAsync(CancellationToken cancel);

    Task<Project?> ProjectAsync(ProjectId project, CancellationToken cancel);

    /// <summary>False when the id is taken.</summary>
    Task<bool> AddProjectAsync(Project project, CancellationToken cancel);

    /// <summary>False when there is no such project, or it has another version than the one given.</summary>
    Task<bool> UpdateProjectAsync(Project project, CancellationToken cancel);

    Task<IReadOnlyList<GatewayEntry>> GatewaysAsync(ProjectId project, CancellationToken cancel);

    /// <summary>Looked up by id alone, as a certificate names it.</summary>
    Task<GatewayEntry?> GatewayAsync(GatewayId gateway, CancellationToken cancel);

    /// <summary>False when the id is taken (in any project) or the project does not exist.</summary>
    Task<bool> AddGatewayAsync(GatewayEntry gateway, CancellationToken cancel);

    /// <summary>Opens a one-time code; an older one is void from then on. False when there is no such gateway.</summary>
    Task<bool> OpenEnrolmentAsync(GatewayId gateway, string codeHash, DateTimeOffset expiresAt, CancellationToken cancel);

    /// <summary>Uses a code up, atomically: of two callers with one code one is accepted.</summary>
    Task<EnrolmentOutcome> UseEnrolmentCodeAsync(GatewayId gateway, string codeHash, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Records the certificate in force; a revocation is lifted by it.</summary>
    Task SetCertificateAsync(GatewayId gateway, string serial, DateTimeOffset notAfter, CancellationToken cancel);

    /// <summary>Refuses the gateway from now on. False when there is no such gateway.</summary>
    Task<bool> RevokeAsync(GatewayId gateway, string reason, DateTimeOffset at, CancellationToken cancel);

    Task<IReadOnlyList<DeviceEntry>> DevicesAsync(ProjectId project, CancellationToken cancel);

    /// <summary>Adds a device to a gateway's desired configuration and takes the next version, in one step.</summary>
    Task<DeviceChange> AddDeviceAsync(DeviceEntry device, CancellationToken cancel);

    /// <summary>Replaces a device's configuration; it may move to another gateway of the project (both take a new version).</summary>
    Task<DeviceChange> UpdateDeviceAsync(DeviceEntry device, CancellationToken cancel);

    /// <summary>Takes a device out. What it has sent stays.</summary>
    Task<DeviceChange> RemoveDeviceAsync(ProjectId project, DeviceId device, CancellationToken cancel);

    /// <summary>Takes the next version without a change of devices (the local rules have changed). 0 when there is no such gateway.</summary>
    Task<long> TouchDesiredAsync(GatewayId gateway, CancellationToken cancel);
}
