namespace Telemetry.Model.Rules;

/// <summary>When the answer may change without a new reading.</summary>
internal static class RuleDeadlines
{
    /// <summary>The next such instant after <see cref="RuleState.Now"/>; <see cref="long.MaxValue"/> = never.</summary>
    /// <param name="plan">The rule.</param>
    /// <param name="state">Just evaluated.</param>
    /// <param name="zone">Zone of the times of day.</param>
    /// <param name="value">The measure; NaN when the rule could not decide or its gates are closed.</param>
    public static long Next(RulePlan plan, RuleState state, TimeZoneInfo zone, double value)
    {
        var now = state.Now;
        var next = long.MaxValue;
        if (plan.Aggregate != RuleAggregate.Missing && state.NewestTime != RuleState.Never)
            next = Earlier(next, state.NewestTime + plan.StaleTicks + 1, now);
        for (var i = 0; i < plan.Gates.Length; i++)
            if (state.Gates[i].Time != RuleState.Never)
                next = Earlier(next, state.Gates[i].Time + plan.Gates[i].StaleTicks + 1, now);
        for (var i = 0; i < plan.Levels.Length; i++)
            next = Earlier(next, OfLevel(plan, state, i, zone, value), now);
        return next;
    }

    private static long OfLevel(RulePlan plan, RuleState state, int index, TimeZoneInfo zone, double value)
    {
        var (level, progress, now) = (plan.Levels[index], state.Levels[index], state.Now);
        var next = long.MaxValue;
        if (progress.Reached && progress.ClearSince != RuleState.Never)
            next = progress.ClearSince + level.ClearHoldTicks;
        else if (!progress.Reached && progress.HoldSince != RuleState.Never)
            next = Earlier(next, progress.HoldSince + level.HoldTicks, now);
        if (!double.IsNaN(value) && Grows(plan, state))
            next = Earlier(next, RuleInput.Base(plan, state) + RulePlan.Ticks(level.Threshold), now);
        if (level.HasTimes && !double.IsNaN(value))
            next = Earlier(next, now + level.UntilBoundary(RuleLevels.TimeOfDay(now, zone), plan.WindowTicks), now);
        return next;
    }

    private static bool Grows(RulePlan plan, RuleState state) =>
        plan.Aggregate == RuleAggregate.Missing || (plan.Aggregate == RuleAggregate.Bad && !state.NewestGood);

    private static long Earlier(long next, long candidate, long now) => candidate > now && candidate < next ? candidate : next;
}
