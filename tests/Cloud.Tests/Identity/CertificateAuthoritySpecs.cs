using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Cloud.Platform.Certificates;
using Microsoft.Extensions.Time.Testing;

namespace Cloud.Tests.Identity;

public sealed class CertificateAuthoritySpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-authority").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Request(string subject, ECCurve curve)
    {
        using var key = ECDsa.Create(curve);
        return new CertificateRequest(subject, key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
    }

    [Fact]
    public void a_gateway_gets_a_certificate_that_only_this_authority_trusts_and_only_for_its_year()
    {
        using var authority = CertificateAuthority.Open(_folder, _time);
        using var other = CertificateAuthority.Open(Path.Combine(_folder, "other"), _time);

        var (certificate, refusal) = authority.IssueClient(Request("CN=gw-1", ECCurve.NamedCurves.nistP256), "gw-1");

        Assert.Null(refusal);
        Assert.True(authority.IsTrustedClient(certificate!));
        Assert.False(other.IsTrustedClient(certificate!));
        _time.Advance(TimeSpan.FromDays(367));
        Assert.False(authority.IsTrustedClient(certificate!));
    }

    [Fact]
    public void the_authority_survives_a_restart_and_its_key_is_readable_by_the_service_alone()
    {
        using var first = CertificateAuthority.Open(_folder, _time);
        var (certificate, _) = first.IssueClient(Request("CN=gw-1", ECCurve.NamedCurves.nistP256), "gw-1");

        using var second = CertificateAuthority.Open(_folder, _time);

        Assert.Equal(first.RootPem, second.RootPem);
        Assert.True(second.IsTrustedClient(certificate!));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "authority.key")));
    }

    [Fact]
    public void a_request_in_another_name_with_another_kind_of_key_or_without_sense_is_refused_with_the_reason()
    {
        using var authority = CertificateAuthority.Open(_folder, _time);

        Assert.Contains("CN=gw-1", authority.IssueClient(Request("CN=gw-2", ECCurve.NamedCurves.nistP256), "gw-1").Refusal, StringComparison.Ordinal);
        Assert.Contains("P-256", authority.IssueClient(Request("CN=gw-1", ECCurve.NamedCurves.nistP384), "gw-1").Refusal, StringComparison.Ordinal);
        Assert.Contains("PKCS#10", authority.IssueClient("hello", "gw-1").Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void a_server_certificate_is_no_client_certificate()
    {
        using var authority = CertificateAuthority.Open(_folder, _time);

        using var server = authority.IssueServer(["localhost", "127.0.0.1"]);

        Assert.True(server.HasPrivateKey);
        Assert.True(server.MatchesHostname("localhost"));
        Assert.False(authority.IsTrustedClient(server));
    }
}
