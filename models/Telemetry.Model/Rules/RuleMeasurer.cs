namespace Telemetry.Model.Rules;

/// <summary>Takes readings in and turns them into the number that is compared.</summary>
internal static class RuleMeasurer
{
    private const double CoverageSlack = 1e-9;

    /// <summary>Takes one reading of the measured point; true when it is newer than all before.</summary>
    public static bool Take(RulePlan plan, RuleState state, in Reading reading)
    {
        var time = reading.Time.UtcTicks;
        var finite = double.IsFinite(reading.Value);
        var good = finite && reading.Quality == Quality.Good;
        var newer = time > state.NewestTime;
        if (!newer && time == state.NewestTime)
            return false;
        if (good)
            state.LastGoodTime = Math.Max(state.LastGoodTime, time);
        if (finite && reading.Quality != Quality.Bad)
            TakeUsable(state, time, reading.Value);
        if (newer)
            (state.NewestTime, state.NewestValue, state.NewestGood) = (time, reading.Value, good);
        else
            state.LateReadings++;
        if (state.Window is not { } window)
        {
            if (newer)
                (state.Measured, state.MeasureFault) = good ? (reading.Value, Undecided.None) : (double.NaN, Undecided.NotGood);
            return newer;
        }

        var sample = !good ? double.NaN : plan.Aggregate == RuleAggregate.Leq ? Math.Pow(10, reading.Value / 10) : reading.Value;
        window.Insert(time, sample);
        window.Trim(state.NewestTime - plan.WindowTicks);
        state.MeasureFault = Measure(plan, state, window, out var measured);
        state.Measured = measured;
        return newer;
    }

    // A value marked uncertain still shows whether it moves: "stuck" is exactly what makes a gateway mark it.
    private static void TakeUsable(RuleState state, long time, double value)
    {
        if (state.LastValueTime == RuleState.Never)
        {
            (state.LastValueTime, state.LastValue, state.DifferentTime) = (time, value, time);
        }
        else if (time > state.LastValueTime)
        {
            if (value != state.LastValue)
                (state.DifferentTime, state.DifferentSeen) = (state.LastValueTime, true);
            (state.LastValueTime, state.LastValue) = (time, value);
        }
        else if (value != state.LastValue)
        {
            (state.DifferentTime, state.DifferentSeen) = (state.DifferentSeen ? Math.Max(state.DifferentTime, time) : time, true);
        }
        else if (!state.DifferentSeen)
        {
            state.DifferentTime = Math.Min(state.DifferentTime, time);
        }
    }

    private static Undecided Measure(RulePlan plan, RuleState state, SampleWindow window, out double measured)
    {
        measured = double.NaN;
        var sums = Sum(plan, window, state.NewestTime);
        var required = plan.Rule.Measure.Coverage;
        if (required == 0 && !state.NewestGood)
            return Undecided.NotGood;
        if (sums.Count == 0)
            return Undecided.NoReading;
        var between = plan.Aggregate is RuleAggregate.Rate or RuleAggregate.Delta;
        if (between && sums.LastTime == sums.FirstTime)
            return Undecided.Coverage;
        var covered = between ? sums.LastTime - sums.FirstTime : sums.Covered;
        if (covered < (required - CoverageSlack) * plan.WindowTicks)
            return Undecided.Coverage;
        measured = plan.Aggregate switch
        {
            RuleAggregate.Mean => sums.Total / sums.Count,
            RuleAggregate.Min => sums.Min,
            RuleAggregate.Max => sums.Max,
            RuleAggregate.Sum => sums.Total,
            RuleAggregate.Count => sums.Count,
            RuleAggregate.Leq => 10 * Math.Log10(sums.Total / sums.Count),
            RuleAggregate.Delta => sums.Last - sums.First,
            RuleAggregate.Range => sums.Max - sums.Min,
            _ => (sums.Last - sums.First) * plan.Rule.Measure.Per * TimeSpan.TicksPerSecond / (sums.LastTime - sums.FirstTime),
        };
        return double.IsFinite(measured) ? Undecided.None : Undecided.NoReading;
    }

    // A reading stands for the time since the one before it, but for no more than one and a half report periods.
    private static WindowSums Sum(RulePlan plan, SampleWindow window, long end)
    {
        var start = end - plan.WindowTicks;
        var closed = plan.Aggregate is RuleAggregate.Rate or RuleAggregate.Delta;
        var sums = new WindowSums { Min = double.PositiveInfinity, Max = double.NegativeInfinity };
        var previous = long.MinValue / 2;
        for (var i = 0; i < window.Count; i++)
        {
            var (time, value) = (window.TimeAt(i), window.ValueAt(i));
            var inside = closed ? time >= start : time > start;
            if (inside && !double.IsNaN(value))
            {
                sums.Covered += Math.Min(time - Math.Max(previous, start), plan.StaleTicks / 2);
                sums.Add(time, value);
            }

            previous = time;
        }

        return sums;
    }

    private struct WindowSums
    {
        public int Count;
        public double Total;
        public double Min;
        public double Max;
        public double First;
        public double Last;
        public long FirstTime;
        public long LastTime;
        public long Covered;

        public void Add(long time, double value)
        {
            if (Count++ == 0)
                (First, FirstTime) = (value, time);
            (Last, LastTime) = (value, time);
            Total += value;
            Min = Math.Min(Min, value);
            Max = Math.Max(Max, value);
        }
    }
}
