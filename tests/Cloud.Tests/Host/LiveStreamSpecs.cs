using System.Net;
using Cloud.Telemetry.Projects;
using Microsoft.Extensions.DependencyInjection;
using Telemetry.Model;

namespace Cloud.Tests.Host;

[Collection("platform")]
public sealed class LiveStreamSpecs(Platform platform)
{
    [Fact]
    public async Task a_page_begins_with_everything_as_it_is_and_then_follows_values_states_warnings_and_counts()
    {
        var site = await platform.SiteAsync();
        await using var stream = await EventStream.OpenAsync(platform.Admin, $"?project={site.Project}");

        var gateway = await stream.UntilAsync("gateway");
        var device = await stream.UntilAsync("device");
        var counts = await stream.UntilAsync("counts");
        await using var stub = await site.ConnectAsync();
        var online = await stream.UntilAsync("gateway", body => (string?)body["state"] == "online");
        await stub.DataAsync("crane-1", 1, 103);
        var latest = await stream.UntilAsync("latest", body => body["points"]!.AsArray().Count > 0);
        var warning = await stream.UntilAsync("warning", body => (string?)body["rule"] == "crane-moment");
        var raised = await stream.UntilAsync("counts", body => body["byLevel"]!["2"] is not null);

        Assert.Equal((site.Gateway, "never"), ((string?)gateway["id"], (string?)gateway["state"]));
        Assert.Equal(("crane-1", "never"), ((string?)device["id"], (string?)device["state"]));
        Assert.Empty(counts["byLevel"]!.AsObject());
        Assert.Equal(site.Gateway, (string?)online["id"]);
        Assert.Equal(103.0, (double)latest["points"]!.AsArray().First(point => (string?)point!["point"] == "moment-ratio")!["value"]!);
        Assert.Equal((2, site.Project), ((int)warning["level"]!, (string?)warning["project"]));
        Assert.True((int)raised["byLevel"]!["2"]! >= 1);
        Assert.True(stream.Ids.Zip(stream.Ids.Skip(1)).All(pair => pair.First < pair.Second));
    }

    [Fact]
    public async Task a_page_of_all_projects_gets_summaries_and_warnings_but_no_values()
    {
        var site = await platform.SiteAsync();
        await using var stub = await site.ConnectAsync();
        await using var stream = await EventStream.OpenAsync(platform.Admin, "");

        await stream.UntilAsync("project", body => (string?)body["id"] == site.Project);
        await stream.UntilAsync("counts");
        await site.WarningAsync(stub);
        await stream.UntilAsync("warning", body => (string?)body["project"] == site.Project);
        var summary = await stream.UntilAsync("project", body => (string?)body["id"] == site.Project && body["openWarnings"]!["2"] is not null
            && (int)body["gateways"]!["online"]! == 1);

        Assert.Equal((1, 1), ((int)summary["gateways"]!["online"]!, (int)summary["gateways"]!["total"]!));
        Assert.DoesNotContain("latest", stream.Names);
    }

    [Fact]
    public async Task a_client_that_comes_back_gets_a_snapshot_with_ids_beyond_its_last()
    {
        var site = await platform.SiteAsync();
        await using var stub = await site.ConnectAsync();
        await stub.DataAsync("crane-1", 1, 50);
        await stub.AcknowledgedAsync(1);

        await using var stream = await EventStream.OpenAsync(platform.Admin, $"?project={site.Project}", lastId: "9000000000000");
        var latest = await stream.UntilAsync("latest");

        Assert.Equal("crane-1", (string?)latest["device"]);
        Assert.All(stream.Ids, id => Assert.True(id > 9_000_000_000_000));
    }

    [Fact]
    public async Task stopping_the_platform_ends_its_streams_at_once()
    {
        await using var host = await PlatformHost.StartAsync();
        using var person = await host.PersonAsync("viewer");
        await using var stream = await EventStream.OpenAsync(person, "");
        await stream.UntilAsync("counts");

        await host.StopAsync();

        Assert.False(await stream.NextAsync());
    }

    [Fact]
    public async Task a_page_that_cannot_follow_is_told_to_read_everything_again_and_gets_a_snapshot()
    {
        var site = await platform.SiteAsync();
        await using var stream = await EventStream.OpenAsync(platform.Admin, $"?project={site.Project}");
        await stream.UntilAsync("device");
        await stream.UntilAsync("counts");
        var feed = platform.Host.Services.GetRequiredService<ILiveFeed>();

        // Its reader may take a part away once, and then rests for longer than the others take to come.
        for (var i = 0; i < 3 * LiveFeed.Bound; i++)
            feed.Publish(new WarningChanged(new ProjectId(site.Project), $"warning-{i}"));

        Assert.Equal("overrun", (string?)(await stream.UntilAsync("reset"))["reason"]);
        Assert.Equal("crane-1", (string?)(await stream.UntilAsync("device"))["id"]);
    }

    [Fact]
    public async Task a_stream_ends_when_the_password_has_changed_elsewhere()
    {
        await using var host = await PlatformHost.StartAsync(settings => settings["Live:HeartbeatSeconds"] = "1");
        using var viewer = await host.PersonAsync("viewer");
        using var elsewhere = host.Stranger();
        await elsewhere.SignInAsync("viewer", PlatformHost.Password);
        await using var stream = await EventStream.OpenAsync(viewer, "");
        await stream.UntilAsync("counts");

        (await elsewhere.PostAsync("/api/session/password", new { current = PlatformHost.Password, next = "Another-2026-one" })).Is(HttpStatusCode.NoContent);

        Assert.False(await stream.NextAsync());
        (await viewer.GetAsync("/api/stream")).Is(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task a_strange_project_is_refused_before_the_stream_begins()
    {
        (await platform.Admin.GetAsync("/api/stream?project=no-such-project")).Is(HttpStatusCode.NotFound);
        (await platform.Admin.GetAsync("/api/stream?project=NO%20ID")).Is(HttpStatusCode.BadRequest);
    }
}
