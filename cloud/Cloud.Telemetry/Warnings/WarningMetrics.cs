using System.Diagnostics.Metrics;

namespace Cloud.Telemetry.Warnings;

/// <summary>Counters of warnings, meter <c>Edge.Cloud.Warnings</c>.</summary>
public sealed class WarningMetrics : IDisposable
{
    private readonly Meter _meter = new("Edge.Cloud.Warnings");
    private readonly Counter<long> _transitions;
    private readonly Counter<long> _repeated;
    private readonly Counter<long> _orphans;
    private readonly Counter<long> _pushes;
    private readonly Counter<long> _unreached;
    private readonly Counter<long> _actions;
    private readonly Counter<long> _links;

    public WarningMetrics()
    {
        _transitions = _meter.CreateCounter<long>("edge.warnings.transitions");
        _repeated = _meter.CreateCounter<long>("edge.warnings.transitions.repeated");
        _orphans = _meter.CreateCounter<long>("edge.warnings.transitions.orphaned");
        _pushes = _meter.CreateCounter<long>("edge.warnings.pushes");
        _unreached = _meter.CreateCounter<long>("edge.warnings.chain.exhausted");
        _actions = _meter.CreateCounter<long>("edge.warnings.actions");
        _links = _meter.CreateCounter<long>("edge.warnings.links");
    }

    public void Dispose() => _meter.Dispose();

    internal void Applied(WarningTransition t) =>
        _transitions.Add(1, new("kind", t.Kind.ToString()), new("level", t.Level), new("late", t.Late));

    internal void Repeated() => _repeated.Add(1);

    internal void Orphaned() => _orphans.Add(1);

    internal void Pushed(int level, int step) => _pushes.Add(1, new("level", level), new("step", step));

    internal void ChainExhausted(int level) => _unreached.Add(1, new KeyValuePair<string, object?>("level", level));

    internal void Acted(string action) => _actions.Add(1, new KeyValuePair<string, object?>("action", action));

    internal void LinkUsed(string result) => _links.Add(1, new KeyValuePair<string, object?>("result", result));
}
