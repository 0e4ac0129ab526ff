using System.Net;
using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Persons;
using Cloud.Tests.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Cloud.Tests.Host;

/// <summary>Enterprises register and are verified by their county; persons are masked; every look in clear is kept.</summary>
[Collection("platform")]
public sealed class PeopleSpecs(Platform platform)
{
    private const string Heping = "210102";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task an_enterprise_registers_itself_waits_for_its_county_and_then_looks_after_its_own_people()
    {
        await using var host = await PlatformHost.StartAsync();
        using var applicant = host.Stranger();
        using var county = await OfficialAsync(host, "heping-official", Heping);
        using var elsewhere = await OfficialAsync(host, "dalian-official", "210200");

        var applied = (await applicant.PostAsync("/api/registrations", Draft("first.builder"))).Is(HttpStatusCode.Created);
        var waiting = (await applicant.SignInAsync("first.builder", PlatformHost.Password)).Is(HttpStatusCode.Forbidden);
        var path = $"/api/organisations/{applied["id"]}";
        (await elsewhere.GetAsync(path)).Is(HttpStatusCode.NotFound);
        (await elsewhere.PostAsync($"{path}/verify", new { })).Is(HttpStatusCode.NotFound);
        (await county.PostAsync($"{path}/return", new { })).Is(HttpStatusCode.UnprocessableEntity);
        (await county.PostAsync($"{path}/return", new { note = "请补充地址" })).Is(HttpStatusCode.OK);
        (await applicant.PutAsync("/api/registrations", Draft("first.builder", address: "沈阳市和平区1号"))).Is(HttpStatusCode.OK);
        var verified = (await county.PostAsync($"{path}/verify", new { })).Is(HttpStatusCode.OK);
        var session = (await applicant.SignInAsync("first.builder", PlatformHost.Password)).Is(HttpStatusCode.OK);

        Assert.EndsWith("account-not-active", waiting.Problem, StringComparison.Ordinal);
        Assert.Equal("active", (string?)verified["state"]);
        Assert.Equal(["organisation-administrator", "contractor"], session["user"]["roles"]!.AsArray().Select(role => (string?)role!["code"]));
        var made = (await applicant.PostAsync("/api/users", new { userName = "first.worker", displayName = "王五", organisation = (string?)applied["id"] })).Is(HttpStatusCode.Created);
        (await applicant.PostAsync($"/api/users/{made["account"]!["id"]}/grants", new { role = "contractor", area = "210000", party = (string?)applied["id"], reason = "项目经理" })).Is(HttpStatusCode.Created);
        var wide = (await applicant.PostAsync($"/api/users/{made["account"]!["id"]}/grants", new { role = "supervisor", area = "210000", reason = "想看更多" })).Is(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("监管机构", (string?)wide["detail"], StringComparison.Ordinal);
        Assert.Equal(2, (await applicant.GetAsync("/api/users")).Is(HttpStatusCode.OK)["items"].AsArray().Count);
        (await county.PostAsync($"{path}/freeze", new { note = "资质过期" })).Is(HttpStatusCode.OK);
        (await applicant.GetAsync("/api/session")).Is(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task a_registration_says_everything_that_is_wrong_at_once_does_not_count_it_and_is_taken_once()
    {
        await using var host = await PlatformHost.StartAsync(settings => settings["Identity:RegistrationsPerHour"] = "3");
        using var applicant = host.Stranger();
        var code = Codes.NewCreditCode();

        var wrong = (await applicant.PostAsync("/api/registrations", new
        {
            organisation = new { kind = "owner", name = "某", creditCode = code[..17] + (code[17] == '0' ? '1' : '0'), area = "210100", address = "x", representative = "张三", contactName = "李四", contactPhone = "12345" },
            userName = "Bad Name", password = "weak", displayName = "张三",
        })).Is(HttpStatusCode.UnprocessableEntity);
        (await applicant.PostAsync("/api/registrations", Draft("taken.once", code))).Is(HttpStatusCode.Created);
        var twice = (await applicant.PostAsync("/api/registrations", Draft("taken.twice", code))).Is(HttpStatusCode.Conflict);
        (await applicant.PostAsync("/api/registrations", Draft("zone", area: "dalian-jinpu"))).Is(HttpStatusCode.Created);
        var tooMany = await applicant.PostAsync("/api/registrations", Draft("one.too.many"));

        Assert.Equal(
            ["organisation.address", "organisation.area", "organisation.contactPhone", "organisation.creditCode", "organisation.name", "password", "userName"],
            wrong["errors"].AsObject().Select(error => error.Key).Order());
        Assert.EndsWith("credit-code-taken", twice.Problem, StringComparison.Ordinal);
        Assert.EndsWith("too-many-registrations", tooMany.Is(HttpStatusCode.TooManyRequests).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_person_is_masked_everywhere_encrypted_on_the_disk_and_seen_in_clear_for_a_reason_that_is_kept()
    {
        var organisation = await platform.Host.AddOrganisationAsync("contractor", Heping);
        var number = Codes.NewIdNumber();
        var added = (await platform.Admin.PostAsync("/api/persons", new { name = "赵六", idNumber = number.ToLowerInvariant(), phone = "13900005678", organisation = organisation.Id.ToString() })).Is(HttpStatusCode.Created);
        var path = $"/api/persons/{added["id"]}";
        using var county = await OfficialAsync(platform.Host, "unmask-official", Heping);
        using var other = await OfficialAsync(platform.Host, "unmask-dalian", "210200");
        using var clerk = await platform.Host.PersonAsync("unmask-clerk");
        using var auditor = await platform.Host.PersonWithAsync("unmask-auditor", new Grant(Role.Auditor, AreaCode.Parse("210000")));

        (await county.PostAsync($"{path}/unmask", new { text = "" })).Is(HttpStatusCode.UnprocessableEntity);
        (await other.PostAsync($"{path}/unmask", new { text = "好奇" })).Is(HttpStatusCode.NotFound);
        (await clerk.PostAsync($"{path}/unmask", new { text = "好奇" })).Is(HttpStatusCode.Forbidden);
        var clear = (await county.PostAsync($"{path}/unmask", new { text = "核对现场人员身份" })).Is(HttpStatusCode.OK);
        var seen = (await auditor.GetAsync($"/api/permissions/seen?object=person/{added["id"]}")).Is(HttpStatusCode.OK);
        var found = (await county.PostAsync("/api/persons/search", new { idNumber = number })).Is(HttpStatusCode.OK);
        var stored = await platform.Host.Services.GetRequiredService<IPersonStore>().FindAsync(PersonId.Parse((string)added["id"]!, null), Cancel);

        Assert.Equal(Masks.IdNumber(number), (string?)added["idNumber"]);
        Assert.Equal("139****5678", (string?)added["phone"]);
        Assert.Equal((number, "13900005678"), ((string?)clear["idNumber"], (string?)clear["phone"]));
        Assert.Equal((string?)added["id"], (string?)found["id"]);
        var entry = Assert.Single(seen["items"].AsArray(), item => (string?)item!["action"] == "person.unmask")!;
        Assert.Contains("核对现场人员身份", (string?)entry["detail"], StringComparison.Ordinal);
        Assert.Equal("127.0.0.1", (string?)entry["address"]);
        Assert.DoesNotContain(number, stored!.ToString(), StringComparison.Ordinal);
        (await platform.Admin.PostAsync("/api/persons", new { name = "赵六", idNumber = number })).Is(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("21010219900230001X", "出生日期")]
    [InlineData("210102199003070000", "校验位")]
    [InlineData("2101021990030", "18位")]
    public async Task a_number_that_cannot_be_is_refused_without_being_repeated(string number, string why)
    {
        var refused = (await platform.Admin.PostAsync("/api/persons", new { name = "赵六", idNumber = number })).Is(HttpStatusCode.UnprocessableEntity);

        Assert.Contains(why, (string?)refused["errors"]["idNumber"]![0], StringComparison.Ordinal);
        Assert.DoesNotContain(number, refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_area_tree_has_fourteen_cities_a_hundred_counties_and_zones_that_stand_for_a_county()
    {
        using var stranger = platform.Host.Stranger();
        var areas = (await stranger.GetAsync("/api/areas")).Is(HttpStatusCode.OK);
        var kinds = (await stranger.GetAsync("/api/organisation-kinds")).Is(HttpStatusCode.OK);

        var cities = areas["root"]["children"]!.AsArray();
        Assert.Equal(14, cities.Count);
        Assert.Equal(100, cities.Sum(city => city!["children"]!.AsArray().Count));
        Assert.Contains(areas["zones"].AsArray(), zone => (string?)zone!["id"] == "dalian-jinpu" && (string?)zone["host"] == "210213");
        Assert.Equal(10, kinds.Body.AsArray().Count(kind => (string?)kind!["category"] == "enterprise"));
    }

    private static Task<Person> OfficialAsync(PlatformHost host, string userName, string area) =>
        host.PersonWithAsync(userName, new Grant(new Role("official"), AreaCode.Parse(area)));

    private static object Draft(string userName, string? code = null, string area = Heping, string address = "沈阳市和平区") => new
    {
        organisation = new
        {
            kind = "contractor", name = "沈阳第一建筑有限公司", creditCode = code ?? Codes.NewCreditCode(), area, address, representative = "张三", contactName = "李四", contactPhone = "13800001234",
        },
        userName, password = PlatformHost.Password, displayName = "张三",
    };
}
