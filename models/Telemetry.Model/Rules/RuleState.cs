namespace Telemetry.Model.Rules;

/// <summary>
/// What one rule remembers about one device. Owned by one caller at a time and advanced in place by
/// <see cref="RuleEvaluator"/>, so that the hot path allocates nothing; two states that were fed the same readings and
/// ticks are equal bit for bit. About 300 bytes without a window; a window adds 16 bytes a sample, at most 64 KiB.
/// </summary>
public sealed class RuleState
{
    /// <summary>No instant: all real ones are later.</summary>
    internal const long Never = 0;

    /// <summary>An empty state for a plan.</summary>
    public RuleState(RulePlan plan)
    {
        Levels = new LevelState[plan.Levels.Length];
        Gates = plan.Gates.Length == 0 ? [] : new GateState[plan.Gates.Length];
        Window = plan.HasWindow ? new SampleWindow() : null;
    }

    /// <summary>
    /// When a <see cref="RuleEvaluator.Tick"/> may next change the answer without a new reading (a hold runs out, a value
    /// becomes stale, night begins); null = never.
    /// </summary>
    public DateTimeOffset? NextDeadline => Deadline == long.MaxValue ? null : new DateTimeOffset(Deadline, TimeSpan.Zero);

    /// <summary>Readings of the measured point that came after a later one; they fill windows and never become the last.</summary>
    public long LateReadings { get; internal set; }

    internal LevelState[] Levels { get; }

    internal GateState[] Gates { get; }

    internal SampleWindow? Window { get; }

    internal long Start { get; set; }

    internal long Now { get; set; }

    internal long Deadline { get; set; } = long.MaxValue;

    internal long NewestTime { get; set; }

    internal double NewestValue { get; set; }

    internal bool NewestGood { get; set; }

    internal long LastGoodTime { get; set; }

    internal long LastValueTime { get; set; }

    internal double LastValue { get; set; }

    internal long DifferentTime { get; set; }

    internal bool DifferentSeen { get; set; }

    internal double Measured { get; set; } = double.NaN;

    internal Undecided MeasureFault { get; set; } = Undecided.NoReading;

    internal long Since { get; set; }

    internal RuleOutcome Outcome { get; set; } = new(RuleCondition.CannotDecide, 0, Undecided.NoReading, double.NaN, default, null, false);

    /// <summary>The latest answer; <see cref="RuleOutcome.Changed"/> is that of the step that gave it.</summary>
    public RuleOutcome Current => Outcome;

    /// <summary>
    /// True while the window cannot be full yet, because less time than it spans has passed since the first question: what
    /// it lacks then is age, not data.
    /// </summary>
    /// <param name="plan">Plan of the rule.</param>
    /// <param name="now">Event time.</param>
    public bool IsFilling(RulePlan plan, DateTimeOffset now) => Start != Never && now.UtcTicks - Start < plan.WindowTicks;

    /// <summary>
    /// Says that a level was reached before this state began, as after a restart: an open warning stays open until the
    /// rule itself sees it clear, however long ago it was raised. Every less severe level on the same side counts as
    /// reached too. Call it before the first reading.
    /// </summary>
    /// <param name="plan">Plan of the rule.</param>
    /// <param name="level">Level of the open warning.</param>
    /// <param name="since">Its start, event time.</param>
    public void Assume(RulePlan plan, int level, DateTimeOffset since)
    {
        for (var i = 0; i < Levels.Length; i++)
            if (plan.Levels[i].Level >= level && plan.Rule.Levels[i].Compare == SideOf(plan, level))
                (Levels[i].Reached, Levels[i].Since) = (true, since.UtcTicks);
        Since = since.UtcTicks;
        Outcome = Outcome with { Level = level, Since = since };
    }

    private static string SideOf(RulePlan plan, int level) =>
        plan.Rule.Levels.FirstOrDefault(candidate => candidate.Level == level)?.Compare ?? plan.Rule.Levels[0].Compare;
}

/// <summary>Progress of one level: waiting, reached, or on its way back.</summary>
internal struct LevelState
{
    public bool Reached;

    /// <summary>When the comparison began to hold: the start of the row that may lead to the level.</summary>
    public long Since;

    /// <summary>Since when it has held without a break in what is known.</summary>
    public long HoldSince;

    /// <summary>When the value began to be clear.</summary>
    public long ClearSince;

    /// <summary>Times in a row, and when it was last counted.</summary>
    public int Count;
    public long CountedAt;
}

/// <summary>Newest value of a gate's point.</summary>
internal struct GateState
{
    public long Time;
    public double Value;
}
