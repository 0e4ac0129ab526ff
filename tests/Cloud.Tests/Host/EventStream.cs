using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace Cloud.Tests.Host;

/// <summary>The live stream as a page reads it.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly CancellationTokenSource _timeout;
    private readonly IAsyncEnumerator<SseItem<string>> _events;
    private readonly List<(string Name, JsonNode Body)> _waiting = [];

    private EventStream(HttpResponseMessage response, Stream body, CancellationTokenSource timeout)
    {
        (_response, _timeout) = (response, timeout);
        _events = SseParser.Create(body).EnumerateAsync(timeout.Token).GetAsyncEnumerator(timeout.Token);
    }

    public List<long> Ids { get; } = [];

    public List<string> Names { get; } = [];

    /// <summary>Body of the event that was read last.</summary>
    public string Data => _events.Current.Data;

    public static async Task<EventStream> OpenAsync(Person person, string query, string? lastId = null)
    {
        var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(30));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/stream" + query);
        if (lastId is not null)
            request.Headers.Add("Last-Event-ID", lastId);
        var response = await person.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new EventStream(response, await response.Content.ReadAsStreamAsync(timeout.Token), timeout);
    }

    public async Task<bool> NextAsync()
    {
        if (!await _events.MoveNextAsync())
            return false;
        Ids.Add(long.Parse(_events.Current.EventId!, CultureInfo.InvariantCulture));
        Names.Add(_events.Current.EventType);
        return true;
    }

    /// <summary>The first event of a kind that was not asked for before; events of one moment come in any order.</summary>
    public async Task<JsonNode> UntilAsync(string name, Func<JsonNode, bool>? wanted = null)
    {
        bool IsWanted((string Name, JsonNode Body) one) => one.Name == name && (wanted is null || wanted(one.Body));
        while (true)
        {
            if (_waiting.FindIndex(IsWanted) is >= 0 and var index)
            {
                var found = _waiting[index].Body;
                _waiting.RemoveAt(index);
                return found;
            }

            if (!await NextAsync())
                throw new InvalidOperationException($"The stream ended before '{name}'.");
            _waiting.Add((_events.Current.EventType, JsonNode.Parse(_events.Current.Data)!));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _timeout.CancelAsync();
        await _events.DisposeAsync();
        _response.Dispose();
        _timeout.Dispose();
    }
}
