using System.Net;
using System.Text.Json.Nodes;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Supervision;
using Cloud.Tests.Host;

namespace Cloud.Tests.Registers;

/// <summary>What the pages of registers ask beside the records themselves.</summary>
[Collection("platform")]
public sealed class RegisterPagesSpecs(Host.Platform platform)
{
    private const string Filings = "/api/registers/project-filings";

    [Fact]
    public async Task what_waits_for_somebody_is_counted_by_state_and_each_figure_is_the_count_of_its_list()
    {
        var (owner, _, path) = await FiledAsync("待办计数项目一", "210112202611240301");
        using var station = await platform.Host.AuthorityAsync(Role.Supervisor, RegisterPeople.Hunnan);
        using var elsewhere = await platform.Host.AuthorityAsync(Role.Supervisor, RegisterPeople.Dalian);

        var line = Assert.Single((await station.GetAsync("/api/todo")).Is(HttpStatusCode.OK)["items"].AsArray(), item => Is(item, "project-filings", "submitted"))!;
        var list = (await station.GetAsync($"{Filings}/records?todo=true&filter=state:eq:submitted&total=true&limit=1")).Is(HttpStatusCode.OK);
        Assert.Equal((long)list["total"], (long)line["count"]!);
        Assert.Equal("项目报监", (string?)line["module"]!["zh"]);
        Assert.DoesNotContain((await owner.GetAsync("/api/todo"))["items"].AsArray(), item => Is(item, "project-filings", "submitted"));
        Assert.DoesNotContain((await elsewhere.GetAsync("/api/todo"))["items"].AsArray(), item => Is(item, "project-filings", "submitted"));

        (await station.PostAsync($"{path}/actions/accept", null, "\"2\"")).Is(HttpStatusCode.OK);
        Assert.DoesNotContain((await station.GetAsync("/api/todo"))["items"].AsArray(), item => Is(item, "supervision-cases", "supervised"));
        var states = (await station.GetAsync("/api/registers/supervision-cases"))["states"].AsArray();
        Assert.True((bool)states[0]!["resting"]!);
        owner.Dispose();
    }

    [Fact]
    public async Task ids_get_their_names_in_records_that_are_read_and_nowhere_else()
    {
        var (owner, firm, path) = await FiledAsync("名称解析项目", "210112202611240302");
        using var elsewhere = await platform.Host.AuthorityAsync(Role.Supervisor, RegisterPeople.Dalian);

        var list = (await owner.GetAsync($"{Filings}/records?names=true&columns=county,parties")).Is(HttpStatusCode.OK);
        var detail = (await owner.GetAsync(path)).Is(HttpStatusCode.OK);
        var plain = (await owner.GetAsync($"{Filings}/records")).Is(HttpStatusCode.OK);
        var foreign = (await elsewhere.GetAsync($"{Filings}/records?names=true&columns=*")).Is(HttpStatusCode.OK);

        Assert.Equal("沈阳某某单位", (string?)list["names"][firm.ToString()]);
        Assert.EndsWith("浑南区", (string)list["names"]["210112"]!, StringComparison.Ordinal);
        Assert.Equal("沈阳某某单位", (string?)detail["names"][firm.ToString()]);
        Assert.Null(plain.Body["names"]);
        Assert.DoesNotContain(firm.ToString(), foreign.Text, StringComparison.Ordinal);
        owner.Dispose();
    }

    [Fact]
    public async Task personal_data_of_a_record_are_seen_in_clear_for_a_reason_by_whom_that_right_is_given()
    {
        var (owner, _, path) = await FiledAsync("明文查看项目", "210112202611240303");
        using var station = await platform.Host.AuthorityAsync(Role.Supervisor, RegisterPeople.Hunnan);
        using var elsewhere = await platform.Host.AuthorityAsync(Role.Supervisor, RegisterPeople.Dalian);

        Assert.True((bool)(await station.GetAsync(path))["canUnmask"]);
        Assert.False((bool)(await owner.GetAsync(path))["canUnmask"]);
        (await station.PostAsync($"{path}/unmask", new { text = "" })).Is(HttpStatusCode.UnprocessableEntity);
        (await owner.PostAsync($"{path}/unmask", new { text = "核对联系电话" })).Is(HttpStatusCode.Forbidden);
        (await elsewhere.PostAsync($"{path}/unmask", new { text = "核对联系电话" })).Is(HttpStatusCode.NotFound);
        var clear = (await station.PostAsync($"{path}/unmask", new { text = "核对联系电话" })).Is(HttpStatusCode.OK);

        Assert.Equal("13800005678", (string?)clear["record"]["persons"]![0]!["phone"]);
        owner.Dispose();
    }

    [Fact]
    public async Task a_form_offers_verified_organisations_to_everybody_and_persons_of_ones_own_only()
    {
        var firm = await platform.Host.FirmAsync("contractor");
        using var worker = await platform.Host.EnterpriseAsync(Role.Contractor, firm);
        using var official = await platform.Host.AuthorityAsync(Role.Official, RegisterPeople.Hunnan);

        var organisations = (await worker.GetAsync("/api/choices/organisations?q=" + Uri.EscapeDataString("某某"))).Is(HttpStatusCode.OK)["items"].AsArray();
        var persons = (await worker.GetAsync("/api/choices/persons")).Is(HttpStatusCode.OK)["items"].AsArray();

        Assert.NotEmpty(organisations);
        Assert.All(organisations, one => Assert.DoesNotContain("phone", one!.AsObject().Select(member => member.Key)));
        Assert.All(persons, one => Assert.Equal(firm.ToString(), (string?)one!["organisation"]));
        (await worker.GetAsync("/api/choices/organisations?q=" + new string('a', 101))).Is(HttpStatusCode.BadRequest);
        (await platform.Host.Stranger().GetAsync("/api/choices/organisations")).Is(HttpStatusCode.Unauthorized);
        (await official.GetAsync("/api/choices/persons")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task a_filing_is_checked_by_the_rules_of_its_submission_before_it_is_submitted()
    {
        var firm = await platform.Host.FirmAsync("owner");
        using var owner = await platform.Host.EnterpriseAsync(Role.Owner, firm);
        using var stranger = await platform.Host.EnterpriseAsync(Role.Owner, await platform.Host.FirmAsync("owner"));
        var draft = (await owner.PostAsync($"{Filings}/records", new { name = "核对中的项目", category = "building", county = "210112", address = "沈阳市浑南区创新路155号" })).Is(HttpStatusCode.Created);
        var id = (string)draft["id"]!;

        var check = (await owner.GetAsync($"/api/filings/{id}/check")).Is(HttpStatusCode.OK);
        var complete = FilingSpecs.Complete("核对中的项目", "210112202611240304", firm);
        (await owner.SendAsync(HttpMethod.Put, $"{Filings}/records/{id}", complete, "\"1\"")).Is(HttpStatusCode.OK);
        var ready = (await owner.GetAsync($"/api/filings/{id}/check")).Is(HttpStatusCode.OK);

        Assert.Contains(check["missing"].AsArray(), gap => (string?)gap!["step"] == "works" && (string?)gap["what"] == "单位工程");
        Assert.Contains(check["missing"].AsArray(), gap => (string?)gap!["step"] == "papers" && (string?)gap["what"] == "施工图审查合格书");
        Assert.Equal("没有施工许可证，不能受理", (string?)check["permitFault"]);
        Assert.Empty(ready["missing"].AsArray());
        Assert.Null(ready.Body["permitFault"]);
        Assert.Equal(11, ready["papers"].AsArray().Count(line => (bool)line!["needed"]! && (bool)line["given"]!));
        (await stranger.GetAsync($"/api/filings/{id}/check")).Is(HttpStatusCode.NotFound);
    }

    private static bool Is(JsonNode? item, string register, string state) => (string?)item!["register"] == register && (string?)item["state"] == state;

    private async Task<(Person Owner, OrganisationId Firm, string Path)> FiledAsync(string name, string permit)
    {
        var firm = await platform.Host.FirmAsync("owner");
        var owner = await platform.Host.EnterpriseAsync(Role.Owner, firm);
        var draft = (await owner.PostAsync($"{Filings}/records", FilingSpecs.Complete(name, permit, firm))).Is(HttpStatusCode.Created);
        (await owner.PostAsync($"{draft.Headers.Location}/actions/submit", null, "\"1\"")).Is(HttpStatusCode.OK);
        return (owner, firm, draft.Headers.Location!.ToString());
    }
}
