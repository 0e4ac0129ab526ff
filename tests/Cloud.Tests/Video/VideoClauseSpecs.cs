using System.Net;
using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Supervision;
using Cloud.Tests.Host;
using Telemetry.Model.Vision;
using TestKit.Clauses;
using SharedPlatform = Cloud.Tests.Host.Platform;

namespace Cloud.Tests.Video;

/// <summary>Clauses of table 5.6.2, through HTTP as the people whom they are for.</summary>
[Collection("platform")]
public sealed class VideoClauseSpecs(SharedPlatform platform)
{
    private static readonly CameraDevice Device = new(
        "Edge", "Camera simulator", "1.0", "camera-1", 0.4, true, new CameraNetwork("eth0", "10.0.0.9", 24, false),
        [new CameraStream("main", "main", null, new CameraEncoding("main", "H264", 1920, 1080, 15, 4_000, 30))]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Accepts("5.6.2-3.1")]
    public async Task one_person_steers_at_a_time_the_chief_takes_over_and_the_log_says_who()
    {
        await using var gateway = await VideoGateway.ConnectAsync(platform);
        var asked = new List<VideoQuestion>();
        _ = gateway.AnswerAsync(question =>
        {
            lock (asked)
                asked.Add(question);
            return new VideoAnswer(0) { Presets = [new CameraPreset("1", "入口")] };
        });
        using var wang = await PersonAsync("steer-wang", Role.Supervisor);
        using var li = await PersonAsync("steer-li", Role.Supervisor);
        using var chief = await PersonAsync("steer-chief", Role.StationChief);
        using var reader = await PersonAsync("steer-reader", Role.LegalReviewer);
        var ptz = $"{gateway.Camera}/ptz";

        (await wang.PostAsync($"{ptz}/move", new { pan = 0.5, zoom = -0.2 })).Is(HttpStatusCode.NoContent);
        var busy = (await li.PostAsync($"{ptz}/move", new { pan = -0.5 })).Is(HttpStatusCode.Conflict);
        (await chief.PostAsync($"{ptz}/presets", new { name = "大门" })).Is(HttpStatusCode.NoContent);
        (await wang.PostAsync($"{ptz}/stop")).Is(HttpStatusCode.Conflict);
        (await chief.PostAsync($"{ptz}/cruise", new { presets = new[] { "1", "2" }, seconds = 20 })).Is(HttpStatusCode.NoContent);
        (await chief.PostAsync($"{ptz}/release")).Is(HttpStatusCode.NoContent);
        (await li.PostAsync($"{ptz}/presets/1/go")).Is(HttpStatusCode.NoContent);
        (await reader.PostAsync($"{ptz}/move", new { pan = 1 })).Is(HttpStatusCode.Forbidden);
        (await li.PostAsync($"{ptz}/move", new { pan = 7 })).Is(HttpStatusCode.UnprocessableEntity);

        Assert.Contains("steer-wang", (string)busy["detail"]!, StringComparison.Ordinal);
        Assert.Equal((0.5, -0.2), (asked[0].Pan, asked[0].Zoom));
        Assert.Equal(["1", "2"], asked.Single(question => question.Ask == VideoAsk.Cruise).Presets!);
        Assert.Equal("入口", (string?)(await reader.GetAsync($"{ptz}/presets")).Body[0]!["name"]);
        var log = (await chief.GetAsync($"{gateway.Site.Path}/video/log?camera=camera-1")).Body.AsArray();
        Assert.Equal(["steer-chief", "steer-li", "steer-wang"], log.Where(line => (string?)line!["action"] == "steer").Select(line => (string)line!["by"]!).Order());
    }

    [Fact, Accepts("5.6.2-5.1", "5.6.2-5.2", "5.6.2-5.3", "5.6.2-6.1", "5.6.2-6.2")]
    public async Task who_may_look_may_not_configure_and_a_reset_takes_two()
    {
        await using var gateway = await VideoGateway.ConnectAsync(platform);
        var asked = new List<string>();
        _ = gateway.AnswerAsync(question =>
        {
            lock (asked)
                asked.Add(question.Ask);
            return new VideoAnswer(0) { Device = Device };
        });
        using var viewer = await PersonAsync("look-only", Role.LegalReviewer);
        using var chief = await PersonAsync("set-chief", Role.StationChief);
        using var second = await PersonAsync("set-second", Role.StationChief);
        var onvif = $"{gateway.Camera}/onvif";
        var network = new { token = "eth0", address = "10.0.0.77", prefix = 24 };
        var encoding = new { codec = "H265", width = 1920, height = 1080, frameRate = 12.5, kilobitsPerSecond = 2_000, keyEvery = 25 };

        (await viewer.GetAsync($"{gateway.Camera}/stream-address")).Is(HttpStatusCode.OK);
        (await viewer.PutAsync($"{onvif}/network", network)).Is(HttpStatusCode.Forbidden);
        (await viewer.PostAsync($"{onvif}/reset")).Is(HttpStatusCode.Forbidden);
        (await chief.PutAsync($"{onvif}/network", network)).Is(HttpStatusCode.NoContent);
        (await chief.PutAsync($"{onvif}/network", new { token = "eth0", address = "not an address", prefix = 24 })).Is(HttpStatusCode.UnprocessableEntity);
        var now = (await chief.PutAsync($"{onvif}/encodings/main", encoding)).Is(HttpStatusCode.OK);
        (await chief.PostAsync($"{onvif}/time")).Is(HttpStatusCode.NoContent);
        (await chief.PutAsync($"{onvif}/password", new { password = "Another-2026" })).Is(HttpStatusCode.NoContent);
        var first = (await chief.PostAsync($"{onvif}/reset")).Is(HttpStatusCode.Accepted);
        (await chief.PostAsync($"{onvif}/reset")).Is(HttpStatusCode.Accepted);
        var done = (await second.PostAsync($"{onvif}/reset")).Is(HttpStatusCode.OK);

        Assert.Equal((1920, "Edge"), ((int)now["streams"][0]!["encoding"]!["width"]!, (string?)now["maker"]));
        Assert.Equal((false, true), ((bool)first["done"]!, (bool)done["done"]!));
        Assert.Single(asked, VideoAsk.Reset);
        Assert.Contains("10.0.0.77/24", (await chief.GetAsync($"{gateway.Site.Path}/video/log")).Text, StringComparison.Ordinal);
    }

    [Fact, Accepts("5.6.2-2.2")]
    public async Task an_event_is_found_by_address_name_time_and_kind_and_its_recording_is_played()
    {
        await using var gateway = await VideoGateway.ConnectAsync(platform);
        var at = platform.Host.Time.GetUtcNow();
        await gateway.SeenAsync("no-helmet", 1, at);
        await gateway.SeenAsync("fire", 2, at.AddSeconds(1));
        _ = gateway.AnswerAsync(question => question.Ask == VideoAsk.Read
            ? new byte[question.Length!.Value]
            : new VideoAnswer(0) { Files = [new RecordedStretch($"v/camera-1/{at.AddMinutes(-1).ToUnixTimeMilliseconds()}-{at.ToUnixTimeMilliseconds()}", at.AddMinutes(-1).ToUnixTimeMilliseconds(), at.ToUnixTimeMilliseconds(), 100)], Gaps = [] });
        using var duty = await PersonAsync("search-duty", Role.DutyOfficer);
        using var stranger = platform.Host.Stranger();
        var search = $"{gateway.Site.Path}/video/search";

        var all = (await duty.GetAsync(search)).Is(HttpStatusCode.OK);
        var byKind = (await duty.GetAsync($"{search}?kind=fire&address=10.0.0.9&name=北侧")).Is(HttpStatusCode.OK);
        var elsewhere = (await duty.GetAsync($"{search}?address=10.9.9.9")).Is(HttpStatusCode.OK);
        var before = (await duty.GetAsync($"{search}?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z")).Is(HttpStatusCode.OK);
        var judged = (await duty.PostAsync($"{gateway.Site.Path}/video/events/camera-1/{(string)byKind["events"][0]!["id"]!}/verdict", new { confirmed = false, at = (string)byKind["events"][0]!["at"]! })).Is(HttpStatusCode.OK);
        var statistics = (await duty.GetAsync($"{gateway.Site.Path}/video/statistics")).Is(HttpStatusCode.OK).Body.AsArray();
        var list = (await duty.GetAsync($"{gateway.Camera}/recordings?from={at.AddMinutes(-1).UtcDateTime:O}&to={at.UtcDateTime:O}")).Is(HttpStatusCode.OK);
        var played = await duty.Http.GetByteArrayAsync(new Uri((string)list["files"][0]!["address"]!, UriKind.Relative), Cancel);

        Assert.Equal(["fire", "no-helmet"], all["events"].AsArray().Select(one => (string)one!["point"]!));
        Assert.Equal("fire", (string?)Assert.Single(byKind["events"].AsArray())!["point"]);
        Assert.Empty(elsewhere["cameras"].AsArray());
        Assert.Empty(before["events"].AsArray());
        Assert.False((bool)judged["verdict"]["confirmed"]!);
        Assert.Equal((1, 1, 0), statistics.Where(one => (string?)one!["point"] == "fire").Select(one => ((int)one!["events"]!, (int)one["false"]!, (int)one["open"]!)).Single());
        Assert.Equal(100, played.Length);
        (await duty.GetAsync($"{search}?from=2026-01-01T00:00:00Z&to=2020-01-02T00:00:00Z")).Is(HttpStatusCode.BadRequest);
        (await stranger.GetAsync(search)).Is(HttpStatusCode.Unauthorized);
    }

    [Fact, Accepts("5.6.2-4.1", "5.6.2-4.3")]
    public async Task what_is_kept_is_told_by_class_and_less_than_thirty_days_is_marked()
    {
        await using var gateway = await VideoGateway.ConnectAsync(platform);
        _ = gateway.AnswerAsync(_ => new VideoAnswer(0)
        {
            Storage =
            [
                new StorageClass("video", "camera-1", 1_440, 5_000_000, 0, 20, 1_800_000_000_000, 120), new StorageClass("pictures", "camera-1", 12, 400_000, 0, 180, null, 0),
                new StorageClass("video", "camera-2", 1, 1, 0, 30, null, 0), new StorageClass("data", null, 3, 900, 0, 0, null, 0),
            ],
        });
        using var official = await PersonAsync("storage-official", Role.Official);
        await platform.Host.AddAccountAsync("storage-guest", role: null);
        using var guest = await platform.Host.SignedInAsync("storage-guest");

        var classes = (await official.GetAsync($"{gateway.Camera}/storage")).Is(HttpStatusCode.OK).Body.AsArray();

        Assert.Equal(["video", "pictures", "data"], classes.Select(one => (string)one!["class"]!));
        Assert.Equal((true, false), ((bool)classes[0]!["belowThirtyDays"]!, (bool)classes[1]!["belowThirtyDays"]!));
        (await guest.GetAsync($"{gateway.Camera}/storage")).Is(HttpStatusCode.NotFound);
    }

    private Task<Person> PersonAsync(string name, Role role) => platform.Host.NamedAsync(name, new Grant(role, AreaCode.Parse("210000")));
}
