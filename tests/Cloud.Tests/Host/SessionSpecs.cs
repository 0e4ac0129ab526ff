using System.Net;

namespace Cloud.Tests.Host;

/// <summary>Each test moves the clock or locks accounts, so each has a platform or an account of its own.</summary>
[Collection("platform")]
public sealed class SessionSpecs(Platform platform)
{
    [Fact]
    public async Task the_first_administrator_signs_in_with_the_printed_password_and_can_do_nothing_before_changing_it()
    {
        await using var host = await PlatformHost.StartAsync();
        using var admin = host.Stranger();

        var signedIn = (await admin.SignInAsync("admin", host.FirstPassword!)).Is(HttpStatusCode.OK);
        var barred = (await admin.GetAsync("/api/projects")).Is(HttpStatusCode.Forbidden);
        var weak = (await admin.PostAsync("/api/session/password", new { current = host.FirstPassword, next = "admin12345" })).Is(HttpStatusCode.UnprocessableEntity);
        (await admin.PostAsync("/api/session/password", new { current = host.FirstPassword, next = PlatformHost.Password })).Is(HttpStatusCode.NoContent);

        Assert.True((bool)signedIn["mustChangePassword"]);
        Assert.Equal("administrator", (string?)signedIn["user"]["role"]);
        Assert.EndsWith("password-change-required", barred.Problem, StringComparison.Ordinal);
        Assert.Equal(2, weak["errors"]["next"]!.AsArray().Count);
        Assert.False((bool)(await admin.GetAsync("/api/session")).Is(HttpStatusCode.OK)["mustChangePassword"]);
        (await admin.GetAsync("/api/projects")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task no_spelling_of_the_path_leads_round_the_change_of_the_password_or_the_token()
    {
        await platform.Host.AddAccountAsync("must-change", mustChange: true);
        using var newcomer = platform.Host.Stranger();
        await newcomer.SignInAsync("must-change", PlatformHost.Password);

        var barred = await newcomer.GetAsync("/API/Projects");
        newcomer.SendsToken = false;
        var forged = await newcomer.PostAsync("/Api/Session/Password", new { current = PlatformHost.Password, next = "Another-2026-one" });

        Assert.EndsWith("password-change-required", barred.Is(HttpStatusCode.Forbidden).Problem, StringComparison.Ordinal);
        Assert.EndsWith("csrf", forged.Is(HttpStatusCode.Forbidden).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task five_wrong_passwords_lock_the_account_for_fifteen_minutes_even_for_the_right_one()
    {
        await using var host = await PlatformHost.StartAsync();
        await host.AddAccountAsync("zhao");
        using var person = host.Stranger();

        for (var i = 0; i < 4; i++)
            (await person.SignInAsync("zhao", "wrong-password")).Is(HttpStatusCode.Unauthorized);
        var fifth = (await person.SignInAsync("zhao", "wrong-password")).Is(HttpStatusCode.TooManyRequests);
        (await person.SignInAsync("zhao", PlatformHost.Password)).Is(HttpStatusCode.TooManyRequests);
        host.Time.Advance(TimeSpan.FromMinutes(16));
        (await person.SignInAsync("zhao", PlatformHost.Password)).Is(HttpStatusCode.OK);

        Assert.EndsWith("locked", fifth.Problem, StringComparison.Ordinal);
        Assert.InRange(fifth.Headers.RetryAfter!.Delta!.Value.TotalMinutes, 14, 15);
    }

    [Fact]
    public async Task an_unknown_name_and_a_wrong_password_get_the_same_answer()
    {
        await platform.Host.AddAccountAsync("sun");
        using var person = platform.Host.Stranger();

        var unknown = (await person.SignInAsync("nobody", "wrong-password")).Is(HttpStatusCode.Unauthorized);
        var wrong = (await person.SignInAsync("sun", "wrong-password")).Is(HttpStatusCode.Unauthorized);

        Assert.Equal((string?)unknown["title"], (string?)wrong["title"]);
        Assert.Equal(unknown.Problem, wrong.Problem);
    }

    [Fact]
    public async Task a_change_without_the_token_is_refused_and_with_it_goes_through()
    {
        using var person = await platform.Host.PersonAsync("csrf");
        person.SendsToken = false;

        var refused = await person.PostAsync("/api/projects", Platform.Site.Draft("csrf-site"));
        person.SendsToken = true;
        var added = await person.PostAsync("/api/projects", Platform.Site.Draft("csrf-site"));

        Assert.EndsWith("csrf", refused.Is(HttpStatusCode.Forbidden).Problem, StringComparison.Ordinal);
        added.Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task a_session_ends_when_idle_when_old_and_when_the_password_has_changed_elsewhere()
    {
        await using var host = await PlatformHost.StartAsync();
        using var idle = await host.PersonAsync("idle");
        host.Time.Advance(TimeSpan.FromMinutes(31));
        (await idle.GetAsync("/api/session")).Is(HttpStatusCode.Unauthorized);

        using var busy = await host.PersonAsync("busy");
        for (var minutes = 0; minutes < 12 * 60; minutes += 20)
        {
            (await busy.GetAsync("/api/session")).Is(HttpStatusCode.OK);
            host.Time.Advance(TimeSpan.FromMinutes(20));
        }

        host.Time.Advance(TimeSpan.FromSeconds(1));
        (await busy.GetAsync("/api/session")).Is(HttpStatusCode.Unauthorized);

        using var here = await host.PersonAsync("twice");
        using var there = host.Stranger();
        await there.SignInAsync("twice", PlatformHost.Password);
        (await here.PostAsync("/api/session/password", new { current = PlatformHost.Password, next = "Another-2026-one" })).Is(HttpStatusCode.NoContent);
        (await here.GetAsync("/api/session")).Is(HttpStatusCode.OK);
        (await there.GetAsync("/api/session")).Is(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task an_altered_cookie_and_one_that_another_platform_has_sealed_are_no_session()
    {
        await using var other = await PlatformHost.StartAsync();
        using var there = await other.PersonAsync("forger");
        using var here = await platform.Host.PersonAsync("forged-against");
        var own = here.Cookie("edge-session")!;
        var altered = own[..40] + (own[40] == 'A' ? 'B' : 'A') + own[41..];

        foreach (var cookie in (string[])[altered, own[..^8], there.Cookie("edge-session")!, "CfDJ8", ""])
        {
            using var thief = platform.Host.Stranger();
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/session");
            request.Headers.TryAddWithoutValidation("Cookie", $"edge-session={cookie}");
            using var answer = await thief.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        (await here.GetAsync("/api/session")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task signing_out_ends_the_session()
    {
        using var person = await platform.Host.PersonAsync("leaver");

        (await person.DeleteAsync("/api/session")).Is(HttpStatusCode.NoContent);

        (await person.GetAsync("/api/session")).Is(HttpStatusCode.Unauthorized);
    }
}
