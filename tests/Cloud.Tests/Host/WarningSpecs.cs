using System.Net;
using System.Text.Json.Nodes;
using Telemetry.Model;

namespace Cloud.Tests.Host;

[Collection("platform")]
public sealed class WarningSpecs(Platform platform)
{
    [Fact]
    public async Task a_moment_over_the_limit_is_in_the_list_with_counts_and_its_sheet_says_why()
    {
        var site = await platform.SiteAsync();
        await using var gateway = await site.ConnectAsync();

        var id = await site.WarningAsync(gateway);

        var list = (await platform.Admin.GetAsync($"/api/warnings?project={site.Project}&level=2")).Is(HttpStatusCode.OK);
        var warning = list["items"].AsArray().Single(item => (string?)item!["id"] == id)!;
        Assert.Equal((2, "active", 103.0), ((int)warning["level"]!, (string?)warning["condition"], (double)warning["value"]!));
        Assert.Equal(("above", 100.0, "%"), ((string?)warning["threshold"]!["compare"], (double)warning["threshold"]!["value"]!, (string?)warning["unit"]));
        Assert.True((int)list["counts"]["byLevel"]!["2"]! >= 1);
        Assert.True((int)list["counts"]["byCondition"]!["active"]! >= 1);
        var sheet = (await platform.Admin.GetAsync($"/api/warnings/{id}")).Is(HttpStatusCode.OK);
        Assert.Equal("crane-moment", (string?)sheet["rule"]["id"]);
        Assert.Contains("GB/T 12602-2020", (string?)sheet["rule"]["source"], StringComparison.Ordinal);
        Assert.Equal("raise", (string?)sheet["log"][0]!["action"]);
        Assert.NotNull(sheet["log"][0]!["at"]);
        Assert.Contains("acknowledge", sheet["actions"].AsArray().Select(action => (string?)action));
    }

    [Fact]
    public async Task getting_worse_is_logged_as_an_escalation_and_going_back_as_a_recovery()
    {
        var site = await platform.SiteAsync();
        await using var gateway = await site.ConnectAsync();
        var id = await site.WarningAsync(gateway, 1, 95);

        await site.WarningAsync(gateway, 2, 112);
        await gateway.DataAsync("crane-1", 3, 40);
        await gateway.AcknowledgedAsync(3);

        var sheet = (await platform.Admin.GetAsync($"/api/warnings/{id}")).Is(HttpStatusCode.OK);
        Assert.Equal(["raise", "escalate", "recover"], sheet["log"].AsArray().Select(line => (string?)line!["action"]).Where(action => action != "push"));
        Assert.Equal(("recovered", 1), ((string?)sheet["condition"], (int)sheet["worstLevel"]));
    }

    [Fact]
    public async Task a_warning_is_handled_from_acknowledgement_to_closing_by_whoever_has_seen_its_newest_version()
    {
        var site = await platform.SiteAsync();
        await using var gateway = await site.ConnectAsync();
        var id = await site.WarningAsync(gateway);
        var version = (long)(await platform.Admin.GetAsync($"/api/warnings/{id}"))["version"];

        var acknowledged = await ActAsync(id, "acknowledge", new { note = "正在赶往现场" }, version);
        var stale = (await platform.Admin.PostAsync($"/api/warnings/{id}/assign", new { person = "张工" }, $"\"{version}\"")).Is(HttpStatusCode.Conflict);
        var assigned = await ActAsync(id, "assign", new { person = "张工" }, (long)acknowledged["version"]!);
        var disposing = await ActAsync(id, "dispose", new { note = "停机检查" }, (long)assigned["version"]!);
        var replied = await ActAsync(id, "reply", new { note = "已处置", measures = "减载并复核力矩限制器" }, (long)disposing["version"]!);
        await gateway.DataAsync("crane-1", 2, 40);
        await gateway.AcknowledgedAsync(2);
        var recovered = (await platform.Admin.GetAsync($"/api/warnings/{id}")).Is(HttpStatusCode.OK);
        var verified = await ActAsync(id, "verify", new { note = "现场核实" }, (long)recovered["version"]);
        var closed = await ActAsync(id, "close", new { }, (long)verified["version"]!);

        Assert.Equal("replied", (string?)replied["handling"]);
        Assert.EndsWith("stale-version", stale.Problem, StringComparison.Ordinal);
        Assert.Equal("closed", (string?)closed["handling"]);
        Assert.Equal("张工", (string?)closed["assignee"]);
        var log = (await platform.Admin.GetAsync($"/api/warnings/{id}"))["log"].AsArray();
        Assert.All(log.Where(line => (string?)line!["action"] is "acknowledge" or "close"), line => Assert.Equal("王工", (string?)line!["actor"]));
        Assert.Contains(log, line => ((string?)line!["note"])?.Contains("减载", StringComparison.Ordinal) == true);
        Assert.DoesNotContain(
            (await platform.Admin.GetAsync($"/api/warnings?project={site.Project}"))["items"].AsArray(), item => (string?)item!["id"] == id);
        Assert.Contains(
            (await platform.Admin.GetAsync($"/api/warnings?project={site.Project}&open=false"))["items"].AsArray(), item => (string?)item!["id"] == id);
    }

    [Fact]
    public async Task an_action_that_makes_no_sense_is_refused_with_the_reason_and_changes_nothing()
    {
        var site = await platform.SiteAsync();
        await using var gateway = await site.ConnectAsync();
        var id = await site.WarningAsync(gateway);
        var version = (long)(await platform.Admin.GetAsync($"/api/warnings/{id}"))["version"];

        var early = (await platform.Admin.PostAsync($"/api/warnings/{id}/close", new { }, $"{version}")).Is(HttpStatusCode.UnprocessableEntity);
        var silent = (await platform.Admin.PostAsync($"/api/warnings/{id}/false-alarm", new { }, $"{version}")).Is(HttpStatusCode.UnprocessableEntity);
        (await platform.Admin.PostAsync($"/api/warnings/{id}/acknowledge", new { })).Is(HttpStatusCode.PreconditionRequired);
        (await platform.Admin.PostAsync($"/api/warnings/{id}/acknowledge", new { }, "newest")).Is(HttpStatusCode.BadRequest);
        (await platform.Admin.PostAsync($"/api/warnings/{id}/explode", new { }, $"{version}")).Is(HttpStatusCode.NotFound);
        (await platform.Admin.PostAsync($"/api/warnings/{new string('0', 32)}/acknowledge", new { }, "1")).Is(HttpStatusCode.NotFound);

        Assert.Contains("不能关闭", (string?)early["detail"], StringComparison.Ordinal);
        Assert.Contains("理由", (string?)silent["detail"], StringComparison.Ordinal);
        Assert.Equal(version, (long)(await platform.Admin.GetAsync($"/api/warnings/{id}"))["version"]);
    }

    [Fact]
    public async Task the_explanation_evaluates_the_stored_readings_again()
    {
        var site = await platform.SiteAsync();
        await using var gateway = await site.ConnectAsync();
        await gateway.DataAsync("crane-1", 1, Lane.Live, TimeProvider.System.GetUtcNow().AddSeconds(-1), 60);
        var id = await site.WarningAsync(gateway, 2);

        var explanation = (await platform.Admin.GetAsync($"/api/warnings/{id}/explanation")).Is(HttpStatusCode.OK);

        Assert.True((bool)explanation["reproduced"], explanation.Text);
        Assert.Contains("100 %", (string?)explanation["decision"], StringComparison.Ordinal);
        Assert.Contains(explanation["window"].AsArray(), reading => (double?)reading!["value"] == 103);
        Assert.Contains(explanation["steps"].AsArray(), step => ((string?)step)!.Contains("达到2级", StringComparison.Ordinal));
        (await platform.Admin.GetAsync($"/api/warnings/{new string('0', 32)}/explanation")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task the_list_is_paged_and_filtered_and_refuses_what_it_cannot_read()
    {
        var site = await platform.SiteAsync();
        await using var gateway = await site.ConnectAsync();
        await site.WarningAsync(gateway, 1, 112);
        var all = (await platform.Admin.GetAsync($"/api/warnings?project={site.Project}")).Is(HttpStatusCode.OK)["items"].AsArray();

        var first = (await platform.Admin.GetAsync($"/api/warnings?project={site.Project}&limit=1")).Is(HttpStatusCode.OK);
        var found = (await platform.Admin.GetAsync($"/api/warnings?project={site.Project}&q={Uri.EscapeDataString("力矩")}&handling=new,pushed&sensorType=tower-crane")).Is(HttpStatusCode.OK);
        var none = (await platform.Admin.GetAsync($"/api/warnings?project={site.Project}&from=2030-01-01T00:00:00Z")).Is(HttpStatusCode.OK);
        var wrong = (await platform.Admin.GetAsync("/api/warnings?level=9&handling=asleep&condition=maybe&open=perhaps&from=today&limit=0&project=A%20B")).Is(HttpStatusCode.BadRequest);

        Assert.Single(first["items"].AsArray());
        Assert.Equal(all.Count > 1, first.Body["next"] is not null);
        if (first.Body["next"] is JsonNode next)
            Assert.NotEqual(
                (string?)first["items"][0]!["id"],
                (string?)(await platform.Admin.GetAsync($"/api/warnings?project={site.Project}&limit=1&cursor={next}")).Is(HttpStatusCode.OK)["items"][0]!["id"]);
        Assert.NotEmpty(found["items"].AsArray());
        Assert.Empty(none["items"].AsArray());
        Assert.Equal(["condition", "from", "handling", "level", "limit", "open", "project"], wrong["errors"].AsObject().Select(error => error.Key).Order());
        (await platform.Admin.GetAsync("/api/warnings?cursor=garbage")).Is(HttpStatusCode.BadRequest);
    }

    private async Task<JsonNode> ActAsync(string id, string action, object body, long version) =>
        (await platform.Admin.PostAsync($"/api/warnings/{id}/{action}", body, $"\"{version}\"")).Is(HttpStatusCode.OK).Body;
}
