using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Edge.Core.Uplink;
using Edge.Core.Uplink.Azure;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using MQTTnet.Server;
using Telemetry.Model;
using TestKit;
using TestKit.Network;
using TestKit.Uplink;

namespace Edge.Tests.Uplink;

/// <summary>Plays the hub: its names, passwords and topics, and the closed connection that a breach of them earns.</summary>
internal sealed class AzureRig : UplinkRig
{
    public const string Hub = "site.azure-devices.net", Device = "gw-1";
    public static readonly string Key = Convert.ToBase64String(Enumerable.Range(1, 32).Select(i => (byte)i).ToArray());

    private readonly TemporaryFolder _keys = new();
    private MqttServer _server = null!;

    /// <summary>Topics and bodies of everything but records.</summary>
    public ConcurrentQueue<(string Topic, string Body)> Messages { get; } = new();

    /// <summary>Breaches of the hub's rules.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    public GatewayDouble Double { get; } = new();

    /// <summary>Signalled with every message.</summary>
    public SemaphoreSlim Arrived { get; } = new(0);

    public string Desired { get; set; } = """{"$version":1}""";

    public string KeyText { get; set; } = Key;

    public override async Task StartHostAsync()
    {
        var port = SparkplugRig.FreePort();
        _server = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder()
            .WithDefaultEndpoint().WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).WithDefaultEndpointPort(port).Build());
        _server.ValidatingConnectionAsync += e =>
        {
            e.ReasonCode = IsAdmitted(e) ? MqttConnectReasonCode.Success : MqttConnectReasonCode.NotAuthorized;
            return Task.CompletedTask;
        };
        _server.InterceptingSubscriptionAsync += e =>
        {
            if (e.TopicFilter.Topic is not ("$iothub/twin/res/#" or "$iothub/twin/PATCH/properties/desired/#" or "$iothub/methods/POST/#"))
                (e.CloseConnection, _) = (true, Fault($"subscribes {e.TopicFilter.Topic}"));
            return Task.CompletedTask;
        };
        _server.InterceptingPublishAsync += async e =>
        {
            if (e.ClientId == Device)
                e.CloseConnection = !await TakeAsync(e.ApplicationMessage);
        };
        _server.InterceptingOutboundPacketAsync += e =>
        {
            e.ProcessPacket = Acknowledging || e.Packet is not MqttPubAckPacket;
            return Task.CompletedTask;
        };
        await _server.StartAsync();
        Proxy = new LinkProxy(port);
    }

    public Task SendAsync(string topic, string body) => _server.InjectApplicationMessage(new InjectedMqttApplicationMessage(new MqttApplicationMessage
    {
        Topic = topic, Payload = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(body)), QualityOfServiceLevel = MqttQualityOfServiceLevel.AtMostOnce,
    }), CancellationToken.None);

    /// <summary>Returns the first message of which the topic begins so.</summary>
    public async Task<(string Topic, string Body)> UntilAsync(string prefix, CancellationToken cancel, Func<string, bool>? body = null)
    {
        while (true)
        {
            foreach (var message in Messages)
                if (message.Topic.StartsWith(prefix, StringComparison.Ordinal) && (body is null || body(message.Body)))
                    return message;
            await Arrived.WaitAsync(cancel);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.StopAsync(new MqttServerStopOptions());
        _server.Dispose();
        _keys.Dispose();
    }

    protected override IUplink CreateUplink()
    {
        var keyFile = Path.Combine(_keys.Path, "key");
        File.WriteAllText(keyFile, KeyText);
        var options = new AzureIotHubOptions
        {
            HubName = Hub, Host = "127.0.0.1", Port = Proxy.Port, DeviceId = Device, SharedAccessKeyFile = keyFile,
            Tls = new TlsOptions { Enabled = false }, AnswerSeconds = 1,
            Delivery = new DeliveryOptions { AckTimeoutSeconds = 1, BatchMilliseconds = 20, ReconnectMinSeconds = 0.05, ReconnectMaxSeconds = 0.2 },
        };
        return new AzureIotHubUplink(options, Outbox, Double, Double, TimeProvider.System, new TestLogger<AzureIotHubUplink>());
    }

    private bool IsAdmitted(ValidatingConnectionEventArgs e)
    {
        if (e.ClientId != Device || e.UserName != $"{Hub}/{Device}/?api-version=2021-04-12" || e.ProtocolVersion != MqttProtocolVersion.V311)
            return Fault($"connects as {e.ClientId} {e.UserName} {e.ProtocolVersion}");
        var parts = e.Password.Replace("SharedAccessSignature ", "", StringComparison.Ordinal).Split('&')
            .Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1]));
        var signed = $"{Uri.EscapeDataString(parts["sr"])}\n{parts["se"]}";
        var expected = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Key), Encoding.UTF8.GetBytes(signed)));
        var expires = DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts["se"], CultureInfo.InvariantCulture));
        return parts["sr"] == $"{Hub}/devices/{Device}" && parts["sig"] == expected && expires > TimeProvider.System.GetUtcNow()
            || Fault("shows a wrong signature");
    }

    private async Task<bool> TakeAsync(MqttApplicationMessage message)
    {
        var body = Encoding.UTF8.GetString(message.Payload);
        if (message.QualityOfServiceLevel == MqttQualityOfServiceLevel.ExactlyOnce || message.Retain || message.Payload.Length > 256 << 10)
            return Fault($"QoS {message.QualityOfServiceLevel}, retain {message.Retain}, {message.Payload.Length} bytes");
        var topic = message.Topic;
        if (topic.StartsWith($"devices/{Device}/messages/events/", StringComparison.Ordinal) && body.Contains("\"records\"", StringComparison.Ordinal))
        {
            TakeRecords(topic, JsonDocument.Parse(body).RootElement);
            return true;
        }

        if (topic.StartsWith("$iothub/twin/GET/?$rid=", StringComparison.Ordinal))
            await SendAsync($"$iothub/twin/res/200/?{topic.Split('?')[1]}", "{\"desired\":" + Desired + ",\"reported\":{\"$version\":1}}");
        else if (topic.StartsWith("$iothub/twin/PATCH/properties/reported/?$rid=", StringComparison.Ordinal))
            await SendAsync($"$iothub/twin/res/204/?{topic.Split('?')[1]}&$version=2", "");
        else if (!topic.StartsWith("$iothub/methods/res/", StringComparison.Ordinal) && !topic.StartsWith($"devices/{Device}/messages/events/", StringComparison.Ordinal))
            return Fault($"publishes {topic}");
        Messages.Enqueue((topic, body));
        Arrived.Release();
        return true;
    }

    private void TakeRecords(string topic, JsonElement batch)
    {
        var lane = Enum.Parse<Lane>(batch.GetProperty("lane").GetString()!, ignoreCase: true);
        if (!topic.Contains($"lane={batch.GetProperty("lane").GetString()}", StringComparison.Ordinal))
            Fault($"lane of {topic}");
        var epoch = ulong.Parse(batch.GetProperty("epoch").GetString()!, CultureInfo.InvariantCulture);
        var device = batch.TryGetProperty("device", out var named) ? named.GetString()! : "";
        Log.Add(batch.GetProperty("records").EnumerateArray().Select(record => new Received(
            epoch, record.GetProperty("sequence").GetUInt64(), lane, device,
            [.. record.GetProperty("readings").EnumerateArray().Select(r => (r.GetProperty("point").GetString()!, r.TryGetProperty("value", out var v) ? v.GetDouble() : double.NaN))],
            record.TryGetProperty("event", out var happened) ? happened.GetString() : null)).ToList());
    }

    private bool Fault(string fault)
    {
        Faults.Enqueue(fault);
        return false;
    }
}
