using Telemetry.Model;
using Telemetry.Model.Rules;

namespace Cloud.Telemetry.Warnings;

/// <summary>The rules of one project: the shipped packs with the project's overrides, immutable.</summary>
/// <param name="Version">Grows with every change of an override.</param>
/// <param name="Rules">The packs' rules.</param>
/// <param name="Overrides">Those in force, latest per (rule, device, level).</param>
public sealed record ProjectRules(long Version, IReadOnlyList<RuleDefinition> Rules, IReadOnlyList<RuleOverride> Overrides)
{
    /// <summary>No rules.</summary>
    public static ProjectRules None { get; } = new(0, [], []);

    /// <summary>Rules for one device with its overrides applied; a rule all of whose levels are disabled is left out.</summary>
    public IReadOnlyList<RuleDefinition> For(WatchedDevice device)
    {
        var rules = new List<RuleDefinition>();
        foreach (var rule in Rules)
            if (string.Equals(rule.SensorType, device.SensorType, StringComparison.Ordinal)
                && WithOverrides(rule, device.Id) is { Levels.Count: > 0 } applied)
                rules.Add(applied);
        return rules;
    }

    /// <summary>Rules of the project as a whole, project-wide overrides applied (device ones are not).</summary>
    public IReadOnlyList<RuleDefinition> ForProject() =>
        [.. Rules.Select(rule => WithOverrides(rule, null)).Where(rule => rule.Levels.Count > 0)];

    /// <summary>A rule with the overrides of a device, which win over those of the project.</summary>
    public RuleDefinition WithOverrides(RuleDefinition rule, DeviceId? device)
    {
        var levels = new List<RuleLevel>(rule.Levels.Count);
        foreach (var level in rule.Levels)
        {
            var change = Find(rule.Id, device?.Value, level.Level) ?? Find(rule.Id, null, level.Level);
            if (change is null)
                levels.Add(level);
            else if (!change.Disabled)
                levels.Add(Shift(level, change));
        }

        return rule with { Levels = levels };
    }

    // The clearing value keeps its distance: an override moves the whole band, not one edge of it.
    private static RuleLevel Shift(RuleLevel level, RuleOverride change) => level with
    {
        Threshold = change.Threshold,
        Clear = level.Clear is not { } clear ? null
            : level.Threshold != 0 ? change.Threshold * (clear / level.Threshold)
            : change.Threshold + clear,
        Source = $"项目调整：{change.Reason}",
    };

    private RuleOverride? Find(string rule, string? device, int level) => Overrides.FirstOrDefault(o =>
        o.Level == level && string.Equals(o.RuleId, rule, StringComparison.Ordinal)
        && string.Equals(o.DeviceId, device, StringComparison.Ordinal));
}
