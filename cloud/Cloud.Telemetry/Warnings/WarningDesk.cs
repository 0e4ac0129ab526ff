using Cloud.Platform;
using Cloud.Telemetry.Projects;
using Microsoft.Extensions.Options;
using Telemetry.Model;

namespace Cloud.Telemetry.Warnings;

/// <summary>
/// The one writer of warnings: transitions from the rules, actions of people. What must ring is scheduled in the very
/// transaction of the change, so that a crash between the two cannot swallow it.
/// </summary>
public sealed class WarningDesk(
    IWarningStore store,
    ILiveFeed feed,
    PushSignal pushes,
    WarningMetrics metrics,
    TimeProvider time,
    IOptions<WarningOptions> options) : IWarningSink
{
    /// <inheritdoc/>
    public async Task ApplyAsync(ProjectId project, IReadOnlyList<WarningTransition> transitions, CancellationToken cancel)
    {
        if (transitions.Count == 0)
            return;
        var now = time.GetUtcNow();
        var outcomes = await store.WriteAsync(t => transitions.Select(x => Apply(t, project, x, now)).ToList(), cancel);
        for (var i = 0; i < outcomes.Count; i++)
            Count(transitions[i], outcomes[i]);
        foreach (var warning in outcomes.Where(o => o.Change is not null).Select(o => o.Change!.Warning).GroupBy(w => w.Id).Select(g => g.Last()))
            Publish(warning);
        if (outcomes.Any(o => o.Change?.Rings == true))
            pushes.Wake();
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ActiveEpisode>> ActiveAsync(ProjectId project, CancellationToken cancel) => store.ActiveAsync(project, cancel);

    /// <summary>A person acts.</summary>
    /// <param name="id">The warning.</param>
    /// <param name="expected">The version the person has seen; null when the action does not depend on it (a link).</param>
    /// <param name="action">What is done.</param>
    /// <param name="cancel">Cancels waiting, not what is already on its way to disk.</param>
    /// <exception cref="RuleBrokenException">The action is not possible now.</exception>
    public async Task<ActionResult> ActAsync(string id, long? expected, WarningAction action, CancellationToken cancel)
    {
        var result = await store.WriteAsync(t => Act(t, id, expected, action), cancel);
        if (result is { Outcome: ActionOutcome.Done, Warning: { } warning })
        {
            metrics.Acted(action.Word);
            Publish(warning);
        }

        return result;
    }

    internal void Publish(Warning warning) => feed.Publish(new WarningChanged(warning.Project, warning.Id));

    private ActionResult Act(IWarningTransaction transaction, string id, long? expected, WarningAction action)
    {
        if (transaction.Find(id) is not { } warning)
            return new ActionResult(ActionOutcome.Unknown, null);
        if (expected is { } version && version != warning.Version)
            return new ActionResult(ActionOutcome.Stale, warning);
        var (changed, entry) = WarningLifecycle.Act(warning, action, time.GetUtcNow());
        transaction.Save(changed);
        transaction.Log(entry);
        if (!changed.AwaitsAcknowledgement)
            transaction.Unschedule(id);
        return new ActionResult(ActionOutcome.Done, changed);
    }

    private Outcome Apply(IWarningTransaction transaction, ProjectId project, WarningTransition t, DateTimeOffset now)
    {
        // A moving peak is idempotent by itself; remembering each would only grow the table.
        if (t.Kind != TransitionKind.PeakMoved && !transaction.TryMark(t.WarningId, t.Key))
            return new Outcome(null, Repeated: true);
        if (t.Kind == TransitionKind.Raised && transaction.FindEpisode(t.WarningId) is { } known)
        {
            // After a restart the rules may come upon the same condition at a later reading: it is no repeat of itself.
            if (known.EndedAt is not null || known.Level == t.Level)
                return new Outcome(null, Repeated: true);
            t = t with { Kind = TransitionKind.LevelChanged };
        }

        var change = t.Kind switch
        {
            TransitionKind.PeakMoved => Existing(transaction, t) is { } w ? WarningMerging.MovePeak(w, t) : null,
            TransitionKind.Recovered or TransitionKind.CannotDecideEnded => Recover(transaction, t),
            _ => Raise(transaction, project, t),
        };
        if (change is null)
            return new Outcome(null, Repeated: false);
        transaction.Save(change.Warning);
        // An episode that has ended stays ended, whatever comes a second time.
        if (t.Kind is not (TransitionKind.Recovered or TransitionKind.CannotDecideEnded) && transaction.FindEpisode(t.WarningId)?.EndedAt is null)
            transaction.SaveEpisode(new WarningEpisode(
                t.WarningId, change.Warning.Id, t.StartedAt, null, t.Level, double.IsFinite(t.Peak) ? t.Peak : null, t.Late));
        if (change.Entry is { } entry)
            transaction.Log(entry);
        if (change.Rings)
            transaction.Schedule(new ScheduledPush(change.Warning.Id, change.Warning.Version, 0, 0, now));
        else if (!change.Warning.IsOpen)
            transaction.Unschedule(change.Warning.Id);
        return new Outcome(change, Repeated: false);
    }

    private WarningChange Raise(IWarningTransaction transaction, ProjectId project, WarningTransition t)
    {
        var existing = Existing(transaction, t) ?? Mergeable(transaction, project, t);
        return existing is null
            ? WarningMerging.Open(project, t)
            : WarningMerging.Raise(existing, t, transaction.OtherActiveEpisodes(existing.Id, t.WarningId), options.Value.MergeWindow);
    }

    private WarningChange? Recover(IWarningTransaction transaction, WarningTransition t)
    {
        if (Existing(transaction, t) is not { } warning || transaction.FindEpisode(t.WarningId) is not { EndedAt: null } episode)
            return null;
        transaction.SaveEpisode(episode with { EndedAt = t.At });
        return WarningMerging.Recover(warning, t, transaction.OtherActiveEpisodes(warning.Id, t.WarningId), options.Value.AutoCloseLevels);
    }

    private static Warning? Existing(IWarningTransaction transaction, WarningTransition t) => transaction.FindByEpisode(t.WarningId);

    // What late data say joins an open matter, but does not open one that people have closed.
    private Warning? Mergeable(IWarningTransaction transaction, ProjectId project, WarningTransition t) =>
        transaction.FindMergeable(project, t.Device.Id, t.Rule.Id, t.StartedAt - options.Value.MergeWindow) is { } found && (found.IsOpen || !t.Late)
            ? found : null;

    private void Count(WarningTransition transition, Outcome outcome)
    {
        if (outcome.Repeated)
            metrics.Repeated();
        else if (outcome.Change is null)
            metrics.Orphaned();
        else
            metrics.Applied(transition);
    }

    private readonly record struct Outcome(WarningChange? Change, bool Repeated);
}

/// <summary>How an action ended.</summary>
public enum ActionOutcome
{
    Done,

    /// <summary>Somebody was faster; the warning as it is now comes along.</summary>
    Stale,

    /// <summary>No such warning.</summary>
    Unknown,
}

/// <summary>Outcome and the warning as it is now.</summary>
public sealed record ActionResult(ActionOutcome Outcome, Warning? Warning);
