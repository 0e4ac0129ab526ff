using Google.Protobuf;
using Protocols.Sparkplug.Wire;

namespace Protocols.Sparkplug;

/// <summary>
/// Builds metrics (Sparkplug 3.0 §6.4.6). Times are milliseconds since 1970-01-01 UTC. Every metric carries its data
/// type, in data messages too: the standard allows it and some hosts cannot decode without it.
/// </summary>
public static class MetricFactory
{
    /// <summary>A Double; NaN and infinities are sent as null, because JSON bridges cannot carry them.</summary>
    public static Metric Double(MetricKey key, double value, long time)
    {
        var metric = New(key, SparkplugDataType.Double, time);
        if (double.IsFinite(value))
            metric.DoubleValue = value;
        else
            metric.IsNull = true;
        return metric;
    }

    /// <summary>A Boolean.</summary>
    public static Metric Boolean(MetricKey key, bool value, long time)
    {
        var metric = New(key, SparkplugDataType.Boolean, time);
        metric.BooleanValue = value;
        return metric;
    }

    /// <summary>A String.</summary>
    public static Metric String(MetricKey key, string value, long time)
    {
        var metric = New(key, SparkplugDataType.String, time);
        metric.StringValue = value;
        return metric;
    }

    /// <summary>An Int32, two's complement on the wire.</summary>
    public static Metric Int32(MetricKey key, int value, long time)
    {
        var metric = New(key, SparkplugDataType.Int32, time);
        metric.IntValue = unchecked((uint)value);
        return metric;
    }

    /// <summary>An Int64, two's complement on the wire.</summary>
    public static Metric Int64(MetricKey key, long value, long time)
    {
        var metric = New(key, SparkplugDataType.Int64, time);
        metric.LongValue = unchecked((ulong)value);
        return metric;
    }

    /// <summary>A UInt64.</summary>
    public static Metric UInt64(MetricKey key, ulong value, long time)
    {
        var metric = New(key, SparkplugDataType.UInt64, time);
        metric.LongValue = value;
        return metric;
    }

    /// <summary>Bytes. The array is not copied and must not change afterwards.</summary>
    public static Metric Bytes(MetricKey key, ReadOnlyMemory<byte> value, long time)
    {
        var metric = New(key, SparkplugDataType.Bytes, time);
        metric.BytesValue = UnsafeByteOperations.UnsafeWrap(value);
        return metric;
    }

    /// <summary>A metric without a value.</summary>
    public static Metric Null(MetricKey key, SparkplugDataType type, long time)
    {
        var metric = New(key, type, time);
        metric.IsNull = true;
        return metric;
    }

    /// <summary>
    /// Adds <c>Quality</c> and <c>Reason</c>; nothing for good (192). A bad (0) metric loses its value. What is neither
    /// travels as bad with its value, because a host that knows the standard's codes alone must not trust it, and with
    /// <c>OpcQuality</c> for those that know more.
    /// </summary>
    /// <returns>The same metric.</returns>
    public static Metric WithQuality(this Metric metric, int quality, int reason)
    {
        if (quality == MetricReader.GoodQuality)
            return metric;
        var properties = metric.Properties ??= new PropertySet();
        properties.Keys.Add(MetricNames.Quality);
        properties.Values.Add(Property(0));
        if (quality != 0)
        {
            properties.Keys.Add(MetricNames.OpcQuality);
            properties.Values.Add(Property(quality));
        }

        properties.Keys.Add(MetricNames.Reason);
        properties.Values.Add(Property(reason));
        if (quality == 0)
        {
            metric.ClearValue();
            metric.IsNull = true;
        }

        return metric;
    }

    private static Metric New(MetricKey key, SparkplugDataType type, long time)
    {
        var metric = new Metric { Datatype = (uint)type, Timestamp = (ulong)time };
        if (key.Name is { } name)
            metric.Name = name;
        if (key.Alias is { } alias)
            metric.Alias = alias;
        return metric;
    }

    private static PropertyValue Property(int value) =>
        new() { Type = (uint)SparkplugDataType.Int32, IntValue = unchecked((uint)value) };
}
