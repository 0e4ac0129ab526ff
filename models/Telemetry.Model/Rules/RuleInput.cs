namespace Telemetry.Model.Rules;

/// <summary>What is known at <see cref="RuleState.Now"/>: gates and the number that is compared.</summary>
internal static class RuleInput
{
    /// <summary>True when all gates hold, false when one is known not to, null when that cannot be said.</summary>
    public static bool? Gates(RulePlan plan, RuleState state)
    {
        var unknown = false;
        for (var i = 0; i < plan.Gates.Length; i++)
        {
            var gate = state.Gates[i];
            if (gate.Time == RuleState.Never || double.IsNaN(gate.Value) || state.Now - gate.Time > plan.Gates[i].StaleTicks)
                unknown = true;
            else if (!plan.Gates[i].Holds(gate.Value))
                return false;
        }

        return unknown ? null : true;
    }

    /// <summary>The measure in the thresholds' unit, or why there is none.</summary>
    public static Undecided Value(RulePlan plan, RuleState state, RuleContext context, out double value)
    {
        var reason = Raw(plan, state, out value);
        if (reason != Undecided.None)
            return reason;
        if (plan.Rule.Measure.RelativeTo is { } name)
        {
            if (!context.Parameters.TryGetValue(name, out var parameter) || parameter == 0 || !double.IsFinite(parameter))
            {
                value = double.NaN;
                return Undecided.ParameterMissing;
            }

            value = value * plan.Factor / parameter;
        }

        if (plan.Rule.Measure.Absolute)
            value = Math.Abs(value);
        return Undecided.None;
    }

    /// <summary>Since when a time aggregate has been counting.</summary>
    public static long Base(RulePlan plan, RuleState state) => plan.Aggregate switch
    {
        RuleAggregate.Missing => state.LastValueTime == RuleState.Never ? state.Start : state.LastValueTime,
        _ => state.LastGoodTime == RuleState.Never ? state.Start : state.LastGoodTime,
    };

    private static Undecided Raw(RulePlan plan, RuleState state, out double value)
    {
        value = double.NaN;
        switch (plan.Aggregate)
        {
            case RuleAggregate.Missing:
                value = Seconds(state.Now - Base(plan, state));
                return Undecided.None;
            case RuleAggregate.Bad when state.NewestTime == RuleState.Never:
                return Undecided.NoReading;
            case RuleAggregate.Bad when state.NewestGood && state.Now - state.NewestTime > plan.StaleTicks:
                return Undecided.Stale;
            case RuleAggregate.Bad:
                value = state.NewestGood ? 0 : Seconds(state.Now - Base(plan, state));
                return Undecided.None;
        }

        if (state.NewestTime == RuleState.Never)
            return Undecided.NoReading;
        if (state.Now - state.NewestTime > plan.StaleTicks)
            return Undecided.Stale;
        if (plan.Aggregate == RuleAggregate.Stuck)
        {
            if (state.LastValueTime != state.NewestTime)
                return Undecided.NotGood;
            value = Seconds(state.LastValueTime - state.DifferentTime);
            return Undecided.None;
        }

        value = state.Measured;
        return state.MeasureFault;
    }

    private static double Seconds(long ticks) => Math.Max(0, ticks) / (double)TimeSpan.TicksPerSecond;
}
