using Edge.Core.Drivers.Binding;
using Edge.Core.Drivers.Polling;
using Microsoft.Extensions.Logging;
using Telemetry.Model;

namespace Edge.Core.Drivers;

/// <summary>A device that dials in, served until it is disposed; a driver that fails is started again.</summary>
public sealed class ListeningDevice : IAsyncDisposable
{
    private static readonly TimeSpan RestartAfter = TimeSpan.FromSeconds(5);

    private readonly DeviceBinding _device;
    private readonly IListeningDriver _driver;
    private readonly IReadingSink _sink;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    /// <summary>Begins to serve.</summary>
    /// <param name="device">The device and its points.</param>
    /// <param name="driver">Owned: disposed with this.</param>
    /// <param name="sink">Takes the readings.</param>
    /// <param name="clock">Time.</param>
    /// <param name="log">Log.</param>
    public ListeningDevice(DeviceBinding device, IListeningDriver driver, IReadingSink sink, TimeProvider clock, ILogger<ListeningDevice> log)
    {
        (_device, _driver, _sink, _clock, _log) = (device, driver, sink, clock, log);
        _serving = Task.Run(() => ServeAsync(_stop.Token));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        await _driver.DisposeAsync();
        _stop.Dispose();
    }

    // The one place where a listening driver's faults end.
    private async Task ServeAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await _driver.ListenAsync(_sink, cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) // the one place of this loop: the device's points say why, and it listens again
            {
                _log.ListenerFailed(fault, _device.Id.Value);
                var reason = fault is DeviceException known ? known.Reason : QualityReason.Malformed;
                foreach (var point in _device.Points)
                    _sink.Add(point.Bad(reason, _clock.GetUtcNow()));
                _sink.Complete();
            }

            await Task.Delay(RestartAfter, _clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

internal static partial class Log
{
    [LoggerMessage(2301, LogLevel.Error, "The listener of {Device} failed and is started again")]
    public static partial void ListenerFailed(this ILogger logger, Exception fault, string device);
}
