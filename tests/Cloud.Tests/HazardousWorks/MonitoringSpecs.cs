using System.Net;
using Cloud.Tests.Host;
using Cloud.Tests.Personnel;
using TestKit.Clauses;

namespace Cloud.Tests.HazardousWorks;

[Collection("platform")]
public sealed class MonitoringSpecs(Host.Platform platform)
{
    [Fact, Accepts("5.3.2-4.9", "5.5.2-4.13")]
    public async Task points_show_live_values_against_their_limits_with_warnings_and_what_was_reported()
    {
        using var story = await SiteStory.BeginAsync(platform, crane: true);
        var (work, path) = await story.WorkAsync();
        object Point(string code, string? device = null, string? point = null, string unit = "mm") => new
        {
            work, code, item = "topHorizontal", unit, warnAt = 80.0, alarmAt = 100.0, rateAlarmAt = 3.0, basis = "GB 50497-2019 表8.0.4", device, point, everyMinutes = 1440,
        };
        (await SiteStory.TryAsync(story.Contractor, "monitoring-points", Point("CX1", "no-such-device", "x"))).Is(HttpStatusCode.UnprocessableEntity);
        var unlike = await SiteStory.TryAsync(story.Contractor, "monitoring-points", Point("CX1", "crane-1", "moment-ratio"));
        (await SiteStory.TryAsync(story.Contractor, "monitoring-points", Point("CX1", "crane-1", "no-such-point"))).Is(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("单位是%", (string)unlike.Is(HttpStatusCode.UnprocessableEntity)["detail"]!, StringComparison.Ordinal);
        var (_, live) = await SiteStory.AddAsync(story.Contractor, "monitoring-points", Point("CX1", "crane-1", "moment-ratio", "%"));
        var (_, byHand) = await SiteStory.AddAsync(story.Contractor, "monitoring-points", Point("CX2"));
        await using var gateway = await story.Site.ConnectAsync();
        await story.Site.WarningAsync(gateway);

        object Value(double value, double rate, int minutesAgo) => new { point = (string)byHand["id"]!, at = platform.Host.Time.GetUtcNow().AddMinutes(-minutesAgo), value, rate, observer = "监测员" };
        var (_, normal) = await SiteStory.AddAsync(story.Contractor, "monitoring-records", Value(12, 0.4, 60));
        var (over, alarmed) = await SiteStory.AddAsync(story.Contractor, "monitoring-records", Value(-84, 3.2, 5));
        (await SiteStory.TryAsync(story.Stranger, "monitoring-records", Value(1, 0, 1))).Is(HttpStatusCode.Forbidden);
        (await SiteStory.ActAsync(story.Contractor, over, "handle", new { measures = "停止开挖，坡脚反压" })).Is(HttpStatusCode.OK);
        (await SiteStory.ActAsync(story.Engineer, over, "verify")).Is(HttpStatusCode.OK);

        var shown = (await story.Station.GetAsync($"/api/hazardous-works/{work}/monitoring")).Is(HttpStatusCode.OK);
        Assert.Equal(("normal", "over", "alarm"), ((string)normal["state"]!, (string)alarmed["state"]!, (string)alarmed["record"]["verdict"]!));
        Assert.Equal(("CX1", 103.0, true, "alarm"), ((string)shown["points"][0]!["code"]!, (double)shown["points"][0]!["value"]!, (bool)shown["points"][0]!["live"]!, (string)shown["points"][0]!["verdict"]!));
        Assert.Equal(("CX2", -84.0, false, "alarm"), ((string)shown["points"][1]!["code"]!, (double)shown["points"][1]!["value"]!, (bool)shown["points"][1]!["live"]!, (string)shown["points"][1]!["verdict"]!));
        Assert.Contains(shown["warnings"].AsArray(), warning => (string?)warning!["rule"] == "crane-moment");
        Assert.Equal((string?)live["id"], (string?)shown["points"][0]!["id"]);
        (await story.Stranger.GetAsync($"/api/hazardous-works/{work}/monitoring")).Is(HttpStatusCode.NotFound);
        (await story.Contractor.GetAsync(path)).Is(HttpStatusCode.OK);
        var past = (await story.Station.GetAsync($"/api/hazardous-works/{work}/monitoring/history?from={Uri.EscapeDataString(platform.Host.Time.GetUtcNow().AddDays(-3).ToString("O"))}")).Is(HttpStatusCode.OK)["points"].AsArray();
        Assert.Equal([("CX1", true), ("CX2", false)], past.Select(point => ((string)point!["code"]!, (bool)point["live"]!)));
        Assert.Equal([12.0, -84.0], past[1]!["rows"]!.AsArray().Select(row => (double)row![1]!));
        Assert.Equal([-100.0, -80.0, 80.0, 100.0], past[1]!["thresholds"]!.AsArray().Select(limit => (double)limit!["value"]!).Order());
        Assert.Contains(past[0]!["events"]!.AsArray(), happened => (int)happened!["level"]! > 0);
        Assert.Single(past[1]!["gaps"]!.AsArray());
        var board = (await story.Station.GetAsync("/api/monitored-works")).Is(HttpStatusCode.OK)["items"].AsArray().Single(line => (string?)line!["work"] == work)!;
        Assert.Equal((2, "alarm", 1), ((int)board["points"]!, (string)board["verdict"]!, (int)board["warnings"]!));
        Assert.DoesNotContain((await story.Stranger.GetAsync("/api/monitored-works")).Is(HttpStatusCode.OK)["items"].AsArray(), line => (string?)line!["work"] == work);
        (await story.Stranger.GetAsync($"/api/hazardous-works/{work}/monitoring/history")).Is(HttpStatusCode.NotFound);
        (await story.Station.GetAsync($"/api/hazardous-works/{work}/monitoring/history?buckets=1")).Is(HttpStatusCode.BadRequest);
    }

    [Fact, Accepts("5.5.2-4.12")]
    public async Task reports_of_the_monitoring_body_are_submitted_read_and_returned()
    {
        using var story = await SiteStory.BeginAsync(platform);
        var (work, _) = await story.WorkAsync();
        object Report(string number, params (string Code, double Value)[] points) => new
        {
            work, kind = "daily", number, body = "辽宁工程监测公司", from = story.Day(-1), to = story.Day(-1), conclusion = "ZD3 累计位移达到报警值，建议停止开挖",
            points = points.Select(point => new { code = point.Code, value = point.Value, rate = 1.2, alarmAt = 30.0 }), file = WorkStory.File("监测日报.pdf"),
        };
        (await SiteStory.TryAsync(story.Contractor, "monitoring-reports", Report("JC-01", ("ZD1", 1), ("ZD1", 2)))).Is(HttpStatusCode.UnprocessableEntity);
        var (path, made) = await SiteStory.AddAsync(story.Contractor, "monitoring-reports", Report("JC-02", ("ZD1", 12.5), ("ZD3", 31.0)));
        (await SiteStory.TryAsync(story.Contractor, "monitoring-reports", Report("JC-02", ("ZD1", 12.5)))).Is(HttpStatusCode.Conflict);
        (await SiteStory.ActAsync(story.Contractor, path, "receive")).Is(HttpStatusCode.Forbidden);
        (await SiteStory.ActAsync(story.Engineer, path, "return", new { reason = "缺少水位" })).Is(HttpStatusCode.OK);

        Assert.Equal(1, (int)made["record"]["over"]!);
        Assert.Equal("缺少水位", (string?)(await story.Owner.GetAsync(path)).Is(HttpStatusCode.OK)["record"]["record"]!["returnReason"]);
        (await story.Stranger.GetAsync(path)).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task a_warning_goes_to_those_in_post_and_has_its_paper()
    {
        using var story = await SiteStory.BeginAsync(platform, crane: true);
        Assert.Empty((await platform.Admin.GetAsync($"{story.Site.Path}/chain"))["steps"].AsArray());
        var (staff, _, _) = await story.StaffAsync("冯志刚");
        await story.CertificateAsync(staff, "safetyC");
        var (post, _) = await SiteStory.AddAsync(story.Contractor, "appointments", new { project = story.Project, post = "safetyOfficer", staff, from = story.Day() });
        (await SiteStory.ActAsync(story.Owner, post, "confirm")).Is(HttpStatusCode.OK);
        await using var gateway = await story.Site.ConnectAsync();
        var warning = await story.Site.WarningAsync(gateway);

        var chain = (await platform.Admin.GetAsync($"{story.Site.Path}/chain")).Is(HttpStatusCode.OK)["steps"].AsArray();
        var pdf = await story.Station.Http.GetByteArrayAsync($"/api/warnings/{warning}/paper?format=pdf", TestContext.Current.CancellationToken);
        (await story.Stranger.GetAsync($"/api/warnings/{warning}/paper")).Is(HttpStatusCode.NotFound);
        (await story.Station.GetAsync($"/api/warnings/{warning}/paper?format=xlsx")).Is(HttpStatusCode.BadRequest);

        Assert.Equal("冯志刚（专职安全生产管理人员）", (string?)chain.Single()!["person"]!["name"]);
        Assert.Equal("%PDF"u8.ToArray(), pdf[..4]);
        (await SiteStory.ActAsync(story.Contractor, post, "release", new { on = story.Day(), reason = "调离" })).Is(HttpStatusCode.OK);
        Assert.Empty((await platform.Admin.GetAsync($"{story.Site.Path}/chain"))["steps"].AsArray());
    }
}
