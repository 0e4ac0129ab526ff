using Edge.Core.Outbox;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;
using Telemetry.Model;

namespace Edge.Core.Uplink.Sparkplug;

/// <summary>What the gateway reports about itself, beside the outbox: configuration, version, depth by lane.</summary>
internal static class NodeMetrics
{
    /// <summary>Metric with the gateway's version.</summary>
    public const string Version = "Properties/Version";

    /// <summary>Name, type and current value of each; the keys are made by the caller.</summary>
    public static IEnumerable<Metric> Read(OutboxStatus outbox, DirectorySnapshot directory, Func<string, SparkplugDataType, MetricKey> key, long now)
    {
        yield return MetricFactory.Int64(key(MetricNames.ConfigVersion, SparkplugDataType.Int64), directory.Version, now);
        yield return MetricFactory.String(key(MetricNames.ConfigError, SparkplugDataType.String), directory.Error ?? "", now);
        yield return MetricFactory.String(key(Version, SparkplugDataType.String), GatewayVersion.Text, now);
        yield return MetricFactory.String(key("Outbox/Condition", SparkplugDataType.String), Name(outbox.Condition), now);
        foreach (var lane in (Lane[])[Lane.Alarm, Lane.Live, Lane.History, Lane.Media])
        {
            var status = outbox.Lanes.FirstOrDefault(l => l.Lane == lane) ?? new LaneStatus(lane, 0, 0, null, 0);
            var prefix = $"Outbox/{lane.ToString().ToLowerInvariant()}/";
            yield return MetricFactory.Int64(key(prefix + "Records", SparkplugDataType.Int64), status.Records, now);
            yield return MetricFactory.Int64(key(prefix + "Bytes", SparkplugDataType.Int64), status.Bytes, now);
            yield return MetricFactory.Int64(key(prefix + "Oldest", SparkplugDataType.Int64), status.Oldest?.ToUnixTimeMilliseconds() ?? 0, now);
            yield return MetricFactory.Int64(key(prefix + "Dropped", SparkplugDataType.Int64), status.Dropped, now);
        }
    }

    private static string Name(OutboxCondition condition) => condition switch
    {
        OutboxCondition.Healthy => "healthy",
        OutboxCondition.DiskFull => "disk-full",
        OutboxCondition.Volatile => "volatile",
        _ => "refusing",
    };
}
