using Edge.Core.Outbox;
using Microsoft.Extensions.Logging;

namespace Edge.Core.Uplink.Azure;

/// <summary>
/// <see cref="IUplink"/> to an Azure IoT Hub over its documented MQTT 3.1.1 interface. A record counts as delivered when
/// the hub has answered its message with PUBACK. That says that the hub has taken the message into its own replicated
/// store (kept for the hub's retention time, one to seven days); it does not say that anybody has read, evaluated or
/// archived it. Whoever needs that promise end to end uses the Sparkplug uplink. Messages may come twice; every one
/// carries epoch and sequences by which a reader drops repetitions.
/// </summary>
public sealed class AzureIotHubUplink : IUplink, IDisposable
{
    private readonly AzureContext _context;
    private readonly UplinkMeter _meter;
    private volatile bool _online;

    /// <summary>Made once; <see cref="RunAsync"/> does the work.</summary>
    public AzureIotHubUplink(
        AzureIotHubOptions options, IOutbox outbox, IDeviceDirectory directory, IGatewayCommands commands, TimeProvider time, ILogger<AzureIotHubUplink> logger)
    {
        _meter = new UplinkMeter("azure-iot-hub", () => _online);
        _context = new AzureContext(options, outbox, directory, commands, _meter, time, logger);
    }

    /// <inheritdoc/>
    public bool IsOnline => _online;

    /// <inheritdoc/>
    public Task RunAsync(CancellationToken cancel) => SessionLoop.RunAsync(
        end => new AzureSession(_context, online => _online = online).RunAsync(end),
        _context.Options.Delivery, _context.Options.DeviceId, _meter, _context.Time, _context.Logger, cancel);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
