using Telemetry.Model;

namespace Cloud.Telemetry.Warnings;

/// <summary>Where the project grain hands over what its evaluation found.</summary>
public interface IWarningSink
{
    /// <summary>
    /// Writes the transitions; returns after they are committed to disk, and then notifies. Applying the same transition
    /// again has no second effect, so a caller that is not sure simply repeats.
    /// </summary>
    Task ApplyAsync(ProjectId project, IReadOnlyList<WarningTransition> transitions, CancellationToken cancel);

    /// <summary>
    /// Conditions of the project that the store holds as active: what a freshly activated grain starts from.
    /// </summary>
    Task<IReadOnlyList<ActiveEpisode>> ActiveAsync(ProjectId project, CancellationToken cancel);
}

/// <summary>A condition that is active: what ties the next transition to the warning that is already there.</summary>
/// <param name="Device">The device.</param>
/// <param name="RuleId">The rule, or <see cref="ProjectEvaluation.DataQualityRule"/>.</param>
/// <param name="WarningId">Its deterministic id.</param>
/// <param name="StartedAt">Start in event time.</param>
/// <param name="Level">Present level.</param>
/// <param name="Peak">Extreme of the measure so far.</param>
/// <param name="Late">True when it was raised by late data and no live data have confirmed it yet.</param>
public sealed record ActiveEpisode(
    DeviceId Device,
    string RuleId,
    string WarningId,
    DateTimeOffset StartedAt,
    int Level,
    double Peak,
    bool Late = false)
{
    /// <summary>When it ended, event time; null while it is active.</summary>
    public DateTimeOffset? Ended { get; init; }
}
