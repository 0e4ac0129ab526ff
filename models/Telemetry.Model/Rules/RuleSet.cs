using System.Collections.Frozen;
using Telemetry.Model.Faults;
using Telemetry.Model.Json;
using Telemetry.Model.Profiles;

namespace Telemetry.Model.Rules;

/// <summary>All shipped rules, and what becomes of them under a project's overrides. Immutable.</summary>
public sealed class RuleSet
{
    private readonly FrozenDictionary<string, RuleDefinition> _byId;
    private readonly ILookup<string, RuleDefinition> _byType;

    private RuleSet(IReadOnlyList<RuleDefinition> rules)
    {
        All = rules;
        _byId = rules.ToFrozenDictionary(rule => rule.Id, StringComparer.Ordinal);
        _byType = rules.ToLookup(rule => rule.SensorType, StringComparer.Ordinal);
    }

    /// <summary>Rules of all packs.</summary>
    public IReadOnlyList<RuleDefinition> All { get; }

    /// <summary>The rule with that id, or null.</summary>
    public RuleDefinition? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Rules of one kind of device, without overrides.</summary>
    public IEnumerable<RuleDefinition> For(string sensorType) => _byType[sensorType];

    /// <summary>Reads every <c>*.json</c> of <paramref name="folder"/>; the result holds the sound packs and every fault of the others.</summary>
    public static Checked<RuleSet> Load(string folder)
    {
        if (!Directory.Exists(folder))
            return new(new([]), [new ModelFault(folder, "", "there is no such folder")]);
        var rules = new List<RuleDefinition>();
        var faults = new List<ModelFault>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var pack = Parse(Path.GetFileName(file), File.ReadAllBytes(file));
            faults.AddRange(pack.Faults);
            foreach (var rule in pack.IsSound ? pack.Value!.Rules : [])
            {
                if (rules.Any(other => other.Id == rule.Id))
                    faults.Add(new ModelFault(Path.GetFileName(file), "rules", $"'{rule.Id}' is in an earlier pack too"));
                else
                    rules.Add(rule);
            }
        }

        return new(new(rules), faults);
    }

    /// <summary>A set of rules made in code.</summary>
    public static Checked<RuleSet> Of(IReadOnlyList<RuleDefinition> rules)
    {
        var faults = RuleCheck.Check(rules, "rules");
        return new(new(faults.Count == 0 ? rules : []), faults);
    }

    /// <summary>Reads and checks one pack; its sensor type must be the file's name.</summary>
    public static Checked<RulePack?> Parse(string fileName, ReadOnlyMemory<byte> json)
    {
        var shape = new FaultList(fileName);
        var pack = ModelFile.Parse<RulePack>(json, shape);
        if (pack is null)
            return new(null, shape.All);
        var own = Path.GetFileNameWithoutExtension(fileName);
        shape.AddIf(pack.SensorType != own, "sensorType", $"must be the file's name '{own}'");
        shape.AddIf(pack.Rules.Count == 0, "rules", "is empty");
        shape.AddIf(string.IsNullOrWhiteSpace(pack.Source), "source", "is empty");
        for (var i = 0; i < pack.Rules.Count; i++)
            shape.AddIf(pack.Rules[i].SensorType != pack.SensorType, $"rules[{i}].sensorType", $"is not the pack's '{pack.SensorType}'");
        return new(pack, [.. shape.All, .. RuleCheck.Check(pack.Rules, fileName)]);
    }

    /// <summary>Everything that is wrong with one override on its own, the rule that would come out of it included.</summary>
    public IReadOnlyList<ModelFault> Check(RuleOverride change) => Check([change]);

    /// <summary>
    /// Everything that is wrong with a project's overrides, taken together: three levels may move past where they were, but
    /// a warning never past its alarm, for the project and for each device.
    /// </summary>
    public IReadOnlyList<ModelFault> Check(IReadOnlyList<RuleOverride> overrides)
    {
        var form = overrides.SelectMany(CheckForm).ToList();
        if (form.Count > 0)
            return form;
        var devices = overrides.Select(change => change.DeviceId).Append(null).Distinct();
        return [.. from device in devices
                   from id in overrides.Select(change => change.RuleId).Distinct()
                   let rule = Effective(Find(id)!, device, overrides)
                   where rule is not null
                   from fault in RuleCheck.Check(rule)
                   select fault];
    }

    /// <summary>The rules of one device on one day: in force, overrides applied, disabled ones left out.</summary>
    /// <param name="sensorType">Kind of the device.</param>
    /// <param name="deviceId">Its id; an override for it wins over one for the project.</param>
    /// <param name="overrides">The project's; they must have passed <see cref="Check(IReadOnlyList{RuleOverride})"/>.</param>
    /// <param name="day">Day on the site.</param>
    public IReadOnlyList<RuleDefinition> Effective(
        string sensorType, string? deviceId, IReadOnlyList<RuleOverride> overrides, DateOnly day) =>
        [.. For(sensorType)
            .Where(rule => rule.ValidFrom is null || rule.ValidFrom <= day)
            .Select(rule => Effective(rule, deviceId, overrides))
            .OfType<RuleDefinition>()];

    /// <summary>The same for a device of a profile: without the rules on points that the profile does not have.</summary>
    public IReadOnlyList<RuleDefinition> Effective(
        DeviceProfile profile, string? deviceId, IReadOnlyList<RuleOverride> overrides, DateOnly day)
    {
        var points = profile.Points.Select(point => point.Id).ToHashSet(StringComparer.Ordinal);
        return [.. Effective(profile.SensorType, deviceId, overrides, day)
            .Where(rule => points.Contains(rule.Measure.Point) && (rule.When ?? []).All(gate => points.Contains(gate.Point)))];
    }

    private IReadOnlyList<ModelFault> CheckForm(RuleOverride change)
    {
        var faults = new FaultList(change.RuleId);
        faults.AddIf(string.IsNullOrWhiteSpace(change.Reason), "reason", "is missing");
        faults.AddIf(change.DeviceId is not null && !Identifier.IsValid(change.DeviceId), "deviceId", "is not an id");
        if (Find(change.RuleId) is not { } rule)
            faults.Add("ruleId", "there is no such rule");
        else if (change.Level == 0)
            faults.AddIf(!change.Disabled, "level", "level 0, the whole rule, can only be disabled");
        else if (rule.Levels.Count(level => level.Level == change.Level) is var count && count != 1)
            faults.Add("level", count == 0 ? $"the rule has no level {change.Level}" : $"the rule has level {change.Level} {count} times");
        return faults.All;
    }

    private static RuleDefinition? Effective(RuleDefinition rule, string? deviceId, IReadOnlyList<RuleOverride> overrides)
    {
        var own = overrides.Where(change => change.RuleId == rule.Id);
        var levels = own.Where(change => change.DeviceId is not null && change.DeviceId == deviceId)
            .Concat(own.Where(change => change.DeviceId is null))
            .DistinctBy(change => change.Level);
        RuleDefinition? result = rule;
        foreach (var change in levels)
            result = result is null ? null : Apply(result, change);
        return result;
    }

    private static RuleDefinition? Apply(RuleDefinition rule, RuleOverride change)
    {
        if (change.Disabled && change.Level == 0)
            return null;
        if (!change.Disabled)
            return rule with { Levels = [.. rule.Levels.Select(level => level.Level == change.Level ? Move(level, change) : level)] };
        var left = rule.Levels.Where(level => level.Level != change.Level).ToList();
        return left.Count == 0 ? null : rule with
        {
            Levels = left,
            Actions = rule.Actions?.Where(action => left.Any(level => level.Level <= action.AtLevel)).ToList(),
        };
    }

    // The way back keeps its share of the threshold, so that a moved level does not flap.
    private static RuleLevel Move(RuleLevel level, RuleOverride change) => level with
    {
        Threshold = change.Threshold,
        Clear = level.Clear is not { } clear ? null
            : level.Threshold == 0 ? change.Threshold + clear
            : Math.Sign(change.Threshold) == Math.Sign(level.Threshold) ? clear * change.Threshold / level.Threshold
            : change.Threshold + clear - level.Threshold,
        Source = change.Reason,
        SourceEn = null,
    };
}
