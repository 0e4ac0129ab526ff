using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Edge.Gateway.Status;

/// <summary>
/// Serves the status pages on loopback: a few dozen lines of HTTP/1.1 instead of a web server that would double the
/// program. One request a connection, five seconds, no keep-alive.
/// </summary>
internal sealed class StatusServer(IOptions<StatusOptions> options, StatusPages pages, TimeProvider clock, ILogger<StatusServer> log) : BackgroundService
{
    private const int MostConnections = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _room = new(MostConnections);
    private readonly TaskCompletionSource<int> _port = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The port in use, once it is open.</summary>
    public Task<int> Port => _port.Task;

    public override void Dispose()
    {
        _room.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
            return;
        using var listener = new TcpListener(IPAddress.Loopback, options.Value.Port);
        try
        {
            listener.Start();
        }
        catch (SocketException fault)
        {
            // The siren must not depend on a port that somebody else has taken.
            log.NoPort(options.Value.Port, fault.Message);
            return;
        }

        _port.SetResult(((IPEndPoint)listener.LocalEndpoint).Port);
        var serving = new HashSet<Task>();
        while (!stoppingToken.IsCancellationRequested)
        {
            await _room.WaitAsync(stoppingToken);
            serving.RemoveWhere(t => t.IsCompleted);
            serving.Add(ServeAsync(await listener.AcceptSocketAsync(stoppingToken), stoppingToken));
        }
    }

    private async Task ServeAsync(Socket socket, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            var request = await HttpRequest.ReadAsync(stream, both.Token);
            var answer = request is null ? HttpAnswer.Error(400, "Bad Request") : pages.Answer(request);
            await stream.WriteAsync(answer.ToBytes(), both.Token);
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException)
        {
            log.Broken(fault.Message);
        }
        finally
        {
            _room.Release();
        }
    }
}

internal static partial class Log
{
    [LoggerMessage(4101, LogLevel.Error, "Status pages: port {Port} cannot be opened: {Reason}")]
    public static partial void NoPort(this ILogger logger, int port, string reason);

    [LoggerMessage(4102, LogLevel.Debug, "Status pages: a connection broke: {Reason}")]
    public static partial void Broken(this ILogger logger, string reason);
}
