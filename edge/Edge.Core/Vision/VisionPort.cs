using System.Collections.Concurrent;
using System.Net.Sockets;
using Edge.Core.Drivers;
using Edge.Core.Drivers.Binding;
using Edge.Core.Outbox;
using Edge.Core.Rules;
using Microsoft.Extensions.Logging;
using Telemetry.Model;
using Telemetry.Model.Vision;

namespace Edge.Core.Vision;

/// <summary>
/// Where Edge.Vision connects. It is told which cameras to watch; what it confirms goes to the local rules (siren, beacon),
/// then into the outbox's alarm lane, and is acknowledged only when it lies there. Either process may die: Edge.Vision keeps
/// what is not acknowledged, and the gateway goes on without it.
/// </summary>
public sealed class VisionPort(
    VisionPortOptions options, IOutbox outbox, IRuleFeed rules, VisionMetrics metrics, TimeProvider clock, ILogger<VisionPort> log)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5), FirstSilence = TimeSpan.FromSeconds(10), SilenceEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Camera> _cameras = new(StringComparer.Ordinal);
    private VisionChannel? _channel;

    /// <summary>True while Edge.Vision is connected.</summary>
    public bool IsConnected => Volatile.Read(ref _channel) is not null;

    /// <summary>Serves one camera until cancelled.</summary>
    public async ValueTask ServeAsync(DeviceBinding device, IReadingSink sink, CancellationToken cancel)
    {
        var camera = new Camera(device, sink);
        _cameras[device.Id.Value] = camera;
        await AnnounceAsync(cancel);
        try
        {
            // While nobody watches, the camera's points say so themselves: silence would look like a young device.
            for (var wait = FirstSilence; ; wait = SilenceEvery)
            {
                await Task.Delay(wait, clock, cancel);
                if (!IsConnected)
                    camera.Silent(clock.GetUtcNow());
            }
        }
        finally
        {
            _cameras.TryRemove(new(device.Id.Value, camera));
            await AnnounceAsync(CancellationToken.None);
        }
    }

    /// <summary>Asks Edge.Vision to come to the platform, for a camera's stream or for questions; false when it is not connected.</summary>
    public async ValueTask<bool> ShowAsync(LiveOrder order, CancellationToken cancel)
    {
        if (Volatile.Read(ref _channel) is not { } channel || (order.Camera != VideoOrder.Gateway && !_cameras.ContainsKey(order.Camera)))
            return false;
        return await TryWriteAsync(channel, () => new VisionMessage { Live = order }, cancel);
    }

    /// <summary>Listens until cancelled; a socket that cannot be opened is tried again.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(cancel);
            }
            catch (Exception fault) when (fault is SocketException or IOException or UnauthorizedAccessException) // the one place of this loop
            {
                log.NoSocket(options.SocketFile, fault.Message);
                await Task.Delay(RetryAfter, clock, cancel);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.SocketFile))!);
        File.Delete(options.SocketFile);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(options.SocketFile));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(options.SocketFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
        listener.Listen(4);
        try
        {
            while (true)
            {
                // One process watches; a second one waits until the first has gone.
                await using var channel = new VisionChannel(await listener.AcceptAsync(cancel));
                await ConverseAsync(channel, cancel);
            }
        }
        finally
        {
            File.Delete(options.SocketFile);
        }
    }

    private async Task ConverseAsync(VisionChannel channel, CancellationToken cancel)
    {
        Volatile.Write(ref _channel, channel);
        metrics.Connected(true);
        log.Connected(_cameras.Count);
        try
        {
            await AnnounceAsync(cancel);
            while (await channel.ReadAsync(cancel) is { } message)
                if (message.Report is { } report)
                    await TakeAsync(channel, report, cancel);
            log.Disconnected();
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or SocketException) // the one place of this loop
        {
            metrics.Broken();
            log.Broken(fault.Message);
        }
        finally
        {
            Volatile.Write(ref _channel, null);
            metrics.Connected(false);
            var now = clock.GetUtcNow();
            foreach (var camera in _cameras.Values)
                camera.Silent(now);
        }
    }

    private async ValueTask TakeAsync(VisionChannel channel, VisionReport report, CancellationToken cancel)
    {
        var refusal = await TryTakeAsync(report, cancel);
        if (refusal is null)
            metrics.Taken(report.Event is not null);
        else
            metrics.Refused(refusal.Final ? "malformed" : "later");
        if (report.Id is null)
            return;
        var answer = refusal is null ? new VisionMessage { Acknowledged = report.Id } : new VisionMessage { Refused = refusal };
        await channel.WriteAsync(answer, cancel);
    }

    private async ValueTask<VisionRefusal?> TryTakeAsync(VisionReport report, CancellationToken cancel)
    {
        var id = report.Id ?? "";
        if (report.Event is { } json && !VisionEvent.TryParse(json, out _) && !VisionClip.TryParse(json, out _))
            return new VisionRefusal(id, "the event is neither a vision event nor a clip", Final: true);
        if (!_cameras.TryGetValue(report.Camera, out var camera))
            return new VisionRefusal(id, $"there is no camera {report.Camera} in force", Final: false);
        if (camera.Read(report.Readings) is not { } readings)
            return new VisionRefusal(id, "a reading names no point of a camera, or no possible instant", Final: true);
        if (report.Event is null)
        {
            camera.State(readings);
            return null;
        }

        // The siren first: it must not wait for the disk.
        if (readings.Count > 0)
            rules.Feed(camera.Device, readings, clock.GetTimestamp());
        try
        {
            await outbox.AppendAsync(new DeviceReport(camera.Device.Id, readings, readings.Count > 0 ? Lane.Alarm : Lane.Live, report.Event), cancel);
            return null;
        }
        catch (OutboxRefusedException fault)
        {
            return new VisionRefusal(id, fault.Message, Final: false);
        }
    }

    private async ValueTask AnnounceAsync(CancellationToken cancel)
    {
        // Cameras come and go at one time: a list that was made earlier must not be the last one that is told.
        if (Volatile.Read(ref _channel) is { } channel)
            await TryWriteAsync(channel, () => new VisionMessage { Cameras = Orders() }, cancel);
    }

    private CameraOrder[] Orders() =>
    [
        .. from camera in _cameras.Values
           let device = camera.Device.Configuration
           orderby device.Id
           let onvif = camera.Device.Parameters.GetValueOrDefault("onvif-port", CameraOrder.UsualOnvifPort)
           select new CameraOrder(device.Id, device.Name, device.Address, device.Password, (int)onvif),
    ];

    // A connection that breaks while it is written to is noticed by its reader.
    private static async ValueTask<bool> TryWriteAsync(VisionChannel channel, Func<VisionMessage> message, CancellationToken cancel)
    {
        try
        {
            await channel.WriteAsync(message, cancel);
            return true;
        }
        catch (Exception fault) when (fault is IOException or SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    private sealed class Camera(DeviceBinding device, IReadingSink sink)
    {
        private readonly Lock _lock = new();

        public DeviceBinding Device => device;

        /// <summary>The readings, or null when one makes no sense.</summary>
        public List<Reading>? Read(IReadOnlyList<VisionReading> lines)
        {
            var readings = new List<Reading>(lines.Count);
            foreach (var line in lines)
            {
                if (device.Find(new PointId(line.Point)) is not { } point || line.At is <= 0 or > 253_402_300_799_999)
                    return null;
                var at = DateTimeOffset.FromUnixTimeMilliseconds(line.At);
                readings.Add(line.Value is { } value && double.IsFinite(value)
                    ? new Reading(point.Id, at, value)
                    : Reading.Bad(point.Id, at, line.Reason == QualityReason.None ? QualityReason.Malformed : line.Reason));
            }

            return readings;
        }

        public void State(List<Reading> readings)
        {
            lock (_lock)
            {
                foreach (var reading in readings)
                    sink.Add(reading);
                sink.Complete();
            }
        }

        public void Silent(DateTimeOffset at) => State([.. device.Points.Select(point => Reading.Bad(point.Id, at, QualityReason.NoAnswer))]);
    }
}

internal static partial class Log
{
    [LoggerMessage(2601, LogLevel.Warning, "The socket for Edge.Vision at {File} cannot be opened: {Reason}")]
    public static partial void NoSocket(this ILogger logger, string file, string reason);

    [LoggerMessage(2602, LogLevel.Information, "Edge.Vision is connected; {Cameras} cameras are configured")]
    public static partial void Connected(this ILogger logger, int cameras);

    [LoggerMessage(2603, LogLevel.Warning, "Edge.Vision has left; the cameras are not watched")]
    public static partial void Disconnected(this ILogger logger);

    [LoggerMessage(2604, LogLevel.Warning, "The connection of Edge.Vision is ended: {Reason}")]
    public static partial void Broken(this ILogger logger, string reason);
}
