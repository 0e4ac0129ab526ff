using System.Collections.Frozen;
using System.Threading.Channels;
using Edge.Core.Drivers.Binding;
using Edge.Core.Drivers.Reporting;
using Microsoft.Extensions.Logging;
using Telemetry.Model;
using Telemetry.Model.Rules;

namespace Edge.Core.Rules;

/// <summary>
/// Evaluates the configured rules on fresh readings and drives siren, beacon and spray pump, without the network. Each
/// change of a level is an event in the alarm lane with the measured time from the register read to the output.
/// </summary>
public sealed class LocalRules(ReportWriter writer, RuleMetrics metrics, TimeProvider clock, ILogger<LocalRules> log) : IRuleFeed, IDisposable
{
    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(100);

    private readonly Channel<RuleEdge> _edges = Channel.CreateUnbounded<RuleEdge>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SemaphoreSlim _outputs = new(1);
    private readonly OutputBank _bank = new(metrics);
    private readonly long _zero = clock.GetTimestamp();
    private long _lastTick = clock.GetTimestamp();
    private FrozenDictionary<DeviceId, DeviceRules> _devices = FrozenDictionary<DeviceId, DeviceRules>.Empty;

    /// <summary>Timestamp of the time provider when the loop last let time pass; what a watchdog looks at.</summary>
    public long LastTick => Volatile.Read(ref _lastTick);

    /// <summary>The rules that are active now: device, rule, level.</summary>
    public IEnumerable<(DeviceId Device, string Rule, int Level)> Active =>
        from device in _devices.Values
        from rule in device.Levels
        where rule.Level != 0
        select (device.Device.Id, rule.Rule.Id, rule.Level);

    /// <summary>Takes a new configuration; rules and devices that did not change go on as they are.</summary>
    /// <param name="rules">Checked rules; those for kinds of devices that are not there are passed over.</param>
    /// <param name="devices">All devices.</param>
    /// <param name="lines">All outputs.</param>
    /// <param name="cancel">The gateway is stopping.</param>
    public async ValueTask ConfigureAsync(
        IReadOnlyList<RuleDefinition> rules, IReadOnlyList<DeviceBinding> devices, IReadOnlyList<IOutputLine> lines, CancellationToken cancel)
    {
        var all = EmergencyStop.Complete(rules);
        await _outputs.WaitAsync(cancel);
        try
        {
            var before = _devices;
            var plans = new PlanBook();
            _devices = devices.ToFrozenDictionary(d => d.Id, d => new DeviceRules(
                d, all.Where(r => r.SensorType == d.Profile.SensorType), before.GetValueOrDefault(d.Id), plans, clock.GetUtcNow()));
            _bank.Configure(lines, _devices.Values.SelectMany(d => d.Levels, (d, r) => (d.Device.Id.Value, r.Rule, r.Level)));
            await _bank.DriveAsync(clock.GetElapsedTime(_zero), cancel);
        }
        finally
        {
            _outputs.Release();
        }
    }

    /// <inheritdoc/>
    public bool Feed(DeviceBinding device, IReadOnlyList<Reading> batch, long readAt)
    {
        if (!_devices.TryGetValue(device.Id, out var rules))
            return false;
        var edges = new List<RuleEdge>();
        rules.Feed(batch, readAt, edges);
        for (var i = 0; i < edges.Count; i++)
            _edges.Writer.TryWrite(i == 0 ? edges[i] : edges[i] with { Readings = [] });
        return edges.Count > 0;
    }

    /// <summary>Drives outputs and lets time pass until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var ticks = new PeriodicTimer(TickEvery, clock);
        var tick = ticks.WaitForNextTickAsync(cancel).AsTask();
        var edge = _edges.Reader.WaitToReadAsync(cancel).AsTask();
        while (true)
        {
            await Task.WhenAny(tick, edge);
            if (edge.IsCompleted)
            {
                await edge;
                while (_edges.Reader.TryRead(out var next))
                    await DriveAsync(next, cancel);
                edge = _edges.Reader.WaitToReadAsync(cancel).AsTask();
            }

            if (!tick.IsCompleted)
                continue;
            await tick;
            await TickAsync(cancel);
            Volatile.Write(ref _lastTick, clock.GetTimestamp());
            tick = ticks.WaitForNextTickAsync(cancel).AsTask();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _outputs.Dispose();

    private async ValueTask TickAsync(CancellationToken cancel)
    {
        var edges = new List<RuleEdge>();
        var (now, timestamp) = (clock.GetUtcNow(), clock.GetTimestamp());
        foreach (var device in _devices.Values)
            device.Tick(now, timestamp, edges);
        foreach (var edge in edges)
            await DriveAsync(edge, cancel);
        if (edges.Count > 0)
            return;
        await _outputs.WaitAsync(cancel);
        try
        {
            await _bank.DriveAsync(clock.GetElapsedTime(_zero), cancel);
        }
        finally
        {
            _outputs.Release();
        }
    }

    private async ValueTask DriveAsync(RuleEdge edge, CancellationToken cancel)
    {
        metrics.Edge(edge.Rule.Id);
        log.Edge(edge.Rule.Id, edge.Device.Value, edge.Outcome.Level);
        await _outputs.WaitAsync(cancel);
        IReadOnlyList<OutputChange> changes;
        string? error;
        TimeSpan latency;
        try
        {
            _bank.Take(edge.Device.Value, edge.Rule, edge.Outcome.Level);
            (changes, error) = await _bank.DriveAsync(clock.GetElapsedTime(_zero), cancel);
            latency = clock.GetElapsedTime(edge.ReadAt);
        }
        finally
        {
            _outputs.Release();
        }

        if (changes.Count > 0)
            metrics.Latency(latency);
        var told = new LocalRuleEvent(
            edge.Rule.Id, edge.Device.Value, edge.Outcome.Level, edge.Outcome.Level != 0,
            double.IsFinite(edge.Outcome.Value) ? edge.Outcome.Value : null, edge.Outcome.At.ToUnixTimeMilliseconds(),
            changes, changes.Count > 0 ? Math.Round(latency.TotalMilliseconds, 3) : null, error);
        writer.TryPost(new DeviceReport(edge.Device, edge.Readings, Lane.Alarm, told.ToJson()));
    }
}

internal static partial class Log
{
    [LoggerMessage(2201, LogLevel.Warning, "Rule {Rule} of {Device} is at level {Level}")]
    public static partial void Edge(this ILogger logger, string rule, string device, int level);
}
