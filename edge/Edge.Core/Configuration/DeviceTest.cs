using Edge.Core.Drivers;
using Edge.Core.Drivers.Polling;
using Edge.Core.Uplink;
using Telemetry.Model;
using Telemetry.Model.Configuration;
using Telemetry.Model.Faults;

namespace Edge.Core.Configuration;

/// <summary>
/// Tries a device before it is saved: a driver of its own that lives for one read. On a bus that is at work it waits for
/// its turn on the same link; it changes nothing.
/// </summary>
public sealed class DeviceTest(DeviceFactory factory, TimeProvider clock)
{
    /// <summary>Longest a test takes.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Reads every point once, or says why that is impossible.</summary>
    public async Task<CommandResult> RunAsync(DeviceConfiguration device, CancellationToken cancel)
    {
        List<ModelFault> faults = [.. ConfigurationCheck.Check(device, factory.Profiles)];
        if (faults.Count > 0 || factory.TryBind(device, faults) is not { } binding)
            return CommandResult.Failed(string.Join("; ", faults));

        using var limit = new CancellationTokenSource(Limit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        var sink = new FirstBatchSink();
        await using var driver = factory.CreateDriver(binding);
        try
        {
            if (driver is IListeningDriver listening)
                await sink.FirstOfAsync(listening, both.Token);
            else
                await ReadAsync(binding, (IDeviceDriver)driver, sink, both.Token);
        }
        catch (DeviceException fault)
        {
            return CommandResult.Failed(fault.Message) with { Readings = sink.Readings };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return CommandResult.Failed($"no answer in {Limit.TotalSeconds:0} s") with { Readings = sink.Readings };
        }

        return Judge(sink.Readings);
    }

    private static async ValueTask ReadAsync(Drivers.Binding.DeviceBinding binding, IDeviceDriver driver, IReadingSink sink, CancellationToken cancel)
    {
        await driver.ConnectAsync(cancel);
        foreach (var group in binding.Profile.Groups.Keys)
            await driver.ReadAsync(group, sink, cancel);
        sink.Complete();
    }

    private static CommandResult Judge(IReadOnlyList<Reading> readings)
    {
        var bad = readings.Where(r => r.Quality == Quality.Bad).ToList();
        return bad.Count < readings.Count
            ? new CommandResult(true, null, readings)
            : CommandResult.Failed(readings.Count == 0 ? "the device has no point to read" : $"no point has a value: {bad[0].Reason}") with { Readings = readings };
    }

    private sealed class FirstBatchSink : IReadingSink
    {
        private readonly List<Reading> _readings = [];
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<Reading> Readings
        {
            get
            {
                lock (_readings)
                    return [.. _readings];
            }
        }

        public void Add(in Reading reading)
        {
            lock (_readings)
                if (!_first.Task.IsCompleted)
                    _readings.Add(reading);
        }

        public void Complete() => _first.TrySetResult();

        public async Task FirstOfAsync(IListeningDriver driver, CancellationToken cancel)
        {
            using var done = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var listening = driver.ListenAsync(this, done.Token).AsTask();
            var ended = await Task.WhenAny(listening, _first.Task);
            await done.CancelAsync();
            try
            {
                await listening;
            }
            catch (OperationCanceledException) when (ended == _first.Task)
            {
                // The first packet is all that was wanted.
            }
        }
    }
}
