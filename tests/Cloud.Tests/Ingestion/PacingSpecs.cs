using Telemetry.Model;

namespace Cloud.Tests.Ingestion;

public sealed class PacingSpecs
{
    private const string Acknowledgements = "ingestion.acknowledgements";

    [Fact]
    public async Task one_acknowledgement_speaks_for_all_that_came_since_the_last()
    {
        await using var house = await CloudHouse.StartAsync(configure: Paced(acknowledge: 500, gather: 0));
        await using var gateway = new GatewayStub();
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");

        for (var sequence = 1ul; sequence <= 20; sequence++)
        {
            await gateway.DataAsync("crane-1", sequence, sequence);
            await Eventually.TrueAsync(() => DeliverySpecs.StoredAsync(house), stored => stored.Count == (int)sequence);
        }

        Assert.Equal(20ul, (await gateway.AcknowledgedAsync(20)).HighWater);
        Assert.True(house.Counted(Acknowledgements) < 20);
    }

    [Theory]
    [InlineData(Lane.Alarm)]
    [InlineData(Lane.History)]
    public async Task alarms_and_backlog_are_acknowledged_at_once_with_what_was_held_back(Lane lane)
    {
        await using var house = await CloudHouse.StartAsync(configure: Paced(acknowledge: 5_000, gather: 1_000));
        await using var gateway = new GatewayStub();
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");
        await gateway.DataAsync("crane-1", 1, 1);
        await gateway.AcknowledgedAsync(1);

        await gateway.DataAsync("crane-1", 2, 2);
        await gateway.DataAsync("crane-1", 3, lane, TimeProvider.System.GetUtcNow(), 3);

        Assert.Equal(3ul, (await gateway.AcknowledgedAsync(3)).HighWater);
    }

    [Fact]
    public async Task what_gathers_is_stored_in_order_and_once()
    {
        await using var house = await CloudHouse.StartAsync(configure: Paced(acknowledge: 0, gather: 200));
        await using var gateway = new GatewayStub();
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");

        for (var sequence = 1ul; sequence <= 50; sequence++)
            await gateway.DataAsync("crane-1", sequence, sequence);
        await gateway.AcknowledgedAsync(50);

        Assert.Equal(50, (await DeliverySpecs.StoredAsync(house)).Count);
    }

    private static Action<Dictionary<string, string?>> Paced(int acknowledge, int gather) => settings =>
        (settings["Ingestion:AcknowledgeMilliseconds"], settings["Ingestion:GatherMilliseconds"]) = ($"{acknowledge}", $"{gather}");
}
