using System.Text.Json;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;
using static Protocols.Sparkplug.SparkplugMessageType;

namespace Protocols.Tests.Interop;

/// <summary>npm's sparkplug-client as an edge node, over a real broker: we are its host, it obeys our commands.</summary>
public sealed class SparkplugClientSpecs
{
    private const string Group = "p-1";
    private const string Node = "gw-foreign";
    private const string Device = "crane-1";

    [Fact]
    public async Task a_foreign_edge_node_is_born_reports_obeys_and_dies_by_our_reading()
    {
        Peer.RequireNode("sparkplug-client");
        var cancel = Peer.Patience;
        await using var host = await SparkplugListener.StartAsync(cancel);
        await using var peer = Peer.Start("node", "sparkplug-edge-node.mjs", host.Url, Group, Node, Device);
        var session = new Session();
        var born = await session.NextAsync(host, NBirth, cancel);
        Assert.True(BirthDeath.TryReadBdSeq(born, out var bdSeq));
        await session.NextAsync(host, DBirth, cancel);
        Assert.Equal("born", await EventAsync(peer, cancel));

        await peer.SendAsync("hook-height 12.5", cancel);
        var data = await session.NextAsync(host, DData, cancel);
        Assert.Equal(AliasResult.Done, session.Names.Resolve(Device, data.Metrics[0], out var definition));
        Assert.Equal(("hook-height", SparkplugDataType.Double), (definition!.Name, definition.Type));
        Assert.True(data.Metrics[0].TryReadDouble(out var height, definition.Type));
        Assert.Equal(12.5, height);
        Assert.Equal((192, 0), data.Metrics[0].ReadQuality());

        var command = new Payload { Timestamp = 1, Metrics = { MetricFactory.Double("hook-height", 3.5, 1) } };
        await host.PublishAsync(SparkplugTopic.ForDevice(DCmd, Group, Node, Device), command, cancel);
        using (var obeyed = JsonDocument.Parse(await peer.LineAsync(cancel)))
        {
            Assert.Equal("dcmd", obeyed.RootElement.GetProperty("event").GetString());
            var metric = obeyed.RootElement.GetProperty("metrics")[0];
            Assert.Equal(("hook-height", "3.5"), (metric.GetProperty("name").GetString(), metric.GetProperty("value").GetString()));
        }

        session.Births = 0;
        await host.PublishAsync(SparkplugTopic.ForNode(NCmd, Group, Node), BirthDeath.RebirthCommand(1), cancel);
        Assert.Equal("ncmd", await EventAsync(peer, cancel));
        await session.NextAsync(host, DBirth, cancel);
        Assert.Equal(1, session.Births);

        peer.CloseInput();
        var death = await session.NextAsync(host, NDeath, cancel);
        Assert.True(BirthDeath.Ends(bdSeq, death));
    }

    [Fact]
    public async Task our_births_and_data_are_understood_by_the_foreign_codec()
    {
        Peer.RequireNode("sparkplug-payload");
        var cancel = Peer.Patience;
        await using var peer = Peer.Start("node", "sparkplug-payload.mjs");
        var names = new AliasTable();
        var birth = BirthDeath.NodeBirth(bdSeq: 3, new SequenceCounter().Birth(), time: 1_795_000_000_123);
        birth.Metrics.Add(MetricFactory.UInt64(MetricNames.DeliveryEpoch, 0x0123456789ABCDEF, 1_795_000_000_123));
        var alias = names.Assign(Device, "hook-height", SparkplugDataType.Double).Alias!.Value;
        var data = new Payload { Timestamp = 1_795_000_000_124, Seq = 1 };
        data.Metrics.Add(MetricFactory.Double(MetricKey.Aliased(alias), 12.5, 1_795_000_000_100).WithQuality(64, 6));
        Assert.Equal(SparkplugFault.None, DeliveryEnvelope.Attach(data, 0x0123456789ABCDEF, 1, [41], [1]));

        var born = await UnderstoodAsync(peer, birth, cancel);
        var reported = await UnderstoodAsync(peer, data, cancel);

        var metrics = born.GetProperty("metrics").EnumerateArray().ToDictionary(m => m.GetProperty("name").GetString()!);
        Assert.Equal(("0", "3"), (born.GetProperty("seq").ToString(), metrics["bdSeq"].GetProperty("value").ToString()));
        Assert.False(metrics[MetricNames.Rebirth].GetProperty("value").GetBoolean());
        Assert.Equal("81985529216486895", metrics[MetricNames.DeliveryEpoch].GetProperty("value").ToString());
        var metric = reported.GetProperty("metrics")[0];
        Assert.Equal((alias.ToString(), 12.5), (metric.GetProperty("alias").ToString(), metric.GetProperty("value").GetDouble()));
        Assert.Equal(0, metric.GetProperty("properties").GetProperty("Quality").GetProperty("value").GetInt32());
        Assert.Equal(64, metric.GetProperty("properties").GetProperty("OpcQuality").GetProperty("value").GetInt32());
        Assert.Equal(6, metric.GetProperty("properties").GetProperty("Reason").GetProperty("value").GetInt32());
        Assert.Equal(Convert.ToHexStringLower(data.Body.Span), reported.GetProperty("body").GetString());
    }

    private static async Task<JsonElement> UnderstoodAsync(Peer peer, Payload payload, CancellationToken cancel)
    {
        await peer.SendAsync(Convert.ToHexString(PayloadWriter.ToArray(payload)), cancel);
        using var answer = JsonDocument.Parse(await peer.LineAsync(cancel));
        return answer.RootElement.GetProperty("payload").Clone();
    }

    private static async Task<string?> EventAsync(Peer peer, CancellationToken cancel)
    {
        using var line = JsonDocument.Parse(await peer.LineAsync(cancel));
        return line.RootElement.GetProperty("event").GetString();
    }

    /// <summary>What a host keeps of the edge node: names and the order of its messages.</summary>
    private sealed class Session
    {
        private readonly SequenceChecker _order = new();

        public AliasTable Names { get; } = new();

        public int Births { get; set; }

        /// <summary>Takes messages in order until one of the wanted type.</summary>
        public async Task<Payload> NextAsync(SparkplugListener host, SparkplugMessageType wanted, CancellationToken cancel)
        {
            while (true)
            {
                var (topic, payload) = await host.Messages.ReadAsync(cancel);
                if (topic.Type is NCmd or DCmd)
                    continue; // our own
                Assert.Equal((Group, Node), (topic.Group, topic.EdgeNode));
                if (topic.Type == NBirth)
                {
                    Births++;
                    Assert.Equal(SequenceResult.InOrder, _order.Birth(payload.HasSeq ? payload.Seq : null));
                }
                else if (topic.Type != NDeath)
                {
                    Assert.Equal(SequenceResult.InOrder, _order.Next(payload.HasSeq ? payload.Seq : null));
                }

                if (topic.Type is NBirth or DBirth)
                    Assert.Equal(AliasResult.Done, Names.Load(topic.Device, payload));
                if (topic.Type == wanted)
                    return payload;
            }
        }
    }
}
