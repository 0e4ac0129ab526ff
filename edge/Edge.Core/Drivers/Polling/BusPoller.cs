using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Telemetry.Model;

namespace Edge.Core.Drivers.Polling;

/// <summary>
/// Polls the devices of one bus (one serial line, or one TCP connection that units share), one read at a time, the
/// longest-due group first. A device that does not answer is quarantined, so that the others keep their cadence.
/// Devices come and go while it runs.
/// </summary>
public sealed class BusPoller(
    string bus, PollingOptions options, TimeProvider clock, PollingMetrics metrics, ILogger<BusPoller> log)
{
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly long _zero = clock.GetTimestamp();
    private ImmutableArray<PolledDevice> _devices = [];

    /// <summary>The bus's key, e.g. <c>tcp://10.0.0.5:502</c>.</summary>
    public string Bus => bus;

    /// <summary>The devices polled now.</summary>
    public ImmutableArray<PolledDevice> Devices => _devices;

    private TimeSpan Now => clock.GetElapsedTime(_zero);

    /// <summary>Starts polling a device; its first reads are due at once.</summary>
    public void Add(PolledDevice device)
    {
        device.Start(Now, TimeSpan.FromMilliseconds(options.SpreadMilliseconds));
        ImmutableInterlocked.Update(ref _devices, static (list, d) => list.Add(d), device);
        _wake.Writer.TryWrite(true);
    }

    /// <summary>Stops polling a device; a read in progress ends first when the device is disposed.</summary>
    public void Remove(PolledDevice device) => ImmutableInterlocked.Update(ref _devices, static (list, d) => list.Remove(d), device);

    /// <summary>Polls until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        // Reads may complete at once for ever (a simulated chip): the caller must not be caught in the loop.
        await Task.Yield();
        await using var timer = clock.CreateTimer(
            static state => ((ChannelWriter<bool>)state!).TryWrite(true), _wake.Writer, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        while (!cancel.IsCancellationRequested)
        {
            var (device, cadence) = Next();
            var wait = cadence is null ? Timeout.InfiniteTimeSpan : cadence.Due - Now;
            if (device is not null && cadence is not null && wait <= TimeSpan.Zero)
            {
                await ServeSafelyAsync(device, cadence, cancel);
                continue;
            }

            timer.Change(cadence is null ? wait : RoundUp(wait), Timeout.InfiniteTimeSpan);
            await _wake.Reader.ReadAsync(cancel);
        }
    }

    // What readings meet behind the sink must not end the polling of a whole bus.
    private async ValueTask ServeSafelyAsync(PolledDevice device, PollCadence cadence, CancellationToken cancel)
    {
        try
        {
            await ServeAsync(device, cadence, cancel);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            cadence.Advance(Now);
            log.DriverFault(fault, device.Binding.Id.Value, cadence.Group);
        }
    }

    // Longest due first; of equals the one served longest ago. Slots that were missed are skipped, so a fast device that
    // falls behind queues once, like everyone else.
    private (PolledDevice? Device, PollCadence? Cadence) Next()
    {
        PolledDevice? device = null;
        PollCadence? best = null;
        foreach (var candidate in _devices)
            foreach (var cadence in candidate.Cadences)
                if (best is null || cadence.Due < best.Due || cadence.Due == best.Due && candidate.ServedAt < device!.ServedAt)
                    (device, best) = (candidate, cadence);
        return (device, best);
    }

    private async ValueTask ServeAsync(PolledDevice device, PollCadence cadence, CancellationToken cancel)
    {
        var start = Now;
        if (!device.Health.MayAsk(start))
        {
            cadence.Advance(start);
            cadence.RetryAt(device.Health.RetryAt);
            await device.ReportBadAsync(cadence.Group, device.Health.Reason, clock.GetUtcNow(), cancel);
            return;
        }

        var late = start - cadence.Due;
        await AskAsync(device, cadence.Group, start, cancel);
        var end = Now;
        metrics.Polled(bus, late, end - start, cadence.Advance(end));
        if (device.Health.Failures > 0)
            cadence.RetryAt(device.Health.IsQuarantined ? device.Health.RetryAt : end + TimeSpan.FromSeconds(options.FirstRetrySeconds));
    }

    // The one place where a driver's faults end.
    private async ValueTask AskAsync(PolledDevice device, string group, TimeSpan start, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(options.ReadLimitMilliseconds), clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            await device.ReadAsync(group, start, both.Token);
            if (device.Health.Succeeded())
                log.Recovered(device.Binding.Id.Value, bus);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception fault) // the one place of the polling loop: a device's fault never stops the bus
        {
            await FailedAsync(device, group, fault, cancel);
        }
    }

    private async ValueTask FailedAsync(PolledDevice device, string group, Exception fault, CancellationToken cancel)
    {
        var reason = fault switch
        {
            DeviceException known => known.Reason,
            OperationCanceledException => QualityReason.NoAnswer,
            _ => QualityReason.Malformed,
        };
        var id = device.Binding.Id.Value;
        metrics.Failed(id, reason.ToString());
        if (fault is not (DeviceException or OperationCanceledException))
            log.DriverFault(fault, id, group);
        if (device.Health.Failed(reason, Now, _devices.Length <= 1))
        {
            metrics.Quarantined(id);
            log.Quarantined(id, bus, device.Health.Failures, fault.Message);
            foreach (var cadence in device.Cadences)
                await device.ReportBadAsync(cadence.Group, device.Health.Reason, clock.GetUtcNow(), cancel);
            return;
        }

        await device.ReportBadAsync(group, device.Health.Reason, clock.GetUtcNow(), cancel);
    }

    // Timers count whole milliseconds and fire early rather than late when given a fraction.
    private static TimeSpan RoundUp(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
}

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Warning, "Device {Device} on {Bus} is quarantined after {Failures} failures: {Reason}")]
    public static partial void Quarantined(this ILogger logger, string device, string bus, int failures, string reason);

    [LoggerMessage(2002, LogLevel.Information, "Device {Device} on {Bus} answers again")]
    public static partial void Recovered(this ILogger logger, string device, string bus);

    [LoggerMessage(2003, LogLevel.Error, "Driver of {Device} failed unexpectedly while reading {Group}")]
    public static partial void DriverFault(this ILogger logger, Exception fault, string device, string group);
}
