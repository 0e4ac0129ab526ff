using System.Net;
using System.Text.Json;
using Protocols.Sparkplug;

namespace Cloud.Tests.Host;

[Collection("platform")]
public sealed class RuleSpecs(Platform platform)
{
    [Fact]
    public async Task a_project_lowers_a_threshold_with_a_reason_and_the_next_reading_is_judged_by_it()
    {
        var site = await platform.SiteAsync();
        await using var gateway = await site.ConnectAsync();

        var changed = (await platform.Admin.PutAsync($"{site.Path}/rules/crane-moment/overrides", new
        {
            level = 3, threshold = 50, reason = "专项方案要求", deviceId = (string?)null, disabled = false,
        })).Is(HttpStatusCode.OK);
        await site.WarningAsync(gateway, 1, 60);

        Assert.Equal(50, (double)changed["rule"]["levels"]!.AsArray().First(level => (int)level!["level"]! == 3)!["threshold"]!);
        Assert.Equal(("王工", "专项方案要求"), ((string?)changed["overrides"][0]!["by"], (string?)changed["overrides"][0]!["reason"]));
        var listed = (await platform.Admin.GetAsync($"/api/warnings?project={site.Project}&q=crane-moment")).Is(HttpStatusCode.OK)["items"][0]!;
        Assert.Equal((3, 50.0), ((int)listed["level"]!, (double)listed["threshold"]!["value"]!));

        var back = (await platform.Admin.PostAsync($"{site.Path}/rules/crane-moment/overrides/withdraw", new { level = 3, reason = "方案已修订" })).Is(HttpStatusCode.OK);
        Assert.Empty(back["overrides"].AsArray());
        Assert.Equal(2, back["history"].AsArray().Count);
        Assert.Equal(90, (double)back["rule"]["levels"]!.AsArray().First(level => (int)level!["level"]! == 3)!["threshold"]!);
    }

    [Fact]
    public async Task a_changed_rule_reaches_the_gateway_whose_siren_it_drives()
    {
        var site = await platform.SiteAsync();
        await using var gateway = await site.ConnectAsync();
        await gateway.CommandAsync(MetricNames.ConfigDesired);

        (await platform.Admin.PutAsync($"{site.Path}/rules/crane-moment/overrides", new { level = 2, threshold = 97, reason = "专项方案要求" })).Is(HttpStatusCode.OK);

        (await gateway.CommandAsync(MetricNames.ConfigDesired)).TryReadString(out var desired);
        var rule = JsonDocument.Parse(desired).RootElement.GetProperty("rules").EnumerateArray().First(r => r.GetProperty("id").GetString() == "crane-moment");
        Assert.Contains(rule.GetProperty("levels").EnumerateArray(), level => level.GetProperty("threshold").GetDouble() == 97);
    }

    [Theory]
    [InlineData(2, 100_000.0, "太高", null, "threshold")]
    [InlineData(3, 105.0, "越过二级", null, "threshold")]
    [InlineData(4, 80.0, "没有四级", null, "level")]
    [InlineData(9, 80.0, "没有九级", null, "level")]
    [InlineData(3, 80.0, "", null, "reason")]
    [InlineData(3, 80.0, "设备不存在", "no-such-device", "deviceId")]
    public async Task an_impossible_threshold_a_missing_reason_and_a_strange_device_are_refused(int level, double threshold, string reason, string? deviceId, string field)
    {
        var site = await platform.SiteAsync();

        var refused = (await platform.Admin.PutAsync($"{site.Path}/rules/crane-moment/overrides", new { level, threshold, reason, deviceId })).Is(HttpStatusCode.UnprocessableEntity);

        Assert.Contains(field, refused["errors"].AsObject().Select(error => error.Key));
        Assert.All((await platform.Admin.GetAsync($"{site.Path}/rules")).Is(HttpStatusCode.OK).Body.AsArray(), rule => Assert.Empty(rule!["overrides"]!.AsArray()));
    }

    [Fact]
    public async Task every_rule_is_listed_with_the_source_of_its_thresholds_and_a_strange_one_is_not_found()
    {
        var site = await platform.SiteAsync(crane: false);

        var rules = (await platform.Admin.GetAsync($"{site.Path}/rules")).Is(HttpStatusCode.OK).Body.AsArray();

        Assert.True(rules.Count > 20);
        Assert.All(rules, rule => Assert.All(
            rule!["rule"]!["levels"]!.AsArray(), level => Assert.False(string.IsNullOrWhiteSpace((string?)level!["source"] ?? (string?)rule["rule"]!["source"]))));
        (await platform.Admin.PutAsync($"{site.Path}/rules/no-such-rule/overrides", new { level = 1, threshold = 1, reason = "x" })).Is(HttpStatusCode.NotFound);
        (await platform.Admin.GetAsync("/api/projects/no-such-project/rules")).Is(HttpStatusCode.NotFound);
        (await platform.Admin.PostAsync($"{site.Path}/rules/crane-moment/overrides/withdraw", new { level = 3, reason = "没有可撤的" })).Is(HttpStatusCode.UnprocessableEntity);
    }
}
