using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Cloud.Tests.Host;
using SharedPlatform = Cloud.Tests.Host.Platform;
using Cloud.Tests.Ingestion;
using Protocols.Sparkplug;
using Telemetry.Model.Vision;

namespace Cloud.Tests.Video;

/// <summary>A gateway with one camera that is called by the platform: brings sockets, sends frames, answers questions.</summary>
internal sealed class VideoGateway : IAsyncDisposable
{
    private readonly SharedPlatform _platform;
    private readonly GatewayStub _gateway;
    private readonly byte[] _certificate;
    private readonly ECDsa _key;

    private VideoGateway(SharedPlatform platform, SharedPlatform.Site site, GatewayStub gateway, byte[] certificate, ECDsa key) =>
        (_platform, Site, _gateway, _certificate, _key) = (platform, site, gateway, certificate, key);

    public SharedPlatform.Site Site { get; }

    public string Camera => $"{Site.Path}/cameras/camera-1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<VideoGateway> ConnectAsync(SharedPlatform platform)
    {
        var site = await platform.SiteAsync(crane: false);
        var code = (string)(await platform.Admin.PostAsync($"{site.Path}/gateways/{site.Gateway}/code")).Body["code"]!;
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var csr = new CertificateRequest($"CN={site.Gateway}", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        using var stranger = platform.Host.Stranger();
        var answer = (await stranger.PostAsync("/api/enrolments", new { gateway = site.Gateway, code, csr })).Is(HttpStatusCode.OK);
        using var certificate = X509Certificate2.CreateFromPem((string)answer["certificate"]!);
        var camera = new { gateway = site.Gateway, id = "camera-1", name = "3号楼北侧", profile = "generic-site-camera", address = "rtsp://edge@10.0.0.9/main#/sub", password = "x" };
        (await platform.Admin.PostAsync($"{site.Path}/devices", camera)).Is(HttpStatusCode.Created);
        return new VideoGateway(platform, site, await site.ConnectAsync(), certificate.RawData, key);
    }

    /// <summary>Waits to be called and comes; what is wanted of it.</summary>
    public async Task<(ClientWebSocket Socket, string Order)> ComeAsync()
    {
        (await _gateway.CommandAsync(MetricNames.CommandRequest)).TryReadString(out var json);
        var request = JsonDocument.Parse(json).RootElement;
        var target = request.GetProperty("address").GetString()!;
        var socket = new ClientWebSocket();
        var time = _platform.Host.Time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var signature = _key.SignData(Encoding.UTF8.GetBytes($"GET\n{target}\n{time}"), HashAlgorithmName.SHA256);
        socket.Options.SetRequestHeader("Authorization", $"EdgeGateway {Convert.ToBase64String(_certificate)}.{time}.{Convert.ToBase64String(signature)}");
        await socket.ConnectAsync(new UriBuilder(_platform.Host.Address) { Scheme = "ws", Path = target }.Uri, Cancel);
        await _gateway.NodeAsync(MetricFactory.String(MetricNames.CommandResult, $$"""{"id":"{{request.GetProperty("id").GetString()}}","ok":true,"readings":[]}""", 0));
        return (socket, await TextAsync(socket) ?? "");
    }

    /// <summary>Comes when it is called and answers questions until the platform says goodbye.</summary>
    public Task AnswerAsync(Func<VideoQuestion, object> answer) => Task.Run(
        async () =>
        {
            var (socket, _) = await ComeAsync();
            using (socket)
                while (await TextAsync(socket) is { } text)
                {
                    var question = VideoQuestion.Parse(Encoding.UTF8.GetBytes(text))!;
                    if (answer(question) is VideoAnswer said)
                        await socket.SendAsync((said with { Id = question.Id }).Encode(), WebSocketMessageType.Text, true, Cancel);
                    else if (answer(question) is byte[] bytes)
                        await socket.SendAsync((byte[])[.. BitConverter.GetBytes(question.Id).Reverse(), .. bytes], WebSocketMessageType.Binary, true, Cancel);
                }
        },
        Cancel);

    /// <summary>The detector has seen something, and the platform holds it.</summary>
    public async Task SeenAsync(string point, ulong sequence, DateTimeOffset at)
    {
        if (sequence == 1)
            await _gateway.DeviceBirthAsync("camera-1", "no-helmet", "fire");
        var box = new VisionBox("head", 0.9, 0.2, 0.2, 0.3, 0.3);
        var seen = new VisionEvent(
            Guid.CreateVersion7().ToString("N"), point, at.ToUnixTimeMilliseconds(), at.AddSeconds(-3).ToUnixTimeMilliseconds(), 4, 0.9, box, [box], 14,
            new Dictionary<string, double> { ["certainty"] = 0.8 }, "site-safety", new string('a', 64), null, 640, 384);
        await _gateway.EventAsync("camera-1", sequence, point, 1, at, seen.ToJson());
        await _gateway.AcknowledgedAsync(sequence);
    }

    /// <summary>A frame as a gateway sends it: 25 a second of a clock of 1,000 ticks.</summary>
    public static byte[] Frame(int number, bool isKey)
    {
        var message = new byte[VideoOrder.Head + 1];
        message[0] = isKey ? (byte)1 : (byte)2;
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(message.AsSpan(1), 1_800_000_000_000 + number * 40);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(message.AsSpan(9), (ulong)number * 40);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(17), 40);
        message[^1] = (byte)number;
        return message;
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _key.Dispose();
    }

    private static async Task<string?> TextAsync(WebSocket socket)
    {
        var buffer = new byte[VideoQuestion.Longest];
        try
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), Cancel);
            return part.MessageType == WebSocketMessageType.Text ? Encoding.UTF8.GetString(buffer, 0, part.Count) : null;
        }
        catch (WebSocketException)
        {
            return null;
        }
    }
}
