using System.Net;

namespace Cloud.Tests.Host;

[Collection("platform")]
public sealed class ProjectSpecs(Platform platform)
{
    [Fact]
    public async Task a_project_is_added_listed_and_changed_by_whoever_has_seen_its_newest_version()
    {
        var site = await platform.SiteAsync();

        var listed = (await platform.Admin.GetAsync("/api/projects")).Is(HttpStatusCode.OK)["items"].AsArray().First(p => (string?)p!["id"] == site.Project)!;
        var changed = (await platform.Admin.PutAsync(site.Path, Draft(site.Project, (long)listed["version"]!))).Is(HttpStatusCode.OK);
        var stale = (await platform.Admin.PutAsync(site.Path, Draft(site.Project, (long)listed["version"]!))).Is(HttpStatusCode.Conflict);

        Assert.Equal("辽宁省沈阳市浑南区", (string?)listed["division"]!["name"]);
        Assert.Equal((0, 1), ((int)listed["gateways"]!["online"]!, (int)listed["gateways"]!["total"]!));
        Assert.Equal("浑南新城二期", (string?)changed["name"]);
        Assert.EndsWith("stale-version", stale.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_page_of_a_project_has_its_gateways_devices_and_chain()
    {
        var site = await platform.SiteAsync();

        var page = (await platform.Admin.GetAsync(site.Path)).Is(HttpStatusCode.OK);

        Assert.Equal(site.Gateway, (string?)page["gateways"][0]!["id"]);
        Assert.Equal("never", (string?)page["gateways"][0]!["state"]);
        Assert.Equal("crane-1", (string?)page["devices"][0]!["id"]);
        Assert.Empty(page["chain"]["steps"]!.AsArray());
    }

    [Fact]
    public async Task a_wrong_draft_is_refused_with_every_field_and_a_taken_id_is_a_conflict()
    {
        var site = await platform.SiteAsync(crane: false);

        var wrong = (await platform.Admin.PostAsync("/api/projects", new
        {
            id = "Has Space", name = "", division = "999999", address = "x", longitude = 500.0, latitude = -10.0, stage = "structure",
        })).Is(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(["division", "id", "latitude", "longitude", "name"], wrong["errors"].AsObject().Select(error => error.Key).Order());
        (await platform.Admin.PostAsync("/api/projects", Platform.Site.Draft(site.Project))).Is(HttpStatusCode.Conflict);
        (await platform.Admin.GetAsync("/api/projects/no-such-project")).Is(HttpStatusCode.NotFound);
        (await platform.Admin.PostAsync("/api/projects/no-such-project/gateways", new { id = "gw-x", name = "x" })).Is(HttpStatusCode.NotFound);
        (await platform.Admin.PostAsync($"{site.Path}/gateways", new { id = site.Gateway, name = "x" })).Is(HttpStatusCode.Conflict);
    }

    private static object Draft(string id, long version) => new
    {
        id, name = "浑南新城二期", division = "210112", address = "沈阳市浑南区", longitude = 123.45, latitude = 41.71, stage = "structure", version,
    };
}
