using System.Net;
using System.Text.Json.Nodes;
using Cloud.Platform.Approvals;
using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Permissions;
using Cloud.Supervision;
using Cloud.Tests.Host;
using Cloud.Tests.Registers;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Clauses;

namespace Cloud.Tests.Approvals;

[Collection("platform")]
public sealed class ApprovalSpecs(Host.Platform platform)
{
    private const string Documents = "/api/registers/technical-documents/records";
    private static readonly AreaCode Province = AreaCode.Parse("210000", null);
    private static int _people;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Accepts("5.2.2-3.3", "5.2.2-3.4")]
    public async Task a_contractor_submits_a_document_and_supervision_and_owner_review_it_with_opinions()
    {
        await using var site = await SiteAsync();
        var path = await site.SubmittedAsync("三层高支模方案");

        var todo = (await site.Engineer.Http.GetAsync("/api/approvals/boxes/todo")).Is(HttpStatusCode.OK)["items"].AsArray().Single(item => (string?)item!["title"] == "三层高支模方案（A）")!;
        Assert.Equal(("监理单位审查", "running", 5), ((string)todo["node"]!["zh"]!, (string)todo["state"]!, (int)todo["workingDays"]!));
        var approval = $"/api/approvals/{todo["id"]}";
        (await site.Owner.Http.PostAsync($"{approval}/sign", new { decision = "agree" }, "\"1\"")).Is(HttpStatusCode.Forbidden);
        (await site.Outsider.Http.GetAsync(approval)).Is(HttpStatusCode.NotFound);
        (await site.Engineer.Http.PostAsync($"{approval}/sign", new { decision = "perhaps" }, "\"1\"")).Is(HttpStatusCode.UnprocessableEntity);
        (await site.Engineer.Http.PostAsync($"{approval}/sign", new { decision = "agree" })).Is(HttpStatusCode.PreconditionRequired);

        var agreed = (await site.Engineer.Http.PostAsync($"{approval}/sign", new { decision = "agree", opinion = "计算书齐全，同意" }, "\"1\"")).Is(HttpStatusCode.OK);
        Assert.Equal("建设单位审定", (string?)agreed["case"]["node"]!["zh"]);
        (await site.Engineer.Http.PostAsync($"{approval}/sign", new { decision = "agree" }, "\"1\"")).Is(HttpStatusCode.Forbidden);
        (await site.Contractor.Http.PostAsync($"{path}/actions/approve", null, "\"2\"")).Is(HttpStatusCode.Forbidden);
        (await site.Owner.Http.PostAsync($"{approval}/sign", new { decision = "agree", opinion = "同意实施" }, "\"1\"")).Is(HttpStatusCode.PreconditionFailed);
        var ended = (await site.Owner.Http.PostAsync($"{approval}/sign", new { decision = "agree", opinion = "同意实施" }, "\"2\"")).Is(HttpStatusCode.OK);

        Assert.Equal("approved", (string?)ended["case"]["state"]);
        var record = (await site.Contractor.Http.GetAsync(path)).Is(HttpStatusCode.OK)["record"];
        Assert.Equal(("approved", "2026"), ((string)record["state"]!, ((string)record["record"]!["approvedOn"]!)[..4]));
        var trail = (await site.Contractor.Http.GetAsync($"/api/approvals/of/technical-documents/{site.IdOf(path)}")).Is(HttpStatusCode.OK)["items"][0]!["trail"]!.AsArray();
        Assert.Equal(["发起", "同意", "同意", "办结"], trail.Select(step => (string)step!["kindLabel"]!["zh"]!));
        Assert.Equal(["计算书齐全，同意", "同意实施"], trail.Select(step => (string?)step!["text"]).OfType<string>());
        Assert.Matches("^[0-9a-f]{64}$", (string)trail[1]!["signature"]!);
        Assert.Equal("同意实施", (string?)(await site.Contractor.Http.GetAsync($"{path}/history"))["items"].AsArray()[^1]!["note"]);
        Assert.Contains((await site.Supervisor.Http.GetAsync("/api/approvals/boxes/copied"))["items"].AsArray(), item => (string?)item!["id"] == (string?)todo["id"]);
    }

    [Fact]
    public async Task a_case_that_is_sent_back_is_corrected_and_goes_on_in_the_same_case()
    {
        await using var site = await SiteAsync();
        var path = await site.SubmittedAsync("深基坑方案", changesDesign: true);
        var approval = await site.CaseAsync(path);
        (await site.Engineer.SignAsync(approval)).Is(HttpStatusCode.OK);
        (await site.Designer.Http.PostAsync($"{approval}/return", new { node = "supervision" }, "\"2\"")).Is(HttpStatusCode.UnprocessableEntity);
        (await site.Designer.Http.PostAsync($"{approval}/return", new { node = "owner", opinion = "先问业主" }, "\"2\"")).Is(HttpStatusCode.UnprocessableEntity);
        var back = (await site.Designer.Http.PostAsync($"{approval}/return", new { node = "supervision", opinion = "请监理复核降水" }, "\"2\"")).Is(HttpStatusCode.OK);
        Assert.Equal(("监理单位审查", 2), ((string)back["case"]["node"]!["zh"]!, (int)back["round"]));

        var returned = (await site.Engineer.Http.PostAsync($"{approval}/return", new { opinion = "补充降水计算" }, "\"3\"")).Is(HttpStatusCode.OK);

        Assert.Equal("returned", (string?)returned["case"]["state"]);
        var record = (await site.Contractor.Http.GetAsync(path)).Is(HttpStatusCode.OK)["record"];
        Assert.Equal(("draft", 3), ((string)record["state"]!, (int)record["version"]!));
        (await site.Contractor.Http.PostAsync($"{path}/actions/submit", null, "\"3\"")).Is(HttpStatusCode.OK);
        var again = (await site.Engineer.Http.GetAsync(approval)).Is(HttpStatusCode.OK);
        Assert.Equal(("running", 3, 3), ((string)again["case"]["state"]!, (int)again["round"], again["nodes"].AsArray().Count));
        (await site.Contractor.Http.PostAsync($"{path}/actions/submit", null, "\"4\"")).Is(HttpStatusCode.Conflict);
        var withdrawn = (await site.Contractor.Http.PostAsync($"{approval}/withdraw", new { opinion = "写错了" }, "\"5\"")).Is(HttpStatusCode.OK);
        Assert.Equal("withdrawn", (string?)withdrawn["case"]["state"]);
        Assert.Equal("draft", (string?)(await site.Contractor.Http.GetAsync(path))["record"]["state"]);
    }

    [Fact]
    public async Task who_is_asked_reads_the_record_until_the_task_ends_and_strangers_to_it_cannot_be_asked()
    {
        await using var site = await SiteAsync();
        var path = await site.SubmittedAsync("脚手架方案");
        var approval = await site.CaseAsync(path);
        var expert = await site.PersonAsync("专家", null, new Grant(Role.Expert, Province));
        (await expert.Http.GetAsync(path)).Is(HttpStatusCode.NotFound);
        var people = (await site.Engineer.Http.GetAsync($"{approval}/people?q={Uri.EscapeDataString(expert.Name)}")).Is(HttpStatusCode.OK)["items"].AsArray();
        Assert.Equal([expert.Account.ToString()], people.Select(person => (string?)person!["account"]));
        var auditor = await site.PersonAsync("审计", null, new Grant(Role.Auditor, Province));
        foreach (var stranger in new[] { site.Outsider, auditor })
            (await site.Engineer.Http.PostAsync($"{approval}/reassign", new { to = new[] { stranger.Account } }, "\"1\"")).Is(HttpStatusCode.UnprocessableEntity);

        (await site.Engineer.Http.PostAsync($"{approval}/delegate", new { to = new[] { expert.Account }, opinion = "请看节点" }, "\"1\"")).Is(HttpStatusCode.OK);

        Assert.Equal("脚手架方案", (string?)(await expert.Http.GetAsync(path)).Is(HttpStatusCode.OK)["record"]["record"]!["name"]);
        Assert.Equal(1, (int)(await expert.Http.GetAsync("/api/registers/technical-documents/records?total=true"))["total"]);
        var offers = (await expert.Http.GetAsync(approval)).Is(HttpStatusCode.OK)["offers"];
        Assert.Equal((true, true, false), ((bool)offers["sign"]!, (bool)offers["advises"]!, (bool)offers["return"]!));
        (await expert.Http.PostAsync($"{approval}/sign", new { decision = "agree", opinion = "连墙件可行" }, "\"2\"")).Is(HttpStatusCode.OK);
        (await expert.Http.GetAsync(path)).Is(HttpStatusCode.NotFound);
        Assert.Equal("脚手架方案（A）", (string?)(await expert.Http.GetAsync("/api/approvals/boxes/done"))["items"][0]!["title"]);
        (await site.Engineer.Http.PostAsync($"{approval}/add-signers", new { to = new[] { expert.Account } }, "\"3\"")).Is(HttpStatusCode.OK);
        (await site.Engineer.SignAsync(approval)).Is(HttpStatusCode.OK);
        Assert.Equal("监理单位审查", (string?)(await site.Owner.Http.GetAsync(approval))["case"]["node"]!["zh"]);
        (await expert.SignAsync(approval)).Is(HttpStatusCode.OK);
        Assert.Equal("建设单位审定", (string?)(await site.Owner.Http.GetAsync(approval))["case"]["node"]!["zh"]);
    }

    [Fact]
    public async Task an_approver_who_left_is_replaced_and_time_escalates_without_deciding()
    {
        await using var own = new Host.Platform();
        await own.InitializeAsync();
        await using var site = await SiteAsync(own);
        // Otherwise somebody who holds every role everywhere could sign as well.
        await FreezeAsync(own.Host, (await own.Host.Services.GetRequiredService<IUserStore>().FindByNameAsync("wang", Cancel))!.Id);
        var (first, second) = (await site.CaseAsync(await site.SubmittedAsync("塔吊基础方案")), await site.CaseAsync(await site.SubmittedAsync("卸料平台方案")));
        var watch = own.Host.Services.GetRequiredService<ApprovalWatch>();
        (await site.Engineer.SignAsync(second)).Is(HttpStatusCode.OK);
        await FreezeAsync(own.Host, site.Engineer.Account);

        await watch.LookAsync(Cancel);
        var sheet = (await site.Owner.Http.GetAsync(first)).Is(HttpStatusCode.OK);
        Assert.Equal(["left", "open"], sheet["tasks"].AsArray().Select(task => (string)task!["state"]!));
        Assert.Equal(site.Owner.Account.ToString(), (string?)sheet["tasks"][1]!["account"]);
        Assert.Equal(("running", "监理单位审查"), ((string)sheet["case"]["state"]!, (string)sheet["case"]["node"]!["zh"]!));
        (await site.Engineer.Http.GetAsync(first)).Is(HttpStatusCode.Unauthorized);
        (await site.Owner.SignAsync(first)).Is(HttpStatusCode.OK);

        own.Host.Time.Advance(TimeSpan.FromDays(12));
        await site.SignInAgainAsync();
        var chief = await site.PersonAsync("站长", null, new Grant(Role.StationChief, RegisterPeople.Hunnan));
        await watch.LookAsync(Cancel);
        Assert.Equal(0, await watch.LookAsync(Cancel));

        var late = (await chief.Http.GetAsync(second)).Is(HttpStatusCode.OK);
        Assert.Equal(("running", true), ((string)late["case"]["state"]!, (int)late["case"]["workingDays"]! < 0));
        Assert.Equal((2, 2), ((int)(await chief.Http.GetAsync("/api/approvals/counts"))["todo"], (int)(await site.Owner.Http.GetAsync("/api/approvals/counts"))["overdue"]));
        (await chief.SignAsync(second)).Is(HttpStatusCode.OK);
        Assert.Equal("approved", (string?)(await site.Owner.Http.GetAsync(second))["case"]["state"]);
    }

    [Fact]
    public async Task where_nobody_can_sign_an_administrator_of_flows_hands_the_task_on_and_no_time_decides_it()
    {
        await using var own = new Host.Platform();
        await own.InitializeAsync();
        await using var site = await SiteAsync(own);
        await FreezeAsync(own.Host, (await own.Host.Services.GetRequiredService<IUserStore>().FindByNameAsync("wang", Cancel))!.Id);
        var keeper = await site.PersonAsync("管理", null, new Grant(Role.SecurityAdministrator, Province));
        var path = await site.SubmittedAsync("起重吊装方案");
        var approval = await site.CaseAsync(path);
        var watch = own.Host.Services.GetRequiredService<ApprovalWatch>();
        await FreezeAsync(own.Host, site.Engineer.Account);
        await FreezeAsync(own.Host, site.Owner.Account);

        await watch.LookAsync(Cancel);
        own.Host.Time.Advance(TimeSpan.FromDays(40));
        await site.SignInAgainAsync();
        await watch.LookAsync(Cancel);

        var sheet = (await keeper.Http.GetAsync(approval)).Is(HttpStatusCode.OK);
        Assert.Equal(("running", false), ((string)sheet["case"]["state"]!, (bool)sheet["mayReadRecord"]!));
        Assert.Equal((false, true), ((bool)sheet["offers"]["sign"]!, (bool)sheet["offers"]["hand"]!));
        Assert.Equal(["发起", "人员离岗", "转流程管理员"], sheet["trail"].AsArray().Select(step => (string)step!["kindLabel"]!["zh"]!));
        (await keeper.Http.GetAsync(path)).Is(HttpStatusCode.NotFound);
        Assert.Equal("您是流程管理员，只能把待办转给可以办理的人", (string?)(await keeper.SignAsync(approval)).Is(HttpStatusCode.UnprocessableEntity)["detail"]);
        var firm = site.Firms[Role.SupervisingEngineer];
        var successor = await site.PersonAsync("新监理", firm, new Grant(Role.SupervisingEngineer, Province, firm));
        var version = (int)sheet["case"]["version"]!;
        (await keeper.Http.PostAsync($"{approval}/reassign", new { to = new[] { site.Outsider.Account } }, $"\"{version}\"")).Is(HttpStatusCode.UnprocessableEntity);

        (await keeper.Http.PostAsync($"{approval}/reassign", new { to = new[] { successor.Account } }, $"\"{version}\"")).Is(HttpStatusCode.OK);

        (await successor.SignAsync(approval)).Is(HttpStatusCode.OK);
        Assert.Equal("建设单位审定", (string?)(await successor.Http.GetAsync(approval))["case"]["node"]!["zh"]);
    }

    [Fact]
    public async Task a_record_that_is_declared_void_takes_its_case_with_it()
    {
        await using var site = await SiteAsync();
        var path = await site.SubmittedAsync("临电方案");
        var approval = await site.CaseAsync(path);
        (await site.Engineer.Http.PostAsync($"{approval}/return", new { opinion = "重做" }, "\"1\"")).Is(HttpStatusCode.OK);

        (await site.Contractor.Http.PostAsync($"{path}/void", new { reason = "不再实施" }, "\"3\"")).Is(HttpStatusCode.OK);

        Assert.Equal("void", (string?)(await site.Contractor.Http.GetAsync(approval)).Is(HttpStatusCode.OK)["case"]["state"]);
        (await site.Contractor.Http.PostAsync($"{approval}/remind", new { }, "\"3\"")).Is(HttpStatusCode.UnprocessableEntity);
    }

    private static Task<UserAccount?> FreezeAsync(PlatformHost host, Guid account) =>
        host.Services.GetRequiredService<IUserStore>().UpdateAsync(account, known => known with { State = AccountState.Frozen }, Cancel);

    private Task<Site> SiteAsync() => SiteAsync(platform);

    private static async Task<Site> SiteAsync(Host.Platform on)
    {
        var project = (await on.SiteAsync(crane: false)).Project;
        var site = new Site(on.Host, project);
        foreach (var (role, name) in new[] { (Role.Contractor, "施工"), (Role.SupervisingEngineer, "监理"), (Role.Owner, "业主"), (Role.Designer, "设计") })
        {
            var firm = await on.Host.FirmAsync(role.Code);
            site.Firms[role] = firm;
            site.People[role] = await site.PersonAsync(name, firm, new Grant(role, Province, firm));
        }

        await on.Host.PartiesAsync(project, [.. site.Firms.Select(firm => new ProjectParty(firm.Value, firm.Key.Code))]);
        site.Supervisor = await site.PersonAsync("监督", null, new Grant(Role.Supervisor, RegisterPeople.Hunnan));
        site.Outsider = await site.PersonAsync("外人", null, new Grant(Role.Supervisor, RegisterPeople.Dalian));
        return site;
    }

    private sealed record Member(Guid Account, string UserName, string Name, Person Http)
    {
        public async Task<Person.Answer> SignAsync(string approval)
        {
            var version = (int)(await Http.GetAsync(approval)).Is(HttpStatusCode.OK)["case"]["version"]!;
            return await Http.PostAsync($"{approval}/sign", new { decision = "agree" }, $"\"{version}\"");
        }
    }

    private sealed class Site(PlatformHost host, string project) : IAsyncDisposable
    {
        private readonly List<Member> _all = [];

        public Dictionary<Role, OrganisationId> Firms { get; } = [];

        public Dictionary<Role, Member> People { get; } = [];

        public Member Contractor => People[Role.Contractor];

        public Member Engineer => People[Role.SupervisingEngineer];

        public Member Owner => People[Role.Owner];

        public Member Designer => People[Role.Designer];

        public Member Supervisor { get; set; } = null!;

        public Member Outsider { get; set; } = null!;

        public async Task<Member> PersonAsync(string name, OrganisationId? organisation, Grant grant)
        {
            var number = Interlocked.Increment(ref _people);
            var account = await host.AddAccountAsync($"approval-{number}", $"{name}{number}", role: null, organisation: organisation);
            await host.GrantAsync(account, grant);
            _all.Add(new Member(account.Id, account.UserName, account.DisplayName, await host.SignedInAsync(account.UserName)));
            return _all[^1];
        }

        public async Task<string> SubmittedAsync(string name, bool changesDesign = false)
        {
            var draft = new JsonObject
            {
                ["project"] = project, ["name"] = name, ["kind"] = "specialPlan", ["edition"] = "A", ["changesDesign"] = changesDesign,
                ["files"] = new JsonArray(new JsonObject { ["hash"] = new string('a', 64), ["name"] = "方案.pdf", ["size"] = 1024 }),
            };
            var path = (await Contractor.Http.PostAsync(Documents, draft)).Is(HttpStatusCode.Created).Headers.Location!.ToString();
            (await Contractor.Http.PostAsync($"{path}/actions/submit", null, "\"1\"")).Is(HttpStatusCode.OK);
            return path;
        }

        public async Task SignInAgainAsync()
        {
            foreach (var member in _all)
                await member.Http.SignInAsync(member.UserName, PlatformHost.Password);
        }

        public string IdOf(string path) => path.Split('/')[^1];

        public async Task<string> CaseAsync(string path) =>
            $"/api/approvals/{(await Contractor.Http.GetAsync($"/api/approvals/of/technical-documents/{IdOf(path)}")).Is(HttpStatusCode.OK)["items"][0]!["case"]!["id"]}";

        public ValueTask DisposeAsync()
        {
            foreach (var member in _all)
                member.Http.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
