namespace Protocols.Sparkplug;

/// <summary>What a birth says about one metric.</summary>
/// <param name="Device">Device id; null for a metric of the edge node.</param>
/// <param name="Name">Metric name.</param>
/// <param name="Type">Data type stated in the birth.</param>
/// <param name="Alias">Alias; null when the birth gave none.</param>
public sealed record MetricDefinition(string? Device, string Name, SparkplugDataType Type, ulong? Alias);
