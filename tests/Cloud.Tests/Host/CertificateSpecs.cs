using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Clauses;

namespace Cloud.Tests.Host;

/// <summary>Certificates that the browser shows, by TLS or by a proxy: bound, used, revoked by their owner, by an administrator and by their authority.</summary>
[Collection("platform")]
public sealed class CertificateSpecs : IDisposable
{
    private readonly ECDsa _authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edge-ca");
    private readonly X509Certificate2 _authority;

    public CertificateSpecs()
    {
        var request = new CertificateRequest("CN=Liaoning CA", _authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _authority = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(100));
        File.WriteAllText(Root, _authority.ExportCertificatePem());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Root => Path.Combine(_folder.FullName, "root.pem");

    private string List => Path.Combine(_folder.FullName, "revoked.crl");

    [Fact, Accepts("7.0.2-4")]
    public async Task a_certificate_that_a_trusted_proxy_hands_on_is_bound_signs_in_and_is_refused_with_its_reason_once_revoked()
    {
        using var card = Issue("CN=张三", 51, 99);
        await using var host = await StartAsync(settings => (settings["Identity:CertificateHeader"], settings["Identity:TrustedProxies:0"]) = ("X-Client-Certificate", "127.0.0.0/8"));
        using var owner = await host.PersonAsync("card.owner");
        Show(owner, card);
        Assert.Contains("张三", (string)(await owner.GetAsync("/api/account/certificate")).Is(HttpStatusCode.OK)["holder"]!, StringComparison.Ordinal);
        (await owner.PostAsync("/api/account/certificate/shown")).Is(HttpStatusCode.NoContent);
        (await owner.PostAsync("/api/account/certificate/shown")).Is(HttpStatusCode.Conflict);

        using var browser = host.Stranger();
        Show(browser, card);
        var page = (await Page.OpenAsync(browser, "/sign-in/certificate?returnUrl=%2Faccount")).Is(HttpStatusCode.OK);
        Assert.Equal("/account", (await page.SendAsync(browser, [])).To);
        var held = (await owner.GetAsync("/api/account/credentials")).Body.AsArray().Single()!;
        (await owner.PostAsync("/api/account/certificate/revoke", new { issuer = held["issuer"], subject = held["subject"], reason = "" })).Is(HttpStatusCode.UnprocessableEntity);
        (await owner.PostAsync("/api/account/certificate/revoke", new { issuer = held["issuer"], subject = held["subject"], reason = "UKey 遗失" })).Is(HttpStatusCode.NoContent);
        using var thief = host.Stranger();
        Show(thief, card);
        var refused = (await (await Page.OpenAsync(thief, "/sign-in/certificate")).SendAsync(thief, [])).Is(HttpStatusCode.Unauthorized);

        Assert.Contains("吊销：UKey 遗失", refused.Text, StringComparison.Ordinal);
        (await owner.PostAsync("/api/account/certificate/shown")).Is(HttpStatusCode.Conflict);
        Assert.Equal("UKey 遗失", (string?)(await owner.GetAsync("/api/account/credentials")).Body.AsArray().Single()!["revokedWhy"]);
    }

    [Fact]
    public async Task a_header_counts_from_a_listed_proxy_only_and_unbound_foreign_and_expired_certificates_are_told_apart()
    {
        using var card = Issue("CN=李四", 51, 99);
        using var old = Issue("CN=王五", 51, 52);
        using var foreignKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var foreign = new CertificateRequest("CN=Nobody", foreignKey, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(51), DateTimeOffset.UnixEpoch.AddYears(99));
        await using var host = await StartAsync(settings => (settings["Identity:CertificateHeader"], settings["Identity:TrustedProxies:0"]) = ("X-Client-Certificate", "127.0.0.1"));
        await using var direct = await StartAsync(settings => (settings["Identity:CertificateHeader"], settings["Identity:TrustedProxies:0"]) = ("X-Client-Certificate", "203.0.113.7"));

        foreach (var (shown, reason) in new[] { (card, "证书没有关联账号"), (old, "证书不在有效期内"), (foreign, "证书不是受信任的机构签发的") })
        {
            using var person = host.Stranger();
            Show(person, shown);
            var page = (await Page.OpenAsync(person, "/sign-in/certificate")).Is(HttpStatusCode.OK);
            var text = ReferenceEquals(shown, card) ? (await page.SendAsync(person, [])).Is(HttpStatusCode.Unauthorized).Text : page.Text;
            Assert.Contains(reason, text, StringComparison.Ordinal);
        }

        using var liar = direct.Stranger();
        Show(liar, card);
        Assert.Contains("浏览器没有出示证书", (await Page.OpenAsync(liar, "/sign-in/certificate")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task what_its_authority_has_revoked_is_refused_and_an_administrator_revokes_for_others()
    {
        using var card = Issue("CN=赵六", 51, 99);
        var lists = new CertificateRevocationListBuilder();
        await File.WriteAllBytesAsync(List, Sign(lists, 1), Cancel);
        await using var host = await StartAsync(settings =>
        {
            (settings["Identity:CertificateHeader"], settings["Identity:TrustedProxies:0"]) = ("X-Client-Certificate", "127.0.0.1");
            settings["Identity:RevocationLists:0"] = List;
        });
        using var admin = await host.PersonAsync("card.admin");
        using var owner = await host.PersonWithAsync("card.holder", new Grant(Role.Auditor, AreaCode.Parse("210000")));
        Show(owner, card);
        (await owner.PostAsync("/api/account/certificate/shown")).Is(HttpStatusCode.NoContent);

        lists.AddEntry(card);
        await File.WriteAllBytesAsync(List, Sign(lists, 2), Cancel);
        File.SetLastWriteTimeUtc(List, DateTime.UnixEpoch.AddYears(60));
        Assert.Equal("证书已被签发机构吊销", (string?)(await owner.GetAsync("/api/account/certificate")).Is(HttpStatusCode.OK)["fault"]);
        var account = (string)(await owner.GetAsync("/api/session"))["user"]["id"]!;
        var held = (await admin.GetAsync($"/api/users/{account}/credentials")).Is(HttpStatusCode.OK).Body.AsArray().Single()!;
        (await owner.PostAsync($"/api/users/{account}/credentials/revoke", new { issuer = held["issuer"], subject = held["subject"], reason = "自行操作" })).Is(HttpStatusCode.Forbidden);
        (await admin.PostAsync($"/api/users/{account}/credentials/revoke", new { issuer = held["issuer"], subject = held["subject"], reason = "离职" })).Is(HttpStatusCode.NoContent);

        Assert.Equal("离职", (string?)(await admin.GetAsync($"/api/users/{account}/credentials")).Body.AsArray().Single()!["revokedWhy"]);
    }

    [Fact, Accepts("7.0.2-5")]
    public async Task a_browser_that_shows_a_certificate_by_tls_is_let_in_and_one_that_shows_none_is_told_so()
    {
        using var card = Issue("CN=钱七", 51, 99);
        await using var host = await StartAsync(settings =>
        {
            settings["Kestrel:Endpoints:Web:Url"] = "http://127.0.0.1:0";
            settings["Kestrel:Endpoints:Card:Url"] = "https://127.0.0.1:0";
            settings["Kestrel:Endpoints:Card:ClientCertificateMode"] = "AllowCertificate";
        });
        var secure = new Uri(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(address => address.StartsWith("https:", StringComparison.Ordinal)));
        await host.AddAccountAsync("tls.owner");
        using var owner = new Person(secure, card);
        (await owner.SignInAsync("tls.owner", PlatformHost.Password)).Is(HttpStatusCode.OK);
        (await owner.PostAsync("/api/account/certificate/shown")).Is(HttpStatusCode.NoContent);

        using var browser = new Person(secure, card);
        var entered = await (await Page.OpenAsync(browser, "/sign-in/certificate")).SendAsync(browser, []);
        using var bare = new Person(secure, null);
        var nothing = await Page.OpenAsync(bare, "/sign-in/certificate");
        (await nothing.SendAsync(bare, [], "Signed")).Is(HttpStatusCode.Unauthorized);

        Assert.Equal("/home", entered.To);
        Assert.True(browser.KeepsSecure("edge-session"));
        Assert.Equal("tls.owner", (string?)(await browser.GetAsync("/api/session")).Is(HttpStatusCode.OK)["user"]["userName"]);
        Assert.Contains("浏览器没有出示证书", nothing.Text, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _authority.Dispose();
        _authorityKey.Dispose();
        _folder.Delete(recursive: true);
    }

    private Task<PlatformHost> StartAsync(Action<Dictionary<string, string?>> more) => PlatformHost.StartAsync(settings =>
    {
        settings["Identity:CertificateAuthorities:0"] = Root;
        more(settings);
    });

    private byte[] Sign(CertificateRevocationListBuilder lists, int number) =>
        lists.Build(_authority, number, DateTimeOffset.UnixEpoch.AddYears(99), HashAlgorithmName.SHA256, thisUpdate: DateTimeOffset.UnixEpoch.AddYears(55));

    private X509Certificate2 Issue(string name, int fromYear, int toYear)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false));
        using var bare = request.Create(_authority, DateTimeOffset.UnixEpoch.AddYears(fromYear), DateTimeOffset.UnixEpoch.AddYears(toYear), RandomNumberGenerator.GetBytes(12));
        using var whole = bare.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    private static void Show(Person person, X509Certificate2 card) =>
        person.Http.DefaultRequestHeaders.Add("X-Client-Certificate", Uri.EscapeDataString(card.ExportCertificatePem()));
}
