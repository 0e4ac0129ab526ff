using System.Net;
using Cloud.Tests.Host;
using TestKit.Clauses;

namespace Cloud.Tests.Personnel;

[Collection("platform")]
public sealed class AppointmentSpecs(Host.Platform platform)
{
    [Fact, Accepts("5.2.2-6.1", "5.5.2-2.1", "5.5.2-2.2")]
    public async Task a_manager_with_certificate_and_contract_is_appointed_and_everybody_concerned_finds_him()
    {
        using var story = await SiteStory.BeginAsync(platform);
        var (staff, person, number) = await story.StaffAsync("赵立新");
        var (certificate, _) = await story.CertificateAsync(staff, "constructorFirst");
        await story.CertificateAsync(staff, "safetyB");
        await SiteStory.AddAsync(story.Contractor, "staff-contracts", new { staff, number = "HT-2026-001", kind = "fixedTerm", signedOn = story.Day(-100), from = story.Day(-100), until = story.Day(900), insured = true });

        var (post, proposed) = await SiteStory.AddAsync(story.Contractor, "appointments", new { project = story.Project, post = "projectManager", staff, from = story.Day() });
        (await SiteStory.ActAsync(story.Contractor, post, "confirm")).Is(HttpStatusCode.Forbidden);
        var confirmed = (await SiteStory.ActAsync(story.Owner, post, "confirm")).Is(HttpStatusCode.OK);
        (await SiteStory.ActAsync(story.Station, certificate, "verify")).Is(HttpStatusCode.OK);
        (await story.Stranger.GetAsync(post)).Is(HttpStatusCode.NotFound);

        Assert.Null(proposed["record"]["conflicts"]?.ToString());
        Assert.Equal(("inPost", "139****5678"), ((string)confirmed["state"]!, (string)confirmed["record"]["phone"]!));
        var row = (await SiteStory.RowsAsync(story.Station, "responsible-persons", $"project={story.Project}&post=projectManager")).Single()!;
        Assert.Equal(("赵立新", "HT-2026-001", true), ((string)row["name"]!, (string)row["contract"]!, (bool)row["insured"]!));
        Assert.Contains("辽建", (string)row["certificate"]!, StringComparison.Ordinal);
        var member = (await story.Contractor.GetAsync($"/api/registers/staff-members/records/{staff}")).Text;
        Assert.DoesNotContain(number, member, StringComparison.Ordinal);
        Assert.Contains(person, member, StringComparison.Ordinal);
    }

    [Fact]
    public async Task one_person_on_two_projects_an_expired_certificate_or_one_of_another_kind_are_refused()
    {
        using var first = await SiteStory.BeginAsync(platform);
        using var second = await SiteStory.BeginAsync(platform);
        var (staff, _, number) = await first.StaffAsync("钱守成");
        await first.CertificateAsync(staff, "safetyC");
        var (post, _) = await SiteStory.AddAsync(first.Contractor, "appointments", new { project = first.Project, post = "safetyOfficer", staff, from = first.Day() });
        (await SiteStory.ActAsync(first.Owner, post, "confirm")).Is(HttpStatusCode.OK);

        var (same, _, _) = await second.StaffAsync("钱守成", number: number);
        await second.CertificateAsync(same, "safetyC");
        var (twice, proposed) = await SiteStory.AddAsync(second.Contractor, "appointments", new { project = second.Project, post = "safetyOfficer", staff = same, from = second.Day() });
        var refused = (await SiteStory.ActAsync(second.Owner, twice, "confirm")).Is(HttpStatusCode.UnprocessableEntity);
        var (old, _, _) = await second.StaffAsync("孙德明");
        await second.CertificateAsync(old, "constructorSecond", days: -1);
        await second.CertificateAsync(old, "safetyA");
        var (_, stale) = await SiteStory.AddAsync(second.Contractor, "appointments", new { project = second.Project, post = "projectManager", staff = old, from = second.Day() });

        Assert.Contains(first.Project, (string)proposed["record"]["conflicts"]!, StringComparison.Ordinal);
        Assert.Contains("其他在建项目", (string)refused["detail"]!, StringComparison.Ordinal);
        Assert.Contains("二级注册建造师已于", (string)stale["record"]["conflicts"]!, StringComparison.Ordinal);
        Assert.Contains("证书类别不符：须持安全生产考核合格证（B类）", (string)stale["record"]["conflicts"]!, StringComparison.Ordinal);
        (await second.StaffTryAsync("钱守诚", number)).Is(HttpStatusCode.UnprocessableEntity);
        (await second.StaffTryAsync("李四", "210102199003070010")).Is(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task a_change_of_a_key_post_releases_the_one_before_in_the_same_step()
    {
        using var story = await SiteStory.BeginAsync(platform);
        var (before, path) = await InPostAsync(story, "周广才");
        var (staff, _, _) = await story.StaffAsync("吴建华");
        await story.CertificateAsync(staff, "title");

        var (open, _) = await SiteStory.AddAsync(story.Contractor, "appointments", new { project = story.Project, post = "technicalHead", staff, from = story.Day() });
        var taken = (await SiteStory.ActAsync(story.Owner, open, "confirm")).Is(HttpStatusCode.UnprocessableEntity);
        (await SiteStory.TryAsync(story.Contractor, "appointments", new { project = story.Project, post = "technicalHead", staff, from = story.Day(), replaces = before })).Is(HttpStatusCode.UnprocessableEntity);
        (await story.Contractor.PostAsync($"{open}/void", new { reason = "未写接替" }, "\"1\"")).Is(HttpStatusCode.OK);
        var (change, _) = await SiteStory.AddAsync(
            story.Contractor, "appointments", new { project = story.Project, post = "technicalHead", staff, from = story.Day(), replaces = before, changeReason = "原负责人调离" });
        (await SiteStory.ActAsync(story.Owner, change, "confirm")).Is(HttpStatusCode.OK);

        Assert.Contains("周广才", (string)taken["detail"]!, StringComparison.Ordinal);
        var released = (await story.Station.GetAsync(path)).Is(HttpStatusCode.OK)["record"];
        Assert.Equal("released", (string?)released["state"]);
        Assert.Contains("吴建华接替", (string)released["record"]!["endReason"]!, StringComparison.Ordinal);
        var paper = await story.Station.Http.GetAsync($"{change}/papers/appointment-change?format=docx", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, paper.StatusCode);
    }

    [Fact]
    public async Task who_is_in_post_when_his_certificate_runs_out_is_listed_and_reminded_of()
    {
        using var story = await SiteStory.BeginAsync(platform);
        var (staff, _, _) = await story.StaffAsync("郑海峰");
        await story.CertificateAsync(staff, "safetyC", days: 10);
        var (post, _) = await SiteStory.AddAsync(story.Contractor, "appointments", new { project = story.Project, post = "safetyOfficer", staff, from = story.Day() });
        (await SiteStory.ActAsync(story.Owner, post, "confirm")).Is(HttpStatusCode.OK);

        Assert.Empty(await SiteStory.RowsAsync(story.Station, "post-conflicts", $"project={story.Project}&on={story.Day()}"));
        var later = (await SiteStory.RowsAsync(story.Station, "post-conflicts", $"project={story.Project}&on={story.Day(11)}")).Single()!;
        Assert.Contains("过期", (string)later["conflict"]!, StringComparison.Ordinal);
        var reminders = (await story.Contractor.GetAsync("/api/reminders"))["items"].AsArray().Select(item => (string)item!["title"]!);
        Assert.Contains(reminders, title => title.Contains("郑海峰", StringComparison.Ordinal));
        Assert.Empty(await SiteStory.RowsAsync(story.Stranger, "post-conflicts", $"project={story.Project}&on={story.Day(11)}"));
    }

    private static async Task<(string Id, string Path)> InPostAsync(SiteStory story, string name)
    {
        var (staff, _, _) = await story.StaffAsync(name);
        await story.CertificateAsync(staff, "title");
        var (path, answer) = await SiteStory.AddAsync(story.Contractor, "appointments", new { project = story.Project, post = "technicalHead", staff, from = story.Day(-50) });
        (await SiteStory.ActAsync(story.Owner, path, "confirm")).Is(HttpStatusCode.OK);
        return ((string)answer["id"]!, path);
    }
}
