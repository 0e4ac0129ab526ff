using System.Security.Cryptography.X509Certificates;
using Edge.Core.Enrolment;
using Microsoft.Extensions.Options;
using Telemetry.Model;

namespace Edge.Gateway.Services;

/// <summary><c>edge-gateway enrol --cloud https://… --code … [--authority ca.pem]</c>: fetches the gateway's certificate.</summary>
internal static class EnrolCommand
{
    /// <summary>Exit code: 0 enrolled, 1 refused, 2 wrong arguments.</summary>
    public static async Task<int> RunAsync(IServiceProvider services, IConfiguration configuration, CancellationToken cancel)
    {
        if (!Uri.TryCreate(configuration["cloud"], UriKind.Absolute, out var cloud) || configuration["code"] is not { Length: > 0 } code)
        {
            await Console.Error.WriteLineAsync("usage: edge-gateway enrol --cloud https://platform --code CODE [--authority ca.pem]");
            return 2;
        }

        try
        {
            var gateway = services.GetRequiredService<IOptions<GatewayOptions>>().Value;
            using var http = Client(configuration["authority"]);
            var broker = await new GatewayEnrolment(http, TimeProvider.System).EnrolAsync(
                cloud, new GatewayId(gateway.Id), code, Path.Combine(gateway.DataFolder, UplinkRegistration.CertificatesFolder), cancel);
            Console.WriteLine($"{gateway.Id} is enrolled; it will connect to {broker.Host}:{broker.Port}");
            return 0;
        }
        catch (Exception fault) when (fault is EnrolmentException or OptionsValidationException or IOException or System.Security.Cryptography.CryptographicException)
        {
            await Console.Error.WriteLineAsync($"not enrolled: {fault.Message}");
            return 1;
        }
    }

    private static HttpClient Client(string? authorityFile)
    {
        var handler = new SocketsHttpHandler();
        if (!string.IsNullOrEmpty(authorityFile))
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(authorityFile));
        }

        return new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };
    }
}
