using System.Text.Json;
using Cloud.Telemetry.Warnings;
using Telemetry.Model.Configuration;
using Telemetry.Model.Json;
using Telemetry.Model.Rules;

namespace Cloud.Telemetry.Gateways;

/// <summary>What a gateway shall do, as it is sent. Pure.</summary>
public static class DesiredConfiguration
{
    /// <summary>The gateway's devices and the project's rules that drive an output, overrides applied.</summary>
    public static string Compose(long version, IReadOnlyList<DeviceConfiguration> devices, ProjectRules rules) => JsonSerializer.Serialize(
        new GatewayConfiguration(version, devices, [.. rules.ForProject().Where(rule => rule.Actions is { Count: > 0 }).Select(ForMachines)]),
        EdgeJson.Default.GatewayConfiguration);

    // A gateway refuses members that it does not know, because one could change what a rule means. So it is sent none that
    // only people read: a gateway that is older than the cloud must not lose its configuration over a translation.
    private static RuleDefinition ForMachines(RuleDefinition rule) =>
        rule with { SourceEn = null, Levels = [.. rule.Levels.Select(level => level with { SourceEn = null })] };
}
