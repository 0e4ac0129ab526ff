using System.Net;
using System.Text.Json.Nodes;
using TestKit.Clauses;

namespace Cloud.Tests.Registers;

[Collection("platform")]
public sealed class FilingSpecs(Host.Platform platform)
{
    private const string Filings = "/api/registers/project-filings";

    [Fact, Accepts("5.2.2-1.1", "5.2.2-1.2", "5.2.2-1.3", "5.3.2-1.1", "5.3.2-1.2", "5.3.2-1.3", "5.5.2-1.1")]
    public async Task a_filing_is_drafted_completed_submitted_returned_and_accepted_and_opens_two_cases()
    {
        var draft = (await platform.Admin.PostAsync($"{Filings}/records", new { name = "浑南软件园三期", category = "building", county = "210112", address = "沈阳市浑南区创新路155号" })).Is(HttpStatusCode.Created);
        var path = (string)draft.Headers.Location!.ToString();
        var incomplete = (await platform.Admin.PostAsync($"{path}/actions/submit", null, "\"1\"")).Is(HttpStatusCode.Conflict);
        Assert.Contains("建设单位项目负责人", (string)incomplete["detail"]!, StringComparison.Ordinal);

        (await platform.Admin.SendAsync(HttpMethod.Put, path, Complete("浑南软件园三期"), "\"1\"")).Is(HttpStatusCode.OK);
        (await platform.Admin.SendAsync(HttpMethod.Put, path, Complete("浑南软件园三期"), "\"1\"")).Is(HttpStatusCode.PreconditionFailed);
        var submitted = (await platform.Admin.PostAsync($"{path}/actions/submit", null, "\"2\"")).Is(HttpStatusCode.OK);
        Assert.Equal("submitted", (string?)submitted["state"]);
        Assert.NotNull(submitted["due"]);
        (await platform.Admin.PostAsync($"{path}/actions/return", new { reasons = "请补充承诺书" }, "\"3\"")).Is(HttpStatusCode.OK);
        (await platform.Admin.PostAsync($"{path}/actions/accept", null, "\"4\"")).Is(HttpStatusCode.Conflict);
        (await platform.Admin.PostAsync($"{path}/actions/submit", null, "\"4\"")).Is(HttpStatusCode.OK);
        var accepted = (await platform.Admin.PostAsync($"{path}/actions/accept", null, "\"5\"")).Is(HttpStatusCode.OK);

        Assert.Matches("^监登〔2026〕210112-[0-9]{4}号$", (string)accepted["record"]!["registrationNumber"]!);
        var project = (string)accepted["record"]!["project"]!;
        (await platform.Admin.GetAsync($"/api/projects/{project}")).Is(HttpStatusCode.OK);
        var cases = (await platform.Admin.GetAsync($"/api/registers/supervision-cases/records?filter=project:eq:{project}&total=true")).Is(HttpStatusCode.OK);
        Assert.Equal(2, (long)cases["total"]!);
        var history = (await platform.Admin.GetAsync($"{path}/history")).Is(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal(["create", "edit", "submit", "return", "submit", "accept"], history.Select(entry => (string)entry!["action"]!));
    }

    internal static JsonObject Complete(string name, string permit = "210112202611230101")
    {
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
            ["position"] = new JsonObject { ["longitude"] = 123.45 + (name.GetHashCode(StringComparison.Ordinal) % 1000 * 1e-3), ["latitude"] = 41.71 },
            ["unitWorks"] = new JsonArray(new JsonObject { ["name"] = "1号楼", ["structure"] = "shearWall", ["storeysAbove"] = 18, ["storeysBelow"] = 1, ["height"] = 54.0 }),
            ["parties"] = new JsonArray([.. units.Select(unit => (JsonNode)new JsonObject { ["kind"] = unit.Kind, ["organisation"] = Guid.CreateVersion7().ToString(), ["name"] = unit.Name })]),
            ["persons"] = new JsonArray([.. posts.Select(post => (JsonNode)new JsonObject
            {
                ["post"] = post, ["name"] = "张三丰", ["phone"] = "13800005678", ["authorisation"] = File("授权书.pdf"), ["commitment"] = File("承诺书.pdf"),
            })]),
            ["papers"] = new JsonArray([.. papers.Select(paper => (JsonNode)new JsonObject { ["kind"] = paper, ["file"] = File(paper + ".pdf") })]),
            ["permit"] = new JsonObject
            {
                ["number"] = permit, ["issuedOn"] = "2026-10-20", ["authority"] = "浑南区住房和城乡建设局", ["owner"] = units[0].Name, ["contractor"] = units[3].Name,
                ["supervisingEngineer"] = units[4].Name, ["scan"] = File("施工许可证.pdf"),
            },
        };
    }
}
