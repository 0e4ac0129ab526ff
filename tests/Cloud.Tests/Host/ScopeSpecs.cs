using System.Net;
using System.Text.RegularExpressions;
using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cloud.Tests.Host;

/// <summary>A user sees exactly what the grants cover: by route, in lists, in counts and in the live stream.</summary>
[Collection("platform")]
public sealed partial class ScopeSpecs(Platform platform)
{
    private static readonly AreaCode Shenyang = AreaCode.Parse("210100");
    private static readonly AreaCode Dalian = AreaCode.Parse("210200");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task no_route_below_a_project_answers_somebody_whose_grants_do_not_cover_it()
    {
        var site = await platform.SiteAsync();
        await using var gateway = await site.ConnectAsync();
        var warning = await site.WarningAsync(gateway);
        using var stranger = await PersonAsync("dalian-inspector", new Grant(new Role("supervisor"), Dalian));
        var answered = new List<string>();

        foreach (var (method, pattern) in Endpoints().Where(endpoint => endpoint.Pattern.StartsWith("/api/projects/{project}", StringComparison.Ordinal)))
        {
            var real = Parameter().Replace(pattern.Replace("{project}", site.Project, StringComparison.Ordinal).Replace("{device}", "crane-1", StringComparison.Ordinal), "x");
            var guessed = real.Replace(site.Project, "no-such-project", StringComparison.Ordinal);
            var there = await stranger.SendAsync(new HttpMethod(method), real, method is "GET" or "DELETE" ? null : "{}");
            var missing = await stranger.SendAsync(new HttpMethod(method), guessed, method is "GET" or "DELETE" ? null : "{}");
            if (there.Status != missing.Status || Told(there) != Told(missing) || there.Status is not (HttpStatusCode.NotFound or HttpStatusCode.BadRequest))
                answered.Add($"{method} {pattern}: {there.Status}, of a project that does not exist: {missing.Status}");
        }

        Assert.Empty(answered);
        foreach (var path in new[] { "", "/explanation" })
            (await stranger.GetAsync($"/api/warnings/{warning}{path}")).Is(HttpStatusCode.NotFound);
        (await stranger.PostAsync($"/api/warnings/{warning}/acknowledge", new { }, "1")).Is(HttpStatusCode.NotFound);
        (await stranger.GetAsync($"/api/stream?project={site.Project}")).Is(HttpStatusCode.NotFound);
        Assert.DoesNotContain(site.Project, Ids(await stranger.GetAsync("/api/projects")));
        var list = (await stranger.GetAsync("/api/warnings?open=all")).Is(HttpStatusCode.OK);
        Assert.DoesNotContain(list["items"].AsArray(), item => (string?)item!["project"] == site.Project);
        Assert.Equal(list["items"].AsArray().Count, list["counts"]["byLevel"]!.AsObject().Sum(level => (int)level.Value!));
    }

    [Fact]
    public async Task an_inspector_of_the_city_reads_and_handles_but_does_not_configure()
    {
        var site = await platform.SiteAsync();
        await using var gateway = await site.ConnectAsync();
        var warning = await site.WarningAsync(gateway);
        using var inspector = await PersonAsync("shenyang-inspector", new Grant(new Role("supervisor"), Shenyang));

        Assert.Contains(site.Project, Ids(await inspector.GetAsync("/api/projects")));
        (await inspector.GetAsync($"{site.Path}/devices")).Is(HttpStatusCode.OK);
        (await inspector.PostAsync($"/api/warnings/{warning}/acknowledge", new { }, "1")).Is(HttpStatusCode.OK);
        (await inspector.PostAsync($"{site.Path}/devices", site.Crane("crane-9"))).Is(HttpStatusCode.Forbidden);
        (await inspector.PutAsync(site.Path, Platform.Site.Draft(site.Project))).Is(HttpStatusCode.Forbidden);
        (await inspector.PostAsync("/api/projects", Platform.Site.Draft("made-by-inspector"))).Is(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task an_enterprise_sees_the_projects_that_it_is_a_party_of_and_loses_them_when_it_is_none_any_more()
    {
        var (mine, other) = (await platform.SiteAsync(crane: false), await platform.SiteAsync(crane: false));
        var builder = await platform.Host.AddOrganisationAsync("contractor", "210102");
        using var person = await PersonAsync("builder", new Grant(new Role("contractor"), AreaCode.Parse("210000"), builder.Id), builder.Id);

        Assert.Empty(Ids(await person.GetAsync("/api/projects")));
        (await platform.Admin.PutAsync($"{mine.Path}/parties", Parties(builder))).Is(HttpStatusCode.OK);

        Assert.Equal([mine.Project], Ids(await person.GetAsync("/api/projects")));
        (await person.GetAsync(other.Path)).Is(HttpStatusCode.NotFound);
        (await person.PutAsync($"{mine.Path}/parties", Parties(builder))).Is(HttpStatusCode.Forbidden);
        (await platform.Admin.PutAsync($"{mine.Path}/parties", new { parties = Array.Empty<object>() })).Is(HttpStatusCode.OK);
        (await person.GetAsync(mine.Path)).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task a_project_is_made_only_where_its_maker_may_and_a_grant_that_is_over_gives_nothing()
    {
        using var official = await PersonAsync("dalian-official", new Grant(new Role("official"), Dalian));
        var today = DateOnly.FromDateTime(platform.Host.Time.GetUtcNow().UtcDateTime);
        using var former = await PersonAsync("former", new Grant(new Role("supervisor"), Shenyang, To: today.AddDays(-2)));

        var refused = (await official.PostAsync("/api/projects", Platform.Site.Draft("not-in-dalian"))).Is(HttpStatusCode.UnprocessableEntity);

        Assert.Contains("管辖", (string?)refused["errors"]["division"]![0], StringComparison.Ordinal);
        Assert.Empty(Ids(await former.GetAsync("/api/projects")));
    }

    [Fact]
    public async Task the_stream_tells_of_covered_projects_only_and_falls_silent_when_the_grant_is_withdrawn()
    {
        var site = await platform.SiteAsync();
        var account = await platform.Host.AddAccountAsync("stream-watcher", role: null);
        await platform.Host.GrantAsync(account, new Grant(new Role("supervisor"), Shenyang));
        var elsewhere = await platform.Host.AddAccountAsync("stream-elsewhere", role: null);
        await platform.Host.GrantAsync(elsewhere, new Grant(new Role("supervisor"), Dalian));
        using var watcher = await platform.Host.SignedInAsync("stream-watcher");
        using var blind = await platform.Host.SignedInAsync("stream-elsewhere");
        await using var seen = await EventStream.OpenAsync(watcher, $"?project={site.Project}");
        await using var unseen = await EventStream.OpenAsync(blind, "");
        await unseen.UntilAsync("counts");
        await using var gateway = await site.ConnectAsync();
        await site.WarningAsync(gateway);
        await seen.UntilAsync("warning");

        var there = await platform.SiteAsync(crane: false, division: "210202");
        var shown = await unseen.UntilAsync("project");
        var grants = platform.Host.Services.GetRequiredService<IGrantStore>();
        await grants.WithdrawAsync((await grants.OfAsync(account.Id, Cancel)).Single().Id, Guid.Empty, platform.Host.Time.GetUtcNow(), Cancel);
        await gateway.DataAsync("crane-1", 2, 50);

        while (await seen.NextAsync())
            Assert.DoesNotContain("\"value\":50", seen.Data, StringComparison.Ordinal);
        Assert.Equal(there.Project, (string?)shown["id"]);
        Assert.DoesNotContain("warning", unseen.Names);
        Assert.Single(unseen.Names, "project");
    }

    /// <summary>What a stranger learns from an answer.</summary>
    private static (string?, string?, string?) Told(Person.Answer answer) =>
        answer.Problem is null ? (answer.Text, null, null) : (answer.Problem, (string?)answer.Body["title"], (string?)answer.Body["detail"]);

    private static object Parties(Organisation builder) => new { parties = new[] { new { organisation = builder.Id.ToString(), kind = builder.Kind } } };

    private static string[] Ids(Person.Answer answer) => [.. answer.Is(HttpStatusCode.OK)["items"].AsArray().Select(item => (string)item!["id"]!)];

    private async Task<Person> PersonAsync(string userName, Grant grant, OrganisationId? organisation = null)
    {
        var account = await platform.Host.AddAccountAsync(userName, role: null, organisation: organisation);
        await platform.Host.GrantAsync(account, grant);
        return await platform.Host.SignedInAsync(userName);
    }

    private IEnumerable<(string Method, string Pattern)> Endpoints() =>
        from endpoint in platform.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let pattern = "/" + endpoint.RoutePattern.RawText!.Trim('/')
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (method, pattern);

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
