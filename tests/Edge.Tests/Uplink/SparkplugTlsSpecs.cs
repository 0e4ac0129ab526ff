using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Core.Uplink;
using MQTTnet.Server;
using TestKit;
using TestKit.Outbox;

namespace Edge.Tests.Uplink;

public sealed class SparkplugTlsSpecs : IDisposable
{
    private static readonly DateTimeOffset From = TimeProvider.System.GetUtcNow().AddDays(-1);
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private readonly TemporaryFolder _files = new();
    private readonly X509Certificate2 _authority = Authority("CN=Edge site authority");

    public void Dispose()
    {
        _authority.Dispose();
        _files.Dispose();
        _limit.Dispose();
    }

    [Fact]
    public async Task a_gateway_shows_its_certificate_and_trusts_its_own_authority_only()
    {
        await using var rig = Rig(_authority);
        await rig.StartHostAsync();
        await rig.AppendAsync(Report.Alarm(), _limit.Token);
        rig.Start();

        await rig.DrainedAsync(_limit.Token);

        Assert.Single(rig.Log.First);
    }

    [Fact]
    public async Task a_server_of_another_authority_gets_nothing()
    {
        using var stranger = Authority("CN=Edge site authority");
        await using var rig = Rig(stranger);
        await rig.StartHostAsync();
        await rig.AppendAsync(Report.Alarm(), _limit.Token);
        rig.Start();

        await rig.Proxy.NextConnectionAsync(_limit.Token);
        await rig.Proxy.NextConnectionAsync(_limit.Token);

        Assert.Empty(rig.Messages);
        Assert.False(rig.Uplink.IsOnline);
    }

    [Fact]
    public async Task a_server_with_another_name_gets_nothing()
    {
        await using var rig = Rig(_authority, serverName: "elsewhere.example");
        await rig.StartHostAsync();
        rig.Start();

        await rig.Proxy.NextConnectionAsync(_limit.Token);
        await rig.Proxy.NextConnectionAsync(_limit.Token);

        Assert.Empty(rig.Messages);
    }

    private SparkplugRig Rig(X509Certificate2 serverAuthority, string serverName = "localhost")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var own = Issue(_authority, $"CN={SparkplugRig.Gateway}", key, dns: null);
        var tls = new TlsOptions
        {
            CertificateFile = Write("gateway.pem", own.ExportCertificatePem()), KeyFile = Write("gateway.key", key.ExportPkcs8PrivateKeyPem()),
            AuthorityFile = Write("authority.pem", _authority.ExportCertificatePem()),
        };
        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var server = Issue(serverAuthority, "CN=broker", serverKey, serverName).CopyWithPrivateKey(serverKey);
        var pkcs12 = server.Export(X509ContentType.Pkcs12);
        return new SparkplugRig(
            o => o with { Host = "localhost", Tls = tls },
            (options, port) => options.WithoutDefaultEndpoint().WithEncryptedEndpoint().WithEncryptedEndpointBoundIPAddress(IPAddress.Loopback).WithEncryptedEndpointPort(port)
                .WithEncryptionCertificate(X509CertificateLoader.LoadPkcs12(pkcs12, null))
                .WithClientCertificate((_, certificate, _, _) => certificate?.Subject == $"CN={SparkplugRig.Gateway}"));
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_files.Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(From, From.AddDays(30));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string name, ECDsa key, string? dns)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        if (dns is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(dns);
            request.CertificateExtensions.Add(names.Build());
        }

        return request.Create(authority, From, From.AddDays(20), [1, 2, 3, 4]);
    }
}
