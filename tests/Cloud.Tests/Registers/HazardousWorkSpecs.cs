using System.Net;
using System.Text.Json.Nodes;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Supervision;
using Cloud.Supervision.HazardousWorks;
using TestKit.Clauses;

namespace Cloud.Tests.Registers;

[Collection("platform")]
public sealed class HazardousWorkSpecs(Host.Platform platform)
{
    private const string Works = "/api/registers/hazardous-works";

    [Fact, Accepts("5.3.2-4.4", "5.3.2-4.5")]
    public async Task a_contractor_lists_a_work_the_sizes_classify_it_the_engineer_confirms_and_a_change_needs_its_reason()
    {
        var site = await platform.SiteAsync(crane: false);
        var (builder, engineers) = (await platform.Host.FirmAsync("contractor"), await platform.Host.FirmAsync("supervising-engineer"));
        await platform.Host.PartiesAsync(site.Project, new ProjectParty(builder, "contractor"), new ProjectParty(engineers, "supervising-engineer"));
        using var contractor = await platform.Host.EnterpriseAsync(Role.Contractor, builder);
        using var engineer = await platform.Host.EnterpriseAsync(Role.SupervisingEngineer, engineers);
        using var inspector = await platform.Host.AuthorityAsync(Role.Supervisor, RegisterPeople.Hunnan, Disciplines.Safety);
        using var quality = await platform.Host.AuthorityAsync(Role.Supervisor, RegisterPeople.Hunnan, Disciplines.Quality);
        using var other = await platform.Host.EnterpriseAsync(Role.Contractor, await platform.Host.FirmAsync("contractor"));
        var work = new JsonObject { ["project"] = site.Project, ["kind"] = "pit1", ["part"] = "地下车库基坑", ["sizes"] = new JsonObject { ["excavationDepth"] = 4.8 } };

        (await other.PostAsync($"{Works}/records", work)).Is(HttpStatusCode.Forbidden);
        var listed = (await contractor.PostAsync($"{Works}/records", work)).Is(HttpStatusCode.Created);
        var path = listed.Headers.Location!.ToString();
        Assert.Equal(("hazardous", "开挖深度4.8m，达到3m"), ((string)listed["record"]["scale"]!, (string)listed["record"]["why"]!));
        (await contractor.PostAsync($"{path}/actions/confirm", new { opinion = "自己确认" }, "\"1\"")).Is(HttpStatusCode.Forbidden);
        (await engineer.PostAsync($"{path}/actions/confirm", new { opinion = "与图纸相符" }, "\"1\"")).Is(HttpStatusCode.OK);
        work["sizes"]!["excavationDepth"] = 5.2;
        (await contractor.SendAsync(HttpMethod.Put, path, work, "\"2\"")).Is(HttpStatusCode.UnprocessableEntity);
        work["changeReason"] = "设计变更，底标高降低";
        (await contractor.SendAsync(HttpMethod.Put, path, work, "\"2\"")).Is(HttpStatusCode.OK);

        var overScale = (await inspector.GetAsync($"{Works}/records?filter=scale:eq:overScale&filter=project:eq:{site.Project}")).Is(HttpStatusCode.OK);
        Assert.Equal("地下车库基坑", (string?)overScale["items"].AsArray().Single()!["record"]!["part"]);
        Assert.Empty((await quality.GetAsync($"{Works}/records?filter=project:eq:{site.Project}"))["items"].AsArray());
        (await other.GetAsync(path)).Is(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(HazardousWorkKind.Pit1, 2.9, WorkScale.Below)]
    [InlineData(HazardousWorkKind.Pit1, 3.0, WorkScale.Hazardous)]
    [InlineData(HazardousWorkKind.Pit1, 5.0, WorkScale.OverScale)]
    [InlineData(HazardousWorkKind.Pit1, null, WorkScale.Hazardous)]
    [InlineData(HazardousWorkKind.Tn1, null, WorkScale.OverScale)]
    [InlineData(HazardousWorkKind.Cr2, null, WorkScale.Hazardous)]
    public void thresholds_are_closed_and_what_is_not_known_is_never_harmless(HazardousWorkKind kind, double? depth, WorkScale expected) =>
        Assert.Equal(expected, ScaleThresholds.Shipped.Classify(kind, new WorkSizes { ExcavationDepth = depth }).Scale);

    [Fact]
    public void every_kind_has_its_thresholds() =>
        Assert.All(Enum.GetValues<HazardousWorkKind>(), kind => Assert.NotNull(ScaleThresholds.Shipped.Classify(kind, new WorkSizes()).Why));

    [Fact]
    public void a_shallow_pit_beside_a_neighbour_counts() =>
        Assert.Equal(WorkScale.Hazardous, ScaleThresholds.Shipped.Classify(HazardousWorkKind.Pit1, new WorkSizes { ExcavationDepth = 2, ComplexGeologyOrAffectsNeighbours = true }).Scale);
}
