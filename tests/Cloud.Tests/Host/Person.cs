using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cloud.Tests.Host;

/// <summary>Somebody at a browser: keeps cookies and sends the token back, as the pages do.</summary>
internal sealed class Person : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly Uri _address;

    public Person(Uri address)
        : this(address, null)
    {
    }

    /// <summary>At a browser with a certificate, on an address whose own certificate is taken as it is.</summary>
    public Person(Uri address, X509Certificate2? card)
    {
        _address = address;
        var handler = new HttpClientHandler { CookieContainer = _cookies, AllowAutoRedirect = false };
        if (address.Scheme == Uri.UriSchemeHttps)
            handler.ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;
        if (card is not null)
            handler.ClientCertificates.Add(card);
        Http = new HttpClient(handler) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
    }

    public HttpClient Http { get; }

    /// <summary>False: the token is left out, as another site would have to.</summary>
    public bool SendsToken { get; set; } = true;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Task<Answer> SignInAsync(string userName, string password) => PostAsync("/api/session", new { userName, password });

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, object? body = null, string? version = null) => SendAsync(HttpMethod.Post, path, body, version);

    public Task<Answer> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, body);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body = null, string? version = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is string text)
            request.Content = new StringContent(text, MediaTypeHeaderValue.Parse("application/json"));
        else if (body is HttpContent content)
            request.Content = content;
        else if (body is not null)
            request.Content = JsonContent.Create(body, options: JsonSerializerOptions.Web);
        if (version is not null)
            request.Headers.TryAddWithoutValidation("If-Match", version);
        if (SendsToken && Cookie("edge-csrf") is { } token)
            request.Headers.Add("X-Edge-Csrf", token);
        using var response = await Http.SendAsync(request, Cancel);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(Cancel), response.Headers, response.Content.Headers.ContentType?.MediaType);
    }

    public string? Cookie(string name) => _cookies.GetCookies(_address)[name]?.Value;

    /// <summary>True when a cookie travels by TLS only.</summary>
    public bool KeepsSecure(string name) => _cookies.GetCookies(_address)[name]?.Secure == true;

    /// <summary>The cookies as a header, for what is no ordinary request.</summary>
    public string CookieHeader => _cookies.GetCookieHeader(_address);

    public void Dispose() => Http.Dispose();

    internal sealed record Answer(HttpStatusCode Status, string Text, HttpResponseHeaders Headers, string? MediaType)
    {
        public JsonNode Body => JsonNode.Parse(Text)!;

        public string? Problem => MediaType == "application/problem+json" ? (string?)Body["type"] : null;

        public JsonNode this[string name] => Body[name]!;

        /// <summary>The answer when it has that status; its text otherwise.</summary>
        public Answer Is(HttpStatusCode status)
        {
            Assert.True(Status == status, $"{(int)Status} instead of {(int)status}: {Text}");
            return this;
        }
    }
}
