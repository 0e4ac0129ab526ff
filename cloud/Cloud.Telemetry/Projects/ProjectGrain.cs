using System.Runtime.InteropServices;
using Cloud.Telemetry.Delivery;
using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Series;
using Cloud.Telemetry.Warnings;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Telemetry.Model;
using Telemetry.Model.Profiles;

namespace Cloud.Telemetry.Projects;

/// <summary>Up to which position of the series store a project is evaluated.</summary>
[GenerateSerializer, Alias("ProjectMemory")]
public sealed class ProjectMemory
{
    [Id(0)] public long EvaluatedUpTo { get; set; }
}

/// <summary>What the grain works with.</summary>
public sealed record ProjectPorts(
    ITimeSeriesStore Store, IDirectory Directory, IRuleBook Rules, IWarningSink Warnings, ILiveFeed Feed, ProfileCatalogue Profiles, TimeProvider Time);

/// <inheritdoc cref="IProjectGrain"/>
[KeepAlive]
internal sealed class ProjectGrain(
    ProjectPorts ports, ILogger<ProjectGrain> logger, [PersistentState("project")] IPersistentState<ProjectMemory> memory) : Grain, IProjectGrain
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CheckpointEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(30);

    private readonly DeviceBook _book = new();
    private readonly List<WarningTransition> _untold = [];
    private ProjectRegister _register = null!;
    private ProjectRuleState _rules = null!;
    private Dictionary<MarkKey, SequenceRanges> _evaluated = [];
    private long _position;
    private long _checkpointedAt;
    private long _reportedAt;
    private ProjectCounts _counts = ProjectCounts.None;
    private string? _county;

    private ProjectId Id => new(this.GetPrimaryKeyString());

    private DateTimeOffset Now => ports.Time.GetUtcNow();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _register = await ProjectRegister.LoadAsync(Id, ports.Directory, ports.Profiles, cancellationToken);
        _book.Use(_register);
        var presence = await FindPresenceAsync(cancellationToken);
        // The marks first: what is stored between the two reads is then evaluated, and at worst taken as latest twice.
        var marks = await ports.Store.MarksAsync(Id, cancellationToken);
        // A project from which nothing ever came has nothing to look up: after an import there are hundreds of them at once.
        if (marks.Marks.Count > 0)
            foreach (var stored in await ports.Store.LatestAsync(Id, Now + LateRule.AheadAfter, cancellationToken))
                _book.Take(stored.Device, null, stored.Reading);
        var start = ProjectEvaluation.Start(
            Id, _register.Watched, await ports.Rules.ForAsync(Id, cancellationToken), await ports.Warnings.ActiveAsync(Id, cancellationToken));
        var rebuild = new ProjectRebuild(ports.Store, logger);
        var rebuilt = marks.Marks.Count > 0
            ? await rebuild.RunAsync(start, memory.State.EvaluatedUpTo, marks.Position, Now, cancellationToken)
            : ProjectRebuild.OfNothing(start, Now);
        await ApplyAsync(rebuilt.Transitions, cancellationToken);
        (_rules, _evaluated, _position) = (ProjectEvaluation.Listen(rebuilt.State, Now), new Dictionary<MarkKey, SequenceRanges>(marks.Marks), marks.Position);
        foreach (var change in presence)
            await PresenceAsync(change, cancellationToken);
        this.RegisterGrainTimer(TurnAsync, new GrainTimerCreationOptions(Turn, Turn) { KeepAlive = true });
    }

    public async Task EvaluateAsync(ProjectBatch batch, long position, CancellationToken cancel)
    {
        var state = _rules;
        var transitions = new List<WarningTransition>();
        var marks = new Dictionary<MarkKey, SequenceRanges>();
        var fresh = new List<SeriesRecord>(batch.Records.Count);
        foreach (var record in batch.Records)
        {
            var key = new MarkKey(record.Gateway, record.Id.Epoch);
            var before = marks.GetValueOrDefault(key) ?? _evaluated.GetValueOrDefault(key) ?? SequenceRanges.Empty;
            var after = before.Add(record.Id.Sequence);
            if (ReferenceEquals(before, after))
                continue;
            marks[key] = after;
            fresh.Add(record);
            if (record.Device is not { } device || record.Readings.IsEmpty)
                continue;
            var step = ProjectEvaluation.Step(state, new DeviceReport(device, Readings(record), record.Lane, record.Event?.Json), batch.ArrivedAt);
            state = step.State;
            transitions.AddRange(step.Transitions);
        }

        // Nothing is taken over before the warnings are on disk: a batch that fails here is handed over again whole.
        await ApplyAsync(transitions, cancel);
        _rules = state;
        foreach (var (key, ranges) in marks)
            _evaluated[key] = ranges;
        _position = Math.Max(_position, position);
        TakeLatest(batch.ArrivedAt, fresh);
    }

    public async Task PresenceAsync(PresenceChange change, CancellationToken cancel)
    {
        if (change.Kind is PresenceKind.GatewayOnline or PresenceKind.GatewayOffline)
        {
            var step = ProjectEvaluation.Presence(_rules, change.Gateway, change.Kind is PresenceKind.GatewayOnline, change.At);
            await ApplyAsync(step.Transitions, cancel);
            _rules = step.State;
        }

        _book.Apply(change);
        PublishStates();
    }

    public async Task RecountAsync(CancellationToken cancel)
    {
        foreach (var change in await FindPresenceAsync(cancel))
            if ((change.Kind is PresenceKind.GatewayOnline) != _book.IsOnline(change.Gateway))
                await PresenceAsync(change, cancel);
    }

    public async Task ReconfigureAsync(CancellationToken cancel)
    {
        var register = await ProjectRegister.LoadAsync(Id, ports.Directory, ports.Profiles, cancel);
        var step = ProjectEvaluation.Reconfigure(_rules, register.Watched, await ports.Rules.ForAsync(Id, cancel), Now);
        await ApplyAsync(step.Transitions, cancel);
        (_register, _rules) = (register, step.State);
        _book.Use(register);
        PublishStates();
    }

    public Task<LatestSnapshot> LatestAsync(DeviceId? device, CancellationToken cancel)
    {
        PublishStates();
        return Task.FromResult(_book.Snapshot(device, Now));
    }

    public Task<IReadOnlyList<DeviceStatus>> DevicesAsync(CancellationToken cancel)
    {
        PublishStates();
        return Task.FromResult(_book.Statuses());
    }

    public Task<ProjectCounts> CountsAsync(CancellationToken cancel)
    {
        PublishStates();
        return Task.FromResult(_counts);
    }

    /// <summary>Gateways may be connected already when the grain comes to life on another silo, or away since before.</summary>
    private async Task<IReadOnlyList<PresenceChange>> FindPresenceAsync(CancellationToken cancel)
    {
        var statuses = await Task.WhenAll(_register.Gateways.Select(gateway => GrainFactory.Gateway(Id, gateway.Id).StatusAsync(cancel)));
        return
        [
            .. statuses.Where(status => status.State is not GatewayState.Never).Select(status => new PresenceChange(
                status.State is GatewayState.Online ? PresenceKind.GatewayOnline : PresenceKind.GatewayOffline, status.Gateway, null, status.Since ?? Now)),
        ];
    }

    // The rules' state has moved on even when the store fails: what it could not be told is told first the next time.
    private async Task ApplyAsync(IReadOnlyList<WarningTransition> transitions, CancellationToken cancel)
    {
        _untold.AddRange(transitions);
        if (_untold.Count == 0)
            return;
        await ports.Warnings.ApplyAsync(Id, [.. _untold], cancel);
        _untold.Clear();
    }

    private void TakeLatest(DateTimeOffset arrivedAt, List<SeriesRecord> records)
    {
        var changed = ports.Feed.IsWatched(Id) ? new Dictionary<DeviceId, Dictionary<PointId, Reading>>() : null;
        foreach (var record in records)
        {
            if (record.Device is not { } device)
                continue;
            foreach (ref readonly var reading in record.Readings.Span)
            {
                if (LateRule.IsLate(record.Lane, reading.Time, arrivedAt) || !_book.Take(device, record.Gateway, reading) || changed is null)
                    continue;
                ref var points = ref CollectionsMarshal.GetValueRefOrAddDefault(changed, device, out _);
                (points ??= [])[reading.Point] = reading;
            }
        }

        foreach (var (device, points) in changed ?? [])
            ports.Feed.Publish(new LatestChanged(Id, device, [.. points.Values]));
    }

    private void PublishStates()
    {
        foreach (var status in _book.Refresh(Now))
            ports.Feed.Publish(new DeviceChanged(Id, status));
        var active = new int[4];
        foreach (var episode in _rules.Active)
            if (episode.Level is >= 1 and <= 4)
                active[episode.Level - 1]++;
        var counts = new ProjectCounts(
            _book.GatewaysOnline, _book.GatewaysTotal, _book.DevicesOnline, _book.DevicesTotal, active, _book.LastDataAt);
        var changed = !Same(counts, _counts);
        _counts = counts;
        if (changed)
            ports.Feed.Publish(new CountsChanged(Id, counts));
        if (changed)
            _reportedAt = 0;
    }

    private async Task TurnAsync(CancellationToken cancel)
    {
        try
        {
            var tick = ProjectEvaluation.Tick(_rules, Now);
            await ApplyAsync(tick.Transitions, cancel);
            _rules = tick.State;
            PublishStates();
            await CheckpointAsync(cancel);
            await ReportAsync(cancel);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested) // the grain's clock: the next turn does it again
        {
            Log.TurnFailed(logger, fault, Id.Value);
        }
    }

    private async Task CheckpointAsync(CancellationToken cancel)
    {
        if (_position == memory.State.EvaluatedUpTo || (_checkpointedAt != 0 && ports.Time.GetElapsedTime(_checkpointedAt) < CheckpointEvery))
            return;
        memory.State.EvaluatedUpTo = _position;
        await memory.WriteStateAsync(cancel);
        _checkpointedAt = ports.Time.GetTimestamp();
    }

    private async Task ReportAsync(CancellationToken cancel)
    {
        if (_reportedAt != 0 && ports.Time.GetElapsedTime(_reportedAt) < ReportEvery)
            return;
        var county = _register.Project?.Division;
        if (_county is not null && !string.Equals(county, _county, StringComparison.Ordinal))
            await GrainFactory.GetGrain<IAreaGrain>(_county).ReportAsync(Id.Value, null, cancel);
        if (county is not null)
            await GrainFactory.GetGrain<IAreaGrain>(county).ReportAsync(Id.Value, new AreaCounts(1, _counts), cancel);
        (_county, _reportedAt) = (county, ports.Time.GetTimestamp());
    }

    private static bool Same(ProjectCounts a, ProjectCounts b) =>
        a with { ActiveByLevel = b.ActiveByLevel, LastDataAt = b.LastDataAt } == b && a.ActiveByLevel.SequenceEqual(b.ActiveByLevel);

    private static IReadOnlyList<Reading> Readings(SeriesRecord record) =>
        MemoryMarshal.TryGetArray(record.Readings, out var segment) ? segment : record.Readings.ToArray();
}
