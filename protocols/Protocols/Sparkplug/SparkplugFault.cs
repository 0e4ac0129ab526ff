namespace Protocols.Sparkplug;

/// <summary>Why bytes or a payload were refused. Names are stable: they are counted under.</summary>
public enum SparkplugFault
{
    /// <summary>Nothing is wrong.</summary>
    None,
    /// <summary>More bytes than the limit; nothing was allocated.</summary>
    TooLarge,
    /// <summary>Not a legal protobuf message: truncated, a wrong wire type or a bad varint.</summary>
    Malformed,
    /// <summary>More metrics, properties or cells than <see cref="SparkplugLimits.Elements"/>; nothing was allocated.</summary>
    TooManyElements,
    /// <summary>Property sets or templates nested deeper than <see cref="SparkplugLimits.Depth"/>.</summary>
    TooDeep,
    /// <summary>A property set whose keys and values differ in number (§6.4.10).</summary>
    PropertyMismatch,
    /// <summary>The payload carries no delivery envelope in its body.</summary>
    NoDelivery,
    /// <summary>The lane is not one of 0–3.</summary>
    UnknownLane,
    /// <summary>More records than <see cref="SparkplugLimits.Records"/>, or none.</summary>
    RecordCount,
    /// <summary>Sequences are zero or not strictly ascending.</summary>
    SequenceOrder,
    /// <summary>The metric counts do not add up to the payload's metrics, one is zero, or the lists differ in length.</summary>
    CountMismatch,
    /// <summary>Ranges of an acknowledgement are empty, overlap or are not ascending above the high-water mark.</summary>
    RangeOrder,
    /// <summary>STATE text that is not the JSON object of §6.4.34.</summary>
    NotState,
}
