namespace Protocols.Sparkplug;

/// <summary>Limits that are checked before memory is taken.</summary>
public static class SparkplugLimits
{
    /// <summary>Bytes of one payload: 1 MiB.</summary>
    public const int PayloadBytes = 1 << 20;

    /// <summary>Outbox records in one payload.</summary>
    public const int Records = 10_000;

    /// <summary>Metrics, properties, rows, cells and parameters together in one payload.</summary>
    public const int Elements = 100_000;

    /// <summary>Nesting of messages below the payload.</summary>
    public const int Depth = 16;

    /// <summary>Characters of one topic element.</summary>
    public const int IdLength = 128;

    /// <summary>Metrics that one edge node may name, its devices included.</summary>
    public const int Aliases = 200_000;

    /// <summary>Characters of one metric name.</summary>
    public const int NameLength = 512;

    /// <summary>Islands in one acknowledgement.</summary>
    public const int Islands = 10_000;

    /// <summary>Bytes of one acknowledgement (10,000 islands of at most 24 bytes, and the head).</summary>
    public const int AckBytes = 256 * 1024;

    /// <summary>Bytes of one STATE text.</summary>
    public const int StateBytes = 1024;
}
