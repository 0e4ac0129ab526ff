namespace Protocols.Sparkplug;

/// <summary>Metric and property names that have a fixed meaning.</summary>
public static class MetricNames
{
    /// <summary>Birth/death sequence number (§6.4.19): Int64, 0–255, in NBIRTH and NDEATH.</summary>
    public const string BdSeq = "bdSeq";

    /// <summary>Boolean NCMD that asks for all births again (§6.4.21).</summary>
    public const string Rebirth = "Node Control/Rebirth";

    /// <summary>UInt64 in NBIRTH: the outbox's epoch.</summary>
    public const string DeliveryEpoch = "Delivery/Epoch";

    /// <summary>Bytes in NCMD: a serialised <c>Ack</c>, see <see cref="AckMessage"/>.</summary>
    public const string DeliveryAck = "Delivery/Ack";

    /// <summary>Int64 of the edge node: the configuration version in effect.</summary>
    public const string ConfigVersion = "Config/Version";

    /// <summary>String of the edge node: why the desired configuration was refused; empty when it was not.</summary>
    public const string ConfigError = "Config/Error";

    /// <summary>String in NCMD: the desired configuration as JSON.</summary>
    public const string ConfigDesired = "Config/Desired";

    /// <summary>String in NCMD: a request as JSON.</summary>
    public const string CommandRequest = "Command/Request";

    /// <summary>String in NDATA: the answer to a command as JSON.</summary>
    public const string CommandResult = "Command/Result";

    /// <summary>String: a gateway event as JSON.</summary>
    public const string Event = "Event";

    /// <summary>Property of a metric, Int32: 192 good, 0 bad, 500 stale (§6.4.9); absent = good. It has no word for uncertain.</summary>
    public const string Quality = "Quality";

    /// <summary>Property of a metric, Int32: the quality in OPC's words where the standard has none for it (64 uncertain); stands beside a <see cref="Quality"/> of 0.</summary>
    public const string OpcQuality = "OpcQuality";

    /// <summary>Property of a metric, Int32: why it is not good; absent = 0.</summary>
    public const string Reason = "Reason";
}
