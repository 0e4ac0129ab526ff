using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;

namespace Protocols.Tests.Sparkplug;

public sealed class MetricSpecs
{
    private const long Time = 1_700_000_000_000;

    [Fact]
    public void every_kind_of_value_comes_back()
    {
        Assert.True(MetricFactory.Double("a", -1.25, Time).TryReadDouble(out var number));
        Assert.True(MetricFactory.Boolean("b", true, Time).TryReadBoolean(out var flag));
        Assert.True(MetricFactory.String("c", "塔机", Time).TryReadString(out var text));
        Assert.True(MetricFactory.Int64("d", long.MinValue, Time).TryReadInt64(out var signed));
        Assert.True(MetricFactory.UInt64("e", ulong.MaxValue, Time).TryReadUInt64(out var unsigned));
        Assert.True(MetricFactory.Bytes("f", new byte[] { 1, 2 }, Time).TryReadBytes(out var bytes));
        Assert.True(MetricFactory.Int32("g", -5, Time).TryReadDouble(out var negative));

        Assert.Equal((-1.25, true, "塔机", long.MinValue, ulong.MaxValue, -5.0), (number, flag, text, signed, unsigned, negative));
        Assert.Equal([1, 2], bytes.ToArray());
    }

    [Fact]
    public void a_boolean_reads_as_zero_or_one()
    {
        Assert.True(MetricFactory.Boolean("limit", true, Time).TryReadDouble(out var value));
        Assert.Equal(1, value);
    }

    [Fact]
    public void a_narrow_negative_integer_reads_alike_with_and_without_sign_extension()
    {
        Assert.True(new Metric { Datatype = (uint)SparkplugDataType.Int16, IntValue = 0xFFFF }.TryReadInt64(out var plain));
        Assert.True(new Metric { Datatype = (uint)SparkplugDataType.Int16, IntValue = 0xFFFF_FFFF }.TryReadInt64(out var extended));

        Assert.Equal((-1, -1), (plain, extended));
    }

    [Fact]
    public void the_type_of_the_birth_serves_when_the_metric_states_none()
    {
        var metric = new Metric { Alias = 4, LongValue = ulong.MaxValue };

        Assert.True(metric.TryReadInt64(out var value, SparkplugDataType.Int64));
        Assert.Equal(-1, value);
        Assert.False(metric.TryReadInt64(out _));
    }

    [Fact]
    public void a_number_that_is_none_travels_as_null_and_bad()
    {
        var metric = MetricFactory.Double("a", double.NaN, Time);

        Assert.True(metric.IsNull);
        Assert.False(metric.TryReadDouble(out _));
        Assert.Equal(0, metric.ReadQuality().Quality);
    }

    [Fact]
    public void uncertain_keeps_its_value_and_bad_loses_it()
    {
        var uncertain = MetricFactory.Double("a", 7, Time).WithQuality(64, 6);
        var bad = MetricFactory.Double("a", 7, Time).WithQuality(0, 4);

        Assert.Equal((64, 6), uncertain.ReadQuality());
        Assert.True(uncertain.TryReadDouble(out var value));
        Assert.Equal(7, value);
        Assert.Equal((0, 4), bad.ReadQuality());
        Assert.False(bad.TryReadDouble(out _));
        Assert.Equal(Metric.ValueOneofCase.None, bad.ValueCase);
    }

    [Fact]
    public void uncertain_is_bad_for_those_who_know_the_standard_alone_and_stale_is_bad()
    {
        var uncertain = MetricFactory.Double("a", 7, Time).WithQuality(64, 6);
        var stale = new Metric { DoubleValue = 7, Properties = new PropertySet { Keys = { "Quality" }, Values = { new PropertyValue { Type = 3, IntValue = 500 } } } };

        Assert.Equal(0u, uncertain.Properties.Values[uncertain.Properties.Keys.IndexOf("Quality")].IntValue);
        Assert.Equal((0, 0), stale.ReadQuality());
    }

    [Fact]
    public void a_good_value_carries_no_properties() => Assert.Null(MetricFactory.Double("a", 7, Time).WithQuality(192, 0).Properties);

    [Fact]
    public void the_wrong_kind_is_an_answer_not_a_throw()
    {
        var text = MetricFactory.String("a", "x", Time);

        Assert.False(text.TryReadDouble(out _));
        Assert.False(text.TryReadInt64(out _));
        Assert.False(text.TryReadUInt64(out _));
        Assert.False(text.TryReadBoolean(out _));
        Assert.False(text.TryReadBytes(out _));
        Assert.False(MetricFactory.Boolean("b", true, Time).TryReadString(out _));
        Assert.False(MetricFactory.Int64("c", -1, Time).TryReadUInt64(out _));
    }
}
