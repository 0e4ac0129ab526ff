using Edge.Core.Drivers.Binding;
using Telemetry.Model;

namespace Edge.Core.Drivers.Polling;

/// <summary>A device on a bus with its driver, its cadences and its health. One call at a time reaches the driver.</summary>
/// <param name="binding">The device and its points.</param>
/// <param name="driver">Owned: disposed with this.</param>
/// <param name="sink">Takes the readings.</param>
/// <param name="health">Whether it is asked.</param>
public sealed class PolledDevice(DeviceBinding binding, IDeviceDriver driver, IReadingSink sink, DeviceHealth health) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private bool _connected;
    private bool _disposed;

    /// <summary>The device and its points.</summary>
    public DeviceBinding Binding => binding;

    /// <summary>Whether it is asked.</summary>
    public DeviceHealth Health => health;

    /// <summary>True when its points can be driven.</summary>
    public bool CanWrite => driver is IActuator;

    internal IReadOnlyList<PollCadence> Cadences { get; private set; } = [];

    internal TimeSpan ServedAt { get; private set; }

    internal void Start(TimeSpan now, TimeSpan spread) =>
        Cadences = [.. binding.Profile.Groups
            .Where(g => binding.InGroup(g.Key).Length > 0)
            .Select(g => new PollCadence(g.Key, TimeSpan.FromMilliseconds(g.Value.Every), now, OffsetOf(g.Value.Every, spread)))];

    internal async ValueTask ReadAsync(string group, TimeSpan now, CancellationToken cancel)
    {
        ServedAt = now;
        await _gate.WaitAsync(cancel);
        try
        {
            if (_disposed)
                return;
            await ConnectedAsync(cancel);
            await driver.ReadAsync(group, sink, cancel);
            sink.Complete();
        }
        catch (DeviceException)
        {
            _connected = false;
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Writes one point, returns once the device has confirmed it, and reads it back: the reading of the point, or null
    /// when it can only be written.
    /// </summary>
    /// <exception cref="DeviceException">The device refused, did not answer, has no such point or nothing to drive.</exception>
    public async ValueTask<Reading?> WriteAsync(PointId point, double value, CancellationToken cancel)
    {
        if (driver is not IActuator actuator || binding.Find(point) is not { Profile.Access: not "r" } target)
            throw new DeviceException(QualityReason.DeviceException, $"{binding.Id} has no writable point {point}");
        await _gate.WaitAsync(cancel);
        try
        {
            if (_disposed)
                throw new DeviceException(QualityReason.NoAnswer, $"{binding.Id} is no longer configured");
            await ConnectedAsync(cancel);
            await actuator.WriteAsync(point, value, cancel);
            if (target.Profile is not { Access: "rw", Group: { } group })
                return null;
            var readBack = new CollectingSink();
            await driver.ReadAsync(group, readBack, cancel);
            return readBack.Find(point);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Reports every readable point of a group as Bad.</summary>
    internal async ValueTask ReportBadAsync(string group, QualityReason reason, DateTimeOffset time, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        foreach (var point in binding.InGroup(group))
            sink.Add(point.Bad(reason, time));
        sink.Complete();
        _gate.Release();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync();
        if (!_disposed)
            await driver.DisposeAsync();
        _disposed = true;
        _gate.Release();
    }

    private async ValueTask ConnectedAsync(CancellationToken cancel)
    {
        if (_connected)
            return;
        await driver.ConnectAsync(cancel);
        _connected = true;
    }

    // A stable share of the period by device, so that five hundred devices with one cadence do not ask at one instant.
    private TimeSpan OffsetOf(int period, TimeSpan spread)
    {
        uint hash = 2166136261;
        foreach (var c in binding.Id.Value)
            hash = (hash ^ c) * 16777619;
        return Math.Min(period, (int)spread.TotalMilliseconds) is var width and > 0 ? TimeSpan.FromMilliseconds(hash % width) : default;
    }
}
