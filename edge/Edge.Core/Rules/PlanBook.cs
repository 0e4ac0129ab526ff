using System.Runtime.CompilerServices;
using Telemetry.Model.Profiles;
using Telemetry.Model.Rules;

namespace Edge.Core.Rules;

/// <summary>Plans of one configuration: hundreds of devices of one profile share those of its rules.</summary>
internal sealed class PlanBook : IEqualityComparer<(RuleDefinition Rule, DeviceProfile Profile)>
{
    private readonly Dictionary<(RuleDefinition Rule, DeviceProfile Profile), RulePlan> _plans;

    public PlanBook() => _plans = new(this);

    public RulePlan For(RuleDefinition rule, DeviceProfile profile)
    {
        if (!_plans.TryGetValue((rule, profile), out var plan))
            _plans.Add((rule, profile), plan = RulePlan.Create(rule, profile));
        return plan;
    }

    // The very same objects: to compare rules word by word would cost as much as another plan.
    bool IEqualityComparer<(RuleDefinition Rule, DeviceProfile Profile)>.Equals((RuleDefinition Rule, DeviceProfile Profile) x, (RuleDefinition Rule, DeviceProfile Profile) y) =>
        ReferenceEquals(x.Rule, y.Rule) && ReferenceEquals(x.Profile, y.Profile);

    int IEqualityComparer<(RuleDefinition Rule, DeviceProfile Profile)>.GetHashCode((RuleDefinition Rule, DeviceProfile Profile) key) =>
        HashCode.Combine(RuntimeHelpers.GetHashCode(key.Rule), RuntimeHelpers.GetHashCode(key.Profile));
}
