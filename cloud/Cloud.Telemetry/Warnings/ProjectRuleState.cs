using System.Collections.Immutable;
using Telemetry.Model;

namespace Cloud.Telemetry.Warnings;

/// <summary>
/// State of all rules of one project over all its devices. Immutable: a step gives a new one, so that a grain can
/// commit first and publish then.
/// </summary>
public sealed record ProjectRuleState
{
    internal ProjectRuleState(ProjectId project, ProjectRules rules) => (Project, Rules) = (project, rules);

    /// <summary>The project.</summary>
    public ProjectId Project { get; }

    /// <summary>The rules that are being evaluated.</summary>
    public ProjectRules Rules { get; internal init; }

    internal ImmutableDictionary<DeviceId, DeviceRuleState> Devices { get; init; } =
        ImmutableDictionary<DeviceId, DeviceRuleState>.Empty;

    /// <summary>Conditions that are active now.</summary>
    public IReadOnlyList<ActiveEpisode> Active => [.. Devices.Values.SelectMany(device => device.Active)];
}
