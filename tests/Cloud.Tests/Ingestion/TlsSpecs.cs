using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Cloud.Platform.Certificates;
using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Ingestion;
using Telemetry.Model;
using TestKit;

namespace Cloud.Tests.Ingestion;

public sealed class TlsSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestCertificates _certificates;

    public TlsSpecs() => _certificates = new TestCertificates(CertificateAuthority.Open(Path.Combine(_folder.Path, "ours"), TimeProvider.System));

    public void Dispose()
    {
        _certificates.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task a_gateway_with_its_own_certificate_delivers_over_tls()
    {
        await using var house = await CloudHouse.StartAsync(certificates: _certificates);
        await using var gateway = new GatewayStub();

        await gateway.ConnectAsync(house.Broker.TlsPort, _certificates.Issue("gw-1"), _certificates.Server);
        await gateway.BornAsync("crane-1");
        await gateway.DataAsync("crane-1", 1, 0.5);

        await gateway.AcknowledgedAsync(1);
    }

    [Fact]
    public async Task who_has_no_certificate_of_ours_does_not_get_past_the_handshake()
    {
        using var foreign = new TestCertificates(CertificateAuthority.Open(Path.Combine(_folder.Path, "theirs"), TimeProvider.System));
        await using var house = await CloudHouse.StartAsync(certificates: _certificates);
        await using var stranger = new GatewayStub();
        await using var plain = new GatewayStub();

        await BrokerSpecs.RefusedAsync(() => stranger.ConnectAsync(house.Broker.TlsPort, foreign.Issue("gw-1"), _certificates.Server));
        await BrokerSpecs.RefusedAsync(() => plain.ConnectAsync(house.Broker.TlsPort));

        await Eventually.TrueAsync(() => house.Counted(Refusal.CertificateUntrusted) == 1 && house.Counted(Refusal.Handshake) == 2);
    }

    [Fact]
    public async Task a_certificate_speaks_for_its_own_name_only_and_not_once_revoked()
    {
        await using var house = await CloudHouse.StartAsync(certificates: _certificates);
        await using var wrong = new GatewayStub("gw-2");
        await using var revoked = new GatewayStub();
        var old = _certificates.Issue("gw-1");
        _certificates.Revoked.Add(old.SerialNumber);

        await BrokerSpecs.RefusedAsync(() => wrong.ConnectAsync(house.Broker.TlsPort, _certificates.Issue("gw-1"), _certificates.Server));
        await BrokerSpecs.RefusedAsync(() => revoked.ConnectAsync(house.Broker.TlsPort, old, _certificates.Server));

        Assert.Equal((1, 1), (house.Counted(Refusal.CertificateWrongName), house.Counted(Refusal.CertificateRevoked)));
    }

    [Fact]
    public async Task a_second_machine_under_the_same_name_is_refused_and_the_first_stays()
    {
        await using var house = await CloudHouse.StartAsync(certificates: _certificates);
        await using var first = new GatewayStub();
        await using var second = new GatewayStub();
        await first.ConnectAsync(house.Broker.TlsPort, _certificates.Issue("gw-1"), _certificates.Server);
        await first.BornAsync("crane-1");

        await BrokerSpecs.RefusedAsync(() => second.ConnectAsync(house.Broker.TlsPort, _certificates.Issue("gw-1"), _certificates.Server));

        Assert.Equal(1, house.Counted(Refusal.DuplicateGateway));
        await first.DataAsync("crane-1", 1, 0.5);
        await first.AcknowledgedAsync(1);
    }

    [Fact]
    public async Task a_copy_of_a_gateways_disk_elsewhere_is_refused_while_the_first_talks()
    {
        await using var house = await CloudHouse.StartAsync(certificates: _certificates, time: new NothingIsEverSilent());
        await using var first = new GatewayStub();
        await using var copy = new GatewayStub();
        var certificate = _certificates.Issue("gw-1");
        await first.ConnectAsync(house.Broker.TlsPort, certificate, _certificates.Server);
        await first.BornAsync("crane-1");

        await BrokerSpecs.RefusedAsync(() => copy.ConnectAsync(house.Broker.TlsPort, certificate, _certificates.Server, from: IPAddress.Parse("127.0.0.2")));

        Assert.Equal((1, 0), (house.Counted(Refusal.DuplicateGateway), house.Counted("ingestion.takeovers")));
        await first.DataAsync("crane-1", 1, 0.5);
        await first.AcknowledgedAsync(1);
    }

    private sealed class NothingIsEverSilent : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }

    private sealed class TestCertificates(CertificateAuthority authority) : IGatewayCertificates, IDisposable
    {
        public HashSet<string> Revoked { get; } = [];

        public X509Certificate2 Server { get; } = authority.IssueServer(["127.0.0.1"]);

        public bool IsTrusted(X509Certificate2 certificate) => authority.IsTrustedClient(certificate);

        public Task<CertificateVerdict> ValidateAsync(X509Certificate2 certificate, GatewayId claimed, CancellationToken cancel) => Task.FromResult(
            !IsTrusted(certificate) ? CertificateVerdict.Untrusted
            : certificate.Subject != $"CN={claimed.Value}" ? CertificateVerdict.WrongName
            : Revoked.Contains(certificate.SerialNumber) ? CertificateVerdict.Revoked
            : CertificateVerdict.Accepted);

        public X509Certificate2 Issue(string gateway)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest($"CN={gateway}", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
            var (certificate, refusal) = authority.IssueClient(request, gateway);
            Assert.Null(refusal);
            using var withKey = certificate!.CopyWithPrivateKey(key);
            return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
        }

        public void Dispose()
        {
            Server.Dispose();
            authority.Dispose();
        }
    }
}
