using Protocols.Sparkplug.Wire;

namespace Protocols.Sparkplug;

/// <summary>
/// Reads values out of metrics. A type in the metric wins; without one the type of the birth is used
/// (<c>born</c> of each method, <see cref="MetricDefinition.Type"/>).
/// </summary>
public static class MetricReader
{
    /// <summary>The <c>Quality</c> that an absent property means.</summary>
    public const int GoodQuality = 192;

    private const int StaleQuality = 500;

    /// <summary>Any number; a Boolean reads as 0 or 1. False when the metric is null or not a number.</summary>
    public static bool TryReadDouble(this Metric metric, out double value, SparkplugDataType born = SparkplugDataType.Unknown)
    {
        value = double.NaN;
        if (metric.IsNull)
            return false;
        switch (metric.ValueCase)
        {
            case Metric.ValueOneofCase.DoubleValue: value = metric.DoubleValue; return true;
            case Metric.ValueOneofCase.FloatValue: value = metric.FloatValue; return true;
            case Metric.ValueOneofCase.BooleanValue: value = metric.BooleanValue ? 1 : 0; return true;
            case Metric.ValueOneofCase.IntValue:
            case Metric.ValueOneofCase.LongValue:
                value = IsSigned(metric, born) ? Signed(metric, born) : Unsigned(metric);
                return true;
            default: return false;
        }
    }

    /// <summary>An integer that fits into 64 signed bits. False when the metric is null, not an integer or too large.</summary>
    public static bool TryReadInt64(this Metric metric, out long value, SparkplugDataType born = SparkplugDataType.Unknown)
    {
        value = 0;
        if (metric.IsNull || metric.ValueCase is not (Metric.ValueOneofCase.IntValue or Metric.ValueOneofCase.LongValue))
            return false;
        if (IsSigned(metric, born))
        {
            value = Signed(metric, born);
            return true;
        }

        var raw = Unsigned(metric);
        value = unchecked((long)raw);
        return raw <= long.MaxValue;
    }

    /// <summary>An integer that fits into 64 unsigned bits. False when the metric is null, not an integer or negative.</summary>
    public static bool TryReadUInt64(this Metric metric, out ulong value, SparkplugDataType born = SparkplugDataType.Unknown)
    {
        value = 0;
        if (metric.IsNull || metric.ValueCase is not (Metric.ValueOneofCase.IntValue or Metric.ValueOneofCase.LongValue))
            return false;
        if (IsSigned(metric, born))
        {
            var signed = Signed(metric, born);
            value = unchecked((ulong)signed);
            return signed >= 0;
        }

        value = Unsigned(metric);
        return true;
    }

    /// <summary>A Boolean. False when the metric is null or of another kind.</summary>
    public static bool TryReadBoolean(this Metric metric, out bool value)
    {
        value = metric.ValueCase == Metric.ValueOneofCase.BooleanValue && !metric.IsNull && metric.BooleanValue;
        return metric.ValueCase == Metric.ValueOneofCase.BooleanValue && !metric.IsNull;
    }

    /// <summary>A String, Text or UUID. False when the metric is null or of another kind.</summary>
    public static bool TryReadString(this Metric metric, out string value)
    {
        var has = metric.ValueCase == Metric.ValueOneofCase.StringValue && !metric.IsNull;
        value = has ? metric.StringValue : "";
        return has;
    }

    /// <summary>Bytes, not copied. False when the metric is null or of another kind.</summary>
    public static bool TryReadBytes(this Metric metric, out ReadOnlyMemory<byte> value)
    {
        var has = metric.ValueCase == Metric.ValueOneofCase.BytesValue && !metric.IsNull;
        value = has ? metric.BytesValue.Memory : default;
        return has;
    }

    /// <summary>
    /// Properties <c>Quality</c> (<c>OpcQuality</c> where it stands beside it) and <c>Reason</c>; (192, 0) when absent. A
    /// null metric without a quality is bad, and so is a stale one (500).
    /// </summary>
    public static (int Quality, int Reason) ReadQuality(this Metric metric)
    {
        var (quality, reason, exact) = (metric.IsNull ? 0 : GoodQuality, 0, -1);
        if (metric.Properties is not { } properties)
            return (quality, reason);
        var count = Math.Min(properties.Keys.Count, properties.Values.Count);
        for (var i = 0; i < count; i++)
        {
            if (string.Equals(properties.Keys[i], MetricNames.Quality, StringComparison.Ordinal))
                quality = Integer(properties.Values[i], quality);
            else if (string.Equals(properties.Keys[i], MetricNames.Reason, StringComparison.Ordinal))
                reason = Integer(properties.Values[i], reason);
            else if (string.Equals(properties.Keys[i], MetricNames.OpcQuality, StringComparison.Ordinal))
                exact = Integer(properties.Values[i], exact);
        }

        return (exact > 0 ? exact : quality == StaleQuality ? 0 : quality, reason);
    }

    private static int Integer(PropertyValue value, int otherwise) => value.ValueCase switch
    {
        PropertyValue.ValueOneofCase.IntValue => unchecked((int)value.IntValue),
        PropertyValue.ValueOneofCase.LongValue => unchecked((int)value.LongValue),
        _ => otherwise,
    };

    private static SparkplugDataType TypeOf(Metric metric, SparkplugDataType born) =>
        metric.HasDatatype ? (SparkplugDataType)metric.Datatype : born;

    private static bool IsSigned(Metric metric, SparkplugDataType born) =>
        TypeOf(metric, born) is SparkplugDataType.Int8 or SparkplugDataType.Int16 or SparkplugDataType.Int32 or SparkplugDataType.Int64;

    private static ulong Unsigned(Metric metric) =>
        metric.ValueCase == Metric.ValueOneofCase.IntValue ? metric.IntValue : metric.LongValue;

    // Some senders extend the sign of a narrow integer to 32 bits and some do not: only the type's own bits count.
    private static long Signed(Metric metric, SparkplugDataType born) => TypeOf(metric, born) switch
    {
        SparkplugDataType.Int8 => unchecked((sbyte)Unsigned(metric)),
        SparkplugDataType.Int16 => unchecked((short)Unsigned(metric)),
        SparkplugDataType.Int32 => unchecked((int)Unsigned(metric)),
        _ => unchecked((long)Unsigned(metric)),
    };
}
