using Cloud.Telemetry.Series;
using Telemetry.Model;
using Telemetry.Model.Rules;

namespace Cloud.Telemetry.Warnings;

/// <summary>The state, advanced, and what changed on the way.</summary>
public readonly record struct EvaluationStep(ProjectRuleState State, IReadOnlyList<WarningTransition> Transitions);

/// <summary>
/// The rules of a project as functions without clock and I/O. Order of use in a grain: <see cref="Start"/> with the stored
/// active episodes; <see cref="Replay"/> of every device's stored readings over <see cref="Horizons"/>, oldest first;
/// <see cref="Reconcile"/>; <see cref="Step"/> for what arrived since; <see cref="Settle"/> and <see cref="Listen"/>; then
/// <see cref="Step"/> per report, <see cref="Tick"/> every few seconds so that missing data are noticed, and
/// <see cref="Presence"/> when a gateway comes or goes. State is advanced in place and owned by one caller.
/// When the sink fails, apply the same transitions again (that is idempotent) before the next step, or drop the state and
/// start over; never go on without them.
/// </summary>
public static class ProjectEvaluation
{
    /// <summary>Rule id of the warning that says that a device's rules cannot decide.</summary>
    public const string DataQualityRule = "data-quality";

    /// <summary>Rule id of the warning that says that a gateway is away.</summary>
    public const string GatewayOfflineRule = "gateway-offline";

    /// <summary>Readings older than this on arrival are late.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(60);

    /// <summary>Readings further ahead of the clock than this decide nothing (they are stored all the same).</summary>
    public static readonly TimeSpan FutureLimit = TimeSpan.FromMinutes(5);

    /// <summary>How long rules may be unable to decide before that is a warning.</summary>
    public static readonly TimeSpan DataQualityAfter = TimeSpan.FromMinutes(5);

    /// <summary>How long a gateway may be away before that is a warning.</summary>
    public static readonly TimeSpan GatewayOfflineAfter = TimeSpan.FromMinutes(5);

    /// <summary>A moving peak is told at most this often.</summary>
    public static readonly TimeSpan PeakEvery = TimeSpan.FromSeconds(30);

    /// <summary>A backlog is over when nothing late has arrived for so long.</summary>
    public static readonly TimeSpan LateIdle = TimeSpan.FromMinutes(2);

    /// <summary>The state of a project before any reading.</summary>
    public static ProjectRuleState Start(
        ProjectId project, IReadOnlyList<WatchedDevice> devices, ProjectRules rules, IReadOnlyList<ActiveEpisode> active)
    {
        var state = new ProjectRuleState(project, rules);
        var episodes = active.ToLookup(episode => episode.Device);
        foreach (var device in devices)
            state.Devices[device.Id] = Begin(state, device, episodes[device.Id]);
        foreach (var episode in active.Where(e => e.RuleId == GatewayOfflineRule))
        {
            var gateway = new GatewayId(episode.Device.Value);
            state.Away[gateway] = new GatewayPresence(gateway, episode.StartedAt) { Episode = episode };
            Freeze(state, gateway);
        }

        return state;
    }

    /// <summary>Takes over changed devices or rules; a rule that did not change keeps its state, a changed one starts afresh.</summary>
    public static EvaluationStep Reconfigure(
        ProjectRuleState state, IReadOnlyList<WatchedDevice> devices, ProjectRules rules, DateTimeOffset now)
    {
        var transitions = new List<WarningTransition>();
        var before = new Dictionary<DeviceId, DeviceRuleState>(state.Devices);
        state.Devices.Clear();
        state.Rules = rules;
        foreach (var device in devices)
        {
            var (old, fresh) = (before.GetValueOrDefault(device.Id), Begin(state, device, []));
            state.Devices[device.Id] = fresh;
            if (old is not null && before.Remove(device.Id))
                Reconfiguring.Carry(old, fresh, state.Project, now, transitions);
        }

        foreach (var gone in before.Values)
            Reconfiguring.End(gone, state.Project, now, transitions);
        return new EvaluationStep(state, transitions);
    }

    /// <summary>
    /// How far back readings of each point are needed to rebuild the state, with the report periods of the devices' own
    /// profiles: a gauge that reports twice a day is not silent after a restart.
    /// </summary>
    public static IReadOnlyDictionary<PointId, TimeSpan> Horizons(ProjectRuleState state)
    {
        var horizons = new Dictionary<PointId, TimeSpan>();
        foreach (var plan in state.Devices.Values.SelectMany(d => d.Tracks).Select(t => t.Plan).Distinct())
        {
            var own = RuleEvaluator.Horizon(plan);
            foreach (var point in (plan.Rule.When ?? []).Select(gate => gate.Point).Prepend(plan.Rule.Measure.Point))
                if (!(horizons.GetValueOrDefault(new PointId(point)) >= own))
                    horizons[new PointId(point)] = own;
        }

        return horizons;
    }

    /// <summary>Feeds stored readings of one device without transitions.</summary>
    /// <param name="state">After <see cref="Start"/>.</param>
    /// <param name="device">Whose.</param>
    /// <param name="came">In the order in which they came: what came late fills windows again and does not decide the past anew.</param>
    /// <param name="complete">
    /// From here on the readings hold everything that an episode was decided from (its rule's horizon before it); default =
    /// they may not, and stored episodes are taken as told.
    /// </param>
    public static ProjectRuleState Replay(
        ProjectRuleState state, DeviceId device, IReadOnlyList<StoredReading> came, DateTimeOffset? complete = null)
    {
        if (state.Devices.TryGetValue(device, out var rules))
            rules.Replay(came, complete ?? DateTimeOffset.MaxValue);
        return state;
    }

    /// <summary>
    /// Ends the replay: transitions by which the stored episodes differ from what the readings say. Episodes that began
    /// after the last replayed reading, and conditions that the store does not hold as active, wait for <see cref="Settle"/>.
    /// </summary>
    public static EvaluationStep Reconcile(ProjectRuleState state, DateTimeOffset now)
    {
        var transitions = new List<WarningTransition>();
        foreach (var device in state.Devices.Values)
        {
            var writer = new TransitionWriter(state.Project, device.Device, now, late: false, transitions);
            foreach (var track in device.Tracks)
            {
                track.Reconcile(writer);
                track.StartAnew();
            }
        }

        return new EvaluationStep(state, transitions);
    }

    /// <summary>Ends a rebuild, after the steps through what was stored since the replay's end: what is still different is told.</summary>
    public static EvaluationStep Settle(ProjectRuleState state, DateTimeOffset now)
    {
        var transitions = new List<WarningTransition>();
        foreach (var device in state.Devices.Values)
        {
            var writer = new TransitionWriter(state.Project, device.Device, now, late: false, transitions);
            foreach (var track in device.Tracks)
                track.Settle(writer);
        }

        return new EvaluationStep(state, transitions);
    }

    /// <summary>
    /// From here on the caller hears every gateway as it comes and goes. Absence and "cannot decide" are counted from this
    /// instant at the earliest: that nothing came while nobody listened says nothing about a gateway or a device.
    /// </summary>
    public static ProjectRuleState Listen(ProjectRuleState state, DateTimeOffset now)
    {
        state.ListeningSince = now;
        foreach (var gateway in state.Away.Values)
            gateway.CountFrom(now);
        foreach (var device in state.Devices.Values)
            device.Listen(now);
        return state;
    }

    /// <summary>Evaluates one report. A report that was evaluated before gives transitions that the sink knows already, or none.</summary>
    public static EvaluationStep Step(ProjectRuleState state, DeviceReport report, DateTimeOffset now)
    {
        if (report.Readings.Count == 0 || !state.Devices.TryGetValue(report.Device, out var device))
            return new EvaluationStep(state, []);
        var transitions = new List<WarningTransition>();
        if (report.Lane != Lane.History && state.Away.ContainsKey(device.Device.Gateway))
            Return(state, device.Device.Gateway, report.Readings[0].Time, now, transitions);
        device.Step(state.Project, report, now, transitions);
        return new EvaluationStep(state, transitions);
    }

    /// <summary>
    /// A gateway came or went. While it is away its devices' clocks stand still, and after five minutes one warning speaks
    /// for all of them (<see cref="GatewayOfflineRule"/>) instead of every rule of every device. An absence that began before
    /// <see cref="Listen"/> counts from there.
    /// </summary>
    public static EvaluationStep Presence(ProjectRuleState state, GatewayId gateway, bool online, DateTimeOffset at)
    {
        var transitions = new List<WarningTransition>();
        if (online)
        {
            Return(state, gateway, at, at, transitions);
        }
        else if (state.Away.TryAdd(gateway, new GatewayPresence(gateway, at)))
        {
            // What the gateway covered before anybody listened is in the readings, not in the clock.
            if (state.ListeningSince is { } listening && at < listening)
                state.Away[gateway].CountFrom(listening);
            else
                foreach (var device in state.Devices.Values.Where(d => d.Device.Gateway == gateway && !d.IsFrozen))
                    device.Tick(state.Project, at, transitions);
            Freeze(state, gateway);
        }

        return new EvaluationStep(state, transitions);
    }

    /// <summary>Lets time pass: rules about missing data, and staleness of all others.</summary>
    public static EvaluationStep Tick(ProjectRuleState state, DateTimeOffset now)
    {
        var transitions = new List<WarningTransition>();
        foreach (var gateway in state.Away.Values)
            gateway.Tick(state.Project, now, transitions);
        foreach (var device in state.Devices.Values)
            device.Tick(state.Project, now, transitions);
        return new EvaluationStep(state, transitions);
    }

    private static DeviceRuleState Begin(ProjectRuleState state, WatchedDevice device, IEnumerable<ActiveEpisode> active)
    {
        var rules = new DeviceRuleState(device, [.. state.Rules.For(device).Select(rule => state.Plan(rule, device))])
        {
            IsFrozen = state.Away.ContainsKey(device.Gateway),
            HeardSince = state.ListeningSince,
        };
        foreach (var episode in active.OrderBy(e => e.StartedAt))
            if (episode.RuleId == DataQualityRule)
                rules.DataQuality = episode;
            else
                rules.Tracks.Find(track => track.Plan.Rule.Id == episode.RuleId)?.Resume(episode);
        return rules;
    }

    private static void Freeze(ProjectRuleState state, GatewayId gateway)
    {
        foreach (var device in state.Devices.Values.Where(d => d.Device.Gateway == gateway))
            device.IsFrozen = true;
    }

    private static void Return(ProjectRuleState state, GatewayId gateway, DateTimeOffset at, DateTimeOffset now, List<WarningTransition> into)
    {
        if (!state.Away.Remove(gateway, out var presence))
            return;
        presence.End(state.Project, at, now, into);
        foreach (var device in state.Devices.Values.Where(d => d.Device.Gateway == gateway && d.IsFrozen))
            device.Thaw(now);
    }
}
