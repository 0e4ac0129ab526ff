using Protocols.Sparkplug;
using Telemetry.Model;

namespace Cloud.Telemetry.Ingestion;

/// <summary>Which topics a gateway may touch: its own of its own project, and the host's STATE to read. Pure.</summary>
public static class TopicAccess
{
    /// <summary>A gateway publishes births, deaths and data of itself and of its devices.</summary>
    public static bool MayPublish(ProjectId project, GatewayId gateway, SparkplugTopic topic) =>
        topic.Type is SparkplugMessageType.NBirth or SparkplugMessageType.NDeath or SparkplugMessageType.NData
            or SparkplugMessageType.DBirth or SparkplugMessageType.DDeath or SparkplugMessageType.DData
        && string.Equals(topic.Group, project.Value, StringComparison.Ordinal)
        && string.Equals(topic.EdgeNode, gateway.Value, StringComparison.Ordinal);

    /// <summary>A gateway subscribes what is addressed to it, with any message type and device, and STATE.</summary>
    public static bool MaySubscribe(ProjectId project, GatewayId gateway, ReadOnlySpan<char> filter)
    {
        Span<Range> parts = stackalloc Range[8];
        var count = filter.Split(parts, '/');
        if (count is < 3 or > 6 || !filter[parts[0]].SequenceEqual(SparkplugTopic.Namespace))
            return false;
        if (filter[parts[1]].SequenceEqual("STATE"))
            return count == 3;
        return count >= 4
            && filter[parts[1]].SequenceEqual(project.Value)
            && !filter[parts[2]].SequenceEqual("#")
            && filter[parts[3]].SequenceEqual(gateway.Value);
    }
}
