using System.Net.Http.Headers;

namespace Cloud.Storage.InfluxDb;

/// <summary>The HTTP side that both kinds of server share.</summary>
internal sealed class SeriesHttp : IDisposable
{
    private readonly HttpClient _http;

    public SeriesHttp(InfluxDbOptions options, Func<string, AuthenticationHeaderValue> authorisation)
    {
        _http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), MaxConnectionsPerServer = 8 })
        {
            BaseAddress = new Uri(options.Url.TrimEnd('/') + "/"), Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds),
        };
        if (options.SecretFile is { } file)
            _http.DefaultRequestHeaders.Authorization = authorisation(File.ReadAllText(file).Trim());
    }

    /// <summary>Posts lines.</summary>
    public async Task PostAsync(string path, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        using var content = new ReadOnlyMemoryContent(body);
        using var response = await _http.PostAsync(new Uri(path, UriKind.Relative), content, cancel);
        await ThrowUnlessDoneAsync(response, cancel);
    }

    /// <summary>Posts a form and reads the answer as a stream.</summary>
    public async Task<T> QueryAsync<T>(string path, string? accept, IEnumerable<KeyValuePair<string, string>> form, Func<Stream, Task<T>> read, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new FormUrlEncodedContent(form) };
        if (accept is not null)
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        await ThrowUnlessDoneAsync(response, cancel);
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        return await read(stream);
    }

    public void Dispose() => _http.Dispose();

    private static async Task ThrowUnlessDoneAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        if (response.IsSuccessStatusCode)
            return;
        var said = await response.Content.ReadAsStringAsync(cancel);
        throw new IOException($"The series server answered {(int)response.StatusCode}: {said[..Math.Min(said.Length, 300)].Trim()}");
    }
}
