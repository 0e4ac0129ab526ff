using Cloud.Telemetry.Ingestion;
using Cloud.Telemetry.Series;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;
using Telemetry.Model;

namespace Cloud.Tests.Ingestion;

public sealed class SparkplugHostSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task an_unknown_alias_is_counted_and_cured_by_a_rebirth()
    {
        await using var house = await CloudHouse.StartAsync();
        await using var gateway = new GatewayStub();
        await gateway.StartAsync(house.Broker.PlainPort);

        await gateway.DataAsync("crane-1", 1, 0.5);
        await gateway.CommandAsync(MetricNames.Rebirth);
        Assert.Equal(1, house.Counted(Refusal.UnknownAlias));
        Assert.Empty(await DeliverySpecs.StoredAsync(house));

        await gateway.BirthAsync();
        await gateway.DeviceBirthAsync("crane-1");
        await gateway.DataAsync("crane-1", 1, 0.5);
        await gateway.AcknowledgedAsync(1);
    }

    [Fact]
    public async Task a_gap_in_seq_asks_for_a_rebirth_once_in_a_while()
    {
        await using var house = await CloudHouse.StartAsync(configure: s => s["Ingestion:RebirthEverySeconds"] = "300");
        await using var gateway = new GatewayStub();
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");

        _ = gateway.Data("crane-1", 1, Lane.Live, TimeProvider.System.GetUtcNow(), 1);
        for (var i = 2ul; i < 50; i++)
            await gateway.DataAsync("crane-1", i, i);
        await gateway.CommandAsync(MetricNames.Rebirth);
        await Eventually.TrueAsync(() => house.Counted(Refusal.SequenceGap) + house.Counted(Refusal.NoBirth) == 48);

        Assert.Equal((1, 1), (house.Counted(Refusal.SequenceGap), house.Counted("ingestion.rebirths")));
    }

    [Fact]
    public async Task bad_payloads_are_counted_by_what_is_wrong_and_harm_nothing()
    {
        await using var house = await CloudHouse.StartAsync();
        await using var gateway = new GatewayStub();
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");
        var topic = gateway.Topic(SparkplugMessageType.DData, "crane-1");

        await gateway.PublishAsync(topic, [0xFF, 0xFF, 0xFF]);
        var lying = gateway.Data("crane-1", 1, Lane.Live, TimeProvider.System.GetUtcNow(), 1, 2);
        lying.Metrics.RemoveAt(1);
        await gateway.PublishAsync(topic, lying);
        var nameless = gateway.Data("crane-1", 1, Lane.Live, TimeProvider.System.GetUtcNow(), 1);
        nameless.Body = Google.Protobuf.ByteString.Empty;
        await gateway.PublishAsync(topic, nameless);
        await gateway.EventAsync(2, "{not json");
        var worded = gateway.Data("crane-1", 1, Lane.Live, TimeProvider.System.GetUtcNow(), 1);
        worded.Metrics[0].StringValue = "high";
        await gateway.PublishAsync(topic, worded);
        await gateway.AcknowledgedAsync(1);

        Assert.Equal((1, 2, 1, 1), (
            house.Counted(Refusal.BadPayload), house.Counted(Refusal.BadDelivery), house.Counted(Refusal.BadEvent), house.Counted(Refusal.BadMetric)));
        Assert.Equal((Quality.Bad, QualityReason.Malformed), (await DeliverySpecs.StoredAsync(house)).Select(r => (r.Reading.Quality, r.Reading.Reason)).Single());
        var kept = Assert.Single(await house.Store.EventsAsync(new EventQuery(CloudHouse.Project, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue), Cancel));
        Assert.Equal("{not json", kept.Json);
    }

    [Fact]
    public async Task quality_and_reason_come_through()
    {
        await using var house = await CloudHouse.StartAsync();
        await using var gateway = new GatewayStub();
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");

        var payload = gateway.Data("crane-1", 1, Lane.Alarm, TimeProvider.System.GetUtcNow(), 1, 2);
        payload.Metrics[0].WithQuality(64, (int)QualityReason.Stuck);
        payload.Metrics[1] = MetricFactory.Null(MetricKey.Aliased(payload.Metrics[1].Alias), SparkplugDataType.Double, (long)payload.Metrics[1].Timestamp)
            .WithQuality(0, (int)QualityReason.NoAnswer);
        await gateway.PublishAsync(gateway.Topic(SparkplugMessageType.DData, "crane-1"), payload);
        await gateway.AcknowledgedAsync(2);

        var stored = await DeliverySpecs.StoredAsync(house);
        Assert.Equal([(Quality.Uncertain, QualityReason.Stuck), (Quality.Bad, QualityReason.NoAnswer)], stored.Select(r => (r.Reading.Quality, r.Reading.Reason)));
        Assert.True(double.IsNaN(stored[1].Reading.Value));
        Assert.All(stored, r => Assert.Equal(Lane.Alarm, r.Lane));
    }

    [Fact]
    public async Task a_node_that_is_not_ours_is_stored_as_it_comes()
    {
        await using var house = await CloudHouse.StartAsync();
        await using var node = new GatewayStub();
        await node.ConnectAsync(house.Broker.PlainPort);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

        await node.PublishAsync(node.Topic(SparkplugMessageType.NBirth), BirthDeath.NodeBirth(0, 0, now));
        await node.PublishAsync(node.Topic(SparkplugMessageType.DBirth, "meter-1"), Named(1, 20));
        await node.PublishAsync(node.Topic(SparkplugMessageType.DData, "meter-1"), Named(2, 21));

        var stored = await Eventually.TrueAsync(() => DeliverySpecs.StoredAsync(house), s => s.Count == 2);
        Assert.Equal([20.0, 21.0], stored.Select(r => r.Reading.Value));

        Payload Named(ulong seq, double value) => new()
        {
            Timestamp = (ulong)now, Seq = seq, Metrics = { MetricFactory.Double("temperature", value, now + (long)seq) },
        };
    }

    [Fact]
    public async Task what_does_not_fit_into_the_queue_is_sent_again_and_not_lost()
    {
        await using var house = await CloudHouse.StartAsync(configure: s => s["Ingestion:QueuePoints"] = "1000");
        await using var gateway = new GatewayStub();
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");
        var values = Enumerable.Range(1, 400).Select(i => (double)i).ToArray();
        house.Store.Close();

        for (var i = 0ul; i < 5; i++)
            await gateway.DataAsync("crane-1", 1 + (i * 400), values);
        await Eventually.TrueAsync(() => house.Counted(Refusal.QueueFull) > 0);
        house.Store.Open();
        for (var i = 0ul; i < 5; i++)
        {
            await gateway.DataAsync("crane-1", 1 + (i * 400), values);
            await gateway.AcknowledgedAsync((i + 1) * 400);
        }

        Assert.Equal(2000, (await DeliverySpecs.StoredAsync(house)).Count);
    }
}
