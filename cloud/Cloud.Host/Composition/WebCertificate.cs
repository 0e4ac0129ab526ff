using Cloud.Platform.Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Cloud.Host.Composition;

/// <summary>
/// Lets an address of <c>https</c> in <c>Urls</c> work at once, with a certificate of the platform's own authority, unless Kestrel is given
/// another one. Browsers speak HTTP/2 only over TLS, and many tiles of LL-HLS ask for many things at once.
/// </summary>
internal static class WebCertificate
{
    public static void Configure(KestrelServerOptions kestrel) => kestrel.ConfigureHttpsDefaults(https =>
    {
        var services = kestrel.ApplicationServices;
        var options = services.GetRequiredService<IOptions<EnrolmentOptions>>().Value;
        // An endpoint that asks for client certificates (Kestrel:Endpoints:…:ClientCertificateMode) hands on whatever is shown: which authority is
        // trusted is decided at the sign-in, with a reason that the person reads, and not by a handshake that breaks off.
        https.AllowAnyClientCertificate();
        https.ServerCertificate ??= services.GetRequiredService<CertificateAuthority>().IssueServer(["localhost", "127.0.0.1", options.BrokerHost, .. options.ServerNames]);
    });
}
