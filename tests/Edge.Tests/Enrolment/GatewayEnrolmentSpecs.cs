using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Edge.Core.Enrolment;
using Microsoft.Extensions.Time.Testing;
using Telemetry.Model;

namespace Edge.Tests.Enrolment;

/// <summary>The platform is a third party here: a handler plays its answers, with a real authority behind.</summary>
public sealed class GatewayEnrolmentSpecs : IDisposable
{
    private static readonly Uri Cloud = new("https://edge.example");
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);

    private readonly string _root = Directory.CreateTempSubdirectory("edge-enrolment").FullName;
    private readonly ECDsa _authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _authority;

    public GatewayEnrolmentSpecs()
    {
        var request = new CertificateRequest("CN=authority", _authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(Now.AddDays(-1), Now.AddYears(1));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_root, "certificates");

    public void Dispose()
    {
        _authority.Dispose();
        _authorityKey.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    private Task<BrokerAddress> EnrolAsync(Func<JsonElement, HttpResponseMessage> answer, Uri? cloud = null)
    {
        var http = new HttpClient(new Platform(answer));
        return new GatewayEnrolment(http, new FakeTimeProvider(Now)).EnrolAsync(cloud ?? Cloud, new GatewayId("gw-1"), " CODE ", Folder, Cancel);
    }

    private HttpResponseMessage Issue(JsonElement request, string? csr = null, string subject = "CN=gw-1")
    {
        var asked = CertificateRequest.LoadSigningRequestPem(csr ?? request.GetProperty("csr").GetString()!, HashAlgorithmName.SHA256);
        using var issued = new CertificateRequest(new X500DistinguishedName(subject), asked.PublicKey, HashAlgorithmName.SHA256)
            .Create(_authority, Now.AddHours(-1), Now.AddDays(30), [1, 2, 3]);
        return Json(new { certificate = issued.ExportCertificatePem(), authority = _authority.ExportCertificatePem(), broker = new { host = "broker", port = 8883 } });
    }

    private static HttpResponseMessage Json(object body, HttpStatusCode status = HttpStatusCode.OK, string type = "application/json") =>
        new(status) { Content = JsonContent.Create(body, new System.Net.Http.Headers.MediaTypeHeaderValue(type)) };

    [Fact]
    public async Task a_code_becomes_a_key_that_nobody_else_reads_a_certificate_and_an_address()
    {
        var broker = await EnrolAsync(request =>
        {
            Assert.Equal("CODE", request.GetProperty("code").GetString());
            return Issue(request);
        });

        var files = new EnrolmentFiles(Folder);
        Assert.Equal(new BrokerAddress("broker", 8883), broker);
        Assert.Equal(broker, files.ReadBroker());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(files.Key));
        using var own = X509Certificate2.CreateFromPemFile(files.Certificate, files.Key);
        Assert.True(own.HasPrivateKey);
    }

    [Fact]
    public async Task a_second_enrolment_replaces_the_first_as_a_whole()
    {
        await EnrolAsync(request => Issue(request));
        var before = await File.ReadAllTextAsync(new EnrolmentFiles(Folder).Key, Cancel);

        await EnrolAsync(request => Issue(request));

        Assert.NotEqual(before, await File.ReadAllTextAsync(new EnrolmentFiles(Folder).Key, Cancel));
        Assert.Equal(["certificates"], Directory.GetDirectories(_root).Select(Path.GetFileName));
    }

    [Fact]
    public async Task a_refusal_tells_the_platforms_reason_and_keeps_what_was_there()
    {
        await EnrolAsync(request => Issue(request));
        var before = await File.ReadAllTextAsync(new EnrolmentFiles(Folder).Certificate, Cancel);

        var refused = await Assert.ThrowsAsync<EnrolmentException>(() => EnrolAsync(_ =>
            Json(new { title = "x", detail = "code: it has run out" }, HttpStatusCode.Forbidden, "application/problem+json")));

        Assert.Contains("code: it has run out", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(new EnrolmentFiles(Folder).Certificate, Cancel));
    }

    [Fact]
    public async Task a_certificate_for_another_name_key_or_authority_is_not_kept()
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var csr = new CertificateRequest("CN=gw-1", stranger, HashAlgorithmName.SHA256).CreateSigningRequestPem();

        var name = await Assert.ThrowsAsync<EnrolmentException>(() => EnrolAsync(r => Issue(r, subject: "CN=gw-2")));
        var key = await Assert.ThrowsAsync<EnrolmentException>(() => EnrolAsync(r => Issue(r, csr)));
        var sense = await Assert.ThrowsAsync<EnrolmentException>(() => EnrolAsync(_ =>
            Json(new { certificate = "x", authority = "y", broker = new { host = "b", port = 1 } })));

        Assert.Contains("CN=gw-2", name.Message, StringComparison.Ordinal);
        Assert.Contains("another key", key.Message, StringComparison.Ordinal);
        Assert.Contains("no certificate", sense.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public async Task an_address_that_is_neither_https_nor_loopback_never_gets_the_code()
    {
        var refused = await Assert.ThrowsAsync<EnrolmentException>(() => EnrolAsync(r => Issue(r), new Uri("http://edge.example")));

        Assert.Contains("https", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task an_endless_or_senseless_answer_is_refused()
    {
        await Assert.ThrowsAsync<EnrolmentException>(() => EnrolAsync(_ => new(HttpStatusCode.OK) { Content = new StringContent(new string(' ', 100_000)) }));
        await Assert.ThrowsAsync<EnrolmentException>(() => EnrolAsync(_ => new(HttpStatusCode.OK) { Content = new StringContent("<html>") }));
        await Assert.ThrowsAsync<EnrolmentException>(() => EnrolAsync(_ => new(HttpStatusCode.TooManyRequests)));
    }

    private sealed class Platform(Func<JsonElement, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            answer((await request.Content!.ReadFromJsonAsync<JsonElement>(cancellationToken)).Clone());
    }
}
