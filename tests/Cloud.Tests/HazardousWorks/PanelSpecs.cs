using System.Net;
using System.Text.Json.Nodes;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;
using Cloud.Supervision.HazardousWorks;
using Cloud.Tests.Host;
using Cloud.Tests.Personnel;
using TestKit.Clauses;

using Person = Cloud.Tests.Host.Person;

namespace Cloud.Tests.HazardousWorks;

[Collection("platform")]
public sealed class PanelSpecs(Host.Platform platform)
{
    [Fact, Accepts("5.3.2-4.1", "5.3.2-4.2", "5.3.2-4.3", "5.5.2-4.9")]
    public async Task a_panel_is_drawn_answers_votes_asks_for_corrections_and_makes_the_plan_valid()
    {
        using var story = await SiteStory.BeginAsync(platform);
        var experts = new Dictionary<string, Person>();
        for (var i = 0; i < 7; i++)
        {
            // The first one works for the contractor himself: all firms of these tests bear one name.
            var (browser, name, _) = await platform.ExpertAsync(story.Chief, i == 0 ? "沈阳某某单位" : $"第{i}设计研究院");
            experts[name] = browser;
        }

        var (work, _) = await story.WorkAsync(depth: 9.5);
        var (plan, planPath) = await story.PlanAsync(work, owner: true);
        Assert.Equal("reviewed", (string?)(await story.Station.GetAsync(planPath))["record"]["state"]);
        var (review, filed) = await SiteStory.AddAsync(story.Contractor, "expert-reviews", WorkStory.Review(story, plan));
        (await SiteStory.ActAsync(story.Contractor, review, "draw", new { size = 5 })).Is(HttpStatusCode.Forbidden);
        (await SiteStory.ActAsync(story.Station, review, "draw", new { size = 4 })).Is(HttpStatusCode.UnprocessableEntity);
        (await SiteStory.ActAsync(story.Station, review, "draw", new { size = 9 })).Is(HttpStatusCode.UnprocessableEntity);
        var drawn = (await SiteStory.ActAsync(story.Station, review, "draw", new { size = 5 })).Is(HttpStatusCode.OK);

        Assert.Null(filed["record"]["seed"]?.ToString());
        Assert.Matches("^[0-9a-f]{64}$", (string)filed["record"]["seedHash"]!);
        Assert.Equal((string?)filed["record"]["seedHash"], ExpertDraw.HashOf(Convert.FromHexString((string)drawn["record"]["seed"]!)));
        var excluded = WorkStory.Names(drawn, "pool").Single(line => line!["excluded"] is not null)!;
        Assert.Equal(("沈阳某某单位", "所在单位是本项目参建单位"), ((string)excluded["employer"]!, (string)excluded["excluded"]!));
        Assert.DoesNotContain(WorkStory.Names(drawn, "panel"), member => (string?)member!["employer"] == "沈阳某某单位");
        (await experts[(string)excluded["name"]!].GetAsync(review)).Is(HttpStatusCode.NotFound);

        await AnsweredAsync(story, review, experts, drawn);
        await VotedAsync(story, review, planPath, experts);

        var rows = await SiteStory.RowsAsync(story.Contractor, "draw-replay", $"review={filed["id"]}");
        Assert.Equal(7, rows.Count);
        Assert.All(rows, row => Assert.True((bool)row!["fits"]!));
        Assert.Empty(await SiteStory.RowsAsync(story.Stranger, "draw-replay", $"review={filed["id"]}"));
        var report = await story.Station.Http.GetAsync($"{review}/papers/expert-report?format=docx", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, report.StatusCode);
    }

    [Fact]
    public void drawing_twice_with_one_seed_gives_the_same_panel_and_never_somebody_excluded()
    {
        var pool = Enumerable.Range(0, 30).Select(i => new PoolLine
        {
            Expert = new Reference<Expert>(new Guid(i, 0, 0, new byte[8])), Person = new PersonId(new Guid(i, 1, 0, new byte[8])), Name = $"专家{i}", Employer = "研究院", Excluded = i % 3 == 0 ? "回避" : null,
        }).ToList();
        var review = new ExpertReview { Plan = new Reference<SpecialPlan>(Guid.Empty), Speciality = ExpertSpeciality.Pits, On = new DateOnly(2026, 12, 1), Way = ReviewWay.Online };
        var seed = new byte[] { 1, 2, 3, 4 };

        var (one, two) = (PanelWork.Drawn(review, pool, 5, seed), PanelWork.Drawn(review, [.. pool.AsEnumerable().Reverse()], 5, seed));
        var other = PanelWork.Drawn(review, pool, 5, [9, 9]);

        Assert.Equal(one.Panel, two.Panel);
        Assert.Equal(one.PoolHash, two.PoolHash);
        Assert.NotEqual(one.Panel, other.Panel);
        Assert.DoesNotContain(one.Panel, member => int.Parse(member.Name[2..], System.Globalization.CultureInfo.InvariantCulture) % 3 == 0);
        Assert.Throws<Cloud.Platform.RuleBrokenException>(() => PanelWork.Drawn(review, pool, 21, seed));
        var chances = new int[30];
        for (var i = 0; i < 4000; i++)
            foreach (var member in PanelWork.Drawn(review, pool, 5, BitConverter.GetBytes(i)).Panel)
                chances[int.Parse(member.Name[2..], System.Globalization.CultureInfo.InvariantCulture)]++;
        Assert.All(chances.Where((_, i) => i % 3 != 0), count => Assert.InRange(count, 850, 1150));
    }

    private static async Task AnsweredAsync(SiteStory story, string review, Dictionary<string, Person> experts, Person.Answer drawn)
    {
        var first = (string)WorkStory.Names(drawn, "panel")[0]!["name"]!;
        (await SiteStory.ActAsync(experts[first], review, "vote", new { verdict = "pass", opinion = "还没有开始论证" })).Is(HttpStatusCode.Conflict);
        var refused = (await SiteStory.ActAsync(experts[first], review, "refuse-invitation", new { reason = "当日出差" })).Is(HttpStatusCode.OK);
        Assert.Equal(6, WorkStory.Names(refused, "panel").Count);
        (await experts[first].GetAsync(review)).Is(HttpStatusCode.NotFound);
        foreach (var member in WorkStory.Names(refused, "panel").Skip(1))
            (await SiteStory.ActAsync(experts[(string)member!["name"]!], review, "accept-invitation")).Is(HttpStatusCode.OK);
        Assert.Equal("reviewing", (string?)(await story.Station.GetAsync(review))["record"]["state"]);
    }

    private static async Task VotedAsync(SiteStory story, string review, string plan, Dictionary<string, Person> experts)
    {
        var panel = (await story.Station.GetAsync(review))["record"]["record"]!["panel"]!.AsArray().Where(member => (string?)member!["answer"] == "accepted").Select(member => experts[(string)member!["name"]!]).ToList();
        for (var i = 0; i < panel.Count; i++)
        {
            var vote = new { verdict = i == 2 ? "passAfterRevision" : "pass", opinion = i == 2 ? "补充降水对邻近建筑影响的计算" : "方案可行" };
            (await SiteStory.ActAsync(panel[i], review, "vote", vote)).Is(HttpStatusCode.OK);
            if (i == 0)
                (await SiteStory.ActAsync(panel[i], review, "vote", vote)).Is(HttpStatusCode.UnprocessableEntity);
        }

        var revising = (await story.Contractor.GetAsync(review)).Is(HttpStatusCode.OK)["record"];
        Assert.Equal(("revising", "passAfterRevision", 5), ((string)revising["state"]!, (string)revising["record"]!["conclusion"]!, revising["record"]!["votes"]!.AsArray().Count));
        (await SiteStory.ActAsync(panel[0], review, "confirm-corrections")).Is(HttpStatusCode.Conflict);
        (await SiteStory.ActAsync(story.Contractor, review, "correct", new { corrections = "已补充降水影响计算和监测措施，见第5章" })).Is(HttpStatusCode.OK);
        (await SiteStory.ActAsync(panel[1], review, "confirm-corrections")).Is(HttpStatusCode.Conflict);
        (await SiteStory.ActAsync(panel[0], review, "confirm-corrections")).Is(HttpStatusCode.OK);
        var valid = (await story.Contractor.GetAsync(plan)).Is(HttpStatusCode.OK)["record"];
        Assert.Equal("valid", (string?)valid["state"]);
        Assert.Contains("修改后通过", (string)valid["record"]!["panelConclusion"]!, StringComparison.Ordinal);
    }
}
