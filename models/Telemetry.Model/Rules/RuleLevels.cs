namespace Telemetry.Model.Rules;

/// <summary>One evaluation's input to the levels.</summary>
/// <param name="Value">The measure; NaN when the gates are closed.</param>
/// <param name="Open">True when all gates hold.</param>
/// <param name="Instant">Event time of the evaluation.</param>
/// <param name="Newer">True when a reading of the measured point newer than all before came in.</param>
internal readonly record struct LevelInput(double Value, bool Open, long Instant, bool Newer);

/// <summary>Hold, repetition, hysteresis and clear-hold of a rule's levels.</summary>
internal static class RuleLevels
{
    public static void Update(RulePlan plan, RuleState state, in LevelInput input, TimeZoneInfo zone)
    {
        for (var i = 0; i < plan.Levels.Length; i++)
        {
            var level = plan.Levels[i];
            var applies = input.Open && (!level.HasTimes || level.Applies(TimeOfDay(state.Now, zone), plan.WindowTicks));
            ref var progress = ref state.Levels[i];
            if (progress.Reached)
                Leave(level, ref progress, state.Now, input, applies);
            else
                Reach(plan, level, ref progress, state.Now, input, applies);
        }
    }

    /// <summary>
    /// An instant at which nothing is known breaks what must hold without a break. What is reached stays reached, and a
    /// row of repetitions goes on: only a comparison that is known to fail ends it, or a pause of three windows.
    /// </summary>
    public static void Interrupt(RulePlan plan, RuleState state)
    {
        for (var i = 0; i < state.Levels.Length; i++)
        {
            ref var progress = ref state.Levels[i];
            (progress.ClearSince, progress.HoldSince) = (RuleState.Never, RuleState.Never);
            if (!progress.Reached && plan.Levels[i].Repeat == 1)
                progress.Since = RuleState.Never;
        }
    }

    /// <summary>Writes the answer into the state.</summary>
    public static void Conclude(
        RulePlan plan, RuleState state, Undecided reason, double value, long instant, ICollection<RuleOutcome>? passed)
    {
        var (severest, since) = (0, long.MaxValue);
        for (var i = 0; i < plan.Levels.Length; i++)
        {
            if (!state.Levels[i].Reached)
                continue;
            severest = severest == 0 ? plan.Levels[i].Level : Math.Min(severest, plan.Levels[i].Level);
            since = Math.Min(since, state.Levels[i].Since);
        }

        // Fixed for the whole run: it names the warning.
        state.Since = severest == 0 ? RuleState.Never : state.Since == RuleState.Never ? since : state.Since;
        var condition = reason != Undecided.None ? RuleCondition.CannotDecide : severest > 0 ? RuleCondition.Active : RuleCondition.Normal;
        var before = state.Outcome;
        var changed = before.Condition != condition || before.Level != severest || before.Reason != reason;
        state.Outcome = new RuleOutcome(
            condition, severest, reason, value, new DateTimeOffset(instant, TimeSpan.Zero),
            state.Since == RuleState.Never ? null : new DateTimeOffset(state.Since, TimeSpan.Zero), changed);
        if (changed)
            passed?.Add(state.Outcome);
    }

    internal static long TimeOfDay(long instant, TimeZoneInfo zone) =>
        (instant + zone.GetUtcOffset(new DateTimeOffset(instant, TimeSpan.Zero)).Ticks) % TimeSpan.TicksPerDay;

    private static void Leave(LevelPlan level, ref LevelState progress, long now, in LevelInput input, bool applies)
    {
        if (applies && !level.Clears(input.Value))
        {
            progress.ClearSince = RuleState.Never;
            return;
        }

        if (progress.ClearSince == RuleState.Never)
            progress.ClearSince = input.Instant;
        if (now - progress.ClearSince >= level.ClearHoldTicks)
            progress = default;
    }

    private static void Reach(
        RulePlan plan, LevelPlan level, ref LevelState progress, long now, in LevelInput input, bool applies)
    {
        if (!applies || !level.Reaches(input.Value))
        {
            progress = default;
            return;
        }

        if (input.Newer && progress.Count > 0 && input.Instant - progress.CountedAt > 3 * Math.Max(plan.WindowTicks, plan.StaleTicks))
            progress = default;
        if (progress.Since == RuleState.Never)
            progress.Since = input.Instant;
        if (progress.HoldSince == RuleState.Never)
            progress.HoldSince = input.Instant;
        if (level.Repeat > 1 && input.Newer && (progress.Count == 0 || input.Instant - progress.CountedAt >= plan.WindowTicks))
            (progress.Count, progress.CountedAt) = (progress.Count + 1, input.Instant);
        if (now - progress.HoldSince >= level.HoldTicks && (level.Repeat == 1 || progress.Count >= level.Repeat))
            (progress.Reached, progress.ClearSince) = (true, RuleState.Never);
    }
}
