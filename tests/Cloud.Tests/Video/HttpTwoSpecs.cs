using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Cloud.Platform.Certificates;
using Cloud.Tests.Host;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Cloud.Tests.Video;

public sealed class HttpTwoSpecs
{
    [Fact]
    public async Task an_https_address_speaks_http_2_with_a_certificate_of_the_platforms_own_authority()
    {
        await using var host = await PlatformHost.StartAsync(settings => settings["Urls"] = "http://127.0.0.1:0;https://127.0.0.1:0");
        var address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(one => one.StartsWith("https", StringComparison.Ordinal));
        using var root = X509Certificate2.CreateFromPem(host.Services.GetRequiredService<CertificateAuthority>().RootPem);
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { root }, RevocationMode = X509RevocationMode.NoCheck },
            },
        };
        using var client = new HttpClient(handler) { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

        using var answer = await client.GetAsync(new Uri($"{address}/video/forged/index.m3u8"), TestContext.Current.CancellationToken);

        Assert.Equal((HttpVersion.Version20, HttpStatusCode.Unauthorized), (answer.Version, answer.StatusCode));
    }
}
