using Cloud.Telemetry.Ingestion;
using Protocols.Sparkplug;
using Telemetry.Model;

namespace Cloud.Tests.Ingestion;

public sealed class PacketLimitSpecs
{
    // PINGREQ; PUBLISH of 3; PUBLISH of 200 (length C8 01); PINGREQ
    private static readonly byte[] Stream = [0xC0, 0x00, 0x30, 0x03, 1, 2, 3, 0x30, 0xC8, 0x01, .. new byte[200], 0xC0, 0x00];

    [Fact]
    public void packets_pass_however_they_are_cut()
    {
        for (var size = 1; size <= Stream.Length; size++)
        {
            var limit = new PacketLimit(200);
            Assert.All(Stream.Chunk(size), chunk => Assert.True(limit.TryPass(chunk)));
        }
    }

    [Fact]
    public void the_first_byte_over_the_limit_in_the_length_is_enough()
    {
        var limit = new PacketLimit(199);

        Assert.True(limit.TryPass(Stream.AsSpan(0, 9)));
        Assert.False(limit.TryPass(Stream.AsSpan(9, 1)));
    }

    [Fact]
    public void a_length_of_five_bytes_is_none() =>
        Assert.False(new PacketLimit(int.MaxValue).TryPass([0x30, 0xFF, 0xFF, 0xFF, 0xFF]));

    [Theory]
    [InlineData("spBv1.0/site-1/NCMD/gw-1", true)]
    [InlineData("spBv1.0/site-1/DCMD/gw-1/#", true)]
    [InlineData("spBv1.0/site-1/DCMD/gw-1/+", true)]
    [InlineData("spBv1.0/site-1/+/gw-1/#", true)]
    [InlineData("spBv1.0/STATE/edge-cloud", true)]
    [InlineData("spBv1.0/STATE/+", true)]
    [InlineData("spBv1.0/site-1/NCMD/gw-2", false)]
    [InlineData("spBv1.0/site-1/NCMD/+", false)]
    [InlineData("spBv1.0/site-1/#", false)]
    [InlineData("spBv1.0/site-1/NCMD/#", false)]
    [InlineData("spBv1.0/+/NCMD/gw-1", false)]
    [InlineData("spBv1.0/site-2/NCMD/gw-1", false)]
    [InlineData("spBv1.0/#", false)]
    [InlineData("+/site-1/NCMD/gw-1", false)]
    [InlineData("#", false)]
    [InlineData("$SYS/#", false)]
    [InlineData("", false)]
    public void a_gateway_subscribes_what_is_addressed_to_it(string filter, bool allowed) =>
        Assert.Equal(allowed, TopicAccess.MaySubscribe(new ProjectId("site-1"), new GatewayId("gw-1"), filter));

    [Theory]
    [InlineData("spBv1.0/site-1/NBIRTH/gw-1", true)]
    [InlineData("spBv1.0/site-1/DDATA/gw-1/crane-1", true)]
    [InlineData("spBv1.0/site-1/NCMD/gw-1", false)]
    [InlineData("spBv1.0/site-1/DDATA/gw-2/crane-1", false)]
    [InlineData("spBv1.0/site-2/DDATA/gw-1/crane-1", false)]
    [InlineData("spBv1.0/STATE/edge-cloud", false)]
    public void a_gateway_publishes_as_itself(string text, bool allowed)
    {
        Assert.True(SparkplugTopic.TryParse(text, out var topic));

        Assert.Equal(allowed, TopicAccess.MayPublish(new ProjectId("site-1"), new GatewayId("gw-1"), topic));
    }
}
