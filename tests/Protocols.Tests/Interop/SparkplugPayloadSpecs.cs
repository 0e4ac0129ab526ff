using System.Text.Json;
using Google.Protobuf;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;

namespace Protocols.Tests.Interop;

/// <summary>npm's sparkplug-payload (Cirrus Link) reads our payloads, and we read what it writes.</summary>
public sealed class SparkplugPayloadSpecs
{
    private const long Time = 1_795_000_000_123;

    [Fact]
    public async Task every_type_that_we_send_survives_the_way_there_and_back()
    {
        Peer.RequireNode("sparkplug-payload");
        var sent = Sent();

        var (understood, echoed) = await ExchangeAsync(sent);

        var metrics = understood.GetProperty("metrics").EnumerateArray().ToDictionary(metric => metric.GetProperty("name").GetString()!);
        Assert.Equal($"{Time}", understood.GetProperty("timestamp").ToString());
        Assert.Equal("7", understood.GetProperty("seq").ToString());
        Assert.Equal(12.5, metrics["hook-height"].GetProperty("value").GetDouble());
        Assert.True(metrics["emergency-stop"].GetProperty("value").GetBoolean());
        Assert.Equal("塔吊1号", metrics["Event"].GetProperty("value").GetString());
        Assert.Equal("-5", metrics["Config/Version"].GetProperty("value").ToString());
        Assert.Equal("18446744073709551615", metrics["Delivery/Epoch"].GetProperty("value").ToString());
        foreach (var (ours, theirs) in sent.Metrics.Zip(echoed.Metrics))
        {
            Assert.Equal((ours.Name, ours.Datatype, ours.Timestamp), (theirs.Name, theirs.Datatype, theirs.Timestamp));
            Assert.Equal(ours.ValueCase, theirs.ValueCase);
            Assert.Equal(ours.IsNull, theirs.IsNull);
        }
    }

    [Fact]
    public async Task the_delivery_envelope_passes_through_a_foreign_codec()
    {
        Peer.RequireNode("sparkplug-payload");
        var sent = Sent();
        sent.Body = ByteString.CopyFrom(0x08, 0x2A, 0x10, 0x01);

        var (understood, echoed) = await ExchangeAsync(sent);

        Assert.Equal("082a1001", understood.GetProperty("body").GetString());
        Assert.Equal(sent.Body, echoed.Body);
    }

    private static Payload Sent() => new()
    {
        Timestamp = Time,
        Seq = 7,
        Metrics =
        {
            MetricFactory.Double(MetricKey.Birth("hook-height", 1), 12.5, Time),
            MetricFactory.Boolean(MetricKey.Named("emergency-stop"), true, Time),
            MetricFactory.String(MetricKey.Named("Event"), "塔吊1号", Time),
            MetricFactory.Int32(MetricKey.Named("count"), 5, Time),
            MetricFactory.Int64(MetricKey.Named("Config/Version"), -5, Time),
            MetricFactory.UInt64(MetricKey.Named("Delivery/Epoch"), ulong.MaxValue, Time),
            MetricFactory.Null(MetricKey.Named("wind"), SparkplugDataType.Double, Time),
        },
    };

    private static async Task<(JsonElement Understood, Payload Echoed)> ExchangeAsync(Payload payload)
    {
        var cancel = Peer.Patience;
        await using var peer = Peer.Start("node", "sparkplug-payload.mjs");
        await peer.SendAsync(Convert.ToHexString(PayloadWriter.ToArray(payload)), cancel);
        using var answer = JsonDocument.Parse(await peer.LineAsync(cancel));

        var bytes = Convert.FromHexString(answer.RootElement.GetProperty("hex").GetString()!);
        PayloadReader.TryDecode(bytes, out var echoed, out var fault);
        Assert.Equal(SparkplugFault.None, fault);
        return (answer.RootElement.GetProperty("payload").Clone(), echoed!);
    }
}
