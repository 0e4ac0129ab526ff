using System.Net;
using Cloud.Platform.Identity;
using Cloud.Supervision;
using Cloud.Tests.Host;
using Cloud.Tests.Personnel;
using Cloud.Tests.Registers;
using TestKit.Clauses;

namespace Cloud.Tests.Parties;

[Collection("platform")]
public sealed class PartyPaperSpecs(Host.Platform platform)
{
    private static object File(string name) => new { hash = new string('b', 64), name, size = 2048 };

    [Fact, Accepts("5.5.2-1.3", "5.5.2-1.4")]
    public async Task an_enterprise_reports_its_licences_and_those_of_its_project_and_the_station_checks_them()
    {
        using var story = await SiteStory.BeginAsync(platform);
        object Certificate(string kind, string number, int until, string? organisation = null) => new
        {
            organisation = organisation ?? story.BuilderFirm.ToString(), kind, number, grade = "建筑工程施工总承包一级", authority = "辽宁省住房和城乡建设厅", issuedOn = story.Day(-700), expiresOn = story.Day(until),
        };
        var tail = Guid.CreateVersion7().ToString("N")[20..];
        var (licence, made) = await SiteStory.AddAsync(story.Contractor, "enterprise-certificates", Certificate("safetyLicence", $"辽JZ安许证字{tail}", 30));
        var (stale, _) = await SiteStory.AddAsync(story.Contractor, "enterprise-certificates", Certificate("construction", $"D221{tail}", -3));
        (await SiteStory.TryAsync(story.Contractor, "enterprise-certificates", Certificate("construction", $"D222{tail}", 300, story.OwnerFirm.ToString()))).Is(HttpStatusCode.UnprocessableEntity);
        (await SiteStory.TryAsync(story.Contractor, "enterprise-certificates", Certificate("safetyLicence", $"辽JZ安许证字{tail}", 30))).Is(HttpStatusCode.Conflict);
        (await SiteStory.ActAsync(story.Contractor, licence, "verify")).Is(HttpStatusCode.Forbidden);
        (await SiteStory.ActAsync(story.Station, licence, "verify")).Is(HttpStatusCode.OK);
        (await SiteStory.ActAsync(story.Station, stale, "verify")).Is(HttpStatusCode.Conflict);

        var (review, _) = await SiteStory.AddAsync(story.Owner, "project-licences", new { project = story.Project, kind = "designReview", number = $"SC{tail}", authority = "沈阳施工图审查中心", issuedOn = story.Day(-90), scan = File("审查合格书.pdf") });
        (await SiteStory.ActAsync(story.Station, review, "return", new { reason = "扫描件不清" })).Is(HttpStatusCode.OK);
        var returned = (await story.Owner.GetAsync(review)).Is(HttpStatusCode.OK);

        Assert.Equal("210112", (string?)made["record"]["county"]);
        Assert.Equal("扫描件不清", (string?)returned["record"]["record"]!["returnReason"]);
        Assert.Contains((await story.Contractor.GetAsync("/api/reminders"))["items"].AsArray(), item => ((string)item!["title"]!).Contains("安全生产许可证", StringComparison.Ordinal));
        (await story.Stranger.GetAsync(review)).Is(HttpStatusCode.NotFound);
    }

    [Fact, Accepts("5.5.2-1.5")]
    public async Task a_testing_body_reports_what_it_may_test()
    {
        using var story = await SiteStory.BeginAsync(platform);
        var firm = await platform.Host.FirmAsync("testing-laboratory");
        using var laboratory = await platform.Host.EnterpriseAsync(Role.TestingLaboratory, firm);
        object[] items = [new { item = "混凝土试件", parameters = "抗压强度、抗渗性能", standard = "GB/T 50081" }];
        var number = $"辽建检字{Guid.CreateVersion7().ToString("N")[20..]}";
        object Qualification(object[] listed) => new { organisation = firm.ToString(), kind = "materials", number, items = listed, staff = 26, instruments = 85, issuedOn = story.Day(-300), expiresOn = story.Day(800) };

        (await SiteStory.TryAsync(story.Contractor, "testing-qualifications", Qualification(items))).Is(HttpStatusCode.Forbidden);
        (await SiteStory.TryAsync(laboratory, "testing-qualifications", Qualification([]))).Is(HttpStatusCode.UnprocessableEntity);
        var (path, _) = await SiteStory.AddAsync(laboratory, "testing-qualifications", Qualification(items));
        (await SiteStory.ActAsync(story.Station, path, "verify")).Is(HttpStatusCode.OK);

        (await story.Owner.GetAsync(path)).Is(HttpStatusCode.NotFound);
        var seen = (await story.Station.GetAsync("/api/registers/testing-qualifications/records?q=抗渗性能&columns=*"))["items"].AsArray().Single(item => (string?)item!["record"]!["number"] == number)!;
        Assert.Equal(("verified", "混凝土试件"), ((string)seen["state"]!, (string)seen["record"]!["items"]![0]!["item"]!));
    }
}
