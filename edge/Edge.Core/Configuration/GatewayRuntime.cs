using Edge.Core.Drivers;
using Edge.Core.Drivers.Binding;
using Edge.Core.Drivers.Reporting;
using Edge.Core.Rules;
using Edge.Core.Uplink;
using Edge.Core.Vision;
using Microsoft.Extensions.Logging;
using Telemetry.Model;
using Telemetry.Model.Configuration;
using Telemetry.Model.Faults;

namespace Edge.Core.Configuration;

/// <summary>What the gateway does now, and the commands that change it. The outbox is never touched by any of them.</summary>
public sealed class GatewayRuntime(
    ConfigurationStore store, DeviceFactory factory, DeviceFleet fleet, LocalRules rules, ReportWriter writer, TimeProvider clock,
    ILogger<GatewayRuntime> log, VisionPort? cameras = null) : IGatewayCommands, IDeviceDirectory, IDisposable
{
    private static readonly TimeSpan WriteLimit = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _applying = new(1);
    private readonly DeviceTest _test = new(factory, clock);
    private GatewayConfiguration _applied = ConfigurationStore.Empty;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DirectorySnapshot _current = new(0, null, []);

    /// <inheritdoc/>
    public DirectorySnapshot Current => Volatile.Read(ref _current);

    /// <summary>The devices at work.</summary>
    public IEnumerable<RunningDevice> Devices => fleet.Devices.Values;

    /// <summary>Applies what is stored; faults are logged and reported, and what does not hold is left out.</summary>
    public async Task StartAsync(CancellationToken cancel)
    {
        var (configuration, faults) = store.Load(factory.Profiles);
        foreach (var fault in faults)
            log.StoredFault(fault.ToString());
        await _applying.WaitAsync(cancel);
        try
        {
            var refused = await TryApplyAsync(configuration, persist: false, cancel);
            if (faults.Count > 0 && refused is null)
                Publish(Describe(faults));
        }
        finally
        {
            _applying.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<string?> ApplyConfigurationAsync(string json, CancellationToken cancel)
    {
        await _applying.WaitAsync(cancel);
        try
        {
            var desired = ConfigurationCheck.Parse(json, factory.Profiles);
            if (desired is not { Value: { } configuration, IsSound: true })
                return Refuse(Describe(desired.Faults));
            if (configuration.Version == _applied.Version && _applied.Version > 0 && Current.Error is null)
                return null;
            return await TryApplyAsync(configuration, persist: true, cancel);
        }
        finally
        {
            _applying.Release();
        }
    }

    /// <inheritdoc/>
    public Task<CommandResult> TestDeviceAsync(DeviceConfiguration device, CancellationToken cancel) => _test.RunAsync(device, cancel);

    /// <inheritdoc/>
    public async Task<CommandResult> WriteAsync(DeviceId device, PointId point, double value, CancellationToken cancel)
    {
        if (!fleet.Devices.TryGetValue(device.Value, out var running))
            return CommandResult.Failed($"there is no device {device}");
        if (running.Polled is not { CanWrite: true } polled)
            return CommandResult.Failed($"{device} has no point to write");
        using var limit = new CancellationTokenSource(WriteLimit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            var readBack = await polled.WriteAsync(point, value, both.Token) ?? new Reading(point, clock.GetUtcNow(), value);
            writer.TryPost(new DeviceReport(device, [readBack], Lane.Alarm));
            return new CommandResult(true, null, [readBack]);
        }
        catch (DeviceException fault)
        {
            return CommandResult.Failed(fault.Message);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return CommandResult.Failed($"{device} did not confirm in {WriteLimit.TotalSeconds:0} s");
        }
    }

    /// <inheritdoc/>
    public async Task<CommandResult> ShowAsync(DeviceId camera, string session, string address, CancellationToken cancel) =>
        cameras is not null && await cameras.ShowAsync(new LiveOrder(camera.Value, session, address), cancel)
            ? new CommandResult(true, null, [])
            : CommandResult.Failed($"{camera} is not watched now");

    /// <inheritdoc/>
    public async Task<DirectorySnapshot> WaitForChangeAsync(DirectorySnapshot seen, CancellationToken cancel)
    {
        while (true)
        {
            var changed = Volatile.Read(ref _changed).Task;
            if (Current is var current && !ReferenceEquals(current, seen))
                return current;
            await changed.WaitAsync(cancel);
        }
    }

    /// <summary>Ends all devices.</summary>
    public async Task StopAsync(CancellationToken cancel)
    {
        await _applying.WaitAsync(cancel);
        await fleet.DisposeAsync();
        _applying.Release();
    }

    /// <inheritdoc/>
    public void Dispose() => _applying.Dispose();

    private async ValueTask<string?> TryApplyAsync(GatewayConfiguration configuration, bool persist, CancellationToken cancel)
    {
        var faults = new List<ModelFault>();
        var bindings = configuration.Devices.Select(d => fleet.Unchanged(d) ?? factory.TryBind(d, faults)).OfType<DeviceBinding>().ToList();
        if (faults.Count > 0)
            return Refuse(Describe(faults));
        try
        {
            if (persist)
                await store.SaveAsync(configuration, cancel);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Refuse($"the configuration cannot be stored: {fault.Message}");
        }

        // From here on it is the configuration after a restart too, so it is applied to its end.
        await fleet.ApplyAsync(bindings, CancellationToken.None);
        await rules.ConfigureAsync(configuration.Rules, bindings, fleet.Outputs(), CancellationToken.None);
        _applied = configuration;
        Publish(null);
        log.Applied(configuration.Version, bindings.Count, configuration.Rules.Count);
        return null;
    }

    private string Refuse(string reason)
    {
        log.Refused(reason);
        Publish(reason);
        return reason;
    }

    private void Publish(string? error)
    {
        Volatile.Write(ref _current, DirectoryBuilder.Build(_applied, fleet.Devices, error));
        Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    private static string Describe(IReadOnlyList<ModelFault> faults) => string.Join('\n', faults);
}

internal static partial class Log
{
    [LoggerMessage(2401, LogLevel.Information, "Configuration {Version} is applied: {Devices} devices, {Rules} rules")]
    public static partial void Applied(this ILogger logger, long version, int devices, int rules);

    [LoggerMessage(2402, LogLevel.Warning, "The configuration is refused and the one in force is kept: {Reason}")]
    public static partial void Refused(this ILogger logger, string reason);

    [LoggerMessage(2403, LogLevel.Error, "Stored configuration: {Fault}")]
    public static partial void StoredFault(this ILogger logger, string fault);
}
