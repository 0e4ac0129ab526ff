using Cloud.Telemetry.Gateways;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;

namespace Cloud.Telemetry.Ingestion;

/// <summary>Reads the metrics of an edge node that are not telemetry, from births and data. Pure.</summary>
internal static class NodeReportReader
{
    private const string SoftwareVersion = "Properties/Version";
    private const string OutboxPrefix = "Outbox/";
    private const int LongestText = 64 * 1024;
    private static readonly string[] Lanes = ["alarm", "live", "history", "media"];

    public static GatewayReport Read(Payload payload, AliasTable aliases, DateTimeOffset at)
    {
        var report = new GatewayReport(at);
        Dictionary<string, OutboxLane>? lanes = null;
        foreach (var metric in payload.Metrics)
        {
            var name = aliases.Resolve(null, metric, out var definition) is AliasResult.Done ? definition!.Name : metric.Name;
            switch (name)
            {
                case MetricNames.ConfigVersion when metric.TryReadInt64(out var version):
                    report = report with { ConfigurationVersion = version };
                    break;
                case MetricNames.ConfigError when Text(metric) is { } error:
                    report = report with { ConfigurationError = error };
                    break;
                case MetricNames.CommandResult when Text(metric) is { } result:
                    report = report with { CommandResult = result };
                    break;
                case SoftwareVersion when Text(metric) is { } version:
                    report = report with { SoftwareVersion = version };
                    break;
                default:
                    if (name.StartsWith(OutboxPrefix, StringComparison.Ordinal))
                        ReadLane(metric, name, definition?.Type ?? default, ref lanes);
                    break;
            }
        }

        return lanes is null ? report : report with { Lanes = [.. lanes.Values] };
    }

    // Outbox/<lane>/Records, /Bytes, /Oldest (ms since 1970; null or 0 when the lane is empty).
    private static void ReadLane(Metric metric, string name, SparkplugDataType type, ref Dictionary<string, OutboxLane>? lanes)
    {
        var slash = name.IndexOf('/', OutboxPrefix.Length);
        if (slash < 0 || Array.IndexOf(Lanes, name[OutboxPrefix.Length..slash].ToLowerInvariant()) is var lane && lane < 0)
            return;
        metric.TryReadInt64(out var value, type);
        lanes ??= [];
        var present = lanes.GetValueOrDefault(Lanes[lane]) ?? new OutboxLane(Lanes[lane], 0, 0, null);
        lanes[Lanes[lane]] = name[(slash + 1)..] switch
        {
            "Records" => present with { Records = value },
            "Bytes" => present with { Bytes = value },
            "Oldest" when value is > 0 and < 253_402_300_799_999 => present with { Oldest = DateTimeOffset.FromUnixTimeMilliseconds(value) },
            _ => present,
        };
    }

    private static string? Text(Metric metric) => metric.TryReadString(out var text) && text.Length <= LongestText ? text : null;
}
