using System.Diagnostics.Metrics;

namespace Edge.Core.Rules;

/// <summary>Numbers of the local rules: meter <c>Edge.Rules</c>.</summary>
public sealed class RuleMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Edge.Rules";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _edges;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _latency;

    /// <summary>Creates the instruments.</summary>
    public RuleMetrics()
    {
        _edges = _meter.CreateCounter<long>("edge.rules.edges", null, "Changes of level, by rule");
        _failures = _meter.CreateCounter<long>("edge.rules.output_failures", null, "Outputs that did not follow");
        _latency = _meter.CreateHistogram<double>("edge.rules.latency", "ms", "From the register read to the switched output");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Edge(string rule) => _edges.Add(1, new KeyValuePair<string, object?>("rule", rule));

    internal void Failed(string output) => _failures.Add(1, new KeyValuePair<string, object?>("output", output));

    internal void Latency(TimeSpan latency) => _latency.Record(latency.TotalMilliseconds);
}
