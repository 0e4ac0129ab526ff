using System.Net;
using System.Net.Sockets;
using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Ingestion;
using Cloud.Telemetry.Projects;
using MQTTnet;
using MQTTnet.Exceptions;
using Protocols.Sparkplug;
using Telemetry.Model;

namespace Cloud.Tests.Ingestion;

public sealed class BrokerSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task garbage_on_the_port_ends_its_own_connection_and_no_other()
    {
        await using var house = await CloudHouse.StartAsync();
        await using var gateway = new GatewayStub();
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");
        var random = new Random(11);

        for (var i = 0; i < 40; i++)
        {
            var garbage = new byte[random.Next(1, 4000)];
            random.NextBytes(garbage);
            await SendAndAwaitEndAsync(house.Broker.PlainPort, garbage, close: true);
        }

        Assert.True(house.Counted(Refusal.MalformedPacket) + house.Counted(Refusal.PacketTooLarge) > 0);
        await gateway.DataAsync("crane-1", 1, 0.5);
        await gateway.AcknowledgedAsync(1);
    }

    [Fact]
    public async Task a_packet_longer_than_the_limit_is_refused_before_it_is_read()
    {
        await using var house = await CloudHouse.StartAsync();

        await SendAndAwaitEndAsync(house.Broker.PlainPort, [0x10, 0xFF, 0xFF, 0xFF, 0x7F, 0x00]);

        Assert.Equal(1, house.Counted(Refusal.PacketTooLarge));
    }

    [Fact]
    public async Task a_long_message_arrives_whole_and_is_not_held_when_it_is_sent()
    {
        await using var house = await CloudHouse.StartAsync();
        await using var gateway = new GatewayStub();
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");
        var topic = gateway.Topic(SparkplugMessageType.NCmd);

        var (sent, held) = Send(70_000);
        await sent;
        Assert.Equal(Enumerable.Range(0, 70_000).Select(i => (byte)i), await ReceivedAsync(70_000));
        await Send(9).Sent;
        await ReceivedAsync(9);
        GC.Collect();

        Assert.False(held.IsAlive);

        (Task Sent, WeakReference Held) Send(int length)
        {
            var content = new byte[length];
            for (var i = 0; i < length; i++)
                content[i] = (byte)i;
            return (house.Broker.SendAsync(CloudHouse.Gateway, topic, content, Cancel).AsTask(), new WeakReference(content));
        }

        async Task<byte[]> ReceivedAsync(int length)
        {
            while (true)
                if (await gateway.NextAsync() is { Raw: var raw } && raw.Length == length)
                    return raw;
        }
    }

    [Fact]
    public async Task half_a_packet_is_not_waited_for_for_ever()
    {
        await using var house = await CloudHouse.StartAsync(configure: s => s["Broker:HandshakeSeconds"] = "1");

        await SendAndAwaitEndAsync(house.Broker.PlainPort, [0x10, 0x40, 0x00, 0x04]);

        Assert.Equal(1, house.Counted(Refusal.NoConnect));
    }

    [Fact]
    public async Task an_unknown_gateway_and_a_name_that_is_none_are_refused()
    {
        await using var house = await CloudHouse.StartAsync();
        await using var stranger = new GatewayStub("gw-9");
        await using var nameless = new GatewayStub();

        await RefusedAsync(() => stranger.ConnectAsync(house.Broker.PlainPort));
        await RefusedAsync(() => nameless.ConnectAsync(house.Broker.PlainPort, clientId: "GW 1/#"));

        Assert.Equal((1, 1), (house.Counted(Refusal.UnknownGateway), house.Counted(Refusal.BadClientId)));
    }

    [Fact]
    public async Task a_gateway_touches_its_own_topics_only()
    {
        await using var house = await CloudHouse.StartAsync();
        await using var gateway = new GatewayStub();
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");
        var theirs = new GatewayStub("gw-2");

        await gateway.PublishAsync(theirs.Topic(SparkplugMessageType.DData, "crane-1"), gateway.Data("crane-1", 1, Lane.Live, TimeProvider.System.GetUtcNow(), 9));
        await gateway.PublishAsync("spBv1.0/STATE/edge-cloud", "{\"online\":false}"u8.ToArray());
        await gateway.PublishAsync("anything/else", [1]);
        await RefusedSubscriptionAsync(gateway, "#");
        await RefusedSubscriptionAsync(gateway, "spBv1.0/site-1/+/gw-2/#");
        await RefusedSubscriptionAsync(gateway, "spBv1.0/+/NCMD/gw-1");

        await Eventually.TrueAsync(() => house.Counted(Refusal.ForeignTopic) == 2 && house.Counted(Refusal.BadTopic) == 1);
        Assert.Equal(3, house.Counted(Refusal.ForeignSubscription));
        Assert.Empty(await DeliverySpecs.StoredAsync(house));
    }

    [Fact]
    public async Task the_host_says_that_it_is_there_to_whoever_comes_later()
    {
        await using var house = await CloudHouse.StartAsync();
        await using var gateway = new GatewayStub();
        await gateway.ConnectAsync(house.Broker.PlainPort);

        await gateway.SubscribeAsync("spBv1.0/STATE/edge-cloud");
        var (topic, _, raw) = await gateway.NextAsync();

        Assert.Equal("spBv1.0/STATE/edge-cloud", topic);
        HostState.TryDecode(raw, out var state, out _);
        Assert.True(state.Online);
    }

    [Fact]
    public async Task a_revoked_gateway_loses_its_connection_and_does_not_get_another()
    {
        await using var house = await CloudHouse.StartAsync();
        await using var gateway = new GatewayStub();
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");
        var grain = house.Grains.Gateway(CloudHouse.Project, CloudHouse.Gateway);
        await Eventually.TrueAsync(() => grain.StatusAsync(Cancel), s => s.State is GatewayState.Online);

        Assert.True(await grain.RevokeAsync("stolen", Cancel));

        await gateway.Disconnected.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        await using var again = new GatewayStub();
        await RefusedAsync(() => again.ConnectAsync(house.Broker.PlainPort));
        Assert.Equal(1, house.Counted(Refusal.RevokedGateway));
    }

    [Fact]
    public async Task a_gateway_that_comes_again_takes_its_own_session_over()
    {
        await using var house = await CloudHouse.StartAsync();
        await using var first = new GatewayStub();
        await first.StartAsync(house.Broker.PlainPort, "crane-1");
        await first.DataAsync("crane-1", 1, 0.5);
        await first.AcknowledgedAsync(1);

        await using var second = new GatewayStub();
        await second.StartAsync(house.Broker.PlainPort, "crane-1");
        await second.DataAsync("crane-1", 2, 0.6);
        await second.AcknowledgedAsync(2);

        await first.Disconnected.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.Equal(1, house.Counted("ingestion.takeovers"));
        await Eventually.TrueAsync(
            () => house.Grains.Gateway(CloudHouse.Project, CloudHouse.Gateway).StatusAsync(Cancel), s => s.State is GatewayState.Online);
    }

    internal static async Task RefusedAsync(Func<Task<MqttClientConnectResult>> connect)
    {
        try
        {
            Assert.NotEqual(MqttClientConnectResultCode.Success, (await connect()).ResultCode);
        }
        catch (MqttCommunicationException)
        {
            // Refused by closing: as good a refusal.
        }
    }

    [Fact]
    public async Task what_is_said_to_a_gateway_that_comes_or_leaves_is_dropped_and_ends_nothing()
    {
        await using var house = await CloudHouse.StartAsync();
        await using var gateway = new GatewayStub();
        using var silent = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var talk = Task.Run(async () =>
        {
            while (!silent.IsCancellationRequested)
                await house.Broker.SendAsync(new GatewayId("gw-1"), "spBv1.0/site-1/NCMD/gw-1", new byte[] { 1 }, CancellationToken.None);
        }, Cancel);

        for (var round = 0; round < 50 && !talk.IsCompleted; round++)
        {
            await gateway.ConnectAsync(house.Broker.PlainPort);
            await gateway.DisconnectAsync();
        }

        await silent.CancelAsync();
        await talk;
    }

    private static async Task RefusedSubscriptionAsync(GatewayStub gateway, string filter) =>
        Assert.True(Assert.Single((await gateway.SubscribeAsync(filter)).Items).ResultCode >= MqttClientSubscribeResultCode.UnspecifiedError);

    private static async Task SendAndAwaitEndAsync(int port, byte[] bytes, bool close = false)
    {
        using var client = new TcpClient();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        timeout.CancelAfter(TimeSpan.FromSeconds(30));
        await client.ConnectAsync(IPAddress.Loopback, port, timeout.Token);
        var buffer = new byte[64];
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(bytes, timeout.Token);
            if (close)
                client.Client.Shutdown(SocketShutdown.Send);
            while (await stream.ReadAsync(buffer, timeout.Token) > 0)
            {
            }
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            // Reset by the broker: the end that is waited for.
        }
    }
}
