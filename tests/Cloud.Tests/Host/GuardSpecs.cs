using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Cloud.Host.Pages.Entry;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cloud.Tests.Host;

[Collection("platform")]
public sealed partial class GuardSpecs(Platform platform)
{
    /// <summary>Everything that answers without an account; nothing else may.</summary>
    private static readonly string[] Open =
        ["POST /api/session", "POST /api/session/certificate", "POST /api/session/certificate/challenge", "GET /api/single-sign-on/providers", "GET /sso/authorize", "POST /sso/token", "GET /sso/logout", "GET /sso/sign-in/{provider}", "GET /sso/callback/{provider}", "POST /sso/callback/{provider}",
        "POST /api/enrolments", "POST /api/registrations", "PUT /api/registrations", "POST /api/registrations/status", "GET /api/areas", "GET /api/organisation-kinds", "GET /public/verify", "GET /sign-in", "GET /sign-in/certificate", "GET /password", "GET /second-factor", "GET /register", "GET /register/progress", $"GET {EntryStyle.Path}", $"GET {EntryStyle.ScriptPath}", $"GET {EntryStyle.MarkPath}", "GET /health/live", "GET /health/ready", "GET /a/{token}", "HEAD /a/{token}", "POST /a/{token}"];

    [Fact]
    public async Task nothing_but_sign_in_health_acknowledge_links_and_enrolment_answers_without_an_account()
    {
        using var stranger = platform.Host.Stranger();
        var answered = new List<string>();
        var asked = 0;
        foreach (var (method, pattern) in Endpoints())
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), Parameter().Replace(pattern, "x"));

            if (method is "POST" or "PUT")
                request.Content = new StringContent("{}", MediaTypeHeaderValue.Parse("application/json"));

            // As a proxy on this machine would pass it on: /metrics then asks for an account too.
            request.Headers.Add("X-Forwarded-For", "203.0.113.7");
            using var response = await stranger.Http.SendAsync(request, TestContext.Current.CancellationToken);
            asked++;
            if (response.StatusCode != HttpStatusCode.Unauthorized)
                answered.Add($"{method} {pattern}");
        }

        Assert.Empty(answered.Except(Open));
        Assert.Equal(Open.Order(), answered.Order());
        Assert.True(asked > 35, $"only {asked} endpoints were asked");
    }

    [Fact]
    public async Task an_account_without_a_grant_finds_nothing_of_a_project_and_sees_no_warnings()
    {
        var site = await platform.SiteAsync();
        await using var gateway = await site.ConnectAsync();
        var warning = await site.WarningAsync(gateway);
        await platform.Host.AddAccountAsync("guest", role: null);
        using var guest = platform.Host.Stranger();
        await guest.SignInAsync("guest", PlatformHost.Password);
        var allowed = new List<string>();

        foreach (var (method, pattern) in Endpoints().Where(e => e.Pattern.StartsWith("/api/projects/", StringComparison.Ordinal)))
        {
            var path = Parameter().Replace(pattern.Replace("{project}", site.Project, StringComparison.Ordinal), "x");
            var answer = await guest.SendAsync(new HttpMethod(method), path, method is "GET" or "DELETE" ? null : "{}");
            if (answer.Status is not (HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest))
                allowed.Add($"{method} {pattern}: {answer.Status}");
        }

        Assert.Empty(allowed);
        Assert.Empty((await guest.GetAsync("/api/warnings?open=all")).Is(HttpStatusCode.OK)["items"].AsArray());
        (await guest.GetAsync($"/api/warnings/{warning}")).Is(HttpStatusCode.NotFound);
        (await guest.GetAsync($"/api/warnings/{warning}/explanation")).Is(HttpStatusCode.NotFound);
        (await guest.PostAsync($"/api/warnings/{warning}/acknowledge", new { }, "1")).Is(HttpStatusCode.NotFound);
        (await guest.GetAsync($"/api/stream?project={site.Project}")).Is(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("{", "body")]
    [InlineData("""{"id":"a","name":"b","gateway":"c","profile":"d","address":"e","colour":"red"}""", "unknown member")]
    [InlineData("""{"id":5}""", "wrong type")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]", "too deep")]
    [InlineData("null", "nothing")]
    public async Task a_body_that_cannot_be_read_is_a_problem_and_not_a_fault(string body, string why)
    {
        var site = await platform.SiteAsync(crane: false);

        var answer = await platform.Admin.PostAsync($"{site.Path}/devices", body);

        Assert.True(answer.Status == HttpStatusCode.BadRequest, $"{why}: {answer.Status} {answer.Text}");
        Assert.Equal("application/problem+json", answer.MediaType);
        Assert.Matches("[\u4e00-\u9fff]", (string?)answer["title"]);
    }

    [Fact]
    public async Task an_unknown_address_under_api_is_a_problem_and_a_strange_id_is_not_found()
    {
        Assert.EndsWith("not-found", (await platform.Admin.GetAsync("/api/nothing")).Is(HttpStatusCode.NotFound).Problem, StringComparison.Ordinal);
        Assert.EndsWith("not-found", (await platform.Admin.GetAsync("/api/projects/NO%20ID/latest")).Is(HttpStatusCode.NotFound).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task answers_carry_the_headers_that_keep_a_page_to_itself()
    {
        var answer = await platform.Admin.GetAsync("/api/session");

        Assert.Contains("default-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task the_numbers_of_the_process_are_for_this_machine_or_an_account()
    {
        using var stranger = platform.Host.Stranger();

        var local = (await stranger.GetAsync("/metrics")).Is(HttpStatusCode.OK);

        Assert.Contains("edge_sign_ins_total", local.Text, StringComparison.Ordinal);
        Assert.Contains("orleans_", local.Text, StringComparison.Ordinal);
        using var proxied = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        proxied.Headers.Add("X-Forwarded-For", "203.0.113.7");
        using var refused = await stranger.Http.SendAsync(proxied, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private IEnumerable<(string Method, string Pattern)> Endpoints() =>
        from endpoint in platform.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let pattern = "/" + endpoint.RoutePattern.RawText!.Trim('/')
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (method, pattern);

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
