using Protocols.Sparkplug;

namespace Protocols.Tests.Sparkplug;

public sealed class SparkplugTopicSpecs
{
    [Theory]
    [InlineData("spBv1.0/p-1/NBIRTH/gw-1", SparkplugMessageType.NBirth, "p-1", "gw-1", null)]
    [InlineData("spBv1.0/p-1/NDEATH/gw-1", SparkplugMessageType.NDeath, "p-1", "gw-1", null)]
    [InlineData("spBv1.0/p-1/DBIRTH/gw-1/crane-1", SparkplugMessageType.DBirth, "p-1", "gw-1", "crane-1")]
    [InlineData("spBv1.0/p-1/DDEATH/gw-1/crane-1", SparkplugMessageType.DDeath, "p-1", "gw-1", "crane-1")]
    [InlineData("spBv1.0/p-1/NDATA/gw-1", SparkplugMessageType.NData, "p-1", "gw-1", null)]
    [InlineData("spBv1.0/p-1/DDATA/gw-1/crane-1", SparkplugMessageType.DData, "p-1", "gw-1", "crane-1")]
    [InlineData("spBv1.0/p-1/NCMD/gw-1", SparkplugMessageType.NCmd, "p-1", "gw-1", null)]
    [InlineData("spBv1.0/p-1/DCMD/gw-1/塔机1", SparkplugMessageType.DCmd, "p-1", "gw-1", "塔机1")]
    [InlineData("spBv1.0/STATE/edge-cloud", SparkplugMessageType.State, "", "edge-cloud", null)]
    public void every_message_type_is_read_and_written_alike(string text, SparkplugMessageType type, string group, string node, string? device)
    {
        Assert.True(SparkplugTopic.TryParse(text, out var topic));

        Assert.Equal((type, group, node, device), (topic.Type, topic.Group, topic.EdgeNode, topic.Device));
        Assert.Equal(text, topic.ToString());
        var built = type == SparkplugMessageType.State ? SparkplugTopic.ForState(node)
            : device is null ? SparkplugTopic.ForNode(type, group, node) : SparkplugTopic.ForDevice(type, group, node, device);
        Assert.Equal(topic, built);
    }

    [Theory]
    [InlineData("")]
    [InlineData("spBv1.0")]
    [InlineData("spAv1.0/p/NDATA/gw")]
    [InlineData("spBv1.0//NDATA/gw")]
    [InlineData("spBv1.0/p/NDATA/")]
    [InlineData("spBv1.0/p/NDATA/gw/device")] // a node message with a device
    [InlineData("spBv1.0/p/DDATA/gw")] // a device message without one
    [InlineData("spBv1.0/p/DDATA/gw/a/b")]
    [InlineData("spBv1.0/p/DDATA/gw/a/b/c/d")]
    [InlineData("spBv1.0/p/ndata/gw")]
    [InlineData("spBv1.0/p/STATE/gw")]
    [InlineData("spBv1.0/+/NDATA/gw")]
    [InlineData("spBv1.0/p/NDATA/#")]
    [InlineData("spBv1.0/p/NDATA/g\0w")]
    [InlineData("spBv1.0/STATE/a/b")]
    public void what_is_not_a_topic_is_refused(string text) => Assert.False(SparkplugTopic.TryParse(text, out _));

    [Theory]
    [InlineData("")]
    [InlineData("a+b")]
    [InlineData("a#b")]
    [InlineData("a/b")]
    public void an_illegal_id_never_becomes_a_topic(string id)
    {
        Assert.Throws<ArgumentException>(() => SparkplugTopic.ForNode(SparkplugMessageType.NData, id, "gw"));
        Assert.Throws<ArgumentException>(() => SparkplugTopic.ForDevice(SparkplugMessageType.DData, "p", "gw", id));
        Assert.Throws<ArgumentException>(() => SparkplugTopic.ForState(id));
    }

    [Fact]
    public void an_id_longer_than_the_limit_is_refused()
    {
        Assert.True(SparkplugTopic.IsLegalId(new string('x', SparkplugLimits.IdLength)));
        Assert.False(SparkplugTopic.IsLegalId(new string('x', SparkplugLimits.IdLength + 1)));
    }
}
