using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Cloud.Tests.Host;
using SharedPlatform = Cloud.Tests.Host.Platform;
using Telemetry.Model.Vision;
using TestKit.Clauses;

namespace Cloud.Tests.Video;

/// <summary>Live video, recordings and steering through the platform, with a gateway at the other end.</summary>
[Collection("platform")]
public sealed class VideoSpecs(SharedPlatform platform)
{
    private static readonly byte[] Film = [.. Enumerable.Range(0, 400_000).Select(i => (byte)(i * 7))];
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Film));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Accepts("5.6.2-1.5", "5.6.2-2.1")]
    public async Task a_camera_is_shown_as_low_latency_hls_under_an_address_that_needs_no_cookie()
    {
        await using var gateway = await VideoGateway.ConnectAsync(platform);
        var given = (await platform.Admin.GetAsync($"{gateway.Camera}/stream-address")).Is(HttpStatusCode.OK);
        var address = (string)given["address"]!;
        using var player = platform.Host.Stranger();

        var master = await player.Http.GetStringAsync(new Uri(address, UriKind.Relative), Cancel);
        var asking = player.Http.GetStringAsync(new Uri(address.Replace("index", "main/index", StringComparison.Ordinal), UriKind.Relative), Cancel);
        var (socket, order) = await gateway.ComeAsync();
        using var _ = socket;
        await SendAsync(socket, 0, 60);
        var list = await asking;
        var root = address.Replace("index.m3u8", "main/", StringComparison.Ordinal);
        var next = player.Http.GetStringAsync(new Uri($"{root}index.m3u8?_HLS_msn=2&_HLS_part=3", UriKind.Relative), Cancel);
        await SendAsync(socket, 60, 75);

        Assert.True((DateTimeOffset)given["until"]! > platform.Host.Time.GetUtcNow().AddMinutes(30));
        Assert.Contains("main/index.m3u8", master, StringComparison.Ordinal);
        Assert.Contains("sub/index.m3u8", master, StringComparison.Ordinal);
        Assert.Contains("\"live\"", order, StringComparison.Ordinal);
        Assert.Contains("#EXT-X-PART:", list, StringComparison.Ordinal);
        Assert.Contains("part-2-3.m4s", await next, StringComparison.Ordinal);
        Assert.Equal([9], await player.Http.GetByteArrayAsync(new Uri(root + "init-1.mp4", UriKind.Relative), Cancel));
        Assert.Equal([0, 1, 2, 3], await player.Http.GetByteArrayAsync(new Uri(root + "part-0-0.m4s", UriKind.Relative), Cancel));
        Assert.Equal(25, (await player.Http.GetByteArrayAsync(new Uri(root + "segment-1.m4s", UriKind.Relative), Cancel)).Length);
        Assert.Equal(HttpStatusCode.NotFound, (await player.GetAsync(root + "segment-99.m4s")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await player.GetAsync(address.Replace("/video/", "/video/x", StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task recordings_at_the_gateway_are_listed_and_played_in_parts_through_the_platform()
    {
        await using var gateway = await VideoGateway.ConnectAsync(platform);
        var asked = new List<VideoQuestion>();
        var serving = gateway.AnswerAsync(question =>
        {
            asked.Add(question);
            return question.Ask == VideoAsk.Read
                ? Film.AsSpan((int)question.Offset!.Value, question.Length!.Value).ToArray()
                : new VideoAnswer(0) { Files = [new RecordedStretch("v/camera-1/1000-61000", 1_000, 61_000, Film.Length)], Gaps = [new RecordedGap(61_000, 90_000)] };
        });

        var list = (await platform.Admin.GetAsync($"{gateway.Camera}/recordings?from=1970-01-01T00:00:01Z&to=1970-01-01T00:01:30Z")).Is(HttpStatusCode.OK);
        using var request = new HttpRequestMessage(HttpMethod.Get, (string)list["files"][0]!["address"]!);
        request.Headers.Range = new System.Net.Http.Headers.RangeHeaderValue(300_000, 300_099);
        using var answer = await platform.Admin.Http.SendAsync(request, Cancel);

        Assert.Equal("1970-01-01T00:01:01+00:00", (string?)list["gaps"][0]!["from"]);
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(Film[300_000..300_100], await answer.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(300_000, asked.First(question => question.Ask == VideoAsk.Read).Offset);
        (await platform.Admin.GetAsync($"{gateway.Camera}/recordings/5-2.mp4")).Is(HttpStatusCode.NotFound);
        (await platform.Admin.GetAsync($"{gateway.Camera}/recordings/..%2Fsecret.mp4")).Is(HttpStatusCode.NotFound);
        Assert.False(serving.IsFaulted);
    }

    [Fact, Accepts("5.6.2-4.2")]
    public async Task a_stretch_is_put_aside_with_the_log_and_comes_back_from_the_archive_once()
    {
        await using var gateway = await VideoGateway.ConnectAsync(platform);
        _ = gateway.AnswerAsync(question => question.Ask == VideoAsk.Read
            ? Film.AsSpan((int)question.Offset!.Value, question.Length!.Value).ToArray()
            : new VideoAnswer(0) { File = new VideoFile("m/film", "video/mp4", Film.Length, Hash) });
        var at = platform.Host.Time.GetUtcNow();

        var made = (await platform.Admin.PostAsync($"{gateway.Site.Path}/video/backups", new { camera = "camera-1", from = at.AddMinutes(-5), to = at, note = "坠落事件" })).Is(HttpStatusCode.Created);
        var archive = await platform.Admin.Http.GetByteArrayAsync(new Uri($"{gateway.Site.Path}/video/backups/archive", UriKind.Relative), Cancel);
        var file = Directory.GetFiles(Path.Combine(platform.Host.Folder, "media", gateway.Site.Project), $"{Hash}.mp4", SearchOption.AllDirectories).Single();
        File.Delete(file);
        var first = await RestoreAsync(gateway, archive);
        var spoilt = archive.ToArray();
        spoilt[spoilt.Length / 2] ^= 1;
        File.Delete(file);
        var second = await RestoreAsync(gateway, spoilt);
        var third = await RestoreAsync(gateway, [1, 2, 3]);

        Assert.Equal(Hash, (string?)made["sha256"]);
        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (second.Status, third.Status));
        Assert.Single((await platform.Admin.GetAsync($"{gateway.Site.Path}/video/backups")).Body.AsArray());
        var log = (await platform.Admin.GetAsync($"{gateway.Site.Path}/video/log")).Body.AsArray().Select(line => (string)line!["action"]!).ToList();
        Assert.Contains("restore", log);
        Assert.Equal(2, log.Count(action => action == "backup"));
    }

    [Fact, Accepts("5.6.2-3.2")]
    public async Task a_snapshot_lies_in_the_store_under_its_hash_and_an_error_of_the_camera_is_told_in_words()
    {
        await using var gateway = await VideoGateway.ConnectAsync(platform);
        _ = gateway.AnswerAsync(question => question.Ask switch
        {
            VideoAsk.Read => Film.AsSpan((int)question.Offset!.Value, question.Length!.Value).ToArray(),
            VideoAsk.Snapshot when question.Name == "bmp" => new VideoAnswer(0) { File = new VideoFile("m/picture", "image/bmp", Film.Length, Hash) },
            _ => new VideoAnswer(0, VideoError.NoAnswer, "connection refused"),
        });

        var taken = (await platform.Admin.PostAsync($"{gateway.Camera}/snapshots?format=bmp")).Is(HttpStatusCode.Created);
        var silent = await platform.Admin.PostAsync($"{gateway.Camera}/snapshots");
        var strange = await platform.Admin.PostAsync($"{gateway.Camera}/snapshots?format=gif");

        Assert.Equal(Film, await platform.Admin.Http.GetByteArrayAsync(new Uri((string)taken["address"]!, UriKind.Relative), Cancel));
        Assert.Equal((HttpStatusCode.BadGateway, "摄像机没有应答"), (silent.Status, (string?)silent.Body["title"]));
        Assert.Equal(HttpStatusCode.BadRequest, strange.Status);
    }

    [Fact]
    public async Task a_gateway_that_is_not_there_is_told_at_once()
    {
        var site = await platform.SiteAsync(crane: false);
        var camera = new { gateway = site.Gateway, id = "camera-1", name = "3号楼北侧", profile = "generic-site-camera", address = "rtsp://edge@10.0.0.9/main#/sub" };
        (await platform.Admin.PostAsync($"{site.Path}/devices", camera)).Is(HttpStatusCode.Created);

        var answer = await platform.Admin.PostAsync($"{site.Path}/cameras/camera-1/ptz/move", new { pan = 0.5 });

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "网关不在线"), (answer.Status, (string?)answer.Body["title"]));
    }

    [Fact, Accepts("5.6.2-2.3")]
    public async Task groups_are_kept_with_their_layout_and_bad_ones_are_refused_by_field()
    {
        await using var gateway = await VideoGateway.ConnectAsync(platform);
        var path = $"{gateway.Site.Path}/video/walls";

        var made = (await platform.Admin.PostAsync(path, new { name = "出入口", tiles = 4, cameras = new[] { "camera-1" }, dwellSeconds = 10 })).Is(HttpStatusCode.Created);
        var id = (string)made["id"]!;
        (await platform.Admin.PutAsync($"{path}/{id}", new { name = "大门", tiles = 9, cameras = new[] { "camera-1" } })).Is(HttpStatusCode.OK);
        var refused = (await platform.Admin.PostAsync(path, new { name = "x", tiles = 5, cameras = new[] { "camera-7" }, dwellSeconds = 1 })).Is(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(("大门", 9), ((string?)(await platform.Admin.GetAsync(path)).Body[0]!["name"], (int)(await platform.Admin.GetAsync(path)).Body[0]!["tiles"]!));
        Assert.Equal(["cameras", "dwellSeconds", "tiles"], refused["errors"].AsObject().Select(error => error.Key).Order());
        (await platform.Admin.SendAsync(HttpMethod.Delete, $"{path}/{id}", null)).Is(HttpStatusCode.NoContent);
        (await platform.Admin.SendAsync(HttpMethod.Delete, $"{path}/{id}", null)).Is(HttpStatusCode.NotFound);
    }

    private async Task<Person.Answer> RestoreAsync(VideoGateway gateway, byte[] archive)
    {
        using var content = new ByteArrayContent(archive);
        return await platform.Admin.SendAsync(HttpMethod.Post, $"{gateway.Site.Path}/video/backups/restore", content);
    }

    private static async Task SendAsync(ClientWebSocket socket, int from, int to)
    {
        if (from == 0)
        {
            await socket.SendAsync(new StreamDescription("avc1.64001f", 640, 384, 1_000).Encode(), WebSocketMessageType.Text, true, Cancel);
            await socket.SendAsync((byte[])[.. new byte[VideoOrder.Head], 9], WebSocketMessageType.Binary, true, Cancel);
        }

        for (var i = from; i < to; i++)
            await socket.SendAsync(VideoGateway.Frame(i, i % 25 == 0), WebSocketMessageType.Binary, true, Cancel);
    }
}
