using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Edge.Core.Status;

/// <summary>
/// Serves the status pages on loopback: a few dozen lines of HTTP/1.1 instead of a web server that would double the
/// program. One request a connection, five seconds, no keep-alive.
/// </summary>
/// <param name="options">Port.</param>
/// <param name="pages">What it answers.</param>
/// <param name="clock">Time.</param>
/// <param name="log">Log.</param>
public sealed class StatusServer(IOptions<StatusOptions> options, IStatusPages pages, TimeProvider clock, ILogger<StatusServer> log) : BackgroundService
{
    private const int MostConnections = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _room = new(MostConnections);
    private readonly TaskCompletionSource<int> _port = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The port in use, once it is open.</summary>
    public Task<int> Port => _port.Task;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _room.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
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
