using System.Net;
using System.Net.Http.Headers;
using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Clauses;

namespace Cloud.Tests.Host;

/// <summary>One's own account: devices, second factor, keys; and what the security administrator does about what is odd.</summary>
[Collection("platform")]
public sealed class AccountSpecs(Platform platform)
{
    private static readonly AreaCode Province = AreaCode.Parse("210000");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task devices_are_listed_and_one_that_is_removed_is_out_at_once()
    {
        using var here = await platform.Host.PersonAsync("devices");
        using var there = await platform.Host.SignedInAsync("devices");

        var sessions = (await here.GetAsync("/api/account/sessions")).Is(HttpStatusCode.OK).Body.AsArray();
        var other = Assert.Single(sessions, session => !(bool)session!["isThis"]!)!;
        (await here.DeleteAsync($"/api/account/sessions/{other["id"]}")).Is(HttpStatusCode.NoContent);

        Assert.Equal(2, sessions.Count);
        Assert.Equal("127.0.0.1", (string?)other["address"]);
        (await there.GetAsync("/api/session")).Is(HttpStatusCode.Unauthorized);
        (await here.GetAsync("/api/session")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task a_stolen_session_cookie_on_another_device_ends_the_session_and_is_told_to_the_security_administrator()
    {
        using var owner = await platform.Host.PersonAsync("robbed", "被盗会话的人");
        using var security = await platform.Host.PersonWithAsync("robbed-security", new Grant(Role.SecurityAdministrator, Province));
        using var thief = new HttpClient { BaseAddress = platform.Host.Address };
        thief.DefaultRequestHeaders.UserAgent.ParseAdd("curl/8.0");
        thief.DefaultRequestHeaders.Add("Cookie", $"edge-session={owner.Cookie("edge-session")}");

        using var answer = await thief.GetAsync(new Uri("/api/projects", UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        (await owner.GetAsync("/api/session")).Is(HttpStatusCode.Unauthorized);
        var items = (await security.GetAsync("/api/security/items")).Is(HttpStatusCode.OK);
        var item = Assert.Single(items["items"].AsArray(), item => (string?)item!["name"] == "被盗会话的人" && (string?)item["rule"] == "movedSession")!;
        (await security.PostAsync($"/api/security/items/{item["id"]}/close", new { note = "已电话核实，改密" })).Is(HttpStatusCode.OK);
        (await security.PostAsync($"/api/security/items/{item["id"]}/close", new { note = "再次" })).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task a_second_factor_is_set_up_asked_for_and_removed_with_the_password()
    {
        await using var host = await PlatformHost.StartAsync();
        using var person = await host.PersonAsync("factor");

        var draft = (await person.PostAsync("/api/account/second-factor", new { })).Is(HttpStatusCode.OK);
        var secret = (string)draft["secret"]!;
        (await person.PostAsync("/api/account/second-factor/confirm", new { value = "12345x" })).Is(HttpStatusCode.UnprocessableEntity);
        var codes = (await person.PostAsync("/api/account/second-factor/confirm", new { value = Code(host, secret) })).Is(HttpStatusCode.OK);
        using var again = host.Stranger();
        var asked = (await again.SignInAsync("factor", PlatformHost.Password)).Is(HttpStatusCode.Unauthorized);
        host.Time.Advance(TimeSpan.FromSeconds(60));
        (await again.PostAsync("/api/session", new { userName = "factor", password = PlatformHost.Password, code = Code(host, secret) })).Is(HttpStatusCode.OK);

        Assert.EndsWith("code-required", asked.Problem, StringComparison.Ordinal);
        Assert.Equal(10, codes["codes"].AsArray().Count);
        Assert.True((bool)(await again.GetAsync("/api/session")).Is(HttpStatusCode.OK)["secondFactor"]);
        (await again.PostAsync("/api/account/second-factor/remove", new { password = "wrong" })).Is(HttpStatusCode.UnprocessableEntity);
        (await again.PostAsync("/api/account/second-factor/remove", new { password = PlatformHost.Password })).Is(HttpStatusCode.NoContent);
        (await host.Stranger().SignInAsync("factor", PlatformHost.Password)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task roles_that_need_a_second_factor_do_nothing_before_it_is_set_up()
    {
        await using var host = await PlatformHost.StartAsync(settings => settings["Identity:SecondFactorRoles:0"] = "administrator");
        using var person = await host.PersonAsync("needs-factor");

        var barred = (await person.GetAsync("/api/projects")).Is(HttpStatusCode.Forbidden);
        var secret = (string)(await person.PostAsync("/api/account/second-factor", new { })).Is(HttpStatusCode.OK)["secret"]!;
        (await person.PostAsync("/api/account/second-factor/confirm", new { value = Code(host, secret) })).Is(HttpStatusCode.OK);

        Assert.EndsWith("second-factor-required", barred.Problem, StringComparison.Ordinal);
        (await person.GetAsync("/api/projects")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task a_key_acts_as_its_account_within_scopes_and_quota_and_not_after_it_was_revoked()
    {
        await using var host = await PlatformHost.StartAsync();
        using var admin = await host.PersonAsync("root-admin");
        (await admin.PostAsync("/api/projects", Platform.Site.Draft("keyed"))).Is(HttpStatusCode.Created);
        using var person = await host.PersonWithAsync("key-owner", new Grant(new Role("supervisor"), AreaCode.Parse("210100")));
        var today = DateOnly.FromDateTime(host.Time.GetUtcNow().UtcDateTime);
        var made = (await person.PostAsync("/api/account/keys", new { name = "数据对接", scopes = new[] { "projects:read" }, expiresOn = today.AddDays(30), perMinute = 5 })).Is(HttpStatusCode.Created);
        (await person.PostAsync("/api/account/keys", new { name = "数据对接", scopes = new[] { "everything" }, expiresOn = today.AddDays(30) })).Is(HttpStatusCode.UnprocessableEntity);
        using var machine = new HttpClient { BaseAddress = host.Address };
        machine.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)made["text"]!);

        Assert.Equal(HttpStatusCode.OK, await AskAsync(machine, "/api/projects/keyed"));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(machine, "/api/warnings"));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(machine, "/api/account/keys"));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(machine, "/api/projects/keyed/gateways", post: true));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(machine, "/api/projects"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync(machine, "/api/projects"));
        (await person.DeleteAsync($"/api/account/keys/{made["key"]["id"]}")).Is(HttpStatusCode.NoContent);
        host.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(machine, "/api/projects"));
    }

    [Fact, Accepts("7.0.2-5")]
    public async Task platform_roles_come_from_listed_addresses_only_and_nobody_shuts_himself_out()
    {
        await using var host = await PlatformHost.StartAsync();
        using var security = await host.PersonWithAsync("security", new Grant(Role.SecurityAdministrator, Province));
        using var inspector = await host.PersonWithAsync("inspector", new Grant(new Role("supervisor"), Province));

        var wrong = (await security.PutAsync("/api/security/addresses", new { networks = new[] { "10.0.0.0/8", "nonsense" } })).Is(HttpStatusCode.UnprocessableEntity);
        var shutOut = (await security.PutAsync("/api/security/addresses", new { networks = new[] { "10.0.0.0/8" } })).Is(HttpStatusCode.UnprocessableEntity);
        (await security.PutAsync("/api/security/addresses", new { networks = new[] { "10.0.0.0/8", "127.0.0.1" } })).Is(HttpStatusCode.OK);
        (await security.GetAsync("/api/security/addresses")).Is(HttpStatusCode.OK);
        await host.Services.GetRequiredService<Cloud.Platform.Security.ISettingStore>().SetAsync("administration-addresses", """["10.0.0.0/8"]""", Cancel);

        Assert.Contains("nonsense", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", (string?)shutOut["detail"], StringComparison.Ordinal);
        Assert.EndsWith("address-refused", (await security.GetAsync("/api/security/addresses")).Is(HttpStatusCode.Forbidden).Problem, StringComparison.Ordinal);
        (await inspector.GetAsync("/api/projects")).Is(HttpStatusCode.OK);
    }

    [Fact, Accepts("7.0.2-5")]
    public async Task many_refusals_and_guessed_passwords_become_items()
    {
        await using var host = await PlatformHost.StartAsync(settings =>
            (settings["Security:RefusalsInTenMinutes"], settings["Security:FailedSignInsInTenMinutes"]) = ("3", "3"));
        using var security = await host.PersonWithAsync("security", new Grant(Role.SecurityAdministrator, Province));
        using var prying = await host.PersonWithAsync("prying", new Grant(new Role("supervisor"), Province));
        using var guessing = host.Stranger();

        for (var i = 0; i < 5; i++)
        {
            (await prying.GetAsync("/api/permissions/trail")).Is(HttpStatusCode.Forbidden);
            (await guessing.SignInAsync($"nobody-{i}", "wrong")).Is(HttpStatusCode.Unauthorized);
        }

        var told = (await security.GetAsync("/api/security/items")).Is(HttpStatusCode.OK);
        Assert.Single(told["items"].AsArray().Select(item => (string?)item!["rule"]), "manyRefusals");
        Assert.Single(told["items"].AsArray().Select(item => (string?)item!["rule"]), "passwordGuessing");
    }

    private static string Code(PlatformHost host, string secret) => Totp.Code(secret, Totp.StepOf(host.Time.GetUtcNow()));

    private static async Task<HttpStatusCode> AskAsync(HttpClient machine, string path, bool post = false)
    {
        using var request = new HttpRequestMessage(post ? HttpMethod.Post : HttpMethod.Get, path);
        using var answer = await machine.SendAsync(request, Cancel);
        return answer.StatusCode;
    }
}
