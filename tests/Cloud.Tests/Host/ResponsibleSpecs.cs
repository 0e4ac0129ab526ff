using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cloud.Telemetry.Warnings;
using Cloud.Tests.Ingestion;
using Cloud.Tests.Notifications;
using Cloud.Tests.Warnings;
using Microsoft.Extensions.DependencyInjection;

namespace Cloud.Tests.Host;

/// <summary>The responsible chain and the link that it sends to a phone.</summary>
[Collection("platform")]
public sealed partial class ResponsibleSpecs(Platform platform)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_chain_is_kept_as_it_was_entered_and_a_wrong_one_is_refused_by_field()
    {
        var site = await platform.SiteAsync(crane: false);
        var empty = (await platform.Admin.GetAsync($"{site.Path}/chain")).Is(HttpStatusCode.OK);

        (await platform.Admin.PutAsync($"{site.Path}/chain", Chain("http://127.0.0.1:9/hook", quiet: true))).Is(HttpStatusCode.OK);
        var kept = (await platform.Admin.GetAsync($"{site.Path}/chain")).Is(HttpStatusCode.OK);
        var wrong = (await platform.Admin.PutAsync($"{site.Path}/chain", new
        {
            steps = new object[]
            {
                new { order = 1, person = new { name = "张工" }, channels = new[] { "sms" }, levels = new[] { 1 }, escalateAfterMinutes = 5 },
                new { order = 1, person = new { name = "" }, channels = new[] { "pigeon" }, levels = new[] { 9 }, escalateAfterMinutes = 0 },
            },
        })).Is(HttpStatusCode.UnprocessableEntity);

        Assert.Empty(empty["steps"].AsArray());
        Assert.Equal(("safety-robot", "22:00"), ((string?)kept["steps"][0]!["person"]!["wecom"], (string?)kept["quietHours"]["from"]));
        Assert.Equal(["steps", "steps[0]", "steps[1]"], wrong["errors"].AsObject().Select(error => error.Key).Order());
        Assert.Equal(2, (await platform.Admin.GetAsync($"{site.Path}/chain"))["steps"].AsArray().Count);
        (await platform.Admin.GetAsync("/api/projects/no-such-project/chain")).Is(HttpStatusCode.NotFound);
        (await platform.Admin.PutAsync($"{site.Path}/chain", new { steps = Array.Empty<object>(), quietHours = new { from = "25:00", to = "06:00" } })).Is(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task a_test_notice_reaches_everybody_of_the_chain_and_says_how_it_went()
    {
        var site = await platform.SiteAsync(crane: false);
        await using var receiver = await Receiver.StartAsync(Cancel);
        (await platform.Admin.PostAsync($"{site.Path}/chain/test")).Is(HttpStatusCode.UnprocessableEntity);
        (await platform.Admin.PutAsync($"{site.Path}/chain", Chain(receiver.Url + "/hook?key=secret-0123456789-0123456789"))).Is(HttpStatusCode.OK);

        var test = (await platform.Admin.PostAsync($"{site.Path}/chain/test")).Is(HttpStatusCode.OK);

        var result = await Eventually.TrueAsync(
            async () => (await platform.Admin.GetAsync($"{site.Path}/chain/test/{test["id"]}")).Is(HttpStatusCode.OK),
            answer => answer.Body.AsArray().Count(message => (string?)message!["channel"] == "webhook" && (string?)message["state"] == "delivered") == 2);
        Assert.DoesNotContain("secret", result.Text, StringComparison.Ordinal);
        Assert.All(receiver.Requests, request => Assert.Contains("测试", JsonNode.Parse(request.Body)!["title"]!.ToString(), StringComparison.Ordinal));
        (await platform.Admin.GetAsync($"{(await platform.SiteAsync(crane: false)).Path}/chain/test/{test["id"]}")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task a_link_shows_the_warning_changes_nothing_when_looked_at_and_acknowledges_when_pressed()
    {
        var site = await platform.SiteAsync();
        await using var receiver = await Receiver.StartAsync(Cancel);
        (await platform.Admin.PutAsync($"{site.Path}/chain", Chain(receiver.Url))).Is(HttpStatusCode.OK);
        await using var gateway = await site.ConnectAsync();
        var id = await site.WarningAsync(gateway);
        await Eventually.TrueAsync(() => LinkTo(receiver, id) is not null);
        using var phone = platform.Host.Stranger();
        var link = LinkTo(receiver, id)!;

        var shown = (await phone.GetAsync(link)).Is(HttpStatusCode.OK);
        var preview = await phone.SendAsync(HttpMethod.Head, link);
        var before = (string?)(await platform.Admin.GetAsync($"/api/warnings/{id}"))["handling"];
        var pressed = (await phone.PostAsync(link)).Is(HttpStatusCode.OK);
        var again = (await phone.PostAsync(link)).Is(HttpStatusCode.OK);

        Assert.Contains("<button", shown.Text, StringComparison.Ordinal);
        Assert.Contains("塔吊力矩超限", shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", shown.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("no-referrer", shown.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal(HttpStatusCode.OK, preview.Status);
        Assert.Contains(before, new[] { "new", "pushed" });
        Assert.Contains("已确认", pressed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<button", again.Text, StringComparison.Ordinal);
        var sheet = (await platform.Admin.GetAsync($"/api/warnings/{id}")).Is(HttpStatusCode.OK);
        Assert.Equal("acknowledged", (string?)sheet["handling"]);
        Assert.Equal("张安全", (string?)sheet["log"].AsArray().Single(line => (string?)line!["action"] == "acknowledge")!["actor"]);
        Assert.Equal(["acknowledged", "skipped"], sheet["chain"].AsArray().Select(step => (string?)step!["state"]));
        Assert.Contains(sheet["deliveries"].AsArray(), delivery => (string?)delivery!["channel"] == "webhook" && (string?)delivery["state"] == "delivered");
    }

    [Fact]
    public async Task a_link_that_nobody_was_given_and_one_that_has_expired_say_so_in_the_readers_language()
    {
        await using var host = await PlatformHost.StartAsync();
        using var stranger = host.Stranger();
        stranger.Http.DefaultRequestHeaders.Add("Accept-Language", "en-GB,en;q=0.9,zh;q=0.5");

        var unknown = (await stranger.GetAsync("/a/" + new string('A', 27))).Is(HttpStatusCode.NotFound);
        (await stranger.PostAsync("/a/short")).Is(HttpStatusCode.NotFound);

        var raised = WarningHouse.Raised(host.Time.GetUtcNow());
        await host.Services.GetRequiredService<IWarningSink>().ApplyAsync(WarningHouse.Project, [raised], Cancel);
        var link = Link().Match((await host.Services.GetRequiredService<AcknowledgeLinks>().CreateAsync(raised.WarningId, "张安全", Cancel))!).Value;
        var open = (await stranger.GetAsync(link)).Is(HttpStatusCode.OK);
        host.Time.Advance(TimeSpan.FromHours(73));
        var expired = (await stranger.PostAsync(link)).Is(HttpStatusCode.Gone);

        Assert.Contains("Load moment", open.Text, StringComparison.Ordinal);
        Assert.Contains("This link has expired", expired.Text, StringComparison.Ordinal);
        Assert.Equal("text/html", unknown.MediaType);
        Assert.Contains("This link is not valid", unknown.Text, StringComparison.Ordinal);
        Assert.Contains("lang=\"en\"", unknown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", unknown.Text, StringComparison.Ordinal);
    }

    private static string? LinkTo(Receiver receiver, string warning) => receiver.Requests
        .Where(request => request.Body.Contains(warning, StringComparison.Ordinal))
        .Select(request => Link().Match(request.Body)).FirstOrDefault(match => match.Success)?.Value;

    // A chain that is quiet at night would keep the tests waiting then.
    private static object Chain(string webhook, bool quiet = false) => new
    {
        steps = new object[]
        {
            Step(1, new { name = "张安全", wecom = "safety-robot", webhook }, [1, 2, 3, 4]),
            Step(2, new { name = "李经理", wecom = (string?)null, webhook }, [1, 2]),
        },
        quietHours = quiet ? new { from = "22:00", to = "06:00" } : null,
    };

    private static object Step(int order, object person, int[] levels) =>
        new { order, person, channels = new[] { "in-app", "webhook" }, levels, escalateAfterMinutes = 5 };

    [GeneratedRegex("/a/[A-Za-z0-9_-]{27}")]
    private static partial Regex Link();
}
