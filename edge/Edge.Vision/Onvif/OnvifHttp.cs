using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Xml.Linq;
using Protocols.Authentication;
using Protocols.Onvif;
using Telemetry.Model.Vision;

namespace Edge.Vision.Onvif;

/// <summary>A camera did not do what it was asked; <paramref name="error"/> is one of <see cref="VideoError"/>.</summary>
public sealed class CameraRefusedException(string error, string reason) : Exception(reason)
{
    public string Error => error;
}

/// <summary>Who asks a camera.</summary>
public sealed record OnvifLogin(string User, string Password)
{
    /// <summary>As it stands in a stream's address.</summary>
    public static OnvifLogin Of(Uri stream)
    {
        var parts = stream.UserInfo.Split(':', 2);
        return new OnvifLogin(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }
}

/// <summary>Asks ONVIF services, with a token in the message and with HTTP digest where that is wanted; answers are bounded in size and time.</summary>
public sealed class OnvifHttp(HttpClient http, TimeProvider clock)
{
    private const int MostPicture = 16 << 20;

    /// <summary>Asks one question.</summary>
    /// <param name="service">Address of the service.</param>
    /// <param name="content">The request.</param>
    /// <param name="login">Null for what needs none.</param>
    /// <param name="ahead">How far the camera's clock is ahead: it refuses tokens of another time.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="CameraRefusedException">The camera does not answer, answers nonsense, or refuses.</exception>
    public async Task<XElement> AskAsync(Uri service, XElement content, OnvifLogin? login, TimeSpan ahead, CancellationToken cancel)
    {
        var token = login is { User.Length: > 0 }
            ? UsernameToken.Create(login.User, login.Password, RandomNumberGenerator.GetBytes(16), clock.GetUtcNow() + ahead) : null;
        var body = new SoapMessage(content, token).Encode();
        var (status, answer) = await SendAsync(service, login, SoapMessage.Longest, () => new ByteArrayContent(body), cancel);
        if (!SoapMessage.TryDecode(answer, out var message))
            throw status == HttpStatusCode.Unauthorized ? Unauthorised() : new CameraRefusedException(VideoError.Malformed, $"{service.AbsolutePath} answered {(int)status} and no envelope");
        if (!message.IsFault)
            return message.Content;
        throw message.FaultSubcode == "NotAuthorized" ? Unauthorised() : new CameraRefusedException(VideoError.Refused, $"{message.FaultSubcode}: {message.FaultText}");
    }

    /// <summary>Fetches a picture.</summary>
    /// <exception cref="CameraRefusedException">The camera does not answer, or answers no picture.</exception>
    public async Task<byte[]> FetchAsync(Uri address, OnvifLogin login, CancellationToken cancel)
    {
        var (status, answer) = await SendAsync(address, login, MostPicture, null, cancel);
        return status == HttpStatusCode.OK && answer is [0xFF, 0xD8, ..]
            ? answer
            : throw (status == HttpStatusCode.Unauthorized ? Unauthorised() : new CameraRefusedException(VideoError.Malformed, $"no picture but {(int)status}"));
    }

    private async Task<(HttpStatusCode, byte[])> SendAsync(Uri address, OnvifLogin? login, int most, Func<HttpContent>? content, CancellationToken cancel)
    {
        try
        {
            using var first = Request(address, content);
            using var answer = await http.SendAsync(first, HttpCompletionOption.ResponseHeadersRead, cancel);
            var challenge = answer.Headers.WwwAuthenticate.Select(header => DigestChallenge.Decode(header.ToString())).FirstOrDefault(known => known is not null);
            if (answer.StatusCode != HttpStatusCode.Unauthorized || challenge is null || login is null)
                return (answer.StatusCode, await ReadAsync(answer, most, cancel));
            using var second = Request(address, content);
            second.Headers.TryAddWithoutValidation("Authorization", challenge.Answer(
                login.User, login.Password, second.Method.Method, address.PathAndQuery, 1, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))));
            using var again = await http.SendAsync(second, HttpCompletionOption.ResponseHeadersRead, cancel);
            return (again.StatusCode, await ReadAsync(again, most, cancel));
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new CameraRefusedException(VideoError.NoAnswer, fault is OperationCanceledException ? "no answer in time" : fault.Message);
        }
    }

    private static HttpRequestMessage Request(Uri address, Func<HttpContent>? content)
    {
        var request = new HttpRequestMessage(content is null ? HttpMethod.Get : HttpMethod.Post, address) { Content = content?.Invoke() };
        if (request.Content is not null)
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(SoapMessage.ContentType);
        return request;
    }

    private static async Task<byte[]> ReadAsync(HttpResponseMessage answer, int most, CancellationToken cancel)
    {
        if (answer.Content.Headers.ContentLength > most)
            throw new CameraRefusedException(VideoError.Malformed, $"the answer is longer than {most} bytes");
        await using var stream = await answer.Content.ReadAsStreamAsync(cancel);
        using var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int count; (count = await stream.ReadAsync(buffer, cancel)) > 0;)
        {
            if (whole.Length + count > most)
                throw new CameraRefusedException(VideoError.Malformed, $"the answer is longer than {most} bytes");
            whole.Write(buffer, 0, count);
        }

        return whole.ToArray();
    }

    private static CameraRefusedException Unauthorised() => new(VideoError.Unauthorised, "user or password is wrong");
}
