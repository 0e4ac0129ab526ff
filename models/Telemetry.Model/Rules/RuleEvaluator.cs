namespace Telemetry.Model.Rules;

/// <summary>
/// The one evaluator of gateway and cloud. A function of plan, state, readings and context: it reads no clock and does
/// no I/O, so that a replay gives the same answers. Readings count at their event time; deadlines that lie between two
/// readings are passed at exactly their instant, however coarse the ticks are.
/// </summary>
public static class RuleEvaluator
{
    /// <summary>Takes the readings of one report of the device and answers.</summary>
    /// <param name="plan">The rule.</param>
    /// <param name="state">What it remembers about the device; advanced in place.</param>
    /// <param name="readings">
    /// Any points; those that the rule does not read are passed over. Readings of one instant are taken together, so that
    /// a gate and its measure that were read at one go never contradict each other.
    /// </param>
    /// <param name="context">Parameters and time zone.</param>
    /// <param name="passed">Receives each answer that differs from the one before it, in order of event time; null = not needed.</param>
    /// <param name="arrivedAt">
    /// When the readings arrived, for callers that may get them out of order: before what is not newer than everything read before,
    /// time passes up to this instant, so that the answer does not depend on how often the clock ticked. Null = it does not.
    /// </param>
    /// <returns>The answer after the last reading.</returns>
    public static RuleOutcome Step(
        RulePlan plan, RuleState state, ReadOnlySpan<Reading> readings, RuleContext context, ICollection<RuleOutcome>? passed = null,
        DateTimeOffset? arrivedAt = null)
    {
        var (condition, level, reason) = (state.Outcome.Condition, state.Outcome.Level, state.Outcome.Reason);
        long group = RuleState.Never;
        var (newer, late) = (false, true);
        foreach (ref readonly var reading in readings)
        {
            var measured = reading.Point.Value == plan.Rule.Measure.Point;
            if (!measured && !IsGate(plan, reading.Point.Value))
                continue;
            var time = reading.Time.UtcTicks;
            if (time != group)
            {
                if (group != RuleState.Never)
                    Evaluate(plan, state, late ? state.Now : group, newer, context, passed);
                if (arrivedAt is { } arrived && IsBehind(state, time))
                    LetPass(plan, state, arrived.UtcTicks, context, passed);
                else
                    PassDeadlines(plan, state, time - 1, context, passed);
                (group, newer, late) = (time, false, state.Now > 0);
            }

            if (measured)
                newer |= RuleMeasurer.Take(plan, state, reading);
            late &= !(TakeGates(plan, state, reading) | newer);
        }

        // What came late is judged now: it may fill a window, but the past is not decided again.
        if (group != RuleState.Never)
            Evaluate(plan, state, late ? state.Now : group, newer, context, passed);
        var outcome = state.Outcome;
        return state.Outcome = outcome with
        {
            Changed = outcome.Condition != condition || outcome.Level != level || outcome.Reason != reason,
        };
    }

    /// <summary>
    /// Lets time pass without a reading: holds run out, values become stale, missing and bad points are noticed. While the
    /// link to the gateway is down, <paramref name="now"/> is the last instant that the gateway is known to have covered.
    /// </summary>
    /// <returns>The answer at <paramref name="now"/>.</returns>
    public static RuleOutcome Tick(
        RulePlan plan, RuleState state, DateTimeOffset now, RuleContext context, ICollection<RuleOutcome>? passed = null)
    {
        var (condition, level, reason) = (state.Outcome.Condition, state.Outcome.Level, state.Outcome.Reason);
        var to = now.UtcTicks;
        PassDeadlines(plan, state, to, context, passed);
        if (state.Start == RuleState.Never || (plan.IsTime && to > state.Now))
            Evaluate(plan, state, to, false, context, passed);
        state.Now = Math.Max(state.Now, to);
        var outcome = state.Outcome;
        return state.Outcome = outcome with
        {
            Changed = outcome.Condition != condition || outcome.Level != level || outcome.Reason != reason,
        };
    }

    /// <summary>
    /// How far back a replay must start to end in the state that a rule would have had all along; older levels come from
    /// <see cref="RuleState.Assume"/>.
    /// </summary>
    public static TimeSpan Horizon(RulePlan plan)
    {
        var longest = 0L;
        for (var i = 0; i < plan.Levels.Length; i++)
        {
            var level = plan.Levels[i];
            var between = Math.Max(plan.WindowTicks, plan.StaleTicks);
            var reach = level.HoldTicks + (level.Repeat * between) + (plan.IsTime ? RulePlan.Ticks(level.Threshold) : 0);
            longest = Math.Max(longest, reach + level.ClearHoldTicks);
        }

        return new TimeSpan(plan.WindowTicks + plan.StaleTicks + longest);
    }

    // True when something that the rule reads is known from this instant, or from after it.
    private static bool IsBehind(RuleState state, long time)
    {
        if (time <= state.NewestTime)
            return true;
        foreach (ref readonly var gate in state.Gates.AsSpan())
            if (time <= gate.Time)
                return true;
        return false;
    }

    private static void LetPass(RulePlan plan, RuleState state, long to, RuleContext context, ICollection<RuleOutcome>? passed)
    {
        PassDeadlines(plan, state, to, context, passed);
        state.Now = Math.Max(state.Now, to);
    }

    private static bool IsGate(RulePlan plan, string point)
    {
        foreach (var gate in plan.Gates)
            if (gate.Point == point)
                return true;
        return false;
    }

    private static bool TakeGates(RulePlan plan, RuleState state, in Reading reading)
    {
        var newer = false;
        var good = reading.Quality == Quality.Good && double.IsFinite(reading.Value);
        var time = reading.Time.UtcTicks;
        for (var i = 0; i < plan.Gates.Length; i++)
        {
            if (plan.Gates[i].Point != reading.Point.Value || time <= state.Gates[i].Time)
                continue;
            (state.Gates[i].Time, state.Gates[i].Value) = (time, good ? reading.Value : double.NaN);
            newer = true;
        }

        return newer;
    }

    private static void PassDeadlines(RulePlan plan, RuleState state, long to, RuleContext context, ICollection<RuleOutcome>? passed)
    {
        while (state.Deadline <= to)
            Evaluate(plan, state, state.Deadline, false, context, passed);
    }

    private static void Evaluate(
        RulePlan plan, RuleState state, long instant, bool newer, RuleContext context, ICollection<RuleOutcome>? passed)
    {
        state.Now = Math.Max(state.Now, instant);
        if (state.Start == RuleState.Never)
            state.Start = instant;
        var gate = RuleInput.Gates(plan, state);
        var value = double.NaN;
        var reason = gate is null ? Undecided.GateUnknown : gate.Value ? RuleInput.Value(plan, state, context, out value) : Undecided.None;
        if (reason == Undecided.None)
            RuleLevels.Update(plan, state, new LevelInput(value, gate == true, instant, newer), context.SiteTimeZone);
        else
            RuleLevels.Interrupt(plan, state);
        RuleLevels.Conclude(plan, state, reason, value, instant, passed);
        state.Deadline = RuleDeadlines.Next(plan, state, context.SiteTimeZone, reason == Undecided.None && gate == true ? value : double.NaN);
    }
}
