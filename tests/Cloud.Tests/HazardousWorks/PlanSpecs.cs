using System.IO.Compression;
using System.Net;
using Cloud.Tests.Host;
using Cloud.Tests.Personnel;
using TestKit.Clauses;

namespace Cloud.Tests.HazardousWorks;

[Collection("platform")]
public sealed class PlanSpecs(Host.Platform platform)
{
    [Fact, Accepts("5.5.2-4.10", "5.5.2-4.11")]
    public async Task a_plan_with_its_emergency_plan_is_approved_online_and_becomes_valid()
    {
        using var story = await SiteStory.BeginAsync(platform);
        var (work, _) = await story.WorkAsync();
        var (draft, made) = await SiteStory.AddAsync(story.Contractor, "special-plans", new { work, name = "深基坑专项施工方案", edition = "0", author = "杨工" });
        var missing = (await SiteStory.ActAsync(story.Contractor, draft, "submit")).Is(HttpStatusCode.Conflict);
        (await SiteStory.TryAsync(story.Stranger, "special-plans", WorkStory.Plan(work))).Is(HttpStatusCode.Forbidden);

        var (plan, path) = await story.PlanAsync(work);
        var valid = (await story.Station.GetAsync(path)).Is(HttpStatusCode.OK)["record"];

        Assert.Contains("应急预案", (string)missing["detail"]!, StringComparison.Ordinal);
        Assert.Equal(("hazardous", "地下车库基坑：基坑开挖、支护、降水"), ((string)made["record"]["scale"]!, (string)made["record"]["workName"]!));
        Assert.Equal(("valid", story.Day()), ((string)valid["state"]!, (string)valid["record"]!["validSince"]!));
        (await SiteStory.ActAsync(story.Engineer, path, "approve")).Is(HttpStatusCode.Conflict);
        (await SiteStory.TryAsync(story.Contractor, "expert-reviews", WorkStory.Review(story, plan))).Is(HttpStatusCode.UnprocessableEntity);
        using var paper = new ZipArchive(new MemoryStream(await story.Station.Http.GetByteArrayAsync($"{path}/papers/special-plan-review?format=docx", TestContext.Current.CancellationToken)));
        Assert.Matches("同意　[^<]+　20[0-9]{2}年", await new StreamReader(paper.GetEntry("word/document.xml")!.Open()).ReadToEndAsync(TestContext.Current.CancellationToken));
        var found = (await story.Station.GetAsync($"/api/registers/special-plans/records?filter=project:eq:{story.Project}&q=应急预案"))["items"].AsArray();
        Assert.Single(found);
    }

    [Fact, Accepts("5.3.2-4.6")]
    public async Task nothing_begins_before_its_plan_was_explained_on_both_levels()
    {
        using var story = await SiteStory.BeginAsync(platform);
        var (work, path) = await story.WorkAsync();
        var without = (await SiteStory.ActAsync(story.Contractor, path, "begin")).Is(HttpStatusCode.UnprocessableEntity);
        var (plan, _) = await story.PlanAsync(work);
        var unexplained = (await SiteStory.ActAsync(story.Contractor, path, "begin")).Is(HttpStatusCode.UnprocessableEntity);

        var (briefing, recorded) = await SiteStory.AddAsync(story.Contractor, "plan-briefings", WorkStory.Briefing(story, plan, "management"));
        (await SiteStory.ActAsync(story.Contractor, briefing, "confirm")).Is(HttpStatusCode.Forbidden);
        await story.BriefedAsync(plan);
        var begun = (await SiteStory.ActAsync(story.Contractor, path, "begin")).Is(HttpStatusCode.OK);

        Assert.Contains("没有生效的专项施工方案", (string)without["detail"]!, StringComparison.Ordinal);
        Assert.Contains("交底", (string)unexplained["detail"]!, StringComparison.Ordinal);
        Assert.Equal("刘大壮", (string?)recorded["record"]["briefed"]![0]!["name"]);
        Assert.Equal("underWay", (string?)begun["state"]);
        var row = (await SiteStory.RowsAsync(story.Station, "hazardous-work-summary", $"project={story.Project}")).Single()!;
        Assert.Equal((1, 1, 0), ((int)row["works"]!, (int)row["underWay"]!, (int)row["withoutPlan"]!));
    }

    [Fact, Accepts("5.3.2-4.7", "5.3.2-4.8", "5.3.2-4.10", "5.3.2-4.11")]
    public async Task a_work_is_patrolled_papers_are_kept_and_its_acceptance_hangs_the_tag()
    {
        using var story = await SiteStory.BeginAsync(platform);
        var (work, path) = await story.WorkAsync();
        object Acceptance(bool sound) => new
        {
            work, at = platform.Host.Time.GetUtcNow(), participants = new[] { new { unit = "辽宁建工集团", name = "周广才", post = "项目技术负责人" }, new { unit = "沈阳监理公司", name = "吴建华", post = "总监" } },
            items = new[] { new { item = "支护桩顶位移", sound } }, opinion = "符合方案要求，同意进入下一道工序",
        };
        (await SiteStory.TryAsync(story.Contractor, "work-acceptances", Acceptance(true))).Is(HttpStatusCode.UnprocessableEntity);
        var (plan, _) = await story.PlanAsync(work);
        await story.BriefedAsync(plan);
        (await SiteStory.ActAsync(story.Contractor, path, "begin")).Is(HttpStatusCode.OK);

        object Patrol(string result, bool sound, string? findings = null) => new
        {
            work, at = platform.Host.Time.GetUtcNow(), by = "吴建华", post = "专业监理工程师", headPresent = true, safetyOfficerPresent = true, items = new[] { new { item = "分层开挖", sound } }, result, findings,
        };
        (await SiteStory.TryAsync(story.Engineer, "special-patrols", Patrol("asPlanned", sound: false))).Is(HttpStatusCode.UnprocessableEntity);
        (await SiteStory.TryAsync(story.Contractor, "special-patrols", Patrol("asPlanned", sound: true))).Is(HttpStatusCode.Forbidden);
        var (patrol, open) = await SiteStory.AddAsync(story.Engineer, "special-patrols", Patrol("mend", sound: false, "局部超挖0.4米"));
        (await SiteStory.ActAsync(story.Contractor, patrol, "mend", new { mended = "已回填反压" })).Is(HttpStatusCode.OK);
        (await SiteStory.ActAsync(story.Engineer, patrol, "close")).Is(HttpStatusCode.OK);
        var (paper, _) = await SiteStory.AddAsync(story.Contractor, "work-papers", new { work, kind = "presence", name = "项目负责人带班记录", on = story.Day(), files = new[] { WorkStory.File("带班记录.pdf") } });
        (await SiteStory.ActAsync(story.Station, paper, "receive")).Is(HttpStatusCode.OK);

        var (acceptance, _) = await SiteStory.AddAsync(story.Contractor, "work-acceptances", Acceptance(true));
        (await SiteStory.ActAsync(story.Engineer, acceptance, "pass")).Is(HttpStatusCode.Conflict);
        (await SiteStory.ActAsync(story.Contractor, acceptance, "sign")).Is(HttpStatusCode.OK);
        var passed = (await SiteStory.ActAsync(story.Engineer, acceptance, "pass")).Is(HttpStatusCode.OK);
        var accepted = (await story.Station.GetAsync(path)).Is(HttpStatusCode.OK)["record"];

        Assert.Equal("open", (string?)open["state"]);
        Assert.Matches("^危验[0-9]{4}-001$", (string)passed["record"]["tag"]!);
        Assert.Equal(("accepted", (string)passed["record"]["tag"]!), ((string)accepted["state"]!, (string)accepted["record"]!["tag"]!));
        var tag = await story.Station.Http.GetByteArrayAsync($"{path}/papers/hazardous-tag?format=pdf", TestContext.Current.CancellationToken);
        Assert.Equal("%PDF"u8.ToArray(), tag[..4]);
        (await story.Stranger.GetAsync(acceptance)).Is(HttpStatusCode.NotFound);
    }
}
