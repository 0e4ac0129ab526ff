using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TestKit.Network;

/// <summary>
/// A TCP link that a test can spoil: between a client that connects to <see cref="Port"/> and a server behind it.
/// </summary>
public sealed class LinkProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Connection, byte> _open = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _accepted = new(0);
    private readonly int _target;
    private readonly Task _accepting;
    private TaskCompletionSource _flow = Completed();
    private volatile bool _refusing;
    private int _connections;

    public LinkProxy(int targetPort)
    {
        _target = targetPort;
        _listener.Start();
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Where clients connect.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Connections accepted so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Bytes per second in each direction of each connection; 0 = as fast as it goes.</summary>
    public int BytesPerSecond { get; set; }

    /// <summary>Returns after the next connection that no wait has seen yet.</summary>
    public Task NextConnectionAsync(CancellationToken cancel) => _accepted.WaitAsync(cancel);

    /// <summary>Closes every connection with a reset; new ones are taken.</summary>
    public void Cut()
    {
        foreach (var connection in _open.Keys)
            connection.Reset();
    }

    /// <summary>Closes every connection and refuses new ones until <see cref="Accept"/>.</summary>
    public void Refuse()
    {
        _refusing = true;
        Cut();
    }

    public void Accept() => _refusing = false;

    /// <summary>Bytes stand still in both directions, nothing is lost, until <see cref="Resume"/>.</summary>
    public void Hold() => _flow = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Resume() => _flow.TrySetResult();

    /// <summary>From now on the open connections swallow what is sent: nobody is told, as when a radio cell is left. New connections work.</summary>
    /// <param name="toServer">Swallows what the client sends.</param>
    /// <param name="toClient">Swallows what the server sends; alone, this is half an open link.</param>
    public void BlackHole(bool toServer = true, bool toClient = true)
    {
        foreach (var connection in _open.Keys)
            (connection.SwallowToServer, connection.SwallowToClient) = (toServer, toClient);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Resume();
        Cut();
        await _accepting;
        _stop.Dispose();
        _accepted.Dispose();
    }

    private static TaskCompletionSource Completed()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }

    private async Task AcceptAsync()
    {
        var running = new List<Task>();
        try
        {
            while (true)
                running.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(running);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        client.NoDelay = true;
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var connection = new Connection(client, server);
        try
        {
            if (_refusing)
            {
                connection.Reset();
                return;
            }

            await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            _open.TryAdd(connection, 0);
            Interlocked.Increment(ref _connections);
            _accepted.Release();
            await Task.WhenAny(
                CopyAsync(client, server, () => connection.SwallowToServer),
                CopyAsync(server, client, () => connection.SwallowToClient));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The server is away: the client sees a reset, as it would.
        }
        finally
        {
            _open.TryRemove(connection, out _);
            connection.Reset();
        }
    }

    private async Task CopyAsync(Socket from, Socket to, Func<bool> swallow)
    {
        var buffer = new byte[16 << 10];
        try
        {
            while (await from.ReceiveAsync(buffer, _stop.Token) is > 0 and var read)
            {
                await _flow.Task.WaitAsync(_stop.Token);
                if (BytesPerSecond > 0)
                    await Task.Delay(TimeSpan.FromSeconds((double)read / BytesPerSecond), TimeProvider.System, _stop.Token);
                if (!swallow())
                    await to.SendAsync(buffer.AsMemory(0, read), _stop.Token);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One end is gone; the other is closed by the caller.
        }
    }

    private sealed class Connection(Socket client, Socket server)
    {
        public volatile bool SwallowToServer, SwallowToClient;

        public void Reset()
        {
            foreach (var socket in (Socket[])[client, server])
                socket.Close(0);
        }
    }
}
