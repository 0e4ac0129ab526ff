using Telemetry.Model;
using Telemetry.Model.Rules;

namespace Cloud.Telemetry.Warnings;

/// <summary>The rules of one project: the shipped packs with the project's overrides, on one day. Immutable.</summary>
/// <param name="Version">Grows with every change of an override.</param>
/// <param name="Packs">The shipped rules.</param>
/// <param name="Overrides">Those in force, latest per (rule, device, level); checked.</param>
/// <param name="Day">Day on the site; rules that are not yet in force are left out.</param>
public sealed record ProjectRules(long Version, RuleSet Packs, IReadOnlyList<RuleOverride> Overrides, DateOnly Day)
{
    /// <summary>No rules.</summary>
    public static ProjectRules None { get; } = new(0, RuleSet.Of([]).Value, [], DateOnly.MinValue);

    /// <summary>The packs' rules that are in force on the day, without overrides.</summary>
    public IEnumerable<RuleDefinition> Rules => Packs.All.Where(rule => rule.ValidFrom is null || rule.ValidFrom <= Day);

    /// <summary>Rules of the project as a whole: its own overrides applied, those of single devices not.</summary>
    public IReadOnlyList<RuleDefinition> ForProject() =>
        [.. Rules.Select(rule => rule.SensorType).Distinct().SelectMany(type => Packs.Effective(type, null, Overrides, Day))];

    /// <summary>
    /// Rules for one device, its overrides applied, disabled ones left out, and those left out whose points the device's
    /// profile does not have: a rule about a point that can never come would only ever say that it cannot decide.
    /// </summary>
    public IReadOnlyList<RuleDefinition> For(WatchedDevice device)
    {
        var rules = Packs.Effective(device.SensorType, device.Id.Value, Overrides, Day);
        return device.Profile is not { } profile ? rules
            : [.. rules.Where(rule => Has(rule.Measure.Point) && (rule.When ?? []).All(gate => Has(gate.Point)))];

        bool Has(string point) => profile.Points.Any(p => string.Equals(p.Id, point, StringComparison.Ordinal));
    }
}
