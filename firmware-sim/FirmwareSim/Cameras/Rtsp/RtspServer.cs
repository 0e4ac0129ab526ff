using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace FirmwareSim.Cameras.Rtsp;

/// <summary>Takes clients while the camera is online; cuts all and refuses new ones while it is not.</summary>
internal sealed partial class RtspServer(RtspService service, ILogger logger)
{
    private const int MostConnections = 32;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private readonly HashSet<Task> _connections = [];

    /// <summary>Where it listens; the port is real once <see cref="RunAsync"/> listens.</summary>
    public IPEndPoint EndPoint { get; private set; } = IPEndPoint.Parse(service.Options.Rtsp);

    /// <summary>Completes when clients can connect.</summary>
    public TaskCompletionSource Listening { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Serves until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (true)
        {
            using var online = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var listening = ListenAsync(online.Token);
            try
            {
                while (!service.Trouble.Has(TroubleKind.Offline) && !listening.IsCompleted)
                    await Task.Delay(Glance, service.Clock.Time, cancel);
            }
            finally
            {
                // A linked source that is disposed before the cancellation came to it never passes it on: the port would stay taken.
                await online.CancelAsync();
                await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await listening;
            while (service.Trouble.Has(TroubleKind.Offline))
                await Task.Delay(Glance, service.Clock.Time, cancel);
        }
    }

    private async Task ListenAsync(CancellationToken cancel)
    {
        using var listener = new TcpListener(EndPoint);
        try
        {
            listener.Start();
        }
        catch (SocketException error)
        {
            throw new IOException($"camera {service.Options.Id} cannot listen at {EndPoint}: {error.Message}", error);
        }

        EndPoint = (IPEndPoint)listener.LocalEndpoint;
        Listening.TrySetResult();
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync(cancel);
                lock (_connections)
                {
                    if (_connections.Count >= MostConnections)
                    {
                        service.Counters.Add(CameraCount.Refused);
                        socket.Dispose();
                        continue;
                    }

                    service.Counters.Add(CameraCount.Connections);
                    Keep(ServeAsync(socket, cancel));
                }
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Offline or stopped.
        }

        Task[] open;
        lock (_connections)
            open = [.. _connections];
        await Task.WhenAll(open);
    }

    private void Keep(Task connection)
    {
        _connections.Add(connection);
        _ = connection.ContinueWith(
            ended =>
            {
                lock (_connections)
                    _connections.Remove(ended);
            },
            TaskScheduler.Default);
    }

    private async Task ServeAsync(Socket socket, CancellationToken cancel)
    {
        await Task.Yield();
        try
        {
            await using var connection = new RtspConnection(socket, service);
            await connection.RunAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Offline or stopped.
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
        {
            LogGone(service.Options.Id, error.Message);
        }
        catch (TimeoutException)
        {
            service.Counters.Add(CameraCount.Stuck);
        }
    }

    [LoggerMessage(21, LogLevel.Debug, "A client of {Camera} is gone: {Reason}")]
    private partial void LogGone(string camera, string reason);
}
