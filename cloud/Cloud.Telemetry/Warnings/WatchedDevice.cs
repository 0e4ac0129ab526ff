using Telemetry.Model;
using Telemetry.Model.Profiles;

namespace Cloud.Telemetry.Warnings;

/// <summary>What the evaluation needs to know of a device.</summary>
/// <param name="Id">Unique in the project.</param>
/// <param name="Name">For people: 1号塔吊.</param>
/// <param name="Gateway">The gateway that reads it.</param>
/// <param name="SensorType">Selects the rules.</param>
/// <param name="Parameters">Profile defaults overlaid with the device's own (design force, H …).</param>
/// <param name="Profile">Its profile, whose report periods say when a value is stale; null = the sensor type's.</param>
public sealed record WatchedDevice(
    DeviceId Id,
    string Name,
    GatewayId Gateway,
    string SensorType,
    IReadOnlyDictionary<string, double> Parameters,
    DeviceProfile? Profile = null);
