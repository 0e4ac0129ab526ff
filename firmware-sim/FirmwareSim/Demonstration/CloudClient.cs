using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FirmwareSim.Demonstration;

/// <summary>The platform as a person uses it: signs in, changes the first password, asks the public interface.</summary>
public sealed class CloudClient : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;
    private readonly Uri _address;

    /// <summary>A client without a session.</summary>
    public CloudClient(Uri address)
    {
        _address = address;
        _http = new HttpClient(new HttpClientHandler { CookieContainer = _cookies }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>Signs in as the administrator; a password that must be changed is changed and the file rewritten.</summary>
    /// <param name="passwordFile">Holds the administrator's password.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task SignInAsync(string passwordFile, CancellationToken cancel)
    {
        var password = (await File.ReadAllTextAsync(passwordFile, cancel)).Trim();
        var session = await SendAsync(HttpMethod.Post, "api/session", new { userName = "admin", password }, cancel);
        if (session?["mustChangePassword"]?.GetValue<bool>() != true)
            return;
        var next = $"Edge-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}!";
        await SendAsync(HttpMethod.Post, "api/session/password", new { current = password, next }, cancel);
        await File.WriteAllTextAsync(passwordFile, next + "\n", cancel);
        await SendAsync(HttpMethod.Post, "api/session", new { userName = "admin", password = next }, cancel);
    }

    /// <summary>GET of a JSON answer.</summary>
    /// <exception cref="HttpRequestException">The answer is not a success.</exception>
    public Task<JsonNode?> GetAsync(string path, CancellationToken cancel) => SendAsync(HttpMethod.Get, path, null, cancel);

    /// <summary>POST of a JSON body with a JSON answer.</summary>
    /// <exception cref="HttpRequestException">The answer is not a success.</exception>
    public Task<JsonNode?> PostAsync(string path, object body, CancellationToken cancel) => SendAsync(HttpMethod.Post, path, body, cancel);

    /// <summary>A response that goes on for ever.</summary>
    public async Task<Stream> OpenStreamAsync(string path, CancellationToken cancel)
    {
        var answer = await _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancel);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStreamAsync(cancel);
    }

    /// <summary>Opens a link from a message, as a browser would, and presses its one button.</summary>
    /// <returns>True when the page says that it took the acknowledgement.</returns>
    public static async Task<bool> FollowAcknowledgeLinkAsync(Uri link, CancellationToken cancel)
    {
        using var browser = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        using var page = await browser.GetAsync(link, cancel);
        if (!page.IsSuccessStatusCode)
            return false;
        using var pressed = await browser.PostAsync(link, new FormUrlEncodedContent([]), cancel);
        return pressed.IsSuccessStatusCode;
    }

    private async Task<JsonNode?> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = JsonContent.Create(body, options: JsonSerializerOptions.Web);
        if (_cookies.GetCookies(_address)["edge-csrf"] is { } token)
            request.Headers.Add("X-Edge-Csrf", token.Value);
        using var answer = await _http.SendAsync(request, cancel);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancel)}");
        return answer.StatusCode == HttpStatusCode.NoContent ? null : await answer.Content.ReadFromJsonAsync<JsonNode>(cancel);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
