using Cloud.Telemetry.Series;
using Cloud.Telemetry.Warnings;
using Microsoft.Extensions.Logging;
using Telemetry.Model;

namespace Cloud.Telemetry.Projects;

/// <summary>
/// Brings a project's rule state back from the series store: readings over the rules' horizon up to the last checkpoint
/// without transitions, then everything that arrived after it as if it came now.
/// </summary>
internal sealed class ProjectRebuild(ITimeSeriesStore store, ILogger logger)
{
    /// <summary>Most readings that are brought back; beyond it the rebuild goes on with what it has.</summary>
    private const int MostReadings = 2_000_000;

    /// <param name="state">After <see cref="ProjectEvaluation.Start"/>.</param>
    /// <param name="checkpoint">Position up to which everything was evaluated; 0 = unknown.</param>
    /// <param name="upTo">Position of the marks that the grain goes on from.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<EvaluationStep> RunAsync(ProjectRuleState state, long checkpoint, long upTo, DateTimeOffset now, CancellationToken cancel)
    {
        var at = checkpoint > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(checkpoint, upTo)) : now;
        state = await ReplayAsync(state, checkpoint > 0 ? checkpoint : upTo, at, cancel);
        var reconciled = ProjectEvaluation.Reconcile(state, at);
        var transitions = new List<WarningTransition>(reconciled.Transitions);
        state = reconciled.State;
        if (checkpoint > 0 && checkpoint < upTo)
            state = await StepAsync(state, checkpoint, upTo, at, transitions, cancel);
        var settled = ProjectEvaluation.Settle(state, now);
        transitions.AddRange(settled.Transitions);
        state = settled.State;
        return new EvaluationStep(state, transitions);
    }

    /// <summary>The same when nothing is stored.</summary>
    public static EvaluationStep OfNothing(ProjectRuleState state, DateTimeOffset now)
    {
        var reconciled = ProjectEvaluation.Reconcile(state, now);
        var settled = ProjectEvaluation.Settle(reconciled.State, now);
        return new EvaluationStep(settled.State, [.. reconciled.Transitions, .. settled.Transitions]);
    }

    // In the order in which they came: what came late must fill a window again and not decide the past anew.
    private async Task<ProjectRuleState> ReplayAsync(ProjectRuleState state, long upTo, DateTimeOffset at, CancellationToken cancel)
    {
        var byDevice = new Dictionary<DeviceId, List<StoredReading>>();
        var taken = 0;
        foreach (var group in ReplayPlan.Of(state))
        {
            var query = new ReplayQuery(
                state.Project, ReplayOrder.DeviceTime, at - group.Horizon, at + TimeSpan.FromDays(1), Points: group.Points, UpToArrival: upTo);
            await foreach (var stored in store.ReplayAsync(query, cancel))
            {
                if (++taken > MostReadings)
                    break;
                if (!byDevice.TryGetValue(stored.Device, out var readings))
                    byDevice.Add(stored.Device, readings = []);
                readings.Add(stored);
            }
        }

        if (taken > MostReadings)
            Log.RebuildCut(logger, state.Project.Value, MostReadings);
        DateTimeOffset? complete = taken > MostReadings ? null : at - ReplayPlan.Least;
        foreach (var (device, stored) in byDevice)
            state = ProjectEvaluation.Replay(state, device, [.. stored.OrderBy(s => s.Arrival).ThenBy(s => s.Reading.Time)], complete);
        return state;
    }

    private async Task<ProjectRuleState> StepAsync(
        ProjectRuleState state, long checkpoint, long upTo, DateTimeOffset at, List<WarningTransition> transitions, CancellationToken cancel)
    {
        // Late readings may be from long before the checkpoint.
        var query = new ReplayQuery(state.Project, ReplayOrder.Arrival, at - TimeSpan.FromDays(400), DateTimeOffset.MaxValue, AfterArrival: checkpoint, UpToArrival: upTo);
        var report = new List<Reading>();
        StoredReading head = default;
        var taken = 0;
        await foreach (var stored in store.ReplayAsync(query, cancel))
        {
            if (report.Count > 0 && (stored.Arrival != head.Arrival || stored.Device != head.Device || stored.Lane != head.Lane))
                Flush();
            head = stored;
            report.Add(stored.Reading);
            if (++taken < MostReadings)
                continue;
            Log.RebuildCut(logger, state.Project.Value, MostReadings);
            break;
        }

        if (report.Count > 0)
            Flush();
        return state;

        void Flush()
        {
            var step = ProjectEvaluation.Step(
                state, new DeviceReport(head.Device, [.. report], head.Lane), DateTimeOffset.FromUnixTimeMilliseconds(head.Arrival));
            state = step.State;
            transitions.AddRange(step.Transitions);
            report.Clear();
        }
    }
}

internal static partial class Log
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "The rules of project {Project} were rebuilt from {Readings} readings only.")]
    public static partial void RebuildCut(ILogger logger, string project, int readings);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Error, Message = "A turn of project {Project}'s clock failed; it is tried again at the next.")]
    public static partial void TurnFailed(ILogger logger, Exception fault, string project);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Warning, Message = "Project {Project} did not start; it is tried again.")]
    public static partial void StartFailed(ILogger logger, Exception fault, string project);
}
