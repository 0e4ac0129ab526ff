using System.Collections.Immutable;
using Telemetry.Model;

namespace Cloud.Telemetry.Warnings;

/// <summary>A new state and what changed on the way to it.</summary>
public readonly record struct EvaluationStep(ProjectRuleState State, IReadOnlyList<WarningTransition> Transitions);

/// <summary>
/// The rules of a project as pure functions. Order of use in a grain: <see cref="Start"/> with the stored active
/// episodes; <see cref="Replay"/> of every device's stored readings over <see cref="Horizon"/>, oldest first, up to the
/// last evaluation checkpoint; <see cref="Reconcile"/>; then <see cref="Step"/> per report and <see cref="Tick"/> every few
/// seconds so that missing data are noticed, and <see cref="Presence"/> when a gateway comes or goes. State is advanced in
/// place and owned by one caller. When the sink fails, apply the same transitions again (that is idempotent) before the
/// next step, or drop the state and start over; never go on without them.
/// </summary>
public static class ProjectEvaluation
{
    /// <summary>Rule id of the warning that says that a device's rules cannot decide.</summary>
    public const string DataQualityRule = "data-quality";

    /// <summary>Rule id of the warning that says that a gateway is away.</summary>
    public const string GatewayOfflineRule = "gateway-offline";

    /// <summary>Readings older than this on arrival are late.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(60);

    /// <summary>The state of a project before any reading.</summary>
    public static ProjectRuleState Start(
        ProjectId project, IReadOnlyList<WatchedDevice> devices, ProjectRules rules, IReadOnlyList<ActiveEpisode> active) =>
        new(project, rules)
        {
            Devices = devices.ToImmutableDictionary(d => d.Id, d => new DeviceRuleState(d)
            {
                Active = [.. active.Where(a => a.Device == d.Id)],
            }),
        };

    /// <summary>Takes over changed devices or rules; what did not change keeps its state.</summary>
    public static EvaluationStep Reconfigure(
        ProjectRuleState state, IReadOnlyList<WatchedDevice> devices, ProjectRules rules, DateTimeOffset now) =>
        new(Start(state.Project, devices, rules, state.Active), []);

    /// <summary>How far back readings are needed to rebuild the state: longest window plus hold.</summary>
    public static TimeSpan Horizon(ProjectRuleState state) =>
        TimeSpan.FromSeconds(state.Rules.Rules.Select(r => r.Measure.Window + r.Levels.Max(l => l.Hold + l.ClearHold)).DefaultIfEmpty(0).Max());

    /// <summary>Feeds stored readings of one device, ascending in time, without transitions.</summary>
    public static ProjectRuleState Replay(ProjectRuleState state, DeviceId device, IReadOnlyList<Reading> readings) => state;

    /// <summary>Ends the replay: transitions by which the stored episodes differ from what the readings say.</summary>
    public static EvaluationStep Reconcile(ProjectRuleState state, DateTimeOffset now) => new(state, []);

    /// <summary>Evaluates one report. A report that was evaluated before changes nothing.</summary>
    public static EvaluationStep Step(ProjectRuleState state, DeviceReport report, DateTimeOffset now) => new(state, []);

    /// <summary>
    /// A gateway came or went. While it is away its devices' clocks stand still, and after five minutes one warning speaks
    /// for all of them (<see cref="GatewayOfflineRule"/>) instead of every rule of every device.
    /// </summary>
    public static EvaluationStep Presence(ProjectRuleState state, GatewayId gateway, bool online, DateTimeOffset at) => new(state, []);

    /// <summary>Lets time pass: rules about missing data, and staleness of all others.</summary>
    public static EvaluationStep Tick(ProjectRuleState state, DateTimeOffset now) => new(state, []);
}
