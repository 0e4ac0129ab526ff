using System.Globalization;
using System.Net;
using Cloud.Platform.Identity;
using Cloud.Supervision;
using Cloud.Tests.Host;
using Cloud.Tests.Identity;
using TestKit.Clauses;

namespace Cloud.Tests.Personnel;

[Collection("platform")]
public sealed class PersonLedgerSpecs(Host.Platform platform)
{
    [Fact, Accepts("5.2.2-6.2", "5.5.2-2.4")]
    public async Task days_on_site_count_against_what_a_post_asks_and_by_team()
    {
        using var story = await SiteStory.BeginAsync(platform);
        var (staff, person, _) = await story.StaffAsync("冯志刚");
        await story.CertificateAsync(staff, "safetyC");
        var (post, _) = await SiteStory.AddAsync(story.Contractor, "appointments", new { project = story.Project, post = "safetyOfficer", staff, from = story.Day(-60) });
        (await SiteStory.ActAsync(story.Owner, post, "confirm")).Is(HttpStatusCode.OK);

        foreach (var day in new[] { -3, -2, -1 })
            await SiteStory.AddAsync(story.Contractor, "attendance-days", Day(story, person, "冯志刚", day, "staff", "safetyOfficer"));
        (await SiteStory.TryAsync(story.Contractor, "attendance-days", Day(story, person, "冯志刚", -1, "staff", "safetyOfficer"))).Is(HttpStatusCode.Conflict);
        (await SiteStory.TryAsync(story.Stranger, "attendance-days", Day(story, person, "冯志刚", -5, "staff", "safetyOfficer"))).Is(HttpStatusCode.UnprocessableEntity);
        (await SiteStory.TryAsync(story.Contractor, "attendance-days", Day(story, person, "冯志刚", -6, "staff", "safetyOfficer", by: "byHand"))).Is(HttpStatusCode.UnprocessableEntity);
        await SiteStory.AddAsync(story.Contractor, "attendance-days", Day(story, Guid.CreateVersion7().ToString(), "刘大壮", -1, "workers", team: "钢筋一班"));
        var (doubtful, long_) = await SiteStory.AddAsync(story.Contractor, "attendance-days", Day(story, Guid.CreateVersion7().ToString(), "王小虎", -2, "workers", team: "钢筋一班", hours: 17));

        var row = (await SiteStory.RowsAsync(story.Station, "attendance-summary", $"project={story.Project}&from={story.Day(-13)}&to={story.Day(-1)}")).Single()!;
        Assert.Equal((3, true), ((int)row["days"]!, (bool)row["below"]!));
        var team = (await SiteStory.RowsAsync(story.Contractor, "labour-attendance", $"project={story.Project}&from={story.Day(-13)}&to={story.Day(-1)}")).Single()!;
        Assert.Equal(("钢筋一班", 1, 9.5), ((string)team["team"]!, (int)team["days"]!, (double)team["hours"]!));
        Assert.Equal("doubtful", (string?)long_["state"]);
        (await SiteStory.ActAsync(story.Station, doubtful, "accept")).Is(HttpStatusCode.Conflict);
    }

    [Fact, Accepts("5.2.2-6.3", "5.5.2-2.5")]
    public async Task violations_are_entered_handled_and_told_by_kind()
    {
        using var story = await SiteStory.BeginAsync(platform);
        object Violation(string name, string kind, string by) => new { project = story.Project, organisation = story.BuilderFirm.ToString(), name, kind, foundBy = by, on = story.Day(-1), place = "2号楼五层", facts = "临边作业未采取防护" };
        var (path, _) = await SiteStory.AddAsync(story.Station, "violations", Violation("陈大力", "noHarness", "authority"));
        await SiteStory.AddAsync(story.Engineer, "violations", Violation("陈大力", "noHarness", "supervisingEngineer"));
        await SiteStory.AddAsync(story.Contractor, "violations", Violation("何小军", "noHelmet", "selfCheck"));
        (await SiteStory.TryAsync(story.Stranger, "violations", Violation("何小军", "noHelmet", "selfCheck"))).Is(HttpStatusCode.Forbidden);

        (await SiteStory.ActAsync(story.Contractor, path, "handle", new { disposal = "停工教育并复训" })).Is(HttpStatusCode.OK);
        var rows = await SiteStory.RowsAsync(story.Station, "violation-summary", $"project={story.Project}");

        Assert.Equal(("noHarness", 2, 1, 1), ((string)rows[0]!["kind"]!, (int)rows[0]!["count"]!, (int)rows[0]!["open"]!, (int)rows[0]!["repeated"]!));
        Assert.Equal(66.7, (double)rows[0]!["share"]!);
        Assert.Equal(2, (await SiteStory.RowsAsync(story.Contractor, "violation-summary", $"project={story.Project}")).Count);
        Assert.Empty(await SiteStory.RowsAsync(story.Stranger, "violation-summary", $"project={story.Project}"));
    }

    [Fact, Accepts("5.2.2-6.4", "5.5.2-2.6")]
    public async Task health_is_seen_by_those_who_may_see_what_is_confidential_and_never_without_consent()
    {
        using var story = await SiteStory.BeginAsync(platform, SecrecyLevel.Confidential);
        var plain = await story.PersonAsync(Role.Supervisor, null);
        object Record(bool consent) => new
        {
            project = story.Project, organisation = story.BuilderFirm.ToString(), name = "褚长河", kind = "beforeWork", checkedOn = story.Day(-5), conclusion = "notAtHeight", details = "血压偏高，建议复查",
            consent, validUntil = story.Day(360),
        };

        (await SiteStory.TryAsync(story.Contractor, "health-records", Record(consent: false))).Is(HttpStatusCode.UnprocessableEntity);
        var (path, _) = await SiteStory.AddAsync(story.Contractor, "health-records", Record(consent: true));
        var seen = (await story.Station.GetAsync(path)).Is(HttpStatusCode.OK);

        Assert.Equal(("notAtHeight", "*********"), ((string)seen["record"]["record"]!["conclusion"]!, (string)seen["record"]["record"]!["details"]!));
        (await plain.GetAsync(path)).Is(HttpStatusCode.NotFound);
        (await story.Owner.GetAsync(path)).Is(HttpStatusCode.NotFound);
        Assert.Single((await story.Station.GetAsync($"/api/registers/health-records/records?filter=project:eq:{story.Project}"))["items"].AsArray());
    }

    [Fact, Accepts("5.2.2-6.5", "5.5.2-2.9")]
    public async Task deeds_count_for_and_against_a_person_and_may_be_objected_to()
    {
        using var story = await SiteStory.BeginAsync(platform);
        var (_, person, _) = await story.StaffAsync("卫东升");
        object Deed(string nature, int points) => new
        {
            project = story.Project, person, name = "卫东升", organisation = story.BuilderFirm.ToString(), nature, deed = "项目经理长期不到岗", basis = "辽宁省建筑市场信用管理办法", points, on = story.Day(-20), validUntil = story.Day(345),
        };
        var (bad, _) = await SiteStory.AddAsync(story.Station, "integrity-events", Deed("bad", 12));
        var (good, _) = await SiteStory.AddAsync(story.Station, "integrity-events", Deed("good", 5));
        (await SiteStory.TryAsync(story.Contractor, "integrity-events", Deed("good", 50))).Is(HttpStatusCode.Forbidden);
        (await story.Contractor.GetAsync(bad)).Is(HttpStatusCode.NotFound);
        (await SiteStory.ActAsync(story.Station, bad, "enforce")).Is(HttpStatusCode.Forbidden);
        (await SiteStory.ActAsync(story.Chief, bad, "enforce")).Is(HttpStatusCode.OK);
        (await SiteStory.ActAsync(story.Chief, good, "enforce")).Is(HttpStatusCode.OK);

        (await SiteStory.ActAsync(story.Contractor, bad, "object", new { objection = "因病请假，已报建设单位" })).Is(HttpStatusCode.OK);
        var during = (await SiteStory.RowsAsync(story.Station, "integrity-summary", $"on={story.Day()}")).Single(row => (string?)row!["person"] == person)!;
        (await SiteStory.ActAsync(story.Chief, bad, "withdraw", new { decision = "理由成立，予以撤销" })).Is(HttpStatusCode.OK);
        var after = (await SiteStory.RowsAsync(story.Contractor, "integrity-summary", $"on={story.Day()}")).Single(row => (string?)row!["person"] == person)!;

        Assert.Equal((93, 1, 1), ((int)during["score"]!, (int)during["good"]!, (int)during["bad"]!));
        Assert.Equal((105, 0), ((int)after["score"]!, (int)after["bad"]!));
    }

    [Fact, Accepts("5.5.2-2.3", "5.5.2-2.8")]
    public async Task workers_and_their_training_are_reported_and_tests_add_up()
    {
        using var story = await SiteStory.BeginAsync(platform);
        object Worker(string name, string trade, object? licence = null, string? number = null) => new
        {
            project = story.Project, organisation = story.BuilderFirm.ToString(), team = "架子班", name, idNumber = number ?? Codes.NewIdNumber(), trade, cameOn = story.Day(-30), hasContract = true, insured = true,
            safetyHours = 32.0, licence, licenceUntil = licence is null ? null : story.Day(200),
        };
        (await SiteStory.TryAsync(story.Contractor, "site-workers", Worker("蒋铁柱", "scaffolder"))).Is(HttpStatusCode.UnprocessableEntity);
        var (worker, made) = await SiteStory.AddAsync(story.Contractor, "site-workers", Worker("蒋铁柱", "scaffolder", "辽S012026000123"));
        (await SiteStory.TryAsync(story.Contractor, "site-workers", Worker("孩子王", "labourer", number: Young(story)))).Is(HttpStatusCode.UnprocessableEntity);
        (await story.Stranger.GetAsync(worker)).Is(HttpStatusCode.NotFound);
        object[] people = [new { name = "蒋铁柱", trade = "scaffolder", score = 92.0, passed = true }, new { name = "沈二牛", trade = "labourer", score = 41.0, passed = false }];

        await SiteStory.AddAsync(story.Contractor, "training-sessions", new { project = story.Project, organisation = story.BuilderFirm.ToString(), kind = "project", topic = "高处作业安全", on = story.Day(-2), hours = 4.0, participants = people });
        (await SiteStory.TryAsync(story.Contractor, "training-sessions", new { project = story.Project, organisation = story.BuilderFirm.ToString(), kind = "project", topic = "空课", on = story.Day(-2), hours = 4.0, participants = Array.Empty<object>() }))
            .Is(HttpStatusCode.UnprocessableEntity);
        var row = (await SiteStory.RowsAsync(story.Station, "training-summary", $"project={story.Project}")).Single()!;

        Assert.Matches(@"^210\*+[0-9X]{4}$", (string)made["record"]["idNumber"]!);
        Assert.Equal(("project", 1, 2, 1, 50.0), ((string)row["kind"]!, (int)row["sessions"]!, (int)row["people"]!, (int)row["passed"]!, (double)row["share"]!));
    }

    private static string Young(SiteStory story)
    {
        var body = $"210102{DateOnly.Parse(story.Day(), CultureInfo.InvariantCulture).AddYears(-15):yyyyMMdd}001";
        return body + Cloud.Platform.Persons.IdNumber.CheckDigit(body);
    }

    private static object Day(SiteStory story, string person, string name, int day, string kind, string? post = null, string? team = null, string by = "face", double hours = 9.5)
    {
        var start = DateTimeOffset.Parse(story.Day(day) + "T07:00:00+08:00", CultureInfo.InvariantCulture);
        return new { project = story.Project, organisation = story.BuilderFirm.ToString(), person, name, kind, post, team, day = story.Day(day), @in = start, @out = start.AddHours(hours), by };
    }
}
