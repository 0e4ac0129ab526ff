using System.Net;
using System.Security.Cryptography;
using System.Xml.Linq;
using Protocols.Authentication;
using Protocols.Onvif;

namespace Edge.Tests.Cameras;

/// <summary>The client's side of ONVIF over real HTTP.</summary>
internal sealed class OnvifClient(Uri device, string user, string password, CancellationToken cancel) : IDisposable
{
    private readonly HttpClient _http = new();

    public DateTimeOffset Now { get; set; } = TimeProvider.System.GetUtcNow();

    public async Task<SoapMessage> AskAsync(XElement request, bool withToken = true)
    {
        var token = withToken ? UsernameToken.Create(user, password, RandomNumberGenerator.GetBytes(16), Now) : null;
        using var content = new ByteArrayContent(new SoapMessage(request, token).Encode());
        content.Headers.TryAddWithoutValidation("Content-Type", SoapMessage.ContentType);
        using var answer = await _http.PostAsync(AddressOf(request), content, cancel);
        Assert.True(SoapMessage.TryDecode(await answer.Content.ReadAsByteArrayAsync(cancel), out var message));
        return message;
    }

    public async Task<(HttpStatusCode Status, byte[] Body)> GetAsync(Uri address, bool authorised)
    {
        using var first = await _http.GetAsync(address, cancel);
        if (!authorised)
            return (first.StatusCode, []);
        var challenge = DigestChallenge.Decode(first.Headers.WwwAuthenticate.ToString())!;
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Authorization", challenge.Answer(user, password, "GET", address.PathAndQuery, 1, "0a4f113b"));
        using var answer = await _http.SendAsync(request, cancel);
        return (answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(cancel));
    }

    public void Dispose() => _http.Dispose();

    private Uri AddressOf(XElement request) => new(device,
        request.Name.Namespace == OnvifNames.Media ? "/onvif/media_service" : request.Name.Namespace == OnvifNames.Ptz ? "/onvif/ptz_service" : "/onvif/device_service");
}
