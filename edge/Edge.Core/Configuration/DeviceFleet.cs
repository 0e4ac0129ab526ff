using System.Collections.Immutable;
using System.Text.Json;
using Edge.Core.Drivers;
using Edge.Core.Drivers.Binding;
using Edge.Core.Drivers.Polling;
using Edge.Core.Drivers.Reporting;
using Edge.Core.Rules;
using Microsoft.Extensions.Logging;
using Telemetry.Model;
using Telemetry.Model.Configuration;
using Telemetry.Model.Json;

namespace Edge.Core.Configuration;

/// <summary>
/// The devices at work and the buses that poll them. A new configuration touches only what differs: every other device
/// keeps its connection, its cadence and its history. Calls never overlap.
/// </summary>
public sealed class DeviceFleet(
    DeviceFactory factory, PollingOptions polling, PollingMetrics metrics, ReportMetrics reports, ReportWriter writer, IRuleFeed rules,
    TimeProvider clock, ILoggerFactory logs) : IAsyncDisposable
{
    private readonly Dictionary<string, Bus> _buses = new(StringComparer.Ordinal);
    private ImmutableDictionary<string, RunningDevice> _devices = ImmutableDictionary<string, RunningDevice>.Empty;

    /// <summary>The devices at work, by id.</summary>
    public ImmutableDictionary<string, RunningDevice> Devices => _devices;

    /// <summary>The binding that a device keeps, or null when the device is new or changed.</summary>
    public DeviceBinding? Unchanged(DeviceConfiguration device) =>
        _devices.TryGetValue(device.Id, out var running) && Text(running.Binding.Configuration) == Text(device) ? running.Binding : null;

    /// <summary>Makes these the devices at work: what is gone or changed ends first, then what is new begins.</summary>
    /// <param name="wanted">Bindings; those that <see cref="Unchanged"/> returned stay as they are.</param>
    /// <param name="cancel">Asked before the first step only: a change is made wholly or not at all.</param>
    public async ValueTask ApplyAsync(IReadOnlyList<DeviceBinding> wanted, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        foreach (var (id, running) in _devices)
        {
            if (wanted.Contains(running.Binding))
                continue;
            _devices = _devices.Remove(id);
            await EndAsync(running);
        }

        foreach (var binding in wanted)
            if (!_devices.ContainsKey(binding.Id.Value))
                _devices = _devices.Add(binding.Id.Value, Begin(binding));
    }

    /// <summary>The outputs that local rules may drive.</summary>
    public IReadOnlyList<IOutputLine> Outputs() =>
        [.. from device in _devices.Values
            where device.Polled is { CanWrite: true } && device.Binding.Profile.Protocol == "gpio"
            from point in device.Binding.Points
            where point.Profile.Access != "r"
            select new PanelOutput(device.Polled!, point.Id)];

    /// <summary>Ends all devices; outputs go inactive.</summary>
    public async ValueTask DisposeAsync() => await ApplyAsync([], CancellationToken.None);

    private RunningDevice Begin(DeviceBinding binding)
    {
        var sink = new DeviceSink(binding, rules, writer, reports, clock);
        var driver = factory.CreateDriver(binding);
        if (driver is IListeningDriver listening)
            return new RunningDevice(binding, sink, null, new ListeningDevice(binding, listening, sink, clock, logs.CreateLogger<ListeningDevice>()));
        var polled = new PolledDevice(binding, (IDeviceDriver)driver, sink, new DeviceHealth(polling));
        var key = DeviceFactory.AddressOf(binding.Configuration).Bus;
        if (!_buses.TryGetValue(key, out var bus))
            _buses[key] = bus = new Bus(new BusPoller(key, polling, clock, metrics, logs.CreateLogger<BusPoller>()));
        bus.Poller.Add(polled);
        return new RunningDevice(binding, sink, polled, null);
    }

    private async ValueTask EndAsync(RunningDevice running)
    {
        if (running.Listening is { } listening)
            await listening.DisposeAsync();
        if (running.Polled is not { } polled)
            return;
        var key = DeviceFactory.AddressOf(running.Binding.Configuration).Bus;
        var bus = _buses[key];
        if (bus.Poller.Devices.Length == 1)
        {
            _buses.Remove(key);
            await bus.DisposeAsync();
        }

        bus.Poller.Remove(polled);
        await polled.DisposeAsync();
    }

    private static string Text(DeviceConfiguration device) => JsonSerializer.Serialize(device, EdgeJson.Default.DeviceConfiguration);

    private sealed class Bus : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _polling;

        public Bus(BusPoller poller)
        {
            Poller = poller;
            _polling = poller.RunAsync(_stop.Token);
        }

        public BusPoller Poller { get; }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            try
            {
                await _polling;
            }
            catch (OperationCanceledException)
            {
                // Asked for.
            }

            _stop.Dispose();
        }
    }

    private sealed class PanelOutput(PolledDevice panel, PointId point) : IOutputLine
    {
        public DeviceId Device => panel.Binding.Id;

        public PointId Point => point;

        public async ValueTask SetAsync(bool on, CancellationToken cancel) => await panel.WriteAsync(point, on ? 1 : 0, cancel);
    }
}
