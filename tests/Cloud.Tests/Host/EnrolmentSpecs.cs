using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Cloud.Tests.Ingestion;
using MQTTnet;
using MQTTnet.Adapter;

namespace Cloud.Tests.Host;

[Collection("platform")]
public sealed class EnrolmentSpecs(Platform platform)
{
    [Fact]
    public async Task a_gateway_turns_its_code_into_a_certificate_with_which_the_broker_lets_it_in()
    {
        var site = await platform.SiteAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var stranger = platform.Host.Stranger();

        var answer = (await stranger.PostAsync("/api/enrolments", new { gateway = site.Gateway, code = await CodeAsync(site), csr = Request(site.Gateway, key) })).Is(HttpStatusCode.OK);

        using var authority = X509Certificate2.CreateFromPem((string)answer["authority"]!);
        using var bare = X509Certificate2.CreateFromPem((string)answer["certificate"]!);
        using var joined = bare.CopyWithPrivateKey(key);
        using var certificate = X509CertificateLoader.LoadPkcs12(joined.Export(X509ContentType.Pkcs12), null);
        await using var gateway = new GatewayStub(site.Gateway, site.Project, site.Epoch);
        var connected = await gateway.ConnectAsync((int)answer["broker"]["port"]!, certificate, authority);
        Assert.Equal(MqttClientConnectResultCode.Success, connected.ResultCode);
        var listed = (await platform.Admin.GetAsync($"{site.Path}/gateways")).Is(HttpStatusCode.OK).Body[0]!["certificate"]!;
        Assert.Equal(bare.SerialNumber, (string?)listed["serial"], ignoreCase: true);
        Assert.False((bool)listed["revoked"]!);

        (await platform.Admin.PostAsync($"{site.Path}/gateways/{site.Gateway}/revoke", new { reason = "设备遗失" })).Is(HttpStatusCode.NoContent);
        await gateway.Disconnected.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await using var again = new GatewayStub(site.Gateway, site.Project, site.Epoch);
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            var refused = await again.ConnectAsync((int)answer["broker"]["port"]!, certificate, authority);
            throw new MqttConnectingFailedException(refused.ReasonString, null);
        });
        Assert.True((bool)(await platform.Admin.GetAsync($"{site.Path}/gateways")).Body[0]!["certificate"]!["revoked"]!);
    }

    [Fact]
    public async Task a_code_works_once_and_a_newer_one_voids_it()
    {
        var site = await platform.SiteAsync(crane: false);
        using var stranger = platform.Host.Stranger();
        var first = await CodeAsync(site);
        var second = await CodeAsync(site);

        (await EnrolAsync(stranger, site, first)).Is(HttpStatusCode.Forbidden);
        (await EnrolAsync(stranger, site, second)).Is(HttpStatusCode.OK);
        var used = (await EnrolAsync(stranger, site, second)).Is(HttpStatusCode.Forbidden);

        Assert.EndsWith("enrolment-refused", used.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain(second, used.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_wrong_code_an_unknown_gateway_another_name_and_another_kind_of_key_are_refused_without_using_the_code_up()
    {
        var site = await platform.SiteAsync(crane: false);
        var code = await CodeAsync(site);
        using var stranger = platform.Host.Stranger();
        using var large = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var right = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        (await EnrolAsync(stranger, site, "AAAAAAAAAAAAAAAA")).Is(HttpStatusCode.Forbidden);
        (await stranger.PostAsync("/api/enrolments", new { gateway = "gw-nowhere", code, csr = Request("gw-nowhere", right) })).Is(HttpStatusCode.Forbidden);
        (await stranger.PostAsync("/api/enrolments", new { gateway = site.Gateway, code, csr = Request("gw-other", right) })).Is(HttpStatusCode.Forbidden);
        (await stranger.PostAsync("/api/enrolments", new { gateway = site.Gateway, code, csr = Request(site.Gateway, large) })).Is(HttpStatusCode.Forbidden);
        (await stranger.PostAsync("/api/enrolments", new { gateway = site.Gateway, code, csr = "no request" })).Is(HttpStatusCode.Forbidden);
        (await stranger.PostAsync("/api/enrolments", new { gateway = site.Gateway, code, csr = new string('x', 9_000) })).Is(HttpStatusCode.BadRequest);

        (await EnrolAsync(stranger, site, code)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task a_code_runs_out_after_a_day_and_guessing_is_slowed_down_by_address()
    {
        await using var host = await PlatformHost.StartAsync(settings => settings["Enrolment:AttemptsPerMinute"] = "3");
        using var admin = await host.PersonAsync("qian");
        (await admin.PostAsync("/api/projects", Platform.Site.Draft("late-site"))).Is(HttpStatusCode.Created);
        var code = (string?)(await admin.PostAsync("/api/projects/late-site/gateways", new { id = "late-gw", name = "迟到的网关" })).Is(HttpStatusCode.Created)["code"];
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var stranger = host.Stranger();
        var body = new { gateway = "late-gw", code, csr = Request("late-gw", key) };

        host.Time.Advance(TimeSpan.FromHours(25));
        var late = (await stranger.PostAsync("/api/enrolments", body)).Is(HttpStatusCode.Forbidden);
        (await stranger.PostAsync("/api/enrolments", body)).Is(HttpStatusCode.Forbidden);
        (await stranger.PostAsync("/api/enrolments", body)).Is(HttpStatusCode.Forbidden);
        (await stranger.PostAsync("/api/enrolments", body)).Is(HttpStatusCode.TooManyRequests);

        Assert.Contains("run out", late.Text, StringComparison.Ordinal);
    }

    private async Task<string> CodeAsync(Platform.Site site) =>
        (string)(await platform.Admin.PostAsync($"{site.Path}/gateways/{site.Gateway}/code")).Is(HttpStatusCode.OK)["code"]!;

    private static async Task<Person.Answer> EnrolAsync(Person person, Platform.Site site, string code)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return await person.PostAsync("/api/enrolments", new { gateway = site.Gateway, code, csr = Request(site.Gateway, key) });
    }

    private static string Request(string name, ECDsa key) =>
        new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
}
