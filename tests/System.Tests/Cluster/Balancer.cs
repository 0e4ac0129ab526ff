using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace System.Tests.Cluster;

/// <summary>
/// What stands before the brokers in service: a TCP balancer that hands connections to the silos in turn, asks each one's health
/// page four times a second, and ends the connections of one that does not answer twice.
/// </summary>
internal sealed class Balancer : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMilliseconds(750) };
    private readonly Backend[] _backends;
    private readonly Task _running;
    private int _next;

    public Balancer(IEnumerable<(int Broker, int Http)> silos)
    {
        _backends = [.. silos.Select(s => new Backend(s.Broker, new Uri($"http://127.0.0.1:{s.Http}/health/live")))];
        _listener.Start();
        _running = Task.WhenAll([AcceptAsync(), .. _backends.Select(WatchAsync)]);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Connections that go to each silo now.</summary>
    public IReadOnlyList<int> Connections => [.. _backends.Select(b => b.Pairs.Count)];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        foreach (var backend in _backends)
            backend.Cut();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            for (var attempt = 0; attempt < _backends.Length * 2; attempt++)
            {
                var backend = _backends[(uint)Interlocked.Increment(ref _next) % _backends.Length];
                if (!backend.IsUp)
                    continue;
                using var server = new TcpClient { NoDelay = true };
                client.NoDelay = true;
                try
                {
                    await server.ConnectAsync(IPAddress.Loopback, backend.Broker, _stop.Token);
                }
                catch (Exception fault) when (fault is SocketException or OperationCanceledException)
                {
                    continue;
                }

                backend.Pairs.TryAdd(client, server);
                await Task.WhenAny(PumpAsync(client, server), PumpAsync(server, client));
                backend.Pairs.TryRemove(client, out _);
                return;
            }
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream(), _stop.Token);
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // One of the two is gone; the other is closed with it.
        }
    }

    private async Task WatchAsync(Backend backend)
    {
        var missed = 0;
        using var timer = new PeriodicTimer(Period);
        while (await timer.WaitForNextTickAsync(_stop.Token))
        {
            missed = await AnswersAsync(backend) ? 0 : missed + 1;
            backend.IsUp = missed < 2;
            if (missed >= 2)
                backend.Cut();
        }
    }

    private async Task<bool> AnswersAsync(Backend backend)
    {
        try
        {
            using var answer = await _http.GetAsync(backend.Health, _stop.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException && !_stop.IsCancellationRequested)
        {
            return false;
        }
    }

    private sealed class Backend(int broker, Uri health)
    {
        public int Broker => broker;

        public Uri Health => health;

        public bool IsUp { get; set; }

        public ConcurrentDictionary<TcpClient, TcpClient> Pairs { get; } = new();

        public void Cut()
        {
            foreach (var (client, server) in Pairs)
            {
                client.Close();
                server.Close();
            }
        }
    }
}
