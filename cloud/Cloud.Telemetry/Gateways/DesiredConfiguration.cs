using System.Text.Json;
using Cloud.Telemetry.Warnings;
using Telemetry.Model.Configuration;
using Telemetry.Model.Json;

namespace Cloud.Telemetry.Gateways;

/// <summary>What a gateway shall do, as it is sent. Pure.</summary>
public static class DesiredConfiguration
{
    /// <summary>The gateway's devices and the project's rules that drive an output, overrides applied.</summary>
    public static string Compose(long version, IReadOnlyList<DeviceConfiguration> devices, ProjectRules rules) => JsonSerializer.Serialize(
        new GatewayConfiguration(version, devices, [.. rules.ForProject().Where(rule => rule.Actions is { Count: > 0 })]),
        EdgeJson.Default.GatewayConfiguration);
}
