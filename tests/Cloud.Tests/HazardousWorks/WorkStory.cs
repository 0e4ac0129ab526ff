using System.Net;
using System.Text.Json.Nodes;
using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Persons;
using Cloud.Supervision;
using Cloud.Tests.Host;
using Cloud.Tests.Personnel;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

using Person = Cloud.Tests.Host.Person;

namespace Cloud.Tests.HazardousWorks;

/// <summary>A hazardous work on its way: listed, planned, argued about, explained, begun.</summary>
internal static class WorkStory
{
    private static int _experts;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static object File(string name) => new { hash = new string('c', 64), name, size = 4096 };

    /// <summary>A work that the supervising engineer has confirmed: its id and path.</summary>
    public static async Task<(string Id, string Path)> WorkAsync(this SiteStory story, double depth = 4.2, string part = "地下车库基坑")
    {
        var (path, answer) = await SiteStory.AddAsync(story.Contractor, "hazardous-works", new { project = story.Project, kind = "pit1", part, sizes = new { excavationDepth = depth } });
        (await SiteStory.ActAsync(story.Engineer, path, "confirm", new { opinion = "与图纸相符" })).Is(HttpStatusCode.OK);
        return ((string)answer["id"]!, path);
    }

    public static object Plan(string work, string edition = "A") => new
    {
        work, name = "深基坑专项施工方案", edition, author = "杨工", summary = "排桩加锚索支护，分层开挖", file = File("基坑方案.pdf"), emergencyPlan = File("应急预案.pdf"),
        chapters = new[] { "description", "basis", "schedule", "method", "safety", "people", "acceptance", "emergency", "calculations" },
    };

    /// <summary>A plan that all have signed; valid, or waiting for its panel.</summary>
    public static async Task<(string Id, string Path)> PlanAsync(this SiteStory story, string work, string edition = "A", bool owner = false)
    {
        var (path, answer) = await SiteStory.AddAsync(story.Contractor, "special-plans", Plan(work, edition));
        var head = await story.PersonAsync(Role.Contractor, story.BuilderFirm);
        (await SiteStory.ActAsync(story.Contractor, path, "submit")).Is(HttpStatusCode.OK);
        var approval = await ApprovalAsync(story, path);
        foreach (var signer in owner ? new[] { head, story.Engineer, story.Owner } : [head, story.Engineer])
            (await SignAsync(signer, approval)).Is(HttpStatusCode.OK);
        return ((string)answer["id"]!, path);
    }

    public static async Task<string> ApprovalAsync(SiteStory story, string path)
    {
        var cases = (await story.Station.GetAsync($"/api/approvals/of/special-plans/{path[(path.LastIndexOf('/') + 1)..]}")).Is(HttpStatusCode.OK)["items"].AsArray();
        return $"/api/approvals/{cases[^1]!["case"]!["id"]}";
    }

    public static async Task<Person.Answer> SignAsync(Person signer, string approval, string opinion = "同意")
    {
        var version = (long)(await signer.GetAsync(approval)).Is(HttpStatusCode.OK)["case"]["version"]!;
        return await signer.PostAsync($"{approval}/sign", new { decision = "agree", opinion }, $"\"{version}\"");
    }

    /// <summary>Both briefings of a valid plan, confirmed.</summary>
    public static async Task BriefedAsync(this SiteStory story, string plan)
    {
        foreach (var level in new[] { "management", "workers" })
        {
            var (path, _) = await SiteStory.AddAsync(story.Contractor, "plan-briefings", Briefing(story, plan, level));
            (await SiteStory.ActAsync(story.Engineer, path, "confirm")).Is(HttpStatusCode.OK);
        }
    }

    public static object Briefing(SiteStory story, string plan, string level) => new
    {
        plan, level, on = story.Day(), by = "杨工", safetyOfficer = "冯志刚", content = "分层开挖，先撑后挖，严禁超挖；发现位移异常立即撤离并报告。",
        briefed = new[] { new { name = "刘大壮", unit = "土方一班", post = "班长" }, new { name = "王小虎", unit = "土方一班", post = "普工" } },
    };

    /// <summary>An expert of the pool with somebody at a browser.</summary>
    public static async Task<(Person Browser, string Name, string Person)> ExpertAsync(this Host.Platform platform, Person chief, string employer, string speciality = "tunnels")
    {
        var number = Interlocked.Increment(ref _experts);
        var (person, name) = (PersonId.New(platform.Host.Time.GetUtcNow()), $"专家{number:000}");
        var account = new UserAccount(Guid.CreateVersion7(), $"expert-{number}", name, "", false, $"stamp-expert-{number}") { Person = person };
        account = account with { PasswordHash = new PasswordHasher<UserAccount>().HashPassword(account, PlatformHost.Password) };
        Assert.True(await platform.Host.Services.GetRequiredService<IUserStore>().AddAsync(account, Cancel));
        await platform.Host.GrantAsync(account, new Grant(Role.Expert, AreaCode.Parse("210000", null)));
        var (path, _) = await SiteStory.AddAsync(chief, "experts", new { name, person = person.ToString(), employer, professionalTitle = "教授级高级工程师", specialities = new[] { speciality }, region = "210112" });
        (await SiteStory.ActAsync(chief, path, "take-in", new { until = "2031-12-31" })).Is(HttpStatusCode.OK);
        return (await platform.Host.SignedInAsync($"expert-{number}"), name, person.ToString());
    }

    public static object Review(SiteStory story, string plan, string speciality = "tunnels") => new { plan, speciality, on = story.Day(7), way = "online", place = "会议号 882 113 556" };

    public static JsonArray Names(Person.Answer answer, string list) => answer["record"][list]!.AsArray();
}
