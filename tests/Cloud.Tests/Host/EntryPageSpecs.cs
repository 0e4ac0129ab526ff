using System.Net;
using System.Text.RegularExpressions;
using Cloud.Platform.Identity;
using Cloud.Tests.Identity;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Clauses;

namespace Cloud.Tests.Host;

/// <summary>Signing in, passwords, second factors and registration on pages that need no script.</summary>
[Collection("platform")]
public sealed partial class EntryPageSpecs(Platform platform)
{
    private const string Next = "Another-2026-one";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Accepts("7.0.2-4")]
    public async Task somebody_signs_in_without_a_script_and_goes_on_to_where_he_wanted()
    {
        await platform.Host.AddAccountAsync("door.user", "门前用户");
        using var person = platform.Host.Stranger();
        var page = (await Page.OpenAsync(person, "/sign-in?returnUrl=%2Fregisters%2Fproject-filings%3Fstate%3Ddraft")).Is(HttpStatusCode.OK);

        var wrong = (await page.SendAsync(person, new() { ["UserName"] = "door.user", ["Password"] = "nonsense" })).Is(HttpStatusCode.Unauthorized);
        var empty = (await page.SendAsync(person, [])).Is(HttpStatusCode.Unauthorized);
        var right = await wrong.SendAsync(person, new() { ["UserName"] = " Door.User ", ["Password"] = PlatformHost.Password });

        Assert.Equal("/registers/project-filings?state=draft", right.To);
        Assert.Contains("账号或密码不正确", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("账号或密码不正确", empty.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("nonsense", wrong.Html, StringComparison.Ordinal);
        Assert.Equal("门前用户", (string?)(await person.GetAsync("/api/session")).Is(HttpStatusCode.OK)["user"]["displayName"]);
        Assert.Equal("/home", (await Page.OpenAsync(person, "/sign-in")).To);
    }

    [Theory]
    [InlineData("whole", "https://evil.example/")]
    [InlineData("slashes", "//evil.example/")]
    [InlineData("backslash", "/\\evil.example/")]
    [InlineData("circle", "/sign-in?returnUrl=/sign-in")]
    [InlineData("script", "javascript:alert(1)")]
    [InlineData("control", "/\t/evil.example")]
    public async Task nobody_is_sent_to_another_site_or_round_in_a_circle(string name, string target)
    {
        await platform.Host.AddAccountAsync(name);
        using var person = platform.Host.Stranger();
        var page = await Page.OpenAsync(person, $"/sign-in?returnUrl={Uri.EscapeDataString(target)}");

        var answer = await page.SendAsync(person, new() { ["UserName"] = name, ["Password"] = PlatformHost.Password });
        var chosen = await Page.OpenAsync(person, $"/entry/language/en?returnUrl={Uri.EscapeDataString(target)}");

        Assert.Equal("/home", answer.To);
        Assert.StartsWith("/sign-in", chosen.To, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_form_of_another_site_is_not_taken_and_one_that_lay_open_is_shown_anew()
    {
        await platform.Host.AddAccountAsync("forged.form");
        using var person = platform.Host.Stranger();
        var page = await Page.OpenAsync(person, "/sign-in?returnUrl=%2Faccount");

        var forged = await page.SendAsync(person, new() { ["UserName"] = "forged.form", ["Password"] = PlatformHost.Password }, withToken: false);
        var again = (await Page.OpenAsync(person, forged.To)).Is(HttpStatusCode.OK);

        Assert.Equal("/sign-in?stale=true&returnUrl=%2Faccount", forged.To);
        Assert.Contains("页面放置时间过长", again.Text, StringComparison.Ordinal);
        (await person.GetAsync("/api/session")).Is(HttpStatusCode.Unauthorized);
        Assert.Equal("/account", (await again.SendAsync(person, new() { ["UserName"] = "forged.form", ["Password"] = PlatformHost.Password })).To);
    }

    [Fact]
    public async Task five_wrong_passwords_lock_the_account_and_the_page_says_for_how_long_in_both_languages()
    {
        await using var host = await PlatformHost.StartAsync();
        await host.AddAccountAsync("locked.out");
        using var person = host.Stranger();
        var page = await Page.OpenAsync(person, "/sign-in");

        for (var attempt = 0; attempt < 4; attempt++)
            (await page.SendAsync(person, new() { ["UserName"] = "locked.out", ["Password"] = "wrong" })).Is(HttpStatusCode.Unauthorized);
        var chinese = (await page.SendAsync(person, new() { ["UserName"] = "locked.out", ["Password"] = "wrong" })).Is(HttpStatusCode.TooManyRequests);
        await Page.OpenAsync(person, "/entry/language/en?returnUrl=/sign-in");
        var english = (await page.SendAsync(person, new() { ["UserName"] = "locked.out", ["Password"] = PlatformHost.Password })).Is(HttpStatusCode.TooManyRequests);
        host.Time.Advance(SignInService.LockTime);

        Assert.Contains("请在15分钟后再试", chinese.Text, StringComparison.Ordinal);
        Assert.Contains("Try again in 15 min", english.Text, StringComparison.Ordinal);
        Assert.Equal("/home", (await page.SendAsync(person, new() { ["UserName"] = "locked.out", ["Password"] = PlatformHost.Password })).To);
    }

    [Fact]
    public async Task a_first_password_is_replaced_before_anything_else_and_every_broken_rule_is_told()
    {
        await platform.Host.AddAccountAsync("first.password", mustChange: true);
        using var person = platform.Host.Stranger();
        var entry = await Page.OpenAsync(person, "/sign-in?returnUrl=%2Faccount");

        var sent = await entry.SendAsync(person, new() { ["UserName"] = "first.password", ["Password"] = PlatformHost.Password });
        var page = (await Page.OpenAsync(person, sent.To)).Is(HttpStatusCode.OK);
        var weak = (await page.SendAsync(person, new() { ["Current"] = "not this", ["Next"] = "short", ["Again"] = "short" })).Is(HttpStatusCode.UnprocessableEntity);
        var apart = (await page.SendAsync(person, new() { ["Current"] = PlatformHost.Password, ["Next"] = Next, ["Again"] = Next + "x" })).Is(HttpStatusCode.UnprocessableEntity);
        var rules = (await page.SendAsync(person, new() { ["Current"] = PlatformHost.Password, ["Next"] = "short", ["Again"] = "short" })).Is(HttpStatusCode.UnprocessableEntity);
        var done = await page.SendAsync(person, new() { ["Current"] = PlatformHost.Password, ["Next"] = Next, ["Again"] = Next });

        Assert.Equal("/password?returnUrl=%2Faccount", sent.To);
        Assert.Contains("初始密码", page.Text, StringComparison.Ordinal);
        Assert.Contains("当前密码不正确", weak.Text, StringComparison.Ordinal);
        Assert.Contains("两次输入不一致", apart.Text, StringComparison.Ordinal);
        Assert.Contains("密码长度须为10至128个字符", rules.Text, StringComparison.Ordinal);
        Assert.Equal("/account", done.To);
        Assert.False((bool)(await person.GetAsync("/api/session")).Is(HttpStatusCode.OK)["mustChangePassword"]);
        using var stranger = platform.Host.Stranger();
        Assert.Equal("/sign-in?returnUrl=%2Fpassword", (await Page.OpenAsync(stranger, "/password")).To);
    }

    [Fact]
    public async Task codes_are_set_up_on_a_page_and_asked_for_in_a_second_step_without_the_password_standing_anywhere()
    {
        await using var host = await PlatformHost.StartAsync(settings => settings["Identity:SecondFactorRoles:0"] = "administrator");
        await host.AddAccountAsync("with.codes");
        using var person = host.Stranger();
        var sent = await (await Page.OpenAsync(person, "/sign-in")).SendAsync(person, new() { ["UserName"] = "with.codes", ["Password"] = PlatformHost.Password });
        var begun = (await (await Page.OpenAsync(person, sent.To)).SendAsync(person, [], "Begin")).Is(HttpStatusCode.OK);
        var secret = Secret().Match(begun.Html).Groups[1].Value;
        var wrong = (await begun.SendAsync(person, new() { ["Code"] = "000000" }, "Confirm")).Is(HttpStatusCode.UnprocessableEntity);
        var done = (await wrong.SendAsync(person, new() { ["Code"] = Totp.Code(secret, Totp.StepOf(host.Time.GetUtcNow())) }, "Confirm")).Is(HttpStatusCode.OK);
        var recovery = Recovery().Match(done.Html).Value;

        using var again = host.Stranger();
        var second = (await (await Page.OpenAsync(again, "/sign-in?returnUrl=%2Faccount")).SendAsync(again, new() { ["UserName"] = "with.codes", ["Password"] = PlatformHost.Password })).Is(HttpStatusCode.OK);
        (await again.GetAsync("/api/session")).Is(HttpStatusCode.Unauthorized);
        var refused = (await second.SendAsync(again, new() { ["Code"] = "000000" })).Is(HttpStatusCode.Unauthorized);
        var entered = await refused.SendAsync(again, new() { ["Code"] = recovery });
        host.Time.Advance(TimeSpan.FromMinutes(6));
        using var late = host.Stranger();
        var expired = (await second.SendAsync(late, new() { ["Code"] = Totp.Code(secret, Totp.StepOf(host.Time.GetUtcNow())) }));

        Assert.Equal("/second-factor", sent.To);
        Assert.Contains("<svg", begun.Html, StringComparison.Ordinal);
        Assert.Contains(secret, wrong.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(PlatformHost.Password, second.Html, StringComparison.Ordinal);
        Assert.Contains("动态口令或恢复码不正确", refused.Text, StringComparison.Ordinal);
        Assert.Equal("/account", entered.To);
        Assert.NotEqual(HttpStatusCode.OK, expired.Status);
        (await late.GetAsync("/api/session")).Is(HttpStatusCode.Unauthorized);
    }

    [Fact, Accepts("3.1.7")]
    public async Task an_enterprise_registers_is_returned_completes_and_is_told_how_far_it_is()
    {
        await using var host = await PlatformHost.StartAsync();
        using var county = await host.PersonWithAsync("county.door", new Grant(Role.Administrator, Cloud.Platform.Areas.AreaCode.Parse("210102")));
        using var applicant = host.Stranger();
        var code = Codes.NewCreditCode();
        var page = (await Page.OpenAsync(applicant, "/register")).Is(HttpStatusCode.OK);
        var wrong = (await page.SendAsync(applicant, Registration(code[..17] + (code[17] == '0' ? '1' : '0'), password: "weak"))).Is(HttpStatusCode.UnprocessableEntity);
        var taken = (await wrong.SendAsync(applicant, Registration(code))).Is(HttpStatusCode.OK);
        (await page.SendAsync(applicant, Registration(code, "door.second"))).Is(HttpStatusCode.Conflict);
        var waiting = (await (await Page.OpenAsync(applicant, "/sign-in")).SendAsync(applicant, new() { ["UserName"] = "door.builder", ["Password"] = PlatformHost.Password })).Is(HttpStatusCode.Forbidden);

        var organisation = (string)(await county.GetAsync("/api/organisations?state=applied")).Is(HttpStatusCode.OK)["items"][0]!["id"]!;
        (await county.PostAsync($"/api/organisations/{organisation}/return", new { note = "请补充<b>地址</b>" })).Is(HttpStatusCode.OK);
        var asked = (await (await Page.OpenAsync(applicant, "/register/progress")).SendAsync(applicant, new() { ["UserName"] = "door.builder", ["Password"] = PlatformHost.Password })).Is(HttpStatusCode.OK);
        var unsaid = (await asked.SendAsync(applicant, Organisation(code, "x"), "Complete")).Is(HttpStatusCode.UnprocessableEntity);
        var completed = (await unsaid.SendAsync(applicant, Organisation(code, "沈阳市和平区三好街1号"), "Complete")).Is(HttpStatusCode.OK);
        (await county.PostAsync($"/api/organisations/{organisation}/verify", new { })).Is(HttpStatusCode.OK);

        Assert.Equal("active", (string?)(await county.GetAsync($"/api/organisations/{organisation}")).Is(HttpStatusCode.OK)["state"]);
        Assert.Contains("校验位不正确", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("沈阳门前建设有限公司", wrong.Html, StringComparison.Ordinal);
        Assert.Contains("和平区住房城乡建设主管部门", taken.Text, StringComparison.Ordinal);
        Assert.Contains("账号尚未通过核验", waiting.Text, StringComparison.Ordinal);
        Assert.Contains("请补充<b>地址</b>", WebUtility.HtmlDecode(asked.Html), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>地址", asked.Html, StringComparison.Ordinal);
        Assert.Contains("补正已提交", completed.Text, StringComparison.Ordinal);
        Assert.Equal("/home", (await (await Page.OpenAsync(applicant, "/sign-in")).SendAsync(applicant, new() { ["UserName"] = "door.builder", ["Password"] = PlatformHost.Password })).To);
    }

    [Fact]
    public async Task every_page_speaks_both_languages_and_carries_its_style_and_no_script_inside()
    {
        using var person = platform.Host.Stranger();
        foreach (var (path, chinese, english) in new[] { ("/sign-in", "企业注册", "Register an enterprise"), ("/register", "统一社会信用代码", "Social credit code"), ("/register/progress", "查询进度", "Check progress") })
        {
            Assert.Contains(chinese, (await Page.OpenAsync(person, path)).Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);
            Assert.Equal(path, (await Page.OpenAsync(person, $"/entry/language/en?returnUrl={path}")).To);
            var told = (await Page.OpenAsync(person, path)).Is(HttpStatusCode.OK);
            await Page.OpenAsync(person, "/entry/language/zh");

            Assert.Contains(english, told.Text, StringComparison.Ordinal);
            Assert.DoesNotMatch("<script[^>]*>[^<]", told.Html);
            foreach (var asset in Assets().Matches(told.Html).Select(match => match.Groups[1].Value).Distinct())
                Assert.Contains("immutable", (await person.GetAsync(asset)).Is(HttpStatusCode.OK).Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        }
    }

    private static Dictionary<string, string> Registration(string code, string userName = "door.builder", string password = PlatformHost.Password)
    {
        var fields = Organisation(code, "沈阳市和平区1号");
        (fields["DisplayName"], fields["UserName"], fields["Password"], fields["Again"]) = ("王管理", userName, password, password);
        return fields;
    }

    private static Dictionary<string, string> Organisation(string code, string address) => new()
    {
        ["Organisation.Kind"] = "contractor", ["Organisation.Name"] = "沈阳门前建设有限公司", ["Organisation.CreditCode"] = code, ["Organisation.Area"] = "210102",
        ["Organisation.Address"] = address, ["Organisation.Representative"] = "张三", ["Organisation.ContactName"] = "李四", ["Organisation.ContactPhone"] = "13800001234",
    };

    [GeneratedRegex("class=\"e-secret\"[^>]*>([A-Z2-7]+)<")]
    private static partial Regex Secret();

    [GeneratedRegex("[A-HJ-NP-Z2-9]{5}-[A-HJ-NP-Z2-9]{5}")]
    private static partial Regex Recovery();

    [GeneratedRegex("(?:href|src)=\"(/entry/[0-9a-f]+\\.[a-z]+)\"")]
    private static partial Regex Assets();
}
