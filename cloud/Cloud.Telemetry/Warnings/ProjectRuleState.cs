using Telemetry.Model;
using Telemetry.Model.Rules;

namespace Cloud.Telemetry.Warnings;

/// <summary>
/// State of all rules of one project over all its devices. Owned by one caller at a time and advanced in place by
/// <see cref="ProjectEvaluation"/>, so that the hot path allocates little.
/// </summary>
public sealed class ProjectRuleState
{
    private readonly Dictionary<(RuleDefinition, string?), RulePlan> _plans = [];

    internal ProjectRuleState(ProjectId project, ProjectRules rules) => (Project, Rules) = (project, rules);

    /// <summary>The project.</summary>
    public ProjectId Project { get; }

    /// <summary>The rules that are being evaluated.</summary>
    public ProjectRules Rules { get; internal set; }

    /// <summary>Conditions that are active now.</summary>
    public IReadOnlyList<ActiveEpisode> Active =>
        [.. Devices.Values.SelectMany(device => device.Active), .. Away.Values.Select(g => g.Episode).OfType<ActiveEpisode>()];

    /// <summary>Since when somebody hears the gateways come and go; null before <see cref="ProjectEvaluation.Listen"/>.</summary>
    public DateTimeOffset? ListeningSince { get; internal set; }

    internal Dictionary<DeviceId, DeviceRuleState> Devices { get; } = [];

    internal Dictionary<GatewayId, GatewayPresence> Away { get; } = [];

    // Devices of one profile share their plans: a rule without overrides is the pack's own object.
    internal RulePlan Plan(RuleDefinition rule, WatchedDevice device)
    {
        var key = (rule, device.Profile?.Id);
        return _plans.TryGetValue(key, out var plan) ? plan : _plans[key] = RulePlan.Create(rule, device.Profile);
    }
}
