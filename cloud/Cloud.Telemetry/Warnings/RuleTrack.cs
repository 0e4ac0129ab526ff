using Telemetry.Model;
using Telemetry.Model.Rules;

namespace Cloud.Telemetry.Warnings;

/// <summary>One rule on one device: what the evaluator remembers, and which warning its condition belongs to.</summary>
internal sealed class RuleTrack(RulePlan plan)
{
    private const int SpansKept = 16;

    // A step begins and ends on one thread, and there are as many tracks as devices times rules.
    [ThreadStatic]
    private static List<RuleOutcome>? _scratch;

    private List<ActiveEpisode>? _ended;
    private ActiveEpisode? _aside;
    private bool _decided;
    private string? _adopted;

    public RulePlan Plan => plan;

    public RuleState State { get; private set; } = new(plan);

    public ActiveEpisode? Episode { get; private set; }

    /// <summary>When the last moving peak was told.</summary>
    public DateTimeOffset PeakTold { get; private set; }

    /// <summary>Since when it cannot decide; null while it can, before anything was asked, or while its window fills for the first time.</summary>
    public DateTimeOffset? UndecidedSince { get; private set; }

    /// <summary>True for rules that are themselves about the quality of data.</summary>
    public bool IsAboutData => plan.Rule.Measure.Aggregate is "missing" or "bad" or "stuck";

    /// <summary>True for rules over a window, which late readings still fill.</summary>
    public bool TakesLate => plan.Rule.Measure.Window > 0;

    /// <summary>Takes up a condition that was active before this state began.</summary>
    public void Resume(ActiveEpisode episode)
    {
        Episode = episode;
        PeakTold = episode.StartedAt;
        State.Assume(plan, episode.Level, episode.StartedAt);
    }

    /// <summary>Takes up where a late reading falls into a run that is known already; true when it does.</summary>
    public bool Knows(DateTimeOffset instant) =>
        Episode is { } active && active.StartedAt <= instant
        || _ended?.Exists(e => e.StartedAt <= instant && instant <= e.Ended) is true;

    /// <summary>The active episode, or the ended one, that an instant falls into.</summary>
    public ActiveEpisode? At(DateTimeOffset instant) =>
        Episode is { } active && active.StartedAt <= instant ? active
            : _ended?.Find(e => e.StartedAt <= instant && instant <= e.Ended);

    /// <summary>Takes in readings that arrived together, and tells nothing.</summary>
    public void Silent(ReadOnlySpan<Reading> readings, RuleContext context, DateTimeOffset arrivedAt)
    {
        RuleEvaluator.Step(plan, State, readings, context, passed: null, arrivedAt);
        Note(State.Current);
    }

    /// <summary>Takes in readings that arrived together.</summary>
    public void Step(ReadOnlySpan<Reading> readings, RuleContext context, TransitionWriter writer, DateTimeOffset? arrivedAt)
    {
        var passed = Scratch();
        var last = RuleEvaluator.Step(plan, State, readings, context, passed, arrivedAt);
        foreach (var outcome in passed)
            Take(outcome, writer);
        if (passed.Count == 0 || passed[^1] != last)
            Take(last, writer);
    }

    public void Tick(DateTimeOffset now, RuleContext context, TransitionWriter writer)
    {
        // Before its first question a state has no deadline; afterwards nothing can change between two deadlines.
        if (State.Current.At != default && !(State.NextDeadline <= now))
            return;
        var passed = Scratch();
        RuleEvaluator.Tick(plan, State, now, context, passed);
        foreach (var outcome in passed)
            Take(outcome, writer);
        Note(State.Current);
    }

    /// <summary>
    /// Before a replay that ends at <paramref name="newest"/>: an episode that began after it is not what these readings
    /// speak about; it waits for <see cref="Settle"/>.
    /// </summary>
    /// <param name="newest">Instant of the newest reading that is replayed.</param>
    /// <param name="complete">
    /// From here on the replay holds everything that an episode was decided from, so that it is decided again exactly as
    /// then; an earlier one is taken as told.
    /// </param>
    public void SetAside(DateTimeOffset newest, DateTimeOffset complete)
    {
        if (Episode is { } later && later.StartedAt > newest)
            (_aside, Episode, State) = (later, null, new RuleState(plan));
        else if (Episode is { } known && known.StartedAt >= complete)
            (_decided, State) = (true, new RuleState(plan));
    }

    /// <summary>
    /// Compares what the readings say with the episode that the store holds. A condition that the store does not hold as
    /// active may have ended in what is still to be replayed, so it is taken up without a word until <see cref="Settle"/>.
    /// </summary>
    public void Reconcile(TransitionWriter writer)
    {
        // Decided anew up to the replay's end and not borne out: it began after it.
        if (_decided && Episode is { } told && !Bears(State.Current, told))
            (_aside, Episode) = (told, null);
        _decided = false;
        if (State.Current is { Level: > 0 } outcome && Episode is null)
        {
            Note(outcome);
            Episode = EpisodeOf(outcome, writer);
            (PeakTold, _adopted) = (outcome.At, Episode.WarningId);
        }
        else if (State.Current.At != default)
        {
            Take(State.Current, writer);
        }
    }

    /// <summary>Ends a rebuild, when everything stored has been stepped through: what was left open above is told or taken up.</summary>
    public void Settle(TransitionWriter writer)
    {
        if (Episode is { } active && active.WarningId == _adopted)
            writer.Add(TransitionKind.Raised, active, plan.Rule, State.Current.At, State.Current.Value);
        if (_aside is { } aside && aside.WarningId != Episode?.WarningId && _ended?.Exists(e => e.WarningId == aside.WarningId) is not true)
        {
            if (Episode is null && State.Current.Condition == RuleCondition.CannotDecide)
                Resume(aside);
            else
                writer.Add(TransitionKind.Recovered, aside, plan.Rule, Later(State.Current.At, aside.StartedAt), State.Current.Value);
        }

        (_aside, _adopted) = (null, null);
    }

    /// <summary>
    /// Forgets for how long nothing, nothing good or nothing new has come: while nobody listened, that says nothing about
    /// the device. What is told already stays until readings end it.
    /// </summary>
    public void StartAnew()
    {
        if (IsAboutData && Episode is null)
            (State, UndecidedSince) = (new RuleState(plan), null);
    }

    /// <summary>The condition is over for a reason other than readings.</summary>
    public void End(DateTimeOffset at, TransitionWriter writer, string? detail = null)
    {
        if (Episode is not { } episode)
            return;
        writer.Add(TransitionKind.Recovered, episode, plan.Rule, at, double.NaN, detail);
        (Episode, State) = (null, new RuleState(plan));
    }

    private static List<RuleOutcome> Scratch()
    {
        var passed = _scratch ??= [];
        passed.Clear();
        return passed;
    }

    private void Take(RuleOutcome outcome, TransitionWriter writer)
    {
        Note(outcome);
        switch (outcome.Condition)
        {
            case RuleCondition.Normal when Episode is { } over:
                writer.Add(TransitionKind.Recovered, over, plan.Rule, outcome.At, outcome.Value);
                Remember(over with { Ended = outcome.At });
                Episode = null;
                break;
            case RuleCondition.Active when Episode is null:
                Raise(outcome, writer);
                break;
            case RuleCondition.Active when Episode is { } active && active.Level != outcome.Level:
                Episode = active with { Level = outcome.Level, Peak = Worse(active.Peak, outcome), Late = active.Late && writer.Late(outcome.At) };
                writer.Add(TransitionKind.LevelChanged, Episode, plan.Rule, outcome.At, outcome.Value);
                break;
            case RuleCondition.Active:
                MovePeak(outcome, writer);
                break;
        }
    }

    private void Raise(RuleOutcome outcome, TransitionWriter writer)
    {
        Episode = EpisodeOf(outcome, writer);
        PeakTold = outcome.At;
        writer.Add(TransitionKind.Raised, Episode, plan.Rule, outcome.At, outcome.Value);
    }

    private ActiveEpisode EpisodeOf(RuleOutcome outcome, TransitionWriter writer)
    {
        var since = outcome.Since ?? outcome.At;
        return new ActiveEpisode(
            writer.Device.Id, plan.Rule.Id, WarningTransition.IdOf(writer.Project, writer.Device.Id, plan.Rule.Id, since), since,
            outcome.Level, outcome.Value, writer.Late(outcome.At));
    }

    // Identities are made of milliseconds.
    private static bool Bears(RuleOutcome outcome, ActiveEpisode told) =>
        outcome.Since is { } since && since.ToUnixTimeMilliseconds() == told.StartedAt.ToUnixTimeMilliseconds();

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private void MovePeak(RuleOutcome outcome, TransitionWriter writer)
    {
        var peak = Worse(Episode!.Peak, outcome);
        if (peak.Equals(Episode.Peak))
            return;
        Episode = Episode with { Peak = peak };
        if (outcome.At - PeakTold < ProjectEvaluation.PeakEvery || IsAboutData)
            return;
        PeakTold = outcome.At;
        writer.Add(TransitionKind.PeakMoved, Episode, plan.Rule, outcome.At, outcome.Value);
    }

    private double Worse(double peak, RuleOutcome outcome)
    {
        if (!double.IsFinite(peak) || !double.IsFinite(outcome.Value))
            return double.IsFinite(peak) ? peak : outcome.Value;
        return TransitionWriter.ThresholdOf(plan.Rule, outcome.Level, outcome.Value)?.Compare == "below"
            ? Math.Min(peak, outcome.Value) : Math.Max(peak, outcome.Value);
    }

    private void Note(RuleOutcome outcome) => UndecidedSince =
        outcome.Condition != RuleCondition.CannotDecide || outcome.At == default || Fills(outcome) ? null : UndecidedSince ?? outcome.At;

    private bool Fills(RuleOutcome outcome) => outcome.Reason == Undecided.Coverage && State.IsFilling(plan, outcome.At);

    private void Remember(ActiveEpisode episode)
    {
        _ended ??= [];
        if (_ended.Count == SpansKept)
            _ended.RemoveAt(0);
        _ended.Add(episode);
    }
}
