using System.Runtime.InteropServices;
using System.Text.Json;
using Edge.Core.Drivers.Binding;
using Telemetry.Model;
using Telemetry.Model.Json;
using Telemetry.Model.Rules;

namespace Edge.Core.Rules;

/// <summary>The local rules of one device with what they remember. Fed by the device's poller, ticked by the rules' loop.</summary>
internal sealed class DeviceRules
{
    // China has had one zone and no summer time since 1991; a board without zone data works too.
    private static readonly TimeZoneInfo SiteZone =
        TimeZoneInfo.CreateCustomTimeZone("Asia/Shanghai", TimeSpan.FromHours(8), "Asia/Shanghai", "Asia/Shanghai");

    private readonly Lock _lock;
    private readonly RuleContext _context;
    private readonly List<(RulePlan Plan, RuleState State)> _rules = [];

    public DeviceRules(DeviceBinding device, IEnumerable<RuleDefinition> rules, DeviceRules? before, PlanBook plans, DateTimeOffset now)
    {
        Device = device;
        before = before?.Device == device ? before : null;

        // A poll may still be feeding the states that are taken over.
        _lock = before?._lock ?? new Lock();
        _context = new RuleContext(device.Parameters, SiteZone);
        foreach (var rule in rules)
        {
            // A rule that did not change goes on where it was: no siren falls silent because another rule was edited.
            var kept = before?._rules.Find(r => IsSame(r.Plan.Rule, rule)) ?? default;
            var plan = kept.Plan ?? plans.For(rule, device.Profile);
            var state = kept.State ?? new RuleState(plan);
            if (kept.Plan is null)
                RuleEvaluator.Tick(plan, state, now, _context);
            _rules.Add((plan, state));
        }
    }

    public DeviceBinding Device { get; }

    /// <summary>The rules and the level that each has reached now.</summary>
    public IReadOnlyList<(RuleDefinition Rule, int Level)> Levels
    {
        get
        {
            lock (_lock)
                return [.. _rules.Select(r => (r.Plan.Rule, r.State.Current.Level))];
        }
    }

    /// <summary>Takes the readings of one poll; adds the edges to <paramref name="edges"/>.</summary>
    public void Feed(IReadOnlyList<Reading> batch, long readAt, List<RuleEdge> edges)
    {
        var readings = CollectionsMarshal.AsSpan(batch as List<Reading> ?? [.. batch]);
        lock (_lock)
            foreach (var (plan, state) in _rules)
            {
                if (!ReadsAny(plan, readings) || plan.Rule.ValidFrom > SiteDay(readings[0].Time))
                    continue;
                var before = state.Current.Level;
                var outcome = RuleEvaluator.Step(plan, state, readings, _context);
                if (outcome.Level != before)
                    edges.Add(new RuleEdge(Device.Id, plan.Rule, outcome, batch, readAt));
            }
    }

    /// <summary>Lets time pass where it may change an answer.</summary>
    public void Tick(DateTimeOffset now, long timestamp, List<RuleEdge> edges)
    {
        lock (_lock)
            foreach (var (plan, state) in _rules)
            {
                if (state.NextDeadline is not { } deadline || deadline > now)
                    continue;
                var before = state.Current.Level;
                var outcome = RuleEvaluator.Tick(plan, state, now, _context);
                if (outcome.Level != before)
                    edges.Add(new RuleEdge(Device.Id, plan.Rule, outcome, [], timestamp));
            }
    }

    // Written out only to be compared: kept, the texts of some hundred devices are half of what the program holds.
    private static bool IsSame(RuleDefinition one, RuleDefinition other) =>
        ReferenceEquals(one, other) || (one.Id == other.Id && Written(one) == Written(other));

    private static string Written(RuleDefinition rule) => JsonSerializer.Serialize(rule, EdgeJson.Default.RuleDefinition);

    private static bool ReadsAny(RulePlan plan, ReadOnlySpan<Reading> readings)
    {
        foreach (ref readonly var reading in readings)
            if (plan.Reads(reading.Point))
                return true;
        return false;
    }

    private static DateOnly SiteDay(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime + SiteZone.BaseUtcOffset);
}
