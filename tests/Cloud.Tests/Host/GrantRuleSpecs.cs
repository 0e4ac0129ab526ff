using System.Net;
using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Clauses;

namespace Cloud.Tests.Host;

/// <summary>Administrator, security administrator and auditor are separate, nobody serves himself, and the look-ups tell the truth.</summary>
[Collection("platform")]
public sealed class GrantRuleSpecs(Platform platform)
{
    private static readonly AreaCode Province = AreaCode.Parse("210000");

    [Fact, Accepts("7.0.2-6")]
    public async Task the_first_administrator_appoints_one_security_administrator_who_alone_grants_from_then_on()
    {
        await using var host = await PlatformHost.StartAsync();
        using var admin = await host.PersonAsync("root-admin");
        var guard = await host.AddAccountAsync("guard", role: null);
        var second = await host.AddAccountAsync("second", role: null);

        (await admin.PostAsync($"/api/users/{second.Id}/grants", Give("auditor"))).Is(HttpStatusCode.UnprocessableEntity);
        (await admin.PostAsync($"/api/users/{guard.Id}/grants", Give("security-administrator"))).Is(HttpStatusCode.Created);
        (await admin.PostAsync($"/api/users/{second.Id}/grants", Give("security-administrator"))).Is(HttpStatusCode.UnprocessableEntity);
        using var security = await host.SignedInAsync("guard");
        (await security.PostAsync($"/api/users/{second.Id}/grants", Give("auditor"))).Is(HttpStatusCode.Created);
        var both = (await security.PostAsync($"/api/users/{second.Id}/grants", Give("administrator"))).Is(HttpStatusCode.UnprocessableEntity);
        var oneself = (await security.PostAsync($"/api/users/{guard.Id}/grants", Give("auditor"))).Is(HttpStatusCode.UnprocessableEntity);
        using var auditor = await host.SignedInAsync("second");

        Assert.Contains("互斥", (string?)both["detail"], StringComparison.Ordinal);
        Assert.Contains("自己", (string?)oneself["detail"], StringComparison.Ordinal);
        (await security.GetAsync("/api/permissions/trail")).Is(HttpStatusCode.Forbidden);
        (await security.GetAsync("/api/projects")).Is(HttpStatusCode.OK);
        (await auditor.GetAsync("/api/users")).Is(HttpStatusCode.Forbidden);
        (await auditor.PutAsync("/api/security/addresses", new { networks = Array.Empty<string>() })).Is(HttpStatusCode.Forbidden);
        var trail = (await auditor.GetAsync($"/api/permissions/trail?object=account/{second.Id}")).Is(HttpStatusCode.OK);
        Assert.Contains(trail["items"].AsArray(), entry => (string?)entry!["action"] == "grant.give");
        (await admin.PostAsync($"/api/users/{guard.Id}/freeze", new { text = "想自己授权" })).Is(HttpStatusCode.UnprocessableEntity);
        (await admin.PostAsync($"/api/users/{guard.Id}/reset-password", new { })).Is(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task two_accounts_of_one_person_do_not_lead_round_the_separation()
    {
        await using var host = await PlatformHost.StartAsync();
        using var admin = await host.PersonAsync("root-admin");
        using var security = await host.PersonWithAsync("guard", new Grant(Role.SecurityAdministrator, Province));
        var person = (await admin.PostAsync("/api/persons", new { name = "钱七", idNumber = Identity.Codes.NewIdNumber() })).Is(HttpStatusCode.Created);
        var first = (await admin.PostAsync("/api/users", new { userName = "qian.one", displayName = "钱七", person = (string?)person["id"] })).Is(HttpStatusCode.Created);
        var other = (await admin.PostAsync("/api/users", new { userName = "qian.two", displayName = "钱七", person = (string?)person["id"] })).Is(HttpStatusCode.Created);

        (await security.PostAsync($"/api/users/{first["account"]["id"]}/grants", Give("auditor"))).Is(HttpStatusCode.Created);
        (await security.PostAsync($"/api/users/{other["account"]["id"]}/grants", Give("administrator"))).Is(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task a_withdrawn_grant_gives_nothing_from_the_next_request_on()
    {
        var site = await platform.SiteAsync(crane: false);
        var account = await platform.Host.AddAccountAsync("withdrawn", role: null);
        await platform.Host.GrantAsync(account, new Grant(new Role("supervisor"), AreaCode.Parse("210100")));
        using var security = await platform.Host.PersonWithAsync("withdrawer", new Grant(Role.SecurityAdministrator, Province));
        using var person = await platform.Host.SignedInAsync("withdrawn");
        (await person.GetAsync(site.Path)).Is(HttpStatusCode.OK);

        var grants = (await security.GetAsync($"/api/users/{account.Id}/grants")).Is(HttpStatusCode.OK).Body.AsArray();
        (await security.DeleteAsync($"/api/grants/{grants[0]!["id"]}")).Is(HttpStatusCode.NoContent);

        (await person.GetAsync(site.Path)).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task who_may_do_this_and_what_may_this_user_do_agree_with_what_happens()
    {
        var site = await platform.SiteAsync(crane: false);
        var inside = await platform.Host.AddAccountAsync("lookup-inside", role: null);
        await platform.Host.GrantAsync(inside, new Grant(new Role("supervisor"), AreaCode.Parse("210112")));
        var outside = await platform.Host.AddAccountAsync("lookup-outside", role: null);
        await platform.Host.GrantAsync(outside, new Grant(new Role("supervisor"), AreaCode.Parse("210200")));
        using var security = await platform.Host.PersonWithAsync("lookup-security", new Grant(Role.SecurityAdministrator, Province));

        var holders = (await security.GetAsync($"/api/permissions/holders?right=handleWarnings&project={site.Project}")).Is(HttpStatusCode.OK).Body.AsArray();
        var rights = (await security.GetAsync($"/api/permissions/accounts/{inside.Id}")).Is(HttpStatusCode.OK);
        var none = (await security.GetAsync($"/api/permissions/accounts/{outside.Id}")).Is(HttpStatusCode.OK);
        using var person = await platform.Host.SignedInAsync("lookup-inside");

        Assert.Contains(holders, holder => (string?)holder!["userName"] == "lookup-inside");
        Assert.DoesNotContain(holders, holder => (string?)holder!["userName"] == "lookup-outside");
        var there = Assert.Single(rights["projects"].AsArray(), project => (string?)project!["project"] == site.Project)!;
        Assert.Equal(["read", "handle"], there["allowed"]!.AsArray().Select(kind => (string?)kind));
        Assert.DoesNotContain(none["projects"].AsArray(), project => (string?)project!["project"] == site.Project);
        (await person.GetAsync($"/api/permissions/accounts/{outside.Id}")).Is(HttpStatusCode.NotFound);
        (await person.GetAsync($"/api/permissions/accounts/{inside.Id}")).Is(HttpStatusCode.OK);
        (await person.GetAsync("/api/permissions/holders?right=readProjects")).Is(HttpStatusCode.Forbidden);
    }

    private static object Give(string role) => new { role, area = "210000", reason = "工作需要" };
}
