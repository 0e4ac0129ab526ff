using System.Net;
using System.Text.Json.Nodes;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Supervision;
using Cloud.Tests.Host;
using DocumentFormat.OpenXml.Packaging;
using TestKit.Clauses;

namespace Cloud.Tests.Registers;

[Collection("platform")]
public sealed class FilingSpecs(Host.Platform platform)
{
    private const string Filings = "/api/registers/project-filings";

    private static int _permits = 1201_0000;

    /// <summary>What the firms of tests are registered as; the name that a filing gives them does not count.</summary>
    private const string Registered = "沈阳某某单位";

    [Fact, Accepts("5.2.2-1.1", "5.2.2-1.2", "5.2.2-1.3", "5.3.2-1.1", "5.3.2-1.2", "5.3.2-1.3", "5.5.2-1.1")]
    public async Task an_owner_files_a_station_returns_and_accepts_and_the_parties_see_the_two_cases()
    {
        var firm = await platform.Host.FirmAsync("owner");
        using var owner = await platform.Host.EnterpriseAsync(Role.Owner, firm);
        using var station = await platform.Host.AuthorityAsync(Role.Supervisor, RegisterPeople.Hunnan);
        using var elsewhere = await platform.Host.AuthorityAsync(Role.Supervisor, RegisterPeople.Dalian);

        var draft = (await owner.PostAsync($"{Filings}/records", new { name = "浑南软件园三期", category = "building", county = "210112", address = "沈阳市浑南区创新路155号" })).Is(HttpStatusCode.Created);
        var path = draft.Headers.Location!.ToString();
        (await station.GetAsync(path)).Is(HttpStatusCode.NotFound);
        var incomplete = (await owner.PostAsync($"{path}/actions/submit", null, "\"1\"")).Is(HttpStatusCode.Conflict);
        Assert.Contains("施工单位项目经理", (string)incomplete["detail"]!, StringComparison.Ordinal);
        Assert.Contains("施工图审查合格书", (string)incomplete["detail"]!, StringComparison.Ordinal);

        var complete = Complete("浑南软件园三期", firm: firm);
        var elsewhereOnMap = Complete("浑南软件园三期", firm: firm);
        elsewhereOnMap["position"]!["longitude"] = 121.61;
        var outside = (await owner.SendAsync(HttpMethod.Put, path, elsewhereOnMap, "\"1\"")).Is(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("位置不在浑南区（东经123.37至123.82，北纬41.60至42.08）", (string?)outside["errors"]["position"]![0]);
        (await owner.SendAsync(HttpMethod.Put, path, complete, "\"1\"")).Is(HttpStatusCode.OK);
        (await owner.SendAsync(HttpMethod.Put, path, complete, "\"1\"")).Is(HttpStatusCode.PreconditionFailed);
        var submitted = (await owner.PostAsync($"{path}/actions/submit", null, "\"2\"")).Is(HttpStatusCode.OK);
        Assert.Equal("submitted", (string?)submitted["state"]);
        Assert.Equal([Registered, "辽宁勘察院"], submitted["record"]["parties"]!.AsArray().Take(2).Select(party => (string?)party!["name"]));
        Assert.Equal("138****5678", (string?)submitted["record"]["persons"]![0]!["phone"]);
        (await owner.PostAsync($"{path}/actions/accept", null, "\"3\"")).Is(HttpStatusCode.Forbidden);
        (await elsewhere.PostAsync($"{path}/actions/accept", null, "\"3\"")).Is(HttpStatusCode.NotFound);
        Assert.DoesNotContain((await elsewhere.GetAsync("/api/reminders"))["items"].AsArray(), item => (string?)item!["id"] == (string?)draft["id"]);

        (await station.PostAsync($"{path}/actions/return", new { reasons = "请补充承诺书" }, "\"3\"")).Is(HttpStatusCode.OK);
        (await station.PostAsync($"{path}/actions/accept", null, "\"4\"")).Is(HttpStatusCode.Conflict);
        var returned = (await owner.GetAsync(path)).Is(HttpStatusCode.OK);
        Assert.Equal("请补充承诺书", (string?)returned["record"]["record"]!["completion"]);
        Assert.Equal(["submit"], returned["actions"].AsArray().Select(action => (string?)action));
        (await owner.PostAsync($"{path}/actions/submit", null, "\"4\"")).Is(HttpStatusCode.OK);
        var accepted = (await station.PostAsync($"{path}/actions/accept", null, "\"5\"")).Is(HttpStatusCode.OK);

        Assert.Matches("^监登〔2026〕210112-[0-9]{4}号$", (string)accepted["record"]["registrationNumber"]!);
        var project = (string)accepted["record"]["project"]!;
        (await owner.GetAsync($"/api/projects/{project}")).Is(HttpStatusCode.OK);
        var cases = (await owner.GetAsync($"/api/registers/supervision-cases/records?filter=project:eq:{project}&total=true&sort=branch")).Is(HttpStatusCode.OK);
        Assert.Equal(["quality", "safety"], cases["items"].AsArray().Select(item => (string?)item!["record"]!["branch"]));
        Assert.Equal(2, (await owner.GetAsync($"{path}/links"))["items"].AsArray().Count);
        Assert.Equal(
            ["create", "edit", "submit", "return", "submit", "accept"],
            (await station.GetAsync($"{path}/history"))["items"].AsArray().Select(entry => (string)entry!["action"]!));
        await SuspendedAsync(station, owner, (string)cases["items"][1]!["id"]!, Cloud.Platform.SiteDay.Of(platform.Host.Time));
        await PrintedAsync(owner, elsewhere, path, (string)accepted["record"]["registrationNumber"]!, project);
    }

    private static async Task PrintedAsync(Person owner, Person elsewhere, string path, string number, string project)
    {
        var cancel = TestContext.Current.CancellationToken;
        (await elsewhere.GetAsync($"{path}/papers/filing-receipt")).Is(HttpStatusCode.NotFound);
        (await owner.GetAsync($"{path}/papers/filing-completion")).Is(HttpStatusCode.Conflict);
        (await owner.GetAsync($"{path}/papers/filing-receipt?format=xlsx")).Is(HttpStatusCode.BadRequest);
        await using var stream = await owner.Http.GetStreamAsync($"{path}/papers/supervision-registration", cancel);
        using var form = WordprocessingDocument.Open(await CopyAsync(stream, cancel), false);
        var text = form.MainDocumentPart!.Document!.InnerText;
        var pdf = await owner.Http.GetByteArrayAsync($"{path}/papers/filing-receipt?format=pdf", cancel);

        Assert.Contains(number, text, StringComparison.Ordinal);
        Assert.Contains(project, text, StringComparison.Ordinal);
        Assert.Contains("剪力墙结构", text, StringComparison.Ordinal);
        Assert.Contains("138****5678", text, StringComparison.Ordinal);
        Assert.Equal("%PDF"u8.ToArray(), pdf[..4]);
    }

    private static async Task<MemoryStream> CopyAsync(Stream from, CancellationToken cancel)
    {
        var copy = new MemoryStream();
        await from.CopyToAsync(copy, cancel);
        return copy;
    }

    [Fact]
    public async Task one_permit_and_one_place_are_filed_once_and_the_permit_must_fit()
    {
        var firm = await platform.Host.FirmAsync("owner");
        using var owner = await platform.Host.EnterpriseAsync(Role.Owner, firm);
        using var station = await platform.Host.AuthorityAsync(Role.StationChief, RegisterPeople.Hunnan);
        var first = await FiledAsync(owner, Complete("浑南医院门诊楼", "210112202611230202", firm));

        (await owner.PostAsync($"{Filings}/records", Complete("另一个项目", "210112202611230202", firm))).Is(HttpStatusCode.Conflict);
        var twice = (await owner.PostAsync($"{Filings}/records", Complete("浑南医院门诊楼", "210112202611230203", firm))).Is(HttpStatusCode.Created);
        var same = (await owner.PostAsync($"{twice.Headers.Location}/actions/submit", null, "\"1\"")).Is(HttpStatusCode.UnprocessableEntity);
        var odd = Complete("许可证不符的项目", "210112202611230204", firm);
        odd["permit"]!["contractor"] = "另一家施工单位";
        var path = await FiledAsync(owner, odd);
        var refused = (await station.PostAsync($"{path}/actions/accept", null, "\"2\"")).Is(HttpStatusCode.Conflict);

        Assert.Contains("浑南医院门诊楼", (string)same["detail"]!, StringComparison.Ordinal);
        Assert.Contains("另一家施工单位", (string)refused["detail"]!, StringComparison.Ordinal);
        (await station.PostAsync($"{first}/actions/accept", null, "\"2\"")).Is(HttpStatusCode.OK);
    }

    private static async Task<string> FiledAsync(Person owner, JsonObject filing)
    {
        var draft = (await owner.PostAsync($"{Filings}/records", filing)).Is(HttpStatusCode.Created);
        (await owner.PostAsync($"{draft.Headers.Location}/actions/submit", null, "\"1\"")).Is(HttpStatusCode.OK);
        return draft.Headers.Location!.ToString();
    }

    private static async Task SuspendedAsync(Person station, Person owner, string id, DateOnly today)
    {
        var path = $"/api/registers/supervision-cases/records/{id}";
        var form = new { on = today, reason = "冬期停工", protection = "基坑回填、围挡加固" };

        (await owner.PostAsync($"{path}/actions/suspend", form, "\"1\"")).Is(HttpStatusCode.Forbidden);
        (await station.PostAsync($"{path}/actions/suspend", new { on = today }, "\"1\"")).Is(HttpStatusCode.UnprocessableEntity);
        var before = (await station.PostAsync($"{path}/actions/suspend", form with { on = today.AddDays(-3) }, "\"1\"")).Is(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("中止日期早于立项日期", (string?)before["detail"]);
        var early = (await station.GetAsync($"{path}/papers/supervision-resumption")).Is(HttpStatusCode.Conflict);
        Assert.Equal("没有恢复日期，不能打印恢复监督告知书", (string?)early["detail"]);
        (await station.PostAsync($"{path}/actions/suspend", form, "\"1\"")).Is(HttpStatusCode.OK);
        (await station.PostAsync($"{path}/actions/resume", new { on = today.AddDays(-1) }, "\"2\"")).Is(HttpStatusCode.UnprocessableEntity);
        (await station.PostAsync($"{path}/actions/resume", new { on = today.AddDays(1) }, "\"2\"")).Is(HttpStatusCode.UnprocessableEntity);
        (await station.PostAsync($"{path}/actions/resume", new { on = today }, "\"2\"")).Is(HttpStatusCode.OK);
        (await station.Http.GetAsync($"{path}/papers/supervision-resumption", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        (await station.PostAsync($"{path}/actions/terminate", new { conclusion = "完工" }, "\"3\"")).Is(HttpStatusCode.Forbidden);
    }

    /// <summary>A filing that lacks nothing; a permit is one project's alone, so each filing of the shared host that names none has its own.</summary>
    internal static JsonObject Complete(string name, string? permit = null, OrganisationId? firm = null)
    {
        permit ??= $"2101122025{Interlocked.Increment(ref _permits):D8}";
        static JsonObject File(string name) => new() { ["hash"] = new string('a', 64), ["name"] = name, ["size"] = 1024 };
        var units = new (string Kind, string Name)[]
        {
            ("owner", "沈阳浑南开发有限公司"), ("surveyor", "辽宁勘察院"), ("designer", "沈阳设计院"), ("contractor", "辽宁建工集团"), ("supervisingEngineer", "沈阳监理公司"),
        };
        var posts = new[] { "ownerHead", "surveyHead", "designHead", "projectManager", "chiefEngineer" };
        var papers = new[]
        {
            "contract", "supervisionContract", "designReview", "siteInvestigation", "constructionPlan", "hazardousWorksList", "safetyLicence", "safetyFee", "safetyStaff", "insurance", "liftingMachines",
        };
        return new JsonObject
        {
            ["name"] = name, ["category"] = "building", ["county"] = "210112", ["address"] = "沈阳市浑南区创新路155号",
            ["position"] = new JsonObject { ["longitude"] = 123.45 + (((name.GetHashCode(StringComparison.Ordinal) % 300) + 300) * 5e-4), ["latitude"] = 41.71 },
            ["unitWorks"] = new JsonArray(new JsonObject { ["name"] = "1号楼", ["structure"] = "shearWall", ["storeysAbove"] = 18, ["storeysBelow"] = 1, ["height"] = 54.0 }),
            ["parties"] = new JsonArray([.. units.Select(unit => (JsonNode)new JsonObject { ["kind"] = unit.Kind, ["organisation"] = (unit.Kind == "owner" && firm is { } known ? known.Value : Guid.CreateVersion7()).ToString(), ["name"] = unit.Name })]),
            ["persons"] = new JsonArray([.. posts.Select(post => (JsonNode)new JsonObject
            {
                ["post"] = post, ["name"] = "张三丰", ["phone"] = "13800005678", ["authorisation"] = File("授权书.pdf"), ["commitment"] = File("承诺书.pdf"),
            })]),
            ["papers"] = new JsonArray([.. papers.Select(paper => (JsonNode)new JsonObject { ["kind"] = paper, ["file"] = File(paper + ".pdf") })]),
            ["permit"] = new JsonObject
            {
                ["number"] = permit, ["issuedOn"] = "2026-10-20", ["authority"] = "浑南区住房和城乡建设局", ["owner"] = firm is null ? units[0].Name : Registered, ["contractor"] = units[3].Name,
                ["supervisingEngineer"] = units[4].Name, ["scan"] = File("施工许可证.pdf"),
            },
        };
    }
}
