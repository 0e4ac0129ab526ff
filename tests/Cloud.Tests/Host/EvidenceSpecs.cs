using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Cloud.Tests.Ingestion;
using Protocols.Sparkplug;
using Telemetry.Model.Vision;

namespace Cloud.Tests.Host;

/// <summary>From a camera's event at the broker and a picture in pieces to the warning's sheet and a person's verdict.</summary>
[Collection("platform")]
public sealed class EvidenceSpecs(Platform platform)
{
    private static readonly byte[] Picture = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 31))];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_bare_head_becomes_a_warning_with_its_picture_its_clip_and_a_verdict_that_feeds_retraining()
    {
        var site = await platform.SiteAsync(crane: false);
        using var identity = await EnrolAsync(site);
        (await platform.Admin.PostAsync($"{site.Path}/devices", Camera(site))).Is(HttpStatusCode.Created);
        await using var gateway = await site.ConnectAsync();
        await gateway.DeviceBirthAsync("camera-1", "no-helmet", "people");
        var (picture, clip) = (Hash(Picture), Hash([9, .. Picture]));
        var seen = Seen(platform.Host.Time.GetUtcNow(), picture);

        await gateway.EventAsync("camera-1", 1, "no-helmet", 1, platform.Host.Time.GetUtcNow(), seen.ToJson());
        await gateway.EventAsync("camera-1", 2, "people", 3, platform.Host.Time.GetUtcNow(), new VisionClip(seen.Id, seen.Point, clip, seen.At - 5_000, seen.At + 5_000, "avc1.64001f").ToJson());
        await gateway.AcknowledgedAsync(2);
        var warning = (await platform.Admin.GetAsync($"/api/warnings?project={site.Project}")).Is(HttpStatusCode.OK)["items"][0]!;
        var id = (string)warning["id"]!;
        var before = (await platform.Admin.GetAsync($"/api/warnings/{id}/evidence")).Is(HttpStatusCode.OK).Body[0]!;
        await UploadAsync(identity, Picture, "jpg");
        await UploadAsync(identity, [9, .. Picture], "mp4");

        var evidence = (await platform.Admin.GetAsync($"/api/warnings/{id}/evidence")).Is(HttpStatusCode.OK).Body[0]!;
        var served = await platform.Admin.Http.GetByteArrayAsync(new Uri((string)evidence["picture"]!, UriKind.Relative), Cancel);
        var judged = (await platform.Admin.PostAsync($"/api/warnings/{id}/evidence/{seen.Id}/verdict", new { confirmed = true })).Is(HttpStatusCode.OK);
        var counts = (await platform.Admin.GetAsync($"{site.Path}/vision/verdicts")).Is(HttpStatusCode.OK);

        Assert.Equal(("camera-no-helmet", 3), ((string?)warning["rule"], (int)warning["level"]!));
        Assert.Null(before["picture"]);
        Assert.Equal(Picture, served);
        Assert.NotNull(evidence["clip"]);
        Assert.Equal(("head", 0.91), ((string?)evidence["box"]!["class"], (double)evidence["box"]!["score"]!));
        Assert.Equal(new string('a', 64), (string?)evidence["modelHash"]);
        Assert.Equal(0.8, (double)evidence["thresholds"]!["certainty"]!);
        Assert.Equal("王工", (string?)judged["verdict"]["by"]);
        Assert.Equal(("camera-1", 1, 0), ((string?)counts.Body[0]!["device"], (int)counts.Body[0]!["confirmed"]!, (int)counts.Body[0]!["false"]!));
        var labels = Directory.GetFiles(Path.Combine(platform.Host.Folder, "retraining", "labels", "train"), $"*{seen.Id}.txt");
        Assert.StartsWith("1 0.25 0.25 0.1 0.1", await File.ReadAllTextAsync(Assert.Single(labels), Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_false_alarm_is_a_picture_without_the_class_and_the_last_word_counts()
    {
        var site = await platform.SiteAsync(crane: false);
        using var identity = await EnrolAsync(site);
        (await platform.Admin.PostAsync($"{site.Path}/devices", Camera(site))).Is(HttpStatusCode.Created);
        await using var gateway = await site.ConnectAsync();
        await gateway.DeviceBirthAsync("camera-1", "no-helmet", "people");
        var seen = Seen(platform.Host.Time.GetUtcNow(), Hash(Picture));
        await gateway.EventAsync("camera-1", 1, "no-helmet", 1, platform.Host.Time.GetUtcNow(), seen.ToJson());
        await gateway.AcknowledgedAsync(1);
        await UploadAsync(identity, Picture, "jpg");
        var id = (string)(await platform.Admin.GetAsync($"/api/warnings?project={site.Project}"))["items"][0]!["id"]!;

        (await platform.Admin.PostAsync($"/api/warnings/{id}/evidence/{seen.Id}/verdict", new { confirmed = true })).Is(HttpStatusCode.OK);
        (await platform.Admin.PostAsync($"/api/warnings/{id}/evidence/{seen.Id}/verdict", new { confirmed = false })).Is(HttpStatusCode.OK);

        var counts = (await platform.Admin.GetAsync($"{site.Path}/vision/verdicts")).Body[0]!;
        Assert.Equal((0, 1), ((int)counts["confirmed"]!, (int)counts["false"]!));
        Assert.Empty(await File.ReadAllTextAsync(Path.Combine(platform.Host.Folder, "retraining", "labels", "train", $"{site.Project}-{seen.Id}.txt"), Cancel));
        Assert.Single(await File.ReadAllLinesAsync(Path.Combine(platform.Host.Folder, "retraining", "manifest.csv"), Cancel), line => line.Contains(seen.Id, StringComparison.Ordinal));
        (await platform.Admin.PostAsync($"/api/warnings/{id}/evidence/nothing/verdict", new { confirmed = true })).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task an_upload_goes_on_where_it_stopped_and_what_is_not_what_it_says_is_refused()
    {
        var site = await platform.SiteAsync(crane: false);
        using var identity = await EnrolAsync(site);
        var hash = Hash(Picture);

        using var first = await PieceAsync(identity, hash, "jpg", 0, Picture.Length, Picture[..40_000]);
        using var again = await PieceAsync(identity, hash, "jpg", 0, Picture.Length, Picture[..40_000]);
        using var rest = await PieceAsync(identity, hash, "jpg", 40_000, Picture.Length, Picture[40_000..]);
        using var twice = await PieceAsync(identity, hash, "jpg", 0, Picture.Length, Picture[..10]);
        using var corrupt = await PieceAsync(identity, Hash([1]), "jpg", 0, 3, [1, 2, 3]);
        using var large = await PieceAsync(identity, hash, "jpg", 0, 1L << 40, [1]);
        using var strange = await PieceAsync(identity, hash, "exe", 0, 3, [1, 2, 3]);

        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal((HttpStatusCode.Conflict, "40000"), (again.StatusCode, await again.Content.ReadAsStringAsync(Cancel)));
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (rest.StatusCode, twice.StatusCode));
        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.RequestEntityTooLarge),
            (corrupt.StatusCode, large.StatusCode, strange.StatusCode));
    }

    [Fact]
    public async Task nobody_brings_a_picture_without_a_fresh_signature_of_a_gateway_that_is_in_force()
    {
        var (site, other) = (await platform.SiteAsync(crane: false), await platform.SiteAsync(crane: false));
        using var identity = await EnrolAsync(site);
        using var revoked = await EnrolAsync(other);
        (await platform.Admin.PostAsync($"{other.Path}/gateways/{other.Gateway}/revoke", new { reason = "设备遗失" })).Is(HttpStatusCode.NoContent);
        using var stranger = new Identity(identity.Certificate, ECDsa.Create(ECCurve.NamedCurves.nistP256));
        var hash = Hash(Picture);

        async Task<HttpStatusCode> TryAsync(Identity? who, TimeSpan off = default)
        {
            using var answer = await PieceAsync(who, hash, "jpg", 0, Picture.Length, Picture, off);
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync(null));
        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync(stranger));
        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync(revoked));
        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync(identity, TimeSpan.FromMinutes(-6)));
        Assert.Equal(HttpStatusCode.Created, await TryAsync(identity));
        (await platform.Admin.GetAsync($"{other.Path}/media/{hash}")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task a_viewer_makes_the_gateway_send_and_gets_what_came_since_the_last_key_frame()
    {
        var site = await platform.SiteAsync(crane: false);
        using var identity = await EnrolAsync(site);
        (await platform.Admin.PostAsync($"{site.Path}/devices", Camera(site))).Is(HttpStatusCode.Created);
        await using var gateway = await site.ConnectAsync();
        using var viewer = await ViewAsync(site);
        var request = await RequestAsync(gateway);
        using var source = await BringAsync(identity, request.GetProperty("address").GetString()!);
        await AnswerAsync(gateway, request);

        Assert.Equal("{\"kind\":\"live\",\"stream\":\"main\"}", Encoding.UTF8.GetString(await ReceiveAsync(source)));
        await source.SendAsync("{\"codec\":\"avc1.64001f\",\"width\":640,\"height\":384}"u8.ToArray(), WebSocketMessageType.Text, true, Cancel);
        foreach (byte[] message in (byte[][])[[0, 0, 0, 0, 0, 0, 0, 0, 0, 7], [1, 1], [2, 2], [1, 3], [2, 4]])
            await source.SendAsync(message, WebSocketMessageType.Binary, true, Cancel);
        for (var i = 0; i < 6; i++)
            await ReceiveAsync(viewer);
        using var second = await ViewAsync(site);

        Assert.Contains("avc1", Encoding.UTF8.GetString(await ReceiveAsync(second)), StringComparison.Ordinal);
        Assert.Equal(7, (await ReceiveAsync(second))[^1]);
        Assert.Equal([1, 3], await ReceiveAsync(second));
        Assert.Equal([2, 4], await ReceiveAsync(second));
        await viewer.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancel);
        await second.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancel);
        Assert.Equal(WebSocketMessageType.Close, (await source.ReceiveAsync(new byte[16], Cancel)).MessageType);
    }

    private static object Camera(Platform.Site site) => new
    {
        gateway = site.Gateway, id = "camera-1", name = "3号楼北侧", profile = "generic-site-camera", address = "rtsp://edge@10.0.0.9/main#/sub", password = "x",
    };

    private static VisionEvent Seen(DateTimeOffset at, string picture)
    {
        var box = new VisionBox("head", 0.91, 0.2, 0.2, 0.3, 0.3);
        return new VisionEvent(
            Guid.CreateVersion7().ToString("N"), "no-helmet", at.ToUnixTimeMilliseconds(), at.AddSeconds(-3).ToUnixTimeMilliseconds(), 4, 0.91, box,
            [box, new VisionBox("person", 0.8, 0.15, 0.2, 0.35, 0.7)], 14, new Dictionary<string, double> { ["certainty"] = 0.8 }, "site-safety",
            new string('a', 64), picture, 640, 384);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private async Task<Identity> EnrolAsync(Platform.Site site)
    {
        var code = (string)(await platform.Admin.PostAsync($"{site.Path}/gateways/{site.Gateway}/code")).Body["code"]!;
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var csr = new CertificateRequest($"CN={site.Gateway}", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        using var stranger = platform.Host.Stranger();
        var answer = (await stranger.PostAsync("/api/enrolments", new { gateway = site.Gateway, code, csr })).Is(HttpStatusCode.OK);
        using var certificate = X509Certificate2.CreateFromPem((string)answer["certificate"]!);
        return new Identity(certificate.RawData, key);
    }

    private async Task UploadAsync(Identity identity, byte[] file, string type)
    {
        using var answer = await PieceAsync(identity, Hash(file), type, 0, file.Length, file);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> PieceAsync(Identity? who, string hash, string type, long offset, long total, byte[] piece, TimeSpan off = default)
    {
        var target = string.Create(CultureInfo.InvariantCulture, $"/api/gateway-media/{hash}?type={type}&offset={offset}&total={total}");
        using var http = new HttpClient { BaseAddress = platform.Host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Put, target) { Content = new ByteArrayContent(piece) };
        if (who is not null)
            request.Headers.TryAddWithoutValidation("Authorization", who.Sign("PUT", target, platform.Host.Time.GetUtcNow() + off));
        return await http.SendAsync(request, Cancel);
    }

    private async Task<ClientWebSocket> ViewAsync(Platform.Site site)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", platform.Admin.CookieHeader);
        await socket.ConnectAsync(new UriBuilder(platform.Host.Address) { Scheme = "ws", Path = $"{site.Path}/cameras/camera-1/live" }.Uri, Cancel);
        return socket;
    }

    private async Task<ClientWebSocket> BringAsync(Identity identity, string target)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", identity.Sign("GET", target, platform.Host.Time.GetUtcNow()));
        await socket.ConnectAsync(new UriBuilder(platform.Host.Address) { Scheme = "ws", Path = target }.Uri, Cancel);
        return socket;
    }

    private static async Task<byte[]> ReceiveAsync(WebSocket socket)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        var buffer = new byte[4096];
        var part = await socket.ReceiveAsync(buffer.AsMemory(), limit.Token);
        return buffer[..part.Count];
    }

    private static async Task<JsonElement> RequestAsync(GatewayStub gateway)
    {
        (await gateway.CommandAsync(MetricNames.CommandRequest)).TryReadString(out var json);
        return JsonDocument.Parse(json).RootElement;
    }

    private static Task AnswerAsync(GatewayStub gateway, JsonElement request) => gateway.NodeAsync(MetricFactory.String(
        MetricNames.CommandResult, $$"""{"id":"{{request.GetProperty("id").GetString()}}","ok":true,"readings":[]}""", 0));

    private sealed record Identity(byte[] Certificate, ECDsa Key) : IDisposable
    {
        public string Sign(string method, string target, DateTimeOffset at)
        {
            var time = at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
            var signature = Key.SignData(Encoding.UTF8.GetBytes($"{method}\n{target}\n{time}"), HashAlgorithmName.SHA256);
            return $"EdgeGateway {Convert.ToBase64String(Certificate)}.{time}.{Convert.ToBase64String(signature)}";
        }

        public void Dispose() => Key.Dispose();
    }
}
