using System.Net;
using Cloud.Platform.Identity;
using Cloud.Supervision;
using Cloud.Tests.Host;
using Cloud.Tests.Personnel;
using Cloud.Tests.Registers;
using TestKit.Clauses;

namespace Cloud.Tests.Institutions;

/// <summary>Quality and safety stations with what they have and whom to ask.</summary>
[Collection("platform")]
public sealed class InstitutionSpecs(Host.Platform platform)
{
    [Fact, Accepts("5.4.2-1.8", "5.4.2-2.8")]
    public async Task an_official_looks_stations_up_by_branch_level_and_staff_and_a_contractor_does_not()
    {
        var station = await platform.Host.AddOrganisationAsync("quality-safety-station", "210112", "浑南区建设工程质量安全监督站");
        var safetyOnly = await platform.Host.AddOrganisationAsync("safety-station", "210112", "浑南区施工安全监督站");
        using var chief = await platform.Host.AuthorityAsync(Role.StationChief, RegisterPeople.Hunnan);
        using var official = await platform.Host.AuthorityAsync(Role.Official, RegisterPeople.Hunnan);
        using var elsewhere = await platform.Host.AuthorityAsync(Role.Official, RegisterPeople.Dalian);
        using var contractor = await platform.Host.EnterpriseAsync(Role.Contractor, await platform.Host.FirmAsync("contractor"));

        var (quality, _) = await SiteStory.AddAsync(chief, "supervision-institutions", Institution(station.Id.ToString(), "quality", 12));
        var (safety, _) = await SiteStory.AddAsync(chief, "supervision-institutions", Institution(station.Id.ToString(), "safety", 9));
        var wrong = (await SiteStory.TryAsync(chief, "supervision-institutions", Institution(safetyOnly.Id.ToString(), "quality", 9))).Is(HttpStatusCode.UnprocessableEntity);
        (await SiteStory.TryAsync(chief, "supervision-institutions", Institution(station.Id.ToString(), "quality", 10))).Is(HttpStatusCode.Conflict);
        (await SiteStory.TryAsync(chief, "supervision-institutions", Institution(safetyOnly.Id.ToString(), "safety", 30))).Is(HttpStatusCode.UnprocessableEntity);

        var found = (await official.GetAsync($"/api/registers/supervision-institutions/records?filter=branch:eq:quality&filter=organisation:eq:{station.Id}&total=true")).Is(HttpStatusCode.OK);
        var record = found["items"].AsArray().Single()!["record"]!;
        Assert.Equal(("浑南区建设工程质量安全监督站", "county", 12), ((string)record["name"]!, (string)record["level"]!, (int)record["supervisors"]!));
        Assert.Equal("回弹仪", (string?)(await official.GetAsync(safety)).Is(HttpStatusCode.OK)["record"]["record"]!["equipment"]![0]!["name"]);
        Assert.Contains("不是这一类别", (string)wrong["detail"]!, StringComparison.Ordinal);
        (await contractor.GetAsync(quality)).Is(HttpStatusCode.NotFound);
        (await elsewhere.GetAsync(quality)).Is(HttpStatusCode.NotFound);
        (await SiteStory.ActAsync(chief, safety, "dissolve", new { reason = "职能并入市站" })).Is(HttpStatusCode.Forbidden);
        (await SiteStory.ActAsync(official, safety, "dissolve", new { reason = "职能并入市站" })).Is(HttpStatusCode.OK);
    }

    private static object Institution(string organisation, string branch, int supervisors) => new
    {
        organisation, branch, head = "赵站长", phone = "024-23870001", address = "沈阳市浑南区世纪路1号", posts = 20, supervisors, certified = 8,
        duties = "受住房城乡建设主管部门委托，对辖区内建设工程质量安全实施监督。",
        equipment = new[] { new { name = "回弹仪", model = "HT-225", number = 4, calibratedUntil = "2027-06-30" } },
    };
}
