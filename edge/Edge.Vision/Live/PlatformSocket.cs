using System.Net.WebSockets;
using Edge.Core.Enrolment;
using Edge.Core.Vision;
using Microsoft.Extensions.Options;

namespace Edge.Vision.Live;

/// <summary>Opens a signed web socket to the platform, as the gateway.</summary>
public sealed class PlatformSocket(IOptions<VisionOptions> options, TimeProvider clock)
{
    /// <summary>Connects.</summary>
    /// <exception cref="IOException">The gateway is not enrolled, or its certificate cannot be read.</exception>
    public async Task<ClientWebSocket> OpenAsync(string target, CancellationToken cancel)
    {
        var files = new EnrolmentFiles(options.Value.CertificatesFolder);
        var platform = files.ReadPlatform() ?? throw new IOException("the gateway is not enrolled");
        var address = new UriBuilder(new Uri(platform, target)) { Scheme = platform.Scheme == Uri.UriSchemeHttps ? "wss" : "ws" }.Uri;
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.SetRequestHeader("Authorization", GatewaySignature.Of(files, "GET", address.PathAndQuery, clock.GetUtcNow()).ToString());
            await socket.ConnectAsync(address, cancel);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
