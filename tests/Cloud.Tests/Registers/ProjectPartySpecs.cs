using System.Net;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Supervision;
using TestKit.Clauses;

namespace Cloud.Tests.Registers;

[Collection("platform")]
public sealed class ProjectPartySpecs(Host.Platform platform)
{
    private const string Parties = "/api/registers/project-parties";

    [Fact, Accepts("5.5.2-1.2")]
    public async Task an_enterprise_reports_itself_once_and_the_station_verifies_or_returns_it()
    {
        var site = await platform.SiteAsync(crane: false);
        var firm = await platform.Host.FirmAsync("contractor");
        await platform.Host.PartiesAsync(site.Project, new ProjectParty(firm, "contractor"));
        using var contractor = await platform.Host.EnterpriseAsync(Role.Contractor, firm);
        using var station = await platform.Host.AuthorityAsync(Role.Supervisor, RegisterPeople.Hunnan);
        var report = new { project = site.Project, organisation = firm.ToString(), name = "辽宁建工集团", kind = "contractor", cameOn = "2026-11-01", phone = "13912345678" };

        var made = (await contractor.PostAsync($"{Parties}/records", report)).Is(HttpStatusCode.Created);
        var path = made.Headers.Location!.ToString();
        (await contractor.PostAsync($"{Parties}/records", report)).Is(HttpStatusCode.Conflict);
        (await contractor.PostAsync($"{path}/actions/verify", null, "\"1\"")).Is(HttpStatusCode.Forbidden);
        (await station.PostAsync($"{path}/actions/return", new { reason = "合同编号缺失" }, "\"1\"")).Is(HttpStatusCode.OK);
        var seen = (await contractor.GetAsync(path)).Is(HttpStatusCode.OK);
        var mended = (await contractor.SendAsync(HttpMethod.Put, path, new
        {
            project = site.Project, organisation = firm.ToString(), name = "辽宁建工集团", kind = "contractor", cameOn = "2026-11-01",
            contract = "HT-2026-118", phone = (string?)seen["record"]["record"]!["phone"],
        }, "\"2\"")).Is(HttpStatusCode.OK);
        (await contractor.PostAsync($"{path}/actions/report", null, "\"3\"")).Is(HttpStatusCode.OK);
        var verified = (await station.PostAsync($"{path}/actions/verify", null, "\"4\"")).Is(HttpStatusCode.OK);

        Assert.Equal("合同编号缺失", (string?)seen["record"]["record"]!["returnReason"]);
        Assert.Equal("139****5678", (string?)mended["record"]["phone"]);
        Assert.Equal("verified", (string?)verified["state"]);
        var changes = (await station.GetAsync($"{path}/history"))["items"][2]!["changes"]!.AsObject().Select(change => change.Key);
        Assert.Equal(["contract"], changes);
    }
}
