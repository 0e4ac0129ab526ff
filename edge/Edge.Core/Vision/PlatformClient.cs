using System.Net;
using System.Security.Cryptography.X509Certificates;
using Edge.Core.Enrolment;
using Telemetry.Model;

namespace Edge.Core.Vision;

/// <summary>Signed requests of this gateway to the platform. The certificate is read anew for each, so that a renewed one counts at once.</summary>
public sealed class PlatformClient : IDisposable
{
    private readonly EnrolmentFiles _files;
    private readonly VisionPortOptions _options;
    private readonly TimeProvider _clock;
    private readonly SocketsHttpHandler _handler = new() { PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
    private readonly HttpClient _http;
    private TimeSpan _ahead;

    /// <summary>A client for one gateway.</summary>
    /// <param name="files">What enrolment has left.</param>
    /// <param name="gateway">The gateway, for the name of the agent.</param>
    /// <param name="options">Where the platform is and whom to trust.</param>
    /// <param name="clock">Time.</param>
    public PlatformClient(EnrolmentFiles files, GatewayId gateway, VisionPortOptions options, TimeProvider clock)
    {
        (_files, _options, _clock) = (files, options, clock);
        if (options.AuthorityFile.Length > 0)
        {
            _handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            _handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(options.AuthorityFile));
        }

        _http = new HttpClient(_handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd($"edge-gateway/{gateway.Value}");
    }

    /// <summary>Address of the platform; null while the gateway is not enrolled and none is set.</summary>
    public Uri? Platform => _options.Cloud.Length > 0 && Uri.TryCreate(_options.Cloud, UriKind.Absolute, out var set) ? set : _files.ReadPlatform();

    /// <summary>Sends a request; its target is path and query.</summary>
    /// <exception cref="HttpRequestException">The platform cannot be reached.</exception>
    /// <exception cref="IOException">The certificate cannot be read, or there is no platform.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string target, HttpContent? content, CancellationToken cancel)
    {
        var platform = Platform ?? throw new IOException("the gateway is not enrolled and no platform is set");
        using var request = new HttpRequestMessage(method, new Uri(platform, target)) { Content = content };
        request.Headers.Authorization = GatewaySignature.Of(_files, method.Method, target, _clock.GetUtcNow() + _ahead);
        request.Headers.ExpectContinue = false;
        var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        // A gateway whose clock is wrong is told so by the answer's date and signs with the platform's time from then on.
        if (answer.StatusCode == HttpStatusCode.Unauthorized && answer.Headers.Date is { } date)
            _ahead = date - _clock.GetUtcNow();
        return answer;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }
}
