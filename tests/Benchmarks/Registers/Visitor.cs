using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Benchmarks.Rig;

namespace Benchmarks.Registers;

/// <summary>Somebody with an account, a session and a connection of his own.</summary>
/// <param name="Name">Of the account.</param>
/// <param name="Line">His connection.</param>
/// <param name="Cookies">His session.</param>
internal sealed record Visitor(string Name, HttpLine Line, string Cookies) : IDisposable
{
    /// <summary>Attendance that he may read.</summary>
    public IReadOnlyList<string> Records { get; private init; } = [];

    /// <summary>Signs in and looks at a first list.</summary>
    public static async Task<Visitor> EnterAsync(Uri address, string name, string password, CancellationToken cancel)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        using var answer = await http.PostAsJsonAsync("api/session", new { userName = name, password }, cancel);
        answer.EnsureSuccessStatusCode();
        var cookies = string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        return new Visitor(name, await HttpLine.OpenAsync(address, cancel), cookies);
    }

    /// <summary>The same with the records of his first page.</summary>
    public async Task<Visitor> LookAsync(int limit, CancellationToken cancel) => this with
    {
        Records = [.. (await PageAsync($"registers/attendance-days/records?limit={limit}", cancel))["items"]!.AsArray().Select(item => (string)item!["id"]!)],
    };

    /// <summary>A request of his below <c>/api/</c>.</summary>
    public byte[] Request(string path) => HttpLine.Get("/api/" + path, Cookies);

    /// <summary>An answer, which must be a success.</summary>
    public async Task<JsonNode> PageAsync(string path, CancellationToken cancel)
    {
        var (status, text) = await Line.ReadAsync(Request(path), cancel);
        return status == 200 ? JsonNode.Parse(text)! : throw new HttpRequestException($"{Name}, {path}: {status} {text}");
    }

    /// <summary>Sends a body; the answer, which must be a success.</summary>
    public async Task<JsonNode> PostAsync(string path, JsonNode body, CancellationToken cancel)
    {
        var (status, text) = await Line.ReadAsync(HttpLine.Post("/api/" + path, Cookies, Cookies.Split("edge-csrf=")[1].Split(';')[0], body.ToJsonString()), cancel);
        return status is 200 or 201 ? JsonNode.Parse(text)! : throw new HttpRequestException($"{Name}, {path}: {status} {text}");
    }

    public void Dispose() => Line.Dispose();
}
