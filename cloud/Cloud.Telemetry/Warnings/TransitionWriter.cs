using Telemetry.Model;
using Telemetry.Model.Rules;

namespace Cloud.Telemetry.Warnings;

/// <summary>Collects the transitions of one step on one device.</summary>
internal sealed class TransitionWriter(ProjectId project, WatchedDevice device, DateTimeOffset now, bool late, List<WarningTransition> into)
{
    public ProjectId Project => project;

    public WatchedDevice Device => device;

    /// <summary>True when what happened at an instant is told too late to be rung.</summary>
    public bool Late(DateTimeOffset at) => late || at < now - ProjectEvaluation.LateAfter;

    public void Add(TransitionKind kind, ActiveEpisode episode, RuleDefinition rule, DateTimeOffset at, double value, string? detail = null) =>
        into.Add(new WarningTransition(
            episode.WarningId, kind, device, rule, episode.StartedAt, at, episode.Level, ThresholdOf(rule, episode.Level, value),
            value, episode.Peak, Late(at), detail));

    /// <summary>The threshold of a level; a rule with both sides may have the level twice, then the side that the value is on.</summary>
    public static RuleLevel? ThresholdOf(RuleDefinition rule, int level, double value)
    {
        RuleLevel? found = null;
        foreach (var candidate in rule.Levels)
        {
            if (candidate.Level != level)
                continue;
            var clear = candidate.Clear ?? candidate.Threshold;
            if (candidate.Compare == "above" ? value >= clear : value <= clear)
                return candidate;
            found ??= candidate;
        }

        return found;
    }
}
