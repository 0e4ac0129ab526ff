using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using TestKit.Records;

namespace Cloud.Tests.Host;

/// <summary>Other proofs than a password: a certificate of a trusted authority, and another system that vouches.</summary>
[Collection("platform")]
public sealed class ProofSpecs
{
    private static readonly AreaCode Province = AreaCode.Parse("210000");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_certificate_signs_in_once_it_was_linked_and_nothing_else_does()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = Authority("CN=Liaoning CA");
        using var stranger = Authority("CN=Other CA");
        using var certificate = Issue(authority, key);
        using var foreign = Issue(stranger, key);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, authority.ExportCertificatePem(), Cancel);
        await using var host = await PlatformHost.StartAsync(settings => settings["Identity:CertificateAuthorities:0"] = file);
        using var owner = await host.PersonAsync("holder");
        using var person = host.Stranger();

        (await person.PostAsync("/api/session/certificate", await ProveAsync(person, certificate, key))).Is(HttpStatusCode.Unauthorized);
        (await owner.PostAsync("/api/account/certificate", await ProveAsync(owner, foreign, key))).Is(HttpStatusCode.UnprocessableEntity);
        (await owner.PostAsync("/api/account/certificate", await ProveAsync(owner, certificate, key))).Is(HttpStatusCode.NoContent);
        var proof = await ProveAsync(person, certificate, key);
        var session = (await person.PostAsync("/api/session/certificate", proof)).Is(HttpStatusCode.OK);
        (await host.Stranger().PostAsync("/api/session/certificate", proof)).Is(HttpStatusCode.Unauthorized);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (await host.Stranger().PostAsync("/api/session/certificate", await ProveAsync(person, certificate, other))).Is(HttpStatusCode.Unauthorized);

        Assert.Equal("holder", (string?)session["user"]["userName"]);
        Assert.Equal("certificate", (string?)(await person.GetAsync("/api/account/sessions")).Body.AsArray().First(line => (bool)line!["isThis"]!)!["method"]);
        File.Delete(file);
    }

    [Fact]
    public async Task another_system_lets_our_people_in_by_code_with_proof_key_and_a_frozen_account_gets_no_more_tokens()
    {
        await using var host = await PlatformHost.StartAsync();
        using var security = await host.PersonWithAsync("security", new Grant(Role.SecurityAdministrator, Province));
        var account = await host.AddAccountAsync("sso-user", "单点用户");
        using var person = await host.SignedInAsync("sso-user");
        var client = (await security.PostAsync("/api/single-sign-on/clients", new { name = "视频平台", redirectUris = new[] { "http://127.0.0.1:9/back" } })).Is(HttpStatusCode.Created);
        var (id, secret) = ((string)client["client"]["id"]!, (string)client["secret"]!);
        var verifier = "a-verifier-of-more-than-forty-three-characters-0123456789";
        var challenge = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var authorize = $"/sso/authorize?response_type=code&client_id={id}&redirect_uri={Uri.EscapeDataString("http://127.0.0.1:9/back")}&scope=openid%20profile%20roles%20offline_access&state=s&code_challenge={challenge}&code_challenge_method=S256";

        using var asked = await host.Redirected(person, authorize);
        using var unknown = await host.Redirected(host.Stranger(), authorize);
        var code = HttpUtility.ParseQueryString(asked.Headers.Location!.Query)["code"]!;
        var tokens = await TokensAsync(host, new() { ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = "http://127.0.0.1:9/back", ["client_id"] = id, ["client_secret"] = secret, ["code_verifier"] = verifier });
        var info = await UserInfoAsync(host, (string)tokens["access_token"]!);

        Assert.StartsWith("/sign-in?returnUrl=", unknown.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal((account.Id.ToString(), "单点用户", "sso-user"), ((string?)info["sub"], (string?)info["name"], (string?)info["preferred_username"]));
        Assert.Equal("administrator", (string?)info["role"]![0]);
        await host.FreezeAsync(account.Id);
        var refreshed = await TokensAsync(host, new() { ["grant_type"] = "refresh_token", ["refresh_token"] = (string)tokens["refresh_token"]!, ["client_id"] = id, ["client_secret"] = secret });
        Assert.Equal("invalid_grant", (string?)refreshed["error"]);
        var again = await TokensAsync(host, new() { ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = "http://127.0.0.1:9/back", ["client_id"] = id, ["client_secret"] = secret, ["code_verifier"] = verifier });
        Assert.Equal("invalid_grant", (string?)again["error"]);
    }

    [Fact]
    public async Task somebody_whom_another_system_vouches_for_is_let_in_only_into_the_account_that_he_has_linked()
    {
        await using var other = await PlatformHost.StartAsync();
        using var security = await other.PersonWithAsync("security", new Grant(Role.SecurityAdministrator, Province));
        await other.AddAccountAsync("there", "省平台用户");
        using var there = await other.SignedInAsync("there");
        var port = PlatformHost.FreePort();
        var back = $"http://127.0.0.1:{port}/sso/callback/province";
        var client = (await security.PostAsync("/api/single-sign-on/clients", new { name = "质安平台", redirectUris = new[] { back } })).Is(HttpStatusCode.Created);
        await using var host = await PlatformHost.StartAsync(settings =>
        {
            settings["Urls"] = $"http://127.0.0.1:{port}";
            settings["SingleSignOn:Providers:0:Name"] = "province";
            settings["SingleSignOn:Providers:0:Label"] = "省统一认证";
            settings["SingleSignOn:Providers:0:Issuer"] = other.Address.AbsoluteUri;
            settings["SingleSignOn:Providers:0:ClientId"] = (string)client["client"]["id"]!;
            settings["SingleSignOn:Providers:0:ClientSecret"] = (string)client["secret"]!;
        });
        using var here = await host.PersonAsync("here");
        using var newcomer = host.Stranger();

        Assert.Equal("/sign-in?problem=not-linked", await ThroughAsync(host, other, newcomer, there, "/sso/sign-in/province"));
        Assert.Equal("/account", await ThroughAsync(host, other, here, there, "/sso/sign-in/province?link=true"));
        Assert.Equal("/", await ThroughAsync(host, other, newcomer, there, "/sso/sign-in/province"));

        var session = (await newcomer.GetAsync("/api/session")).Is(HttpStatusCode.OK);
        Assert.Equal("here", (string?)session["user"]["userName"]);
        Assert.Equal("省统一认证", (string?)(await newcomer.GetAsync("/api/single-sign-on/providers")).Body[0]!["label"]);
    }

    [Fact]
    public async Task systems_that_ask_us_are_kept_in_the_database_that_several_processes_share()
    {
        await using var server = new PostgreSqlServer();
        var connection = await server.CreateDatabaseAsync(Cancel);
        for (var start = 0; start < 2; start++)
        {
            await using var host = await PlatformHost.StartAsync(settings => settings["PostgreSql:Connection"] = connection);
            using var security = await host.PersonWithAsync($"security-{start}", new Grant(Role.SecurityAdministrator, Province));
            if (start == 0)
                (await security.PostAsync("/api/single-sign-on/clients", new { name = "视频平台", redirectUris = new[] { "https://video.example.cn/back" } })).Is(HttpStatusCode.Created);

            Assert.Equal("视频平台", (string?)(await security.GetAsync("/api/single-sign-on/clients")).Body.AsArray().Single()!["name"]);
            Assert.False(File.Exists(Path.Combine(host.Folder, "single-sign-on.db")));
        }
    }

    /// <summary>A browser's way: from here to there, where somebody is signed in, and back; where it ends.</summary>
    private static async Task<string> ThroughAsync(PlatformHost host, PlatformHost other, Person here, Person there, string start)
    {
        using var sent = await host.Redirected(here, start);
        using var vouched = await other.Redirected(there, sent.Headers.Location!.PathAndQuery);
        using var returned = await host.Redirected(here, vouched.Headers.Location!.PathAndQuery);
        return returned.Headers.Location!.OriginalString;
    }

    private static async Task<JsonNode> TokensAsync(PlatformHost host, Dictionary<string, string> form)
    {
        using var machine = new HttpClient { BaseAddress = host.Address };
        using var content = new FormUrlEncodedContent(form);
        using var answer = await machine.PostAsync(new Uri("/sso/token", UriKind.Relative), content, Cancel);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
    }

    private static async Task<JsonNode> UserInfoAsync(PlatformHost host, string token)
    {
        using var machine = new HttpClient { BaseAddress = host.Address };
        machine.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var answer = await machine.GetAsync(new Uri("/sso/userinfo", UriKind.Relative), Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode} {answer.Headers.WwwAuthenticate}");
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
    }

    private static async Task<object> ProveAsync(Person person, X509Certificate2 certificate, ECDsa key)
    {
        var challenge = (string)(await person.PostAsync("/api/session/certificate/challenge")).Is(HttpStatusCode.OK)["challenge"]!;
        return new
        {
            challenge, certificate = certificate.ExportCertificatePem(),
            signature = Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(challenge), HashAlgorithmName.SHA256)),
        };
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(100));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, ECDsa key)
    {
        var request = new CertificateRequest("CN=张三", key, HashAlgorithmName.SHA256);
        return request.Create(authority, DateTimeOffset.UnixEpoch.AddYears(51), DateTimeOffset.UnixEpoch.AddYears(99), [1, 2, 3, 4]);
    }
}
