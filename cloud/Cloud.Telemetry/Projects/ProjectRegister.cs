using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Warnings;
using Telemetry.Model;
using Telemetry.Model.Profiles;

namespace Cloud.Telemetry.Projects;

/// <summary>What the register says about one project, with the profiles of its devices.</summary>
internal sealed record ProjectRegister(
    Project? Project, IReadOnlyList<GatewayEntry> Gateways, IReadOnlyDictionary<DeviceId, RegisteredDevice> Devices)
{
    public static async Task<ProjectRegister> LoadAsync(ProjectId project, IDirectory directory, ProfileCatalogue profiles, CancellationToken cancel) => new(
        await directory.ProjectAsync(project, cancel),
        await directory.GatewaysAsync(project, cancel),
        (await directory.DevicesAsync(project, cancel)).ToDictionary(d => d.Id, d => new RegisteredDevice(d, profiles.Find(d.Configuration.Profile))));

    /// <summary>Devices that rules can watch: those whose profile is known.</summary>
    public IReadOnlyList<WatchedDevice> Watched { get; } =
    [
        .. Devices.Values.Where(d => d.Profile is not null).Select(d => new WatchedDevice(
            d.Entry.Id, d.Entry.Configuration.Name, d.Entry.Gateway, d.Profile!.SensorType, Parameters(d), d.Profile)),
    ];

    private static Dictionary<string, double> Parameters(RegisteredDevice device)
    {
        var parameters = new Dictionary<string, double>(device.Profile!.Parameters ?? new Dictionary<string, double>(), StringComparer.Ordinal);
        foreach (var (name, value) in device.Entry.Configuration.Parameters ?? new Dictionary<string, double>())
            parameters[name] = value;
        return parameters;
    }
}

/// <summary>A device of the register and its profile, when the catalogue has it.</summary>
internal sealed record RegisteredDevice(DeviceEntry Entry, DeviceProfile? Profile);
