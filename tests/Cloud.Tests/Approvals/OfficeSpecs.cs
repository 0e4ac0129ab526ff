using System.Net;
using System.Text.Json.Nodes;
using Cloud.Platform.Approvals;
using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Notifications;
using Cloud.Platform.Persons;
using Cloud.Supervision;
using Cloud.Tests.Host;
using Cloud.Tests.Personnel;
using Microsoft.Extensions.DependencyInjection;
using Person = Cloud.Tests.Host.Person;

namespace Cloud.Tests.Approvals;

/// <summary>A flow that names an office asks who is in post on the project, and the role only while nobody is.</summary>
[Collection("platform")]
public sealed class OfficeSpecs(Host.Platform platform)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task the_chief_engineer_in_post_is_asked_before_his_colleagues_and_they_when_he_has_left()
    {
        using var story = await SiteStory.BeginAsync(platform);
        var vacant = await SubmittedAsync(story, "第一版方案");
        Assert.NotNull(await TodoAsync(story.Engineer, vacant));

        var (post, chief) = await ChiefEngineerAsync(story);
        using var appointed = chief;
        var document = await SubmittedAsync(story, "第二版方案");
        var approval = (await TodoAsync(appointed, document))!;
        Assert.Null(await TodoAsync(story.Engineer, document));
        (await story.Engineer.PostAsync($"/api/approvals/{approval["id"]}/sign", new { decision = "agree" }, "\"1\"")).Is(HttpStatusCode.Forbidden);

        (await SiteStory.ActAsync(story.Engineer, post, "release", new { on = story.Day(), reason = "调离本项目" })).Is(HttpStatusCode.OK);
        await platform.Host.Services.GetRequiredService<ApprovalWatch>().LookAsync(Cancel);

        var taken = (await TodoAsync(story.Engineer, document))!;
        (await story.Engineer.PostAsync($"/api/approvals/{taken["id"]}/sign", new { decision = "agree", opinion = "同意" }, $"\"{taken["version"]}\"")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task the_chief_engineer_in_post_signs_and_the_case_goes_on()
    {
        using var story = await SiteStory.BeginAsync(platform);
        var (_, chief) = await ChiefEngineerAsync(story);
        using var appointed = chief;
        var approval = (await TodoAsync(appointed, await SubmittedAsync(story, "塔吊附着方案")))!;

        var signed = (await appointed.PostAsync($"/api/approvals/{approval["id"]}/sign", new { decision = "agree", opinion = "同意" }, "\"1\"")).Is(HttpStatusCode.OK);

        Assert.Equal("建设单位审定", (string?)signed["case"]["node"]!["zh"]);
    }

    [Fact]
    public async Task who_left_the_office_decides_nothing_more_and_his_successor_has_the_task_with_the_reason_in_the_trail()
    {
        using var story = await SiteStory.BeginAsync(platform);
        var (post, former) = await ChiefEngineerAsync(story);
        using var left = former;
        var document = await SubmittedAsync(story, "高支模方案");
        var approval = (await TodoAsync(left, document))!;
        (await SiteStory.ActAsync(story.Engineer, post, "release", new { on = story.Day(), reason = "调离本项目" })).Is(HttpStatusCode.OK);
        var (_, successor) = await ChiefEngineerAsync(story, "钱总监");
        using var appointed = successor;

        var path = $"/api/approvals/{approval["id"]}";
        left.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        var refused = (await left.PostAsync($"{path}/sign", new { decision = "agree" }, "\"1\"")).Is(HttpStatusCode.Forbidden);

        Assert.StartsWith("You are no longer in post", (string?)refused["detail"], StringComparison.Ordinal);
        Assert.Null(await TodoAsync(left, document));
        var taken = (await TodoAsync(appointed, document))!;
        Assert.Null(await TodoAsync(story.Engineer, document));
        var sheet = (await appointed.GetAsync(path)).Is(HttpStatusCode.OK);
        var trail = sheet["trail"].AsArray();
        Assert.Equal(["发起", "人员离岗", "转现任人员"], trail.Select(step => (string)step!["kindLabel"]!["zh"]!));
        Assert.Equal(["Started", "Signer left", "Passed to those in post"], trail.Select(step => (string)step!["kindLabel"]!["en"]!));
        Assert.Equal(["郭总监", "钱总监"], trail.Skip(1).Select(step => (string)step!["to"]![0]!));
        Assert.Equal("running", (string?)sheet["case"]["state"]);
        var told = await platform.Host.Services.GetRequiredService<INotificationStore>().ByReferenceAsync($"approval/{approval["id"]}", Cancel);
        Assert.Contains(told, notice => notice.Message.Title.StartsWith("审批人离岗：", StringComparison.Ordinal) && notice.Message.Text.EndsWith("郭总监已离岗，改由钱总监办理", StringComparison.Ordinal));
        Assert.Contains(told, notice => notice.Message.Title.StartsWith("待审批：", StringComparison.Ordinal) && notice.Message.Text.EndsWith("郭总监已离岗，改由钱总监办理", StringComparison.Ordinal));
        (await appointed.PostAsync($"{path}/sign", new { decision = "agree", opinion = "同意" }, $"\"{taken["version"]}\"")).Is(HttpStatusCode.OK);
    }

    private async Task<(string Post, Person Person)> ChiefEngineerAsync(SiteStory story, string called = "郭总监")
    {
        var (staff, person, _) = await story.StaffAsync(called, story.Engineer, story.EngineerFirm);
        await story.CertificateAsync(staff, "supervisingEngineer", by: story.Engineer);
        var (post, _) = await SiteStory.AddAsync(story.Engineer, "appointments", new { project = story.Project, post = "chiefEngineer", staff, from = story.Day() });
        (await SiteStory.ActAsync(story.Owner, post, "confirm")).Is(HttpStatusCode.OK);
        var host = platform.Host;
        var name = $"chief-{person[^12..]}";
        var account = await host.AddAccountAsync(name, called, role: null, organisation: story.EngineerFirm);
        await host.Services.GetRequiredService<IUserStore>().UpdateAsync(account.Id, known => known with { Person = PersonId.Parse(person, null) }, Cancel);
        await host.GrantAsync(account, new Grant(Role.SupervisingEngineer, AreaCode.Parse("210000"), story.EngineerFirm));
        return (post, await host.SignedInAsync(name));
    }

    private static async Task<string> SubmittedAsync(SiteStory story, string name)
    {
        var (path, _) = await SiteStory.AddAsync(story.Contractor, "technical-documents", new JsonObject
        {
            ["project"] = story.Project, ["name"] = name, ["kind"] = "specialPlan", ["edition"] = "A", ["changesDesign"] = false,
            ["files"] = new JsonArray(new JsonObject { ["hash"] = new string('a', 64), ["name"] = "方案.pdf", ["size"] = 1024 }),
        });
        (await SiteStory.ActAsync(story.Contractor, path, "submit")).Is(HttpStatusCode.OK);
        return path.Split('/')[^1];
    }

    private static async Task<JsonNode?> TodoAsync(Person person, string record) =>
        (await person.GetAsync("/api/approvals/boxes/todo?limit=200")).Is(HttpStatusCode.OK)["items"].AsArray().FirstOrDefault(item => item!.ToJsonString().Contains(record, StringComparison.Ordinal));
}
