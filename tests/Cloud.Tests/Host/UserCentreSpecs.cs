using System.Net;
using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Supervision;
using Cloud.Tests.Identity;
using Cloud.Tests.Registers;
using TestKit.Clauses;

namespace Cloud.Tests.Host;

/// <summary>One account, one set of grants: projects, people and registers ask the same place, and every look is answered for.</summary>
[Collection("platform")]
public sealed class UserCentreSpecs(Platform platform)
{
    private static readonly AreaCode Province = AreaCode.Parse("210000");

    [Fact, Accepts("5.1.3-4.1")]
    public async Task one_grant_opens_projects_people_and_registers_alike_and_its_withdrawal_closes_them()
    {
        var site = await platform.SiteAsync(crane: false);
        var (firm, account) = (await platform.Host.FirmAsync("contractor"), await platform.Host.AddAccountAsync("centre-supervisor", role: null));
        var station = await platform.Host.AddOrganisationAsync("quality-safety-station", "210112", "浑南区质量安全监督站");
        var member = await platform.Host.AddAccountAsync("centre-member", role: null, organisation: station.Id);
        using var security = await platform.Host.PersonWithAsync("centre-security", new Grant(Role.SecurityAdministrator, Province));
        using var nobody = await platform.Host.SignedInAsync("centre-supervisor");
        (await nobody.GetAsync($"/api/projects/{site.Project}")).Is(HttpStatusCode.NotFound);
        (await security.PostAsync($"/api/users/{account.Id}/grants", Give("supervisor", "210112"))).Is(HttpStatusCode.UnprocessableEntity);

        var given = (await security.PostAsync($"/api/users/{member.Id}/grants", Give("supervisor", "210112"))).Is(HttpStatusCode.Created);
        using var supervisor = await platform.Host.SignedInAsync("centre-member");
        var project = (await supervisor.GetAsync($"/api/projects/{site.Project}")).Is(HttpStatusCode.OK);
        var registers = (await supervisor.GetAsync("/api/registers")).Is(HttpStatusCode.OK);
        var enterprise = (await supervisor.GetAsync($"/api/organisations/{firm}")).Is(HttpStatusCode.OK);
        var rights = (await security.GetAsync($"/api/permissions/accounts/{member.Id}")).Is(HttpStatusCode.OK);

        Assert.Equal(site.Project, (string?)project["id"]);
        Assert.Equal("contractor", (string?)enterprise["kind"]);
        Assert.Contains(registers["items"].AsArray(), register => (string?)register!["name"] == "project-parties");
        Assert.Contains(rights["projects"].AsArray(), seen => (string?)seen!["project"] == site.Project);
        (await security.DeleteAsync($"/api/grants/{given["id"]}")).Is(HttpStatusCode.NoContent);
        (await supervisor.GetAsync($"/api/projects/{site.Project}")).Is(HttpStatusCode.NotFound);
        (await supervisor.GetAsync($"/api/organisations/{firm}")).Is(HttpStatusCode.Forbidden);
        Assert.DoesNotContain((await supervisor.GetAsync("/api/registers")).Is(HttpStatusCode.OK)["items"].AsArray(), register => (string?)register!["name"] == "project-parties");
    }

    [Fact, Accepts("7.0.2-4")]
    public async Task the_matrix_of_rights_says_what_the_platform_then_does()
    {
        using var security = await platform.Host.PersonWithAsync("matrix-security", new Grant(Role.SecurityAdministrator, Province));
        using var supervisor = await platform.Host.AuthorityAsync(Role.Supervisor, RegisterPeople.Hunnan);
        using var stranger = platform.Host.Stranger();

        var matrix = (await security.GetAsync("/api/permissions/matrix?format=csv")).Is(HttpStatusCode.OK).Text.TrimStart('\ufeff').Split("\r\n");
        var heading = matrix[0].Split(',').ToList();
        string? Mark(string line, string role) => matrix.Single(row => row.StartsWith(line, StringComparison.Ordinal)).Split(',')[heading.IndexOf(role)];
        var session = (await supervisor.GetAsync("/api/session")).Is(HttpStatusCode.OK);

        Assert.Equal(("✓", ""), (Mark("平台功能,处置预警,", "监督员"), Mark("平台功能,管理账号与人员,", "监督员")));
        Assert.Equal(("", "✓"), (Mark("平台功能,查看日志,", "系统管理员"), Mark("平台功能,查看日志,", "审计员")));
        Assert.Contains("handleWarnings", session["rights"].AsArray().Select(right => (string?)right));
        Assert.DoesNotContain("manageAccounts", session["rights"].AsArray().Select(right => (string?)right));
        (await supervisor.PostAsync("/api/users", new { userName = "not.mine", displayName = "某某" })).Is(HttpStatusCode.Forbidden);
        (await supervisor.GetAsync("/api/permissions/matrix")).Is(HttpStatusCode.Forbidden);
        (await supervisor.GetAsync("/api/permissions/trail")).Is(HttpStatusCode.Forbidden);
        (await stranger.GetAsync("/api/permissions/matrix")).Is(HttpStatusCode.Unauthorized);
    }

    [Fact, Accepts("3.1.7")]
    public async Task authorities_and_the_ten_kinds_of_party_are_kept_apart_and_each_kind_gets_its_own_role()
    {
        await using var host = await PlatformHost.StartAsync(settings => settings["Identity:RegistrationsPerHour"] = "20");
        using var visitor = host.Stranger();
        using var county = await host.PersonWithAsync("kinds-official", new Grant(new Role("official"), RegisterPeople.Hunnan));
        var kinds = (await visitor.GetAsync("/api/organisation-kinds")).Is(HttpStatusCode.OK).Body.AsArray();
        var parties = kinds.Where(kind => (string?)kind!["category"] == "enterprise").Select(kind => (string)kind!["code"]!).ToList();

        Assert.Equal(10, parties.Count);
        Assert.Equal(4, kinds.Count(kind => (string?)kind!["category"] == "authority"));
        foreach (var kind in parties)
        {
            var applied = (await visitor.PostAsync("/api/registrations", Registration(kind))).Is(HttpStatusCode.Created);
            (await county.PostAsync($"/api/organisations/{applied["id"]}/verify", new { })).Is(HttpStatusCode.OK);
            var session = (await visitor.SignInAsync($"first.{kind}", PlatformHost.Password)).Is(HttpStatusCode.OK);
            Assert.Equal(["organisation-administrator", kind], session["user"]["roles"]!.AsArray().Select(role => (string?)role!["code"]));
        }

        var authority = (await host.Stranger().PostAsync("/api/registrations", Registration("quality-station"))).Is(HttpStatusCode.UnprocessableEntity);
        Assert.NotNull(authority["errors"]["organisation.kind"]);
    }

    [Fact]
    public async Task who_saw_a_record_is_answered_with_looks_and_exports_and_a_bulk_export_is_an_item()
    {
        await using var host = await PlatformHost.StartAsync(settings => settings["Security:ExportRowsPerHour"] = "1");
        using var admin = await host.PersonAsync("root-admin");
        (await admin.PostAsync("/api/projects", Platform.Site.Draft("looked"))).Is(HttpStatusCode.Created);
        var firm = await host.FirmAsync("contractor");
        await host.PartiesAsync("looked", new ProjectParty(firm, "contractor"));
        using var contractor = await host.EnterpriseAsync(Role.Contractor, firm);
        using var station = await host.AuthorityAsync(Role.Supervisor, RegisterPeople.Hunnan);
        using var security = await host.PersonWithAsync("security", new Grant(Role.SecurityAdministrator, Province));
        using var auditor = await host.PersonWithAsync("auditor", new Grant(Role.Auditor, Province));
        const string Parties = "/api/registers/project-parties";
        var report = new { project = "looked", organisation = firm.ToString(), name = "辽宁建工集团", kind = "contractor", cameOn = "2026-11-01", phone = "13912345678" };
        var id = (string)(await contractor.PostAsync($"{Parties}/records", report)).Is(HttpStatusCode.Created)["id"]!;

        (await station.GetAsync($"{Parties}/records/{id}")).Is(HttpStatusCode.OK);
        (await station.GetAsync($"{Parties}/records/{id}")).Is(HttpStatusCode.OK);
        for (var export = 0; export < 2; export++)
            (await station.GetAsync($"{Parties}/export?format=csv")).Is(HttpStatusCode.OK);
        var looks = (await auditor.GetAsync($"/api/permissions/seen?object=project-parties/{id}")).Is(HttpStatusCode.OK)["items"].AsArray();
        var items = (await security.GetAsync("/api/security/items")).Is(HttpStatusCode.OK)["items"].AsArray();

        Assert.Equal(["record.export", "record.export", "seen"], looks.Select(look => (string?)look!["action"]));
        Assert.Single(items, item => (string?)item!["rule"] == "bulkExport");
        (await station.GetAsync($"/api/permissions/seen?object=project-parties/{id}")).Is(HttpStatusCode.Forbidden);
    }

    private static object Give(string role, string area) => new { role, area, reason = "工作需要" };

    private static object Registration(string kind) => new
    {
        organisation = new
        {
            kind, name = $"沈阳某{kind}公司", creditCode = Codes.NewCreditCode(), area = "210112", address = "沈阳市浑南区", representative = "张三", contactName = "李四", contactPhone = "13800001234",
        },
        userName = $"first.{kind}", password = PlatformHost.Password, displayName = "张三",
    };
}
